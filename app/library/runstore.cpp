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

base::Error noSuchRun() {
    return {notFound, Words::tr("There is no such run.")};
}

template<typename Value>
base::Result<void> changeOne(Database& database, const char* sql, const Value& value, RunId id) {
    Query query(database, sql);
    query.bind(value, id);
    if (query.next())
        return query.run();
    return query.ok() ? noSuchRun() : query.error();
}

base::Result<QList<Run>> listed(Database& database, const char* sql) {
    Query query(database, sql);
    QList<Run> runs;
    while (query.next())
        runs.append(header(query));
    if (!query.ok())
        return query.error();
    return runs;
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
    return listed(m_database, "SELECT id, name, pinned, started_at, deleted_at, summary FROM run "
                              "WHERE deleted_at IS NULL ORDER BY pinned DESC, id DESC");
}

base::Result<QList<Run>> RunStore::deleted() const {
    return listed(m_database, "SELECT id, name, pinned, started_at, deleted_at, summary FROM run "
                              "WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC");
}

base::Result<Run> RunStore::run(RunId id) const {
    Query query(m_database, "SELECT id, name, pinned, started_at, deleted_at, summary, plan, result, histogram, ticks "
                            "FROM run WHERE id = ?");
    query.bind(id);
    if (!query.next())
        return query.ok() ? noSuchRun() : query.error();
    Run run = header(query);
    run.plan = query.bytes(6);
    run.result = query.bytes(7);
    run.histogram = query.bytes(8);
    run.ticks = query.bytes(9);
    return run;
}

base::Result<void> RunStore::rename(RunId id, const QString& name) {
    return changeOne(m_database, "UPDATE run SET name = ? WHERE id = ? RETURNING id", name, id);
}

base::Result<void> RunStore::setPinned(RunId id, bool pinned) {
    return changeOne(m_database, "UPDATE run SET pinned = ? WHERE id = ? RETURNING id", pinned, id);
}

base::Result<void> RunStore::remove(const QList<RunId>& ids, const QDateTime& when) {
    for (const RunId id : ids) {
        const auto changed =
            change(m_database, "UPDATE run SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", when, id);
        if (!changed)
            return changed;
    }
    return {};
}

base::Result<void> RunStore::restore(const QList<RunId>& ids) {
    for (const RunId id : ids) {
        if (const auto changed = change(m_database, "UPDATE run SET deleted_at = NULL WHERE id = ?", id); !changed)
            return changed;
    }
    return {};
}

base::Result<void> RunStore::purge(const QDateTime& before) {
    return change(m_database, "DELETE FROM run WHERE deleted_at IS NOT NULL AND deleted_at < ?", before);
}

PlanStore::PlanStore(Database& database)
    : m_database(database) {}

base::Result<void> PlanStore::keep(const StoredPlan& plan) {
    return change(m_database,
                  "INSERT INTO plan(name, json) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET json = excluded.json",
                  plan.name, plan.json);
}

base::Result<QList<StoredPlan>> PlanStore::list() const {
    Query query(m_database, "SELECT name, json FROM plan ORDER BY name");
    QList<StoredPlan> plans;
    while (query.next())
        plans.append({query.text(0), query.text(1).toUtf8()});
    if (!query.ok())
        return query.error();
    return plans;
}

base::Result<void> PlanStore::remove(const QString& name) {
    return change(m_database, "DELETE FROM plan WHERE name = ?", name);
}

} // namespace library
