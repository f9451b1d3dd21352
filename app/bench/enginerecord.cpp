#include "bench/enginerecord.h"

#include <algorithm>

namespace bench {

using Clock = std::chrono::steady_clock;

void EngineRecord::start() {
    const std::lock_guard lock(m_mutex);
    m_started = Clock::now();
}

void EngineRecord::enter(Phase phase) {
    const std::lock_guard lock(m_mutex);
    m_state.phase = phase;
    if (phase == Phase::Ended)
        m_state.total = m_recorder.tick(); // its time stands still from now on
}

void EngineRecord::begin(Kind kind) {
    const std::lock_guard lock(m_mutex);
    if (kind == Kind::WarmUp) {
        ++m_state.warmUpRequests;
        return;
    }
    const Time now = Clock::now();
    if (!m_state.first) {
        m_recorder.clear();
        m_state.first = now - m_started;
    }
    m_recorder.begin();
    ++m_state.sent;
    m_lastSent = {now, m_completed};
}

void EngineRecord::withdraw(Kind kind, const char* why) {
    const std::lock_guard lock(m_mutex);
    ++m_state.waits[why];
    if (kind == Kind::WarmUp) {
        --m_state.warmUpRequests;
        return;
    }
    m_recorder.withdraw();
    --m_state.sent;
}

void EngineRecord::finish(Kind kind, const net::Answer& answer) {
    if (kind == Kind::WarmUp)
        return;
    const std::lock_guard lock(m_mutex);
    m_recorder.finish({.duration = answer.duration,
                       .status = answer.status,
                       .errorKind = net::errorName(answer.error),
                       .bytes = answer.bytes,
                       .delay = answer.delay});
    const Time now = Clock::now();
    m_state.last = now - m_started;
    if (++m_completed == m_concurrency)
        m_steadyFrom = {now, m_completed};
}

void EngineRecord::late(std::chrono::nanoseconds by) {
    const std::lock_guard lock(m_mutex);
    m_state.lateness.record(std::chrono::duration_cast<std::chrono::microseconds>(by).count());
}

// Fewer than another outcome for each place would be a moment, not a course.
std::optional<double> EngineRecord::steadyPerMinute() const {
    constexpr std::uint64_t fewest = 10;
    if (!m_steadyFrom || !m_lastSent || m_lastSent->at <= m_steadyFrom->at ||
        m_lastSent->completed < m_steadyFrom->completed + std::max(m_concurrency, fewest))
        return std::nullopt;
    const std::chrono::duration<double> time = m_lastSent->at - m_steadyFrom->at;
    return static_cast<double>(m_lastSent->completed - m_steadyFrom->completed) / time.count() * 60;
}

EngineTick EngineRecord::tick() const {
    const std::lock_guard lock(m_mutex);
    EngineTick tick = m_state;
    if (tick.phase != Phase::Ended && tick.first)
        tick.total = m_recorder.tick();
    tick.steadyPerMinute = steadyPerMinute();
    return tick;
}

} // namespace bench
