#pragma once

#include "models/pagelistmodel.h"
#include "models/tagcountmodel.h"
#include "ui/core.h"
#include "ui/library/pagecommands.h"
#include "ui/widgets/screen.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace ui {

class Banner;
class ChoicePopup;
class EmptyState;
class FilterBar;
class LibraryActions;
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
    void showPage(qint64 page) override { openPage(page); }

    ReaderPanel& reader() { return *m_reader; }
    PageCommands& commands() { return m_commands; }

public Q_SLOTS:
    void openPage(library::PageId page);
    void showShelf(library::PageShelf shelf);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildSide();
    QWidget* buildSelectionBar(QWidget* parent);
    void connectList();
    void connectReader();
    void connectActions();
    void runQuery();
    void listFound();
    void describeEmpty();
    void describeCount();
    void showListMenu(const QPoint& place);
    void readCounts();
    void tell(const QString& sentence, bool undoable, bool warning = false);
    QList<library::PageId> targets() const; // what the actions are about
    void withRows(const QList<library::PageId>& pages, const std::function<void(const QList<library::PageRow>&)>& use);
    void toggleStar();
    void toggleRead();
    void captureAgain(const QList<library::PageId>& pages);
    void copyLinks();

    Core m_core;
    models::PageListModel m_model;
    models::TagCountModel m_sites;
    models::TagCountModel m_tags;
    PageCommands m_commands;
    LibraryActions* m_actions;
    QSplitter* m_splitter;
    FilterBar* m_filters;
    QLabel* m_count;
    QWidget* m_selectionBar;
    QStackedWidget* m_listOrEmpty;
    PageListView* m_list;
    EmptyState* m_empty;
    Banner* m_line;
    QPushButton* m_undoButton;
    ChoicePopup* m_tagPopup;
    ReaderPanel* m_reader;
    QTimer m_open;   // the page under the cursor, a moment after the last arrow key
    QTimer m_counts; // sites and tags
    QTimer m_lineAway;
    library::PageId m_wanted = 0; // to be selected when the list is there
    int m_selected = 0;
};

} // namespace ui
