#pragma once

#include "models/pagelistmodel.h"
#include "ui/core.h"
#include "ui/library/extractiontask.h"
#include "ui/library/pagecommands.h"
#include "ui/library/pagecounts.h"
#include "ui/library/pagetasks.h"
#include "ui/widgets/screen.h"

#include <QTimer>

class QSplitter;

namespace ui {

class ChoicePopup;
class LibraryActions;
class PageListPane;
class PageListView;
class ReaderPanel;

// The library: search, filters and the list on one side, the reader on the other.
class LibraryScreen : public Screen {
    Q_OBJECT

public:
    explicit LibraryScreen(const Core& core, QWidget* parent = nullptr);
    ~LibraryScreen() override;

    QString place() const override { return QStringLiteral("library"); }
    QString title() const override { return tr("&Library"); }
    Icon icon() const override { return Icon::Library; }
    void enter() override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    QString undoText() const override;
    void undo() override;
    QList<QAction*> viewActions() const override;
    void showPage(qint64 page) override;

    ReaderPanel& reader() { return *m_reader; }
    PageCommands& commands() { return m_commands; }

public Q_SLOTS:
    void openPage(library::PageId page);
    void showShelf(library::PageShelf shelf);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void connectList();
    void connectReader();
    void connectActions();
    void showListMenu(const QPoint& place);
    QList<library::PageId> targets() const; // what the actions are about

    Core m_core;
    models::PageListModel m_model;
    PageCounts m_counts;
    PageCommands m_commands;
    PageTasks m_tasks;
    ExtractionTask m_extraction;
    LibraryActions* m_actions;
    QSplitter* m_splitter;
    PageListPane* m_pane;
    PageListView& m_list; // in it
    ChoicePopup* m_tagPopup;
    ReaderPanel* m_reader;
    QTimer m_open{this}; // the page under the cursor, a moment after the last arrow key
};

} // namespace ui
