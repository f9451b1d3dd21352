#pragma once

#include "library/types.h"

#include <QSet>
#include <QTableView>
#include <QTimer>

#include <optional>

class QSettings;

namespace models {
class JobListModel;
}

namespace ui {

// The table of jobs. Keeps what is selected, current and at the top where they are when the list is read anew. While
// nobody touches it and it stands in the order of arrival, it follows what runs: when no running row is in sight any
// more, it turns to the first. A click, a key, the wheel or the scroll bar end that until links are handed in again.
class JobTable : public QTableView {
    Q_OBJECT

public:
    explicit JobTable(models::JobListModel& jobs, QWidget* parent = nullptr);

    QList<library::JobId> selectedJobs() const;                // in the table's order
    bool selects(const QSet<library::JobState>& states) const; // a row in one of them, or one not read yet
    const library::Job* currentJob() const;                    // none without a current row, or while it is not loaded
    void showRow(int row);                                     // scrolls, also to a row that came just now
    void turnToRunning();                                      // now, when it follows and nothing that runs is in sight
    void follow(library::JobId from);                          // what runs from this job on
    void fitColumns();                                         // to the width there is, unless the person has set them
    void saveState(QSettings& settings) const;
    void restoreState(const QSettings& settings);

Q_SIGNALS:
    void openWanted();            // Enter or double click on a row
    void retryWanted(qint64 job); // its own button

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void setUpHeaders();
    void setUpFollowing();
    void rememberPlace();
    void restorePlace();

    models::JobListModel& m_jobs;
    QList<library::JobId> m_selected;
    library::JobId m_current = 0;
    library::JobId m_top = 0;
    bool m_atTop = true;
    std::optional<library::JobId> m_followed = 0; // none: somebody reads here
    QTimer m_followSoon;
    bool m_fitted = false; // by the person or from settings
    int m_width = 0;       // the table's when the columns were fitted to it
    int m_pageWidth = 0;   // what the Page column is to have; it has no less than it can be read in
};

} // namespace ui
