#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace ui {

// What can be done with the selected pages, with one key each.
class LibraryActions : public QObject {
    Q_OBJECT

public:
    explicit LibraryActions(QWidget* screen);

    void setSelection(int pages, bool inBin);
    QList<QAction*> all() const {
        return {star, read, tag, captureAgain, extractAgain, extractAll, copyLinks, remove, restore, search, bin};
    }

    QAction* star;
    QAction* read;
    QAction* tag;
    QAction* captureAgain;
    QAction* extractAgain; // from the bytes that were kept
    QAction* extractAll;   // every page's that an older version made
    QAction* copyLinks;
    QAction* remove;
    QAction* restore;
    QAction* search;
    QAction* bin; // into it and out again
};

} // namespace ui
