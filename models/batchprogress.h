#pragma once

#include "library/types.h"

#include <QList>

#include <chrono>
#include <optional>

namespace models {

// How far the present batch is: from the moment jobs wait until none waits or runs. Fed with counts, it says the share
// done and the time left, from the pace of the last minute. A plain value; times are monotonic.
class BatchProgress {
public:
    using Time = std::chrono::nanoseconds;

    struct Ended {
        qint64 done = 0;
        qint64 failed = 0;
        qint64 cancelled = 0;
        std::chrono::milliseconds lasted{};
    };

    // Returns the batch that has just ended, if one has.
    std::optional<Ended> setCounts(const library::JobCounts& counts, Time now);

    bool active() const { return m_active; }
    qint64 finished() const { return m_done + m_failed + m_cancelled; }
    // The last one that ended, until the next begins.
    const std::optional<Ended>& ended() const { return m_ended; }
    qint64 total() const { return finished() + m_remaining; }
    double share() const; // 0…1
    // Nothing until the pace is known: five ended jobs and five seconds.
    std::optional<std::chrono::seconds> timeLeft() const;

private:
    struct Mark {
        Time time;
        qint64 finished;
    };

    void begin(Time now);

    library::JobCounts m_counts;
    bool m_known = false;
    bool m_active = false;
    std::optional<Ended> m_ended;
    Time m_since{};
    qint64 m_done = 0;
    qint64 m_failed = 0;
    qint64 m_cancelled = 0;
    qint64 m_remaining = 0;
    QList<Mark> m_marks; // of the last minute, one a second
};

} // namespace models
