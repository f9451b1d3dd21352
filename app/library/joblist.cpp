#include "library/jobrow.h"
#include "library/jobstore.h"

#include <algorithm>

// What is read of the job table.
namespace library {

namespace {

void count(JobCounts& counts, qint64 state, qint64 jobs) {
    switch (JobState(state)) {
    case JobState::Waiting:
        counts.waiting += jobs;
        break;
    case JobState::Running:
        counts.running += jobs;
        break;
    case JobState::Done:
        counts.done += jobs;
        break;
    case JobState::Failed:
        counts.failed += jobs;
        break;
    case JobState::Cancelled:
        counts.cancelled += jobs;
        break;
    }
}

QByteArray order(const JobQuery& query) {
    const QByteArray direction = query.descending ? " DESC" : "";
    const auto by = [&](const char* column) -> QByteArray {
        return QByteArray(" ORDER BY ") + column + direction + ", id" + direction;
    };
    switch (query.sort) {
    case JobSort::Added:
        break; // sorted below
    case JobSort::Link:
        return by("link");
    case JobSort::Host:
        return by("host");
    case JobSort::State:
        return by("state");
    case JobSort::Size:
        return by("bytes");
    case JobSort::Duration:
        return by("duration_ms");
    case JobSort::Finished:
        return by("finished_at");
    }
    return {};
}

QString pattern(const QString& text) {
    QString escaped = text;
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('%'), QLatin1String("\\%"))
        .replace(QLatin1Char('_'), QLatin1String("\\_"));
    return QString(QLatin1Char('%') % escaped % QLatin1Char('%'));
}

} // namespace

base::Result<JobCounts> JobStore::counts() const {
    Query query(m_database, "SELECT state, jobs FROM job_count");
    JobCounts counts;
    while (query.next())
        count(counts, query.integer(0), query.integer(1));
    if (!query.ok())
        return query.error();
    return counts;
}

base::Result<JobCounts> JobStore::counts(const QSet<JobId>& only) const {
    if (only.isEmpty())
        return counts();
    JobCounts counts;
    const auto [first, last] = std::minmax_element(only.begin(), only.end());
    if (*last - *first + 1 == only.size()) { // the usual case: all of one batch
        Query query(m_database, "SELECT state, count(*) FROM job WHERE id BETWEEN ? AND ? GROUP BY state");
        query.bind(*first, *last);
        while (query.next())
            count(counts, query.integer(0), query.integer(1));
        return query.ok() ? base::Result<JobCounts>(counts) : query.error();
    }
    Query query(m_database, "SELECT state FROM job WHERE id = ?");
    for (const JobId id : only) {
        if (query.bind(id).next())
            count(counts, query.integer(0), 1);
        if (!query.ok())
            return query.error();
    }
    return counts;
}

base::Result<QList<JobId>> JobStore::ids(const JobQuery& query) const {
    const bool narrow = query.text.isEmpty() &&
                        (query.sort == JobSort::Added || query.sort == JobSort::Host || query.sort == JobSort::State);
    QByteArray sql = "SELECT id FROM job";
    if (narrow && !m_database.laidOver())
        sql += " INDEXED BY job_turn"; // holds all that is asked for, and no row is read
    sql += query.state ? " WHERE state = ?1" : " WHERE ?1 IS NULL";
    if (!query.text.isEmpty())
        sql += " AND (link LIKE ?2 ESCAPE '\\' OR title LIKE ?2 ESCAPE '\\')";
    Query rows(m_database, QByteArray(sql + order(query)));
    const std::optional<qint64> state = query.state ? std::optional(qint64(*query.state)) : std::nullopt;
    if (query.text.isEmpty())
        rows.bind(state);
    else
        rows.bind(state, pattern(query.text));
    QList<JobId> ids;
    while (rows.next())
        ids.append(rows.integer(0));
    if (!rows.ok())
        return rows.error();
    if (query.sort == JobSort::Added) {
        std::sort(ids.begin(), ids.end());
        if (query.descending)
            std::reverse(ids.begin(), ids.end());
    }
    return ids;
}

base::Result<QList<Job>> JobStore::rows(const QList<JobId>& ids) const {
    Query query(m_database, "SELECT " LIBRARY_JOB_COLUMNS " FROM job WHERE id = ?");
    // A job's time of ending is its capture's; that is mostly the newest of the page.
    Query flag(m_database, "SELECT snapshot.flag FROM snapshot JOIN capture ON capture.id = snapshot.capture "
                           "WHERE snapshot.page = ? AND capture.finished_at = ? ORDER BY snapshot.id DESC LIMIT 1");
    QList<Job> jobs;
    jobs.reserve(ids.size());
    for (const JobId id : ids) {
        if (query.bind(id).next()) {
            jobs.append(jobFrom(query));
            Job& job = jobs.last();
            if (job.state == JobState::Done && job.page != 0 && flag.bind(job.page, job.finishedAt).next())
                job.flag = flag.bytes(0);
            if (!flag.ok())
                return flag.error();
        }
        if (!query.ok())
            return query.error();
    }
    return jobs;
}

base::Result<QList<Job>> JobStore::findWaiting(const QStringList& links) const {
    Query query(m_database, "SELECT " LIBRARY_JOB_COLUMNS " FROM job WHERE link = ? AND state < 2");
    QList<Job> jobs;
    for (const QString& link : links) {
        if (query.bind(link).next())
            jobs.append(jobFrom(query));
        if (!query.ok())
            return query.error();
    }
    return jobs;
}

base::Result<void> JobStore::standings(const QList<JobId>& ids,
                                       const std::function<void(const JobStanding&)>& each) const {
    Query query(m_database, "SELECT state, not_before FROM job WHERE id = ?");
    for (const JobId id : ids) {
        if (query.bind(id).next())
            each({id, JobState(qBound(qint64(0), query.integer(0), qint64(4))), query.optionalTime(1)});
        if (!query.ok())
            return query.error();
    }
    return {};
}

base::Result<void> JobStore::cleared(const QList<JobId>& ids, const std::function<void(const Job&)>& each) const {
    if (ids.isEmpty())
        return {};
    Query query(m_database, "SELECT " LIBRARY_JOB_COLUMNS " FROM job_cleared WHERE id BETWEEN ? AND ? ORDER BY id");
    query.bind(ids.first(), ids.last());
    while (query.next()) {
        const Job job = jobFrom(query);
        if (std::binary_search(ids.begin(), ids.end(), job.id))
            each(job);
    }
    return query.ok() ? base::Result<void>() : query.error();
}

} // namespace library
