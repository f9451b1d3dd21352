#include "library/jobstore.h"

#include "library/capturewriter.h"
#include "library/jobrow.h"
#include "library/limits.h"
#include "library/links.h"
#include "library/transaction.h"

#include <algorithm>

namespace library {

namespace {

constexpr qsizetype mostClearedShown = 1000;

// Runs `sql` once for each id, bound first; returns the ids it changed.
template<typename... Values>
base::Result<QList<JobId>> changeEach(Database& database, const char* sql, const QList<JobId>& ids,
                                      const Values&... values) {
    Savepoint step(database);
    QList<JobId> changed;
    {
        Query query(database, sql);
        for (const JobId id : ids) {
            if (const auto done = query.bind(id, values...).run(); !done)
                return done.error();
            if (database.changes() > 0)
                changed.append(id);
        }
    }
    if (const auto released = step.release(); !released)
        return released.error();
    return changed;
}

template<typename... Values>
base::Result<int> changeAll(Database& database, const char* sql, const Values&... values) {
    if (const auto done = change(database, sql, values...); !done)
        return done.error();
    return int(database.changes());
}

QDateTime now() {
    return QDateTime::currentDateTimeUtc();
}

} // namespace

JobStore::JobStore(Database& database)
    : m_database(database) {}

base::Result<AddedJobs> JobStore::add(const QList<NewJob>& jobs, IfKept ifKept) {
    Savepoint step(m_database);
    AddedJobs result;
    const QDateTime addedAt = now();
    const auto note = [&](JobFate fate) {
        if (jobs.size() <= addedIds.standard)
            result.fates.append(fate);
    };
    {
        Query page(m_database, "SELECT id, listed FROM page WHERE link = ?");
        Query insert(m_database, "INSERT INTO job(link, host, state, added_at, title, link_added_at, tags, note, "
                                 "page) VALUES(?, ?, 0, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        for (const NewJob& job : jobs) {
            const bool known = page.bind(job.link).next();
            if (!page.ok())
                return page.error();
            const PageId id = known ? page.integer(0) : 0;
            if (known) {
                if (const auto given = give(job, id); !given)
                    return given.error();
                if (ifKept == IfKept::Skip && page.integer(1) != 0) {
                    ++result.alreadyKept;
                    note(JobFate::AlreadyKept);
                    continue;
                }
            }
            insert.bind(job.link, hostOf(job.link), addedAt, job.title, job.addedAt, tagsToText(job.tags), job.note,
                        IdOrNull{id});
            if (const auto inserted = insert.run(); !inserted)
                return inserted.error();
            if (m_database.changes() == 0) {
                ++result.alreadyWaiting;
                note(JobFate::AlreadyWaiting);
                if (const auto merged = merge(job); !merged)
                    return merged.error();
                continue;
            }
            note(JobFate::Added);
            result.last = m_database.lastInsertId();
            if (result.added++ == 0)
                result.first = result.last;
            if (result.added <= addedIds.standard)
                result.ids.append(result.last);
        }
    }
    if (result.added > addedIds.standard)
        result.ids.clear();
    if (const auto released = step.release(); !released)
        return released.error();
    return result;
}

// A page that exists gets the bookmark's folders as tags, and its date where that is earlier.
base::Result<void> JobStore::give(const NewJob& job, PageId page) {
    if (job.addedAt) {
        const auto dated =
            change(m_database, "UPDATE page SET added_at = ?2 WHERE id = ?1 AND added_at > ?2", page, *job.addedAt);
        if (!dated)
            return dated;
    }
    if (const auto noted = giveNote(m_database, page, job.note); !noted)
        return noted;
    return giveTags(m_database, page, job.tags);
}

// What a link brings along is added to the job that waits for it already.
base::Result<void> JobStore::merge(const NewJob& job) {
    if (job.tags.isEmpty() && !job.addedAt && job.title.isEmpty() && job.note.isEmpty())
        return {};
    Query waiting(m_database, "SELECT id, tags FROM job WHERE link = ? AND state < 2");
    if (!waiting.bind(job.link).next())
        return waiting.ok() ? base::Result<void>() : waiting.error();
    QStringList tags = tagsFromText(waiting.text(1));
    for (const QString& tag : job.tags) {
        if (!tags.contains(tag))
            tags.append(tag);
    }
    return change(
        m_database,
        "UPDATE job SET tags = ?2, link_added_at = ifnull(min(link_added_at, ?3), ifnull(link_added_at, ?3)), "
        "title = CASE title WHEN '' THEN ?4 ELSE title END, note = CASE note WHEN '' THEN ?5 ELSE note END "
        "WHERE id = ?1",
        waiting.integer(0), tagsToText(tags), job.addedAt, job.title, job.note);
}

base::Result<std::optional<QDateTime>> JobStore::nextDue(const QSet<JobId>& only) const {
    Query query(m_database, "SELECT id, not_before FROM job INDEXED BY job_due "
                            "WHERE state = 0 AND not_before IS NOT NULL ORDER BY not_before, id");
    while (query.next()) {
        if (only.isEmpty() || only.contains(query.integer(0)))
            return std::optional(query.time(1));
    }
    if (!query.ok())
        return query.error();
    return std::optional<QDateTime>();
}

base::Result<int> JobStore::recover() {
    if (const auto forgotten = change(m_database, "DELETE FROM job_cleared"); !forgotten)
        return forgotten.error();
    return changeAll(m_database, "UPDATE job SET state = 0 WHERE state = 1");
}

base::Result<void> JobStore::putBack(const QList<JobId>& ids) {
    const auto changed = changeEach(m_database, "UPDATE job SET state = 0 WHERE id = ? AND state = 1", ids);
    return changed ? base::Result<void>() : changed.error();
}

base::Result<void> JobStore::postpone(JobId id, const QDateTime& notBefore, int attempts, const Setback& why) {
    return change(m_database,
                  "UPDATE job SET state = 0, not_before = ?2, attempts = ?3, status = ?4, error_kind = ?5, "
                  "error_text = ?6 WHERE id = ?1 AND state = 1",
                  id, notBefore, attempts, why.status, why.errorKind, why.errorText);
}

// What the last attempt came to is not what the link came to.
base::Result<QList<JobId>> JobStore::cancel(const QList<JobId>& ids) {
    return changeEach(m_database,
                      "UPDATE job SET state = 4, not_before = NULL, finished_at = ?2, status = 0, error_kind = '', "
                      "error_text = '' WHERE id = ?1 AND state < 2",
                      ids, now());
}

base::Result<int> JobStore::cancelAll() {
    return changeAll(m_database,
                     "UPDATE job SET state = 4, not_before = NULL, finished_at = ?, status = 0, error_kind = '', "
                     "error_text = '' WHERE state = 0",
                     now());
}

// OR IGNORE: when the link waits again already, that job stands for it.
base::Result<int> JobStore::retry(const QList<JobId>& ids) {
    const auto changed =
        changeEach(m_database,
                   "UPDATE OR IGNORE job SET state = 0, attempts = 0, not_before = NULL, finished_at = NULL, "
                   "status = 0, error_kind = '', error_text = '', bytes = 0, duration_ms = 0 "
                   "WHERE id = ? AND state IN (3, 4)",
                   ids);
    if (!changed)
        return changed.error();
    return int(changed->size());
}

base::Result<int> JobStore::retryFailed() {
    return changeAll(m_database,
                     "UPDATE OR IGNORE job SET state = 0, attempts = 0, not_before = NULL, finished_at = NULL, "
                     "status = 0, error_kind = '', error_text = '', bytes = 0, duration_ms = 0 "
                     "WHERE state = 3");
}

base::Result<QList<Job>> JobStore::clearFinished() {
    Savepoint step(m_database);
    QList<Job> cleared;
    {
        Query first(m_database, "SELECT " LIBRARY_JOB_COLUMNS " FROM job WHERE state > 1 ORDER BY id LIMIT ?");
        first.bind(mostClearedShown);
        while (first.next())
            cleared.append(jobFrom(first));
        if (!first.ok())
            return first.error();
    }
    for (const char* sql :
         {"DELETE FROM job_cleared",
          "INSERT INTO job_cleared(" LIBRARY_JOB_COLUMNS ") SELECT " LIBRARY_JOB_COLUMNS " FROM job WHERE state > 1",
          "DELETE FROM job WHERE state > 1"}) {
        if (const auto done = change(m_database, sql); !done)
            return done.error();
    }
    if (const auto released = step.release(); !released)
        return released.error();
    return cleared;
}

base::Result<void> JobStore::restore(const QList<Job>& jobs) {
    if (jobs.isEmpty())
        return {};
    Savepoint step(m_database);
    // A page may have left the library for good meanwhile.
    for (const char* sql : {"UPDATE job_cleared SET page = NULL WHERE page NOT IN (SELECT id FROM page)",
                            "INSERT INTO job(" LIBRARY_JOB_COLUMNS ") SELECT " LIBRARY_JOB_COLUMNS
                            " FROM job_cleared WHERE true ON CONFLICT DO NOTHING",
                            "DELETE FROM job_cleared"}) {
        if (const auto done = change(m_database, sql); !done)
            return done;
    }
    return step.release();
}

} // namespace library
