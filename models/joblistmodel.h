#pragma once

#include "archive/pipeline.h"
#include "library/types.h"
#include "models/idchange.h"
#include "models/jobwindow.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

namespace library {
class Library;
}

namespace models {

// The job table as it is on disk, with live values of what is running laid over it. Holds the ordered ids (8 bytes a
// job); the rows that were looked at are JobWindow's. Both are read on the library's list lane, so that a million jobs
// cost the interface thread nothing. Rows that are not here yet show nothing and LoadedRole is false.
class JobListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { State, Page, Host, Progress, Size, Time, Outcome, columns };
    enum Role {
        IdRole = Qt::UserRole, // library::JobId
        LoadedRole,            // bool
        StateRole,             // int(library::JobState)
        PhaseRole,             // int(archive::Phase)
        LinkRole,              // QString, exact
        TitleRole,             // QString on one line, empty when unknown
        PageRole,              // library::PageId
        ShareRole,             // double 0…1, -1 unknown
        AdviceRole,            // QString: what to do
        FlagRole,              // QByteArray: what stands in the page's place (see library::NewSnapshot)
    };

    explicit JobListModel(library::Library& library, QObject* parent = nullptr);

    const library::JobQuery& query() const { return m_query; }
    void setQuery(const library::JobQuery& query);
    const library::JobCounts& counts() const { return m_counts; }
    bool counted() const { return m_counted; }   // counts() are the library's, not those before its first answer
    bool complete() const { return m_complete; } // the first answer is here

    library::JobId idAt(int row) const { return m_ids.value(row); }
    int rowOf(library::JobId id) const; // -1: not in this list
    // The first row, in the order of arrival, that runs and is not older than `from`; −1: none, or another order.
    int firstRunning(library::JobId from) const;
    bool runs(library::JobId id) const { return m_window.live(id) != nullptr; }
    QList<library::JobId> idsAt(int first, int last) const;
    const library::Job* jobAt(int row) const; // none while it is not loaded

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order) override; // −1: in the order they were handed in

public Q_SLOTS:
    void apply(const QList<archive::JobUpdate>& updates);
    void applyCounts(const library::JobCounts& counts);
    void refresh(); // something changed on disk: read ids, counts and rows again, soon

Q_SIGNALS:
    void countsChanged(const library::JobCounts& counts);
    void runningChanged();                // others run than before
    void completed();                     // the ids of the present query are here
    void failed(const QString& sentence); // the library cannot be read

private:
    struct Answer {
        QList<library::JobId> ids;
        IdChange change;
        library::JobCounts counts;
    };

    void readIds();
    void take(const Answer& answer, quint64 asked);
    void change(const IdChange& change, const QList<library::JobId>& ids);
    void tell(const QSet<library::JobId>& jobs, int firstColumn, int lastColumn);

    library::Library& m_library;
    library::JobQuery m_query;
    quint64 m_asked = 0; // number of the query that is wanted
    library::JobCounts m_counts;
    QList<library::JobId> m_ids;
    JobWindow m_window;
    bool m_counted = false;
    bool m_complete = false;
    bool m_readingIds = false;
    bool m_again = false; // asked for while it was being read
    QTimer m_idsTimer;    // spares the disk: not more often than every half second, longer for long lists
    QElapsedTimer m_sinceRead;
    qint64 m_readTook = 0; // ms
};

} // namespace models
