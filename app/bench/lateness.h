#pragma once

#include "measure/histogram.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace bench {

// How late a timer of a steady beat comes. It keeps to the grid of its first beat, however late single ones are, and
// begins another grid when it has missed a whole beat, as Qt's precise timers do.
class Lateness {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Lateness(std::chrono::nanoseconds beat)
        : m_beat(beat) {}

    void begin(Time now) { m_due = now + m_beat; }
    Time due() const { return m_due; }

    std::chrono::nanoseconds beaten(Time now) {
        const auto late = std::max<std::chrono::nanoseconds>(now - m_due, std::chrono::nanoseconds(0));
        m_due = std::min(now, m_due) + m_beat; // a timer that comes early has another grid than was thought
        if (m_due < now)
            m_due = now + m_beat;
        return late;
    }

private:
    const std::chrono::nanoseconds m_beat;
    Time m_due{};
};

// How late one beat in a hundred was, of those that were recorded in µs. Of a few, that would be the slowest of all.
inline std::optional<double> lateP99MsOf(const measure::Histogram& beats) {
    constexpr std::uint64_t fewest = 200;
    if (beats.count() < fewest)
        return std::nullopt;
    return static_cast<double>(beats.percentileOfAny(0.99)) / 1'000;
}

} // namespace bench
