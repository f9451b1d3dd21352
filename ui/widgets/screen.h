#pragma once

#include "ui/widgets/icons.h"

#include <QWidget>

class QAction;
class QSettings;

namespace ui {

// One place of the window's side rail.
class Screen : public QWidget {
    Q_OBJECT

public:
    explicit Screen(QWidget* parent = nullptr);

    virtual QString place() const = 0; // stable name: "archive", "library" … (settings group, object names)
    virtual QString title() const = 0; // in the rail, with a mnemonic where one is free
    virtual Icon icon() const = 0;
    virtual void enter() {}                     // came to the front: focus where work begins
    virtual void saveState(QSettings&) const {} // the settings' group is this place's own
    virtual void restoreState(QSettings&) {}
    virtual QString undoText() const { return {}; } // "Clear finished"; empty: nothing to undo
    virtual void undo() {}
    virtual QList<QAction*> viewActions() const { return {}; } // into the View menu while this place is shown
    virtual void showPage(qint64 page) { Q_UNUSED(page) }      // the library's; see pageWanted()

Q_SIGNALS:
    void undoChanged();
    void pageWanted(qint64 page);                 // open this page in the Library
    void archiveWanted(const QStringList& links); // hand these links to the Archive place, and start
};

} // namespace ui
