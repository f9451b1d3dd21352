#pragma once

#include "base/result.h"
#include "library/types.h"

namespace library {

class Database;

// Runs of the benchmark; plan, result, histogram and ticks are bytes that only `bench` reads and writes.
struct Run {
    RunId id = 0;
    QString name;
    bool pinned = false;
    QDateTime startedAt;
    std::optional<QDateTime> deletedAt;
    QByteArray summary;
    QByteArray plan;
    QByteArray result;
    QByteArray histogram;
    QByteArray ticks;
};

class RunStore {
public:
    explicit RunStore(Database& database);

    base::Result<RunId> add(const Run& run);
    base::Result<QList<Run>> list() const;    // those not deleted, pinned ones first, newest first; summary only
    base::Result<QList<Run>> deleted() const; // those that can be brought back, the last deleted first; summary only
    base::Result<Run> run(RunId id) const;    // deleted ones too
    base::Result<void> rename(RunId id, const QString& name);
    base::Result<void> setPinned(RunId id, bool pinned);
    base::Result<void> remove(const QList<RunId>& ids, const QDateTime& when); // can be brought back
    base::Result<void> restore(const QList<RunId>& ids);
    base::Result<void> purge(const QDateTime& before); // those deleted before it go for good

private:
    Database& m_database;
};

// Load plans kept under a name; their JSON is `bench`'s.
struct StoredPlan {
    QString name;
    QByteArray json;
};

class PlanStore {
public:
    explicit PlanStore(Database& database);

    base::Result<void> keep(const StoredPlan& plan); // replaces the one of that name
    base::Result<QList<StoredPlan>> list() const;    // by name
    base::Result<void> remove(const QString& name);

private:
    Database& m_database;
};

} // namespace library
