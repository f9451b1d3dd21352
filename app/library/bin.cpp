#include "library/bin.h"

#include "library/limits.h"
#include "library/query.h"
#include "library/stores.h"
#include "library/transaction.h"

#include <cmath>

namespace library {

namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr qint64 leapMs = clockLeap.standard * dayMs;
constexpr qint64 longestDoubtMs = 366 * dayMs;

struct BinClock {
    std::optional<qint64> seenAt; // when it was believed last
    std::optional<qint64> doubtedSince;
};

base::Result<BinClock> binClock(Database& database) {
    Query row(database, "SELECT seen_at, doubted_since FROM bin_clock");
    BinClock clock;
    if (row.next()) {
        clock.seenAt = row.integer(0);
        if (!row.isNull(1))
            clock.doubtedSince = row.integer(1);
    }
    return row.ok() ? base::Result<BinClock>(clock) : row.error();
}

bool isBelieved(const BinClock& clock, qint64 now) {
    if (clock.seenAt && std::abs(now - *clock.seenAt) <= leapMs)
        return true;
    const qint64 stoodThere = clock.doubtedSince ? now - *clock.doubtedSince : -1;
    return stoodThere >= leapMs && stoodThere <= longestDoubtMs;
}

base::Result<void> keep(Database& database, const BinClock& clock) {
    return change(database,
                  "INSERT INTO bin_clock(one, seen_at, doubted_since) VALUES(1, ?1, ?2) ON CONFLICT(one) DO UPDATE "
                  "SET seen_at = excluded.seen_at, doubted_since = excluded.doubted_since",
                  clock.seenAt, clock.doubtedSince);
}

base::Result<void> doubt(Database& database, BinClock clock, qint64 now) {
    if (!clock.seenAt)
        clock.seenAt = now; // of a new library, in whose bin nothing lies yet
    else if (!clock.doubtedSince || now < *clock.doubtedSince || now - *clock.doubtedSince > longestDoubtMs)
        clock.doubtedSince = now;
    else
        return {};
    return keep(database, clock);
}

// A page is not thrown away before it was captured, nor tomorrow; nor is a run before it began.
base::Result<void> mendDays(Database& database, qint64 now) {
    if (const auto pages = change(database,
                                  "UPDATE page SET deleted_at = ?1 WHERE deleted_at IS NOT NULL AND (deleted_at > ?1 + "
                                  "?2 OR (captured_at <= ?1 AND deleted_at < captured_at - ?2))",
                                  now, dayMs);
        !pages)
        return pages;
    return change(database,
                  "UPDATE run SET deleted_at = ?1 WHERE deleted_at IS NOT NULL AND (deleted_at > ?1 + ?2 OR "
                  "(started_at <= ?1 AND deleted_at < started_at - ?2))",
                  now, dayMs);
}

} // namespace

base::Result<EmptiedBin> emptyBin(Stores& stores, const QDateTime& nowUtc, int most) {
    Database& database = stores.database;
    const qint64 now = nowUtc.toMSecsSinceEpoch();
    const auto clock = binClock(database);
    if (!clock)
        return clock.error();
    Savepoint step(database);
    if (!isBelieved(*clock, now)) {
        if (const auto doubted = doubt(database, *clock, now); !doubted)
            return doubted.error();
        const auto released = step.release();
        return released ? base::Result<EmptiedBin>(EmptiedBin{}) : released.error();
    }
    if (const auto kept = keep(database, {now, std::nullopt}); !kept)
        return kept.error();
    if (const auto mended = mendDays(database, now); !mended)
        return mended.error();
    const QDateTime before = nowUtc.addDays(-binDays.standard);
    if (const auto runs = stores.runs.purge(before); !runs)
        return runs.error();
    const auto gone = stores.pages.purge(before, most);
    if (!gone)
        return gone.error();
    if (const auto released = step.release(); !released)
        return released.error();
    return EmptiedBin{true, *gone};
}

} // namespace library
