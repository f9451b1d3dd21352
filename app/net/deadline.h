#pragma once

#include <algorithm>
#include <chrono>

namespace net {

// A time allowed, whose clock can stand. It stands at first.
class Deadline {
public:
    using Time = std::chrono::nanoseconds; // of base::Clock::monotonic()

    explicit Deadline(Time allowed)
        : m_left(allowed) {}

    void run(Time now) {
        if (m_at.count() == 0)
            m_at = now + m_left;
    }
    void pause(Time now) {
        if (m_at.count() != 0)
            m_left = std::max(Time(0), m_at - now);
        m_at = Time(0);
    }
    Time at() const { return m_at.count() != 0 ? m_at : Time::max(); } // when it passes if nothing pauses it
    bool hasPassed(Time now) const { return now >= at(); }

private:
    Time m_left;  // while it stands
    Time m_at{0}; // 0: it stands
};

} // namespace net
