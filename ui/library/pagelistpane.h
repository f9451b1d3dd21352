#pragma once

#include "models/pagelistmodel.h"
#include "models/tagcountmodel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace ui {

class Banner;
class EmptyState;
class FilterBar;
class LibraryActions;
class PageListView;

// The side of the library that finds pages: search and filters, how many there are, the list or why it is empty, and
// the line that says what was done.
class PageListPane : public QWidget {
    Q_OBJECT

public:
    PageListPane(models::PageListModel& model, models::TagCountModel* sites, models::TagCountModel* tags,
                 LibraryActions& actions, QWidget* parent = nullptr);

    FilterBar& filters() { return *m_filters; }
    const FilterBar& filters() const { return *m_filters; }
    PageListView& list() const { return *m_list; }
    QWidget* countLabel() const;
    int selected() const { return m_selected; }
    void setReading(bool reading); // a page is shown beside the list: it can be starred, tagged … without being listed
    void enter();                  // the keys are the list's, or the search's where nothing is listed
    void openPage(library::PageId page); // selected now, or as soon as it is listed
    void tell(const QString& sentence, bool undoable, bool warning = false);
    void clearLine();
    void addLine(QWidget* line); // at the foot of the list

Q_SIGNALS:
    void undoWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildCountRow();
    void buildLine();
    void buildBinLine();
    void toggleBin();
    void connectParts();
    void runQuery();
    void listFound();
    void describe();
    void describeEmpty();
    void offerActions();

    models::PageListModel& m_model;
    LibraryActions& m_actions;
    FilterBar* m_filters;
    PageListView* m_list;
    EmptyState* m_empty;
    QStackedWidget* m_listOrEmpty;
    QLabel* m_count;
    QWidget* m_selectionBar;
    Banner* m_line;
    Banner* m_inBin; // stands over the list while it is the bin's
    QPushButton* m_undoButton;
    QTimer m_lineAway;
    library::PageId m_wanted = 0;
    int m_selected = 0;
    bool m_reading = false;
    bool m_listed = false;    // there were rows when the list was read last
    bool m_undoable = false;  // the line offers to undo
    bool m_typedSince = true; // in the search, after what the line tells
};

} // namespace ui
