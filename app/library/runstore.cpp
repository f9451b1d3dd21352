#include "library/runstore.h"

#include "library/errors.h"
#include "library/query.h"

#include <QCoreApplication>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

Run header(const Query& query) {
    Run run;
    run.id = query.integer(0);
    run.name = query.text(1);
    run.pinned = query.integer(2) != 0;
    run.startedAt = query.time(3);
    run.deletedAt = query.optionalTime(4);
    run.summary = query.bytes(5);
    return run;
}

} // namespace

RunStore::RunStore(Database& database)
    : m_database(database) {}

base::Result<RunId> RunStore::add(const Run& run) {
    const auto added =
        change(m_database,
               "INSERT INTO run(name, pinned, started_at, deleted_at, summary, plan, result, histogram, ticks) "
               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
               run.name, run.pinned, run.startedAt, run.deletedAt, Blob{run.summary}, Blob{run.plan}, Blob{run.result},
               Blob{run.histogram}, Blob{run.ticks});
    if (!added)
        return added.error();
    return m_database.lastInsertId();
}

base::Result<QList<Run>> RunStore::list() const {
    Query query(m_database, "SELECT id, name, pinned, started_at, deleted_at, summary FROM run ORDER BY id DESC");
    QList<Run> runs;
    while (query.next())
        runs.append(header(query));
    if (!query.ok())
        return query.error();
    return runs;
}

base::Result<Run> RunStore::run(RunId id) const {
    Query query(m_database, "SELECT id, name, pinned, started_at, deleted_at, summary, plan, result, histogram, ticks "
                            "FROM run WHERE id = ?");
    query.bind(id);
    if (!query.next())
        return query.ok() ? base::Error{notFound, Words::tr("There is no such run.")} : query.error();
    Run run = header(query);
    run.plan = query.bytes(6);
    run.result = query.bytes(7);
    run.histogram = query.bytes(8);
    run.ticks = query.bytes(9);
    return run;
}

} // namespace library
