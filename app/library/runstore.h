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
    base::Result<QList<Run>> list() const; // newest first, summary only
    base::Result<Run> run(RunId id) const;

private:
    Database& m_database;
};

} // namespace library
