#include "measure/recorder.h"

#include <algorithm>
#include <cassert>

namespace measure {

using Clock = std::chrono::steady_clock;

void Tick::merge(const Tick& other) {
    elapsed = std::max(elapsed, other.elapsed);
    started += other.started;
    succeeded += other.succeeded;
    failed += other.failed;
    inFlight += other.inFlight;
    bytes += other.bytes;
    inFlightSeconds += other.inFlightSeconds;
    delays += other.delays;
    delayed += other.delayed;
    for (const auto& [status, count] : other.statuses)
        statuses[status] += count;
    for (const auto& [kind, count] : other.errors)
        errors[kind] += count;
    latency.merge(other.latency);
    failedLatency.merge(other.failedLatency);
}

void Counts::advance(Time now) {
    const std::chrono::duration<double> passed = now - m_advanced;
    m_state.inFlightSeconds += passed.count() * static_cast<double>(m_state.inFlight);
    m_advanced = now;
}

void Counts::begin(Time now) {
    advance(now);
    ++m_state.started;
    ++m_state.inFlight;
}

void Counts::finish(const Outcome& outcome, Time now) {
    const bool failed = outcome.errorKind && *outcome.errorKind;
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(outcome.duration).count();
    assert(m_state.inFlight > 0);
    advance(now);
    --m_state.inFlight;
    m_state.bytes += outcome.bytes;
    if (!failed && outcome.delay.count() >= 0) {
        m_state.delays += outcome.delay;
        ++m_state.delayed;
    }
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

void Counts::withdraw(std::chrono::nanoseconds after, Time now) {
    assert(m_state.inFlight > 0);
    advance(now);
    --m_state.started;
    --m_state.inFlight;
    const double counted = std::chrono::duration<double>(after).count();
    m_state.inFlightSeconds = std::max(0.0, m_state.inFlightSeconds - counted);
}

Tick Counts::tick(Time now) const {
    Tick tick = m_state;
    tick.elapsed = now - m_since;
    const std::chrono::duration<double> passed = now - m_advanced;
    tick.inFlightSeconds += passed.count() * static_cast<double>(tick.inFlight);
    return tick;
}

void Counts::clear(Time now) {
    const std::uint64_t inFlight = m_state.inFlight;
    m_state = {};
    m_state.started = inFlight;
    m_state.inFlight = inFlight;
    m_since = m_advanced = now;
}

void Recorder::begin() {
    const std::lock_guard lock(m_mutex);
    m_counts.begin(Clock::now());
}

void Recorder::finish(const Outcome& outcome) {
    const std::lock_guard lock(m_mutex);
    m_counts.finish(outcome, Clock::now());
}

void Recorder::withdraw(std::chrono::nanoseconds after) {
    const std::lock_guard lock(m_mutex);
    m_counts.withdraw(after, Clock::now());
}

Tick Recorder::tick() const {
    const std::lock_guard lock(m_mutex);
    return m_counts.tick(Clock::now());
}

void Recorder::clear() {
    const std::lock_guard lock(m_mutex);
    m_counts.clear(Clock::now());
}

} // namespace measure
