#pragma once

#include "library/types.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QStackedWidget;

namespace models {
class JobListModel;
}

namespace ui {

class DetailText;
class EmptyNote;
class FilterTabs;
class JobTable;
struct JobActions;

// The middle of the Archive place: the table of jobs under its filters, a note where it is empty, and what went wrong
// with the current link in full.
class JobPane : public QWidget {
    Q_OBJECT

public:
    explicit JobPane(models::JobListModel& jobs, QWidget* parent = nullptr);

    JobTable& table() const { return *m_table; }
    void addTools(const JobActions& actions); // beside the filters
    void addBelow(QWidget* widget);
    void showCounts(const library::JobCounts& counts);
    void showNew(library::JobId first); // as soon as it is in the list: who hands links in wants to see them
    void focusFilter();

private:
    QWidget* buildTools();
    void showEmptiness();
    void showDetail();
    void showFirstNew();
    void setFilter();

    models::JobListModel& m_jobs;
    JobTable* m_table;
    FilterTabs* m_tabs;
    QLineEdit* m_filter;
    QTimer m_filterSoon;
    QStackedWidget* m_listOrNote;
    EmptyNote* m_note;
    DetailText* m_detail;
    QString m_archiveKey;          // of the action, as the person knows it
    library::JobId m_firstNew = 0; // handed in, not yet in the list
};

} // namespace ui
