#pragma once

#include "archive/pipeline.h"
#include "library/types.h"
#include "models/jobrow.h"

#include <QCache>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace library {
class Library;
}

namespace models {

// The rows of the job list that were looked at, as they were read a block at a time on the library's list lane, with
// the live values of what runs laid over them. Knows nothing of the list but the ids in its order.
class JobWindow : public QObject {
    Q_OBJECT

public:
    JobWindow(library::Library& library, const QList<library::JobId>& ids, QObject* parent);

    const JobRow* at(int row) const;              // none until it was read, which this asks for
    const JobLive* live(library::JobId id) const; // none while it does not run
    QList<library::JobId> running() const { return m_live.keys(); }
    int rowOf(library::JobId id) const;                       // where it was looked at last; −1: nowhere
    QList<int> rowsOf(const QSet<library::JobId>& ids) const; // of those that were looked at, in order

    bool apply(const QList<archive::JobUpdate>& updates); // true: others run than before
    void outdate() { ++m_generation; }                    // what was read may be wrong: shown until it is read again
    void forgetPlaces();                                  // the ids stand in another order now

Q_SIGNALS:
    void changed(const QSet<qint64>& jobs);   // their rows say something else
    void waitsGoOn(const QSet<qint64>& jobs); // only the time left until the next attempt does
    void failed(const QString& sentence);     // the library cannot be read

private:
    void want(int row) const;
    void read();
    void take(const QList<library::Job>& jobs, quint64 generation);
    void put(const library::Job& job, const QString& advice, quint64 generation);
    void countDown();

    library::Library& m_library;
    const QList<library::JobId>& m_ids;
    bool m_reading = false;
    quint64 m_generation = 1;
    mutable QTimer m_soon;
    mutable QList<int> m_wanted; // blocks of rows, the latest last
    QCache<library::JobId, JobRow> m_rows;
    mutable QHash<library::JobId, int> m_rowOf; // of rows that were asked for since the ids changed
    QHash<library::JobId, JobLive> m_live;
    QTimer m_countDown; // runs only while a row that was looked at waits for a time
};

} // namespace models
