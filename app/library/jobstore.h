#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace library {

class Database;

// The job table: the only waiting line for links. At most one waiting or running job a link.
class JobStore {
public:
    explicit JobStore(Database& database);

    // In order; a link handed in twice is one job. Tags and dates of links already kept are added to their pages.
    base::Result<AddedJobs> add(const QList<NewJob>& jobs, IfKept ifKept);

    // The oldest waiting jobs whose time has come, round robin over hosts, at most `room` in all and
    // `hostLimit − busy[host]` of each host; they become running. `only`: from these ids alone (empty: all).
    base::Result<QList<Job>> claim(int room, int hostLimit, const QHash<QString, int>& busy, const QDateTime& now,
                                   const QSet<JobId>& only = {});
    // The earliest notBefore among waiting jobs, none when nothing waits for a time.
    base::Result<std::optional<QDateTime>> nextDue(const QSet<JobId>& only = {}) const;

    base::Result<int> recover();                         // running → waiting, after a crash or at the end
    base::Result<void> putBack(const QList<JobId>& ids); // these running ones → waiting, attempts kept
    base::Result<void> postpone(JobId id, const QDateTime& notBefore, int attempts,
                                const Setback& why = {});       // running → waiting until then
    base::Result<QList<JobId>> cancel(const QList<JobId>& ids); // waiting or running → cancelled; returns which
    base::Result<int> cancelAll();                              // every waiting job
    base::Result<int> retry(const QList<JobId>& ids);           // failed or cancelled → waiting, attempts 0
    base::Result<int> retryFailed();                            // all failed ones
    // Done, failed and cancelled ones leave the list. The last clearing is kept on disk for undo; the first 1,000 of
    // them are returned.
    base::Result<QList<Job>> clearFinished();
    base::Result<void> restore(const QList<Job>& jobs); // undo of clearFinished: brings back all of them

    base::Result<JobCounts> counts() const;
    base::Result<JobCounts> counts(const QSet<JobId>& only) const;
    base::Result<QList<JobId>> ids(const JobQuery& query) const;  // in order; a million fit (8 MB)
    base::Result<QList<Job>> rows(const QList<JobId>& ids) const; // in the order asked, missing ones left out
    base::Result<QList<Job>> findWaiting(const QStringList& links) const;
    // State and time of each that is there, in the order asked: for a million of them, a few bytes each.
    base::Result<void> standings(const QList<JobId>& ids, const std::function<void(const JobStanding&)>& each) const;
    // Those of these, in rising order, that were cleared from the list last.
    base::Result<void> cleared(const QList<JobId>& ids, const std::function<void(const Job&)>& each) const;

private:
    base::Result<void> give(const NewJob& job, PageId page);
    base::Result<void> merge(const NewJob& job);
    base::Result<void> setOnly(const QSet<JobId>& only);

    Database& m_database;
    QSet<JobId> m_only; // what the connection's table only_job was filled for
    qint64 m_onlyMark = 0;
};

} // namespace library
