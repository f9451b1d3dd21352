#include "library/choicestore.h"
#include "library/jobrow.h"
#include "library/jobstore.h"
#include "library/limits.h"
#include "library/links.h"
#include "library/transaction.h"

#include <algorithm>

// Whose turn it is. Hosts stand in a line (job_host, ordered by turn); a host that gave a job goes to its end. So a
// claim looks at as many hosts as there is room, plus those that are full, however many jobs and hosts wait.
namespace library {

namespace {

// The line of all jobs, or of the chosen ones (see setOnly).
struct Line {
    const char* next;   // the hosts after a turn
    const char* oldest; // the oldest ready job of a host
    const char* last;   // puts a host at the end
    const char* leave;  // takes a host without a ready job out
};

constexpr Line everyone{
    "SELECT host, turn FROM job_host WHERE turn > ? ORDER BY turn LIMIT 64",
    "SELECT id FROM job INDEXED BY job_turn WHERE state = 0 AND host = ? AND not_before IS NULL ORDER BY id LIMIT 1",
    "UPDATE job_host SET turn = (SELECT max(turn) + 1 FROM job_host) WHERE host = ?",
    "DELETE FROM job_host WHERE host = ?",
};

constexpr Line chosen{
    "SELECT host, turn FROM only_host WHERE turn > ? ORDER BY turn LIMIT 64",
    "SELECT o.id FROM only_job AS o CROSS JOIN job ON job.id = o.id WHERE o.host = ? AND job.state = 0 "
    "AND job.not_before IS NULL ORDER BY o.id LIMIT 1",
    "UPDATE only_host SET turn = (SELECT max(turn) + 1 FROM only_host) WHERE host = ?",
    // One that waits for a time comes back by itself.
    "DELETE FROM only_host WHERE host = ?1 AND NOT EXISTS (SELECT 1 FROM only_job WHERE host = ?1)",
};

struct Waiting {
    QString host;
    qint64 turn;
};

base::Result<QList<Waiting>> hostsAfter(Database& database, const Line& line, qint64 turn) {
    Query query(database, line.next);
    query.bind(turn);
    QList<Waiting> hosts;
    while (query.next())
        hosts.append({query.text(0), query.integer(1)});
    if (!query.ok())
        return query.error();
    return hosts;
}

// What waited for a time that has come is ready. A time further off than any that is ever asked for means that the
// clock was set back since.
base::Result<void> promote(Database& database, const QDateTime& now) {
    const auto due = change(database,
                            "UPDATE job INDEXED BY job_due SET not_before = NULL "
                            "WHERE state = 0 AND not_before IS NOT NULL AND not_before <= ?",
                            now);
    if (!due)
        return due;
    return change(database,
                  "UPDATE job INDEXED BY job_due SET not_before = NULL "
                  "WHERE state = 0 AND not_before IS NOT NULL AND not_before > ?",
                  now.addMSecs(longestPostponement.standard));
}

} // namespace

base::Result<QList<Job>> JobStore::claim(int room, int hostLimit, const QHash<QString, int>& busy, const QDateTime& now,
                                         const QSet<JobId>& only) {
    Savepoint step(m_database);
    if (const auto promoted = promote(m_database, now); !promoted)
        return promoted.error();
    if (const auto set = setOnly(only); !set)
        return set.error();
    const Line& line = only.isEmpty() ? everyone : chosen;
    QHash<QString, int> taken = busy;
    QList<JobId> claimed;
    qint64 turn = 0;
    while (claimed.size() < room) {
        const auto hosts = hostsAfter(m_database, line, turn);
        if (!hosts)
            return hosts.error();
        if (hosts->isEmpty())
            break;
        for (const Waiting& host : *hosts) {
            turn = host.turn;
            if (claimed.size() >= room || taken.value(host.host) >= hostLimit)
                continue;
            const auto oldest = oneInteger(m_database, line.oldest, 0, host.host);
            if (!oldest)
                return oldest.error();
            if (const auto moved = change(m_database, *oldest ? line.last : line.leave, host.host); !moved)
                return moved.error();
            if (*oldest == 0)
                continue;
            if (const auto begun = change(m_database, "UPDATE job SET state = 1 WHERE id = ?", *oldest); !begun)
                return begun.error();
            ++taken[host.host];
            claimed.append(*oldest);
        }
    }
    auto jobs = rows(claimed);
    if (!jobs)
        return jobs;
    for (Job& job : *jobs) {
        auto choice = ChoiceStore(m_database).ofSite(siteOf(job.link));
        if (!choice)
            return choice.error();
        job.choice = *std::move(choice);
    }
    if (const auto released = step.release(); !released)
        return released.error();
    return jobs;
}

// The chosen jobs stand in tables of this connection, filled once for each choice. The mark tells whether they still
// do: a rollback takes temporary tables along.
base::Result<void> JobStore::setOnly(const QSet<JobId>& only) {
    if (only.isEmpty())
        return {};
    if (const auto made = m_database.execute(
            "CREATE TEMP TABLE IF NOT EXISTS only_mark(mark INTEGER);"
            "CREATE TEMP TABLE IF NOT EXISTS only_job(host TEXT, id INTEGER, PRIMARY KEY (host, id)) WITHOUT ROWID;"
            "CREATE TEMP TABLE IF NOT EXISTS only_host(host TEXT PRIMARY KEY, turn INTEGER) WITHOUT ROWID;"
            "CREATE INDEX IF NOT EXISTS temp.only_host_turn ON only_host(turn);"
            "CREATE TEMP TRIGGER IF NOT EXISTS only_ended AFTER UPDATE OF state ON main.job WHEN NEW.state > 1 BEGIN"
            " DELETE FROM only_job WHERE host = OLD.host AND id = OLD.id; END;"
            "CREATE TEMP TRIGGER IF NOT EXISTS only_again AFTER UPDATE OF state ON main.job WHEN NEW.state = 0 BEGIN"
            " INSERT INTO only_host SELECT host, (SELECT ifnull(max(turn), 0) + 1 FROM only_host) FROM only_job"
            "  WHERE host = NEW.host AND id = NEW.id AND host NOT IN (SELECT host FROM only_host); END");
        !made)
        return made;
    const auto mark = oneInteger(m_database, "SELECT mark FROM only_mark", 0);
    if (!mark)
        return mark.error();
    if (*mark == m_onlyMark && m_onlyMark != 0 && m_only == only)
        return {};
    if (const auto emptied = m_database.execute("DELETE FROM only_job; DELETE FROM only_host; DELETE FROM only_mark");
        !emptied)
        return emptied;
    QList<JobId> ids(only.begin(), only.end());
    std::sort(ids.begin(), ids.end());
    {
        Query job(m_database, "INSERT INTO only_job(host, id) SELECT host, id FROM job WHERE id = ? AND state < 2");
        Query host(m_database, "INSERT INTO only_host SELECT host, ?1 FROM job WHERE id = ?1 AND state < 2 "
                               "AND host NOT IN (SELECT host FROM only_host)");
        for (const JobId id : std::as_const(ids)) {
            if (const auto done = job.bind(id).run(); !done)
                return done;
            if (const auto done = host.bind(id).run(); !done)
                return done;
        }
    }
    m_only = only;
    ++m_onlyMark;
    return change(m_database, "INSERT INTO only_mark VALUES(?)", m_onlyMark);
}

} // namespace library
