#include "archive/jobfeeder.h"

#include "archive/limits.h"
#include "base/clock.h"
#include "library/library.h"
#include "net/limits.h"

#include <QThread>

#include <algorithm>

namespace archive {

using namespace std::chrono_literals;

namespace {

// No job waits longer than the longest Retry-After: one that seems to was postponed before the system clock was set
// back, and is due.
QDateTime claimTime(const QDateTime& now, const std::optional<QDateTime>& nextDue) {
    return nextDue && now.secsTo(*nextDue) > net::limits::retryAfterSeconds ? *nextDue : now;
}

} // namespace

JobFeeder::JobFeeder(library::Library& library, base::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_clock(clock) {}

void JobFeeder::claim(const Room& room) {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_claiming)
        return;
    m_claiming = true;
    const auto work = [room, only = m_only, now = m_clock.nowUtc()](library::Stores& stores) -> base::Result<Claimed> {
        const auto before = stores.jobs.nextDue(only);
        if (!before)
            return before.error();
        auto jobs = stores.jobs.claim(room.captures, room.hostLimit, room.busy, claimTime(now, *before), only);
        if (!jobs)
            return jobs.error();
        auto after = stores.jobs.nextDue(only);
        if (!after)
            return after.error();
        return Claimed{*std::move(jobs), *std::move(after)};
    };
    m_library.write(this, work,
                    [this, captures = room.captures](const base::Result<Claimed>& result) { take(result, captures); });
}

void JobFeeder::take(const base::Result<Claimed>& result, int room) {
    m_claiming = false;
    if (!result) {
        Q_EMIT claimFailed(result.error());
        Q_EMIT claimEnded(false);
        return;
    }
    if (!result->jobs.isEmpty())
        Q_EMIT claimed(result->jobs);
    const bool lineEmpty = result->jobs.size() < room;
    if (lineEmpty && result->nextDue)
        wakeAt(*result->nextDue);
    Q_EMIT claimEnded(lineEmpty);
}

// Looks again after a minute at most: the system clock may be set while we wait.
void JobFeeder::wakeAt(const QDateTime& nextDue) {
    const std::chrono::milliseconds wait(m_clock.nowUtc().msecsTo(nextDue));
    m_clock.callAfter(std::clamp<std::chrono::milliseconds>(wait, 10ms, 60s), this, [this, alarm = ++m_alarm] {
        if (alarm == m_alarm)
            Q_EMIT due();
    });
}

} // namespace archive
