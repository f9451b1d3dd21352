#include "bench/direct/arrivals.h"

#include <algorithm>
#include <utility>

namespace bench::direct {

namespace {
constexpr std::size_t atFirst = 1'024; // room in the line
}

Arrivals::Arrivals(Schedule schedule, Time start, int thread, int threads, std::size_t most)
    : m_schedule(std::move(schedule))
    , m_start(start)
    , m_threads(threads)
    , m_most(std::max<std::size_t>(most, 1))
    , m_next(thread + 1)
    , m_ring(std::min(atFirst, m_most)) {
    if (m_next <= m_schedule.requests())
        m_nextAt = m_start + m_schedule.dueAt(m_next);
}

std::int64_t Arrivals::comeBy(Time now) {
    std::int64_t came = 0;
    while (m_next <= m_schedule.requests() && m_nextAt <= now) {
        letIn({m_next, m_nextAt});
        ++came;
        m_next += m_threads;
        if (m_next <= m_schedule.requests())
            m_nextAt = m_start + m_schedule.dueAt(m_next);
    }
    return came;
}

std::optional<Time> Arrivals::next() const {
    return m_next <= m_schedule.requests() ? std::optional(m_nextAt) : std::nullopt;
}

void Arrivals::letIn(const Due& due) {
    if (m_waiting == m_ring.size())
        grow();
    if (m_waiting == m_ring.size())
        return; // turned away
    m_ring[(m_first + m_waiting) % m_ring.size()] = due;
    ++m_waiting;
}

void Arrivals::grow() {
    std::rotate(m_ring.begin(), m_ring.begin() + static_cast<std::ptrdiff_t>(m_first), m_ring.end());
    m_first = 0;
    m_ring.resize(std::min(m_most, 2 * m_ring.size()));
}

Arrivals::Due Arrivals::take() {
    const Due due = m_ring[m_first];
    m_first = (m_first + 1) % m_ring.size();
    --m_waiting;
    return due;
}

} // namespace bench::direct
