#include "measure/recorder.h"

#include <cassert>

namespace measure {

Recorder::Recorder()
    : m_since(std::chrono::steady_clock::now()) {}

void Recorder::begin() {
    const std::lock_guard lock(m_mutex);
    ++m_state.started;
    ++m_state.inFlight;
}

void Recorder::finish(const Outcome& outcome) {
    const bool failed = outcome.errorKind && *outcome.errorKind;
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(outcome.duration).count();
    const std::lock_guard lock(m_mutex);
    assert(m_state.inFlight > 0);
    --m_state.inFlight;
    m_state.bytes += outcome.bytes;
    if (outcome.status != 0)
        ++m_state.statuses[outcome.status];
    if (failed) {
        ++m_state.failed;
        ++m_state.errors[outcome.errorKind];
        m_state.failedLatency.record(microseconds);
    } else {
        ++m_state.succeeded;
        m_state.latency.record(microseconds);
    }
}

Tick Recorder::tick() const {
    const std::lock_guard lock(m_mutex);
    Tick tick = m_state;
    tick.elapsed = std::chrono::steady_clock::now() - m_since;
    return tick;
}

void Recorder::clear() {
    const std::lock_guard lock(m_mutex);
    const std::uint64_t inFlight = m_state.inFlight;
    m_state = {};
    m_state.started = inFlight;
    m_state.inFlight = inFlight;
    m_since = std::chrono::steady_clock::now();
}

} // namespace measure
