#include "bench/enginerecord.h"

#include <algorithm>
#include <numeric>

namespace bench {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto longStep = 250ms; // answers that come in such steps come in bursts

std::int64_t microsecondsOf(std::chrono::nanoseconds time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

} // namespace

EngineRecord::EngineRecord(int concurrency, std::function<void(Phase)> entered, bool openLoop)
    : m_openLoop(openLoop)
    , m_concurrency(openLoop ? 1 : static_cast<std::uint64_t>(concurrency))
    , m_entered(std::move(entered))
    , m_answered(m_concurrency)
    , m_unanswered(m_concurrency) {
    m_state.places = concurrency;
}

void EngineRecord::start() {
    const std::lock_guard lock(m_mutex);
    m_started = Clock::now();
}

void EngineRecord::enter(Phase phase) {
    {
        const std::lock_guard lock(m_mutex);
        if (phase == Phase::Running)
            m_state.lateness.clear(); // that of the warm-up
        m_state.phase = phase;
        if (phase == Phase::Ended)
            m_state.total = m_counts.tick(Clock::now()); // its time stands still from now on
    }
    if (m_entered)
        m_entered(phase);
}

void EngineRecord::lookedUp(std::chrono::nanoseconds time) {
    const std::lock_guard lock(m_mutex);
    m_state.breakdown.lookUp.record(microsecondsOf(time));
}

void EngineRecord::connected(Kind kind, std::chrono::nanoseconds connect, std::chrono::nanoseconds tls) {
    if (kind == Kind::WarmUp)
        return;
    const std::lock_guard lock(m_mutex);
    m_state.breakdown.connect.record(microsecondsOf(connect));
    if (tls >= 0ns)
        m_state.breakdown.tls.record(microsecondsOf(tls));
}

void EngineRecord::waited(std::chrono::nanoseconds time) {
    const std::lock_guard lock(m_mutex);
    m_state.breakdown.waited.record(microsecondsOf(time));
}

void EngineRecord::due(std::int64_t requests) {
    const std::lock_guard lock(m_mutex);
    m_state.due += requests;
}

void EngineRecord::begin(Kind kind, Time now) {
    const std::lock_guard lock(m_mutex);
    if (kind == Kind::WarmUp) {
        ++m_state.warmUpRequests;
        return;
    }
    if (!m_state.first) {
        m_counts.clear(now);
        m_state.first = now - m_started;
    }
    m_counts.begin(now);
    ++m_state.sent;
    cutUpTo(now);
    m_lastCut = m_cut;
    m_lastSent = {now, m_succeeded};
}

void EngineRecord::withdraw(Kind kind, const net::Answer& answer) {
    const std::lock_guard lock(m_mutex);
    noteExample(answer);
    if (kind == Kind::WarmUp) {
        --m_state.warmUpRequests;
        return;
    }
    ++m_state.waits[net::errorName(answer.error)];
    m_counts.withdraw(answer.duration, Clock::now());
    --m_state.sent;
}

void EngineRecord::finish(Kind kind, const net::Answer& answer, std::size_t place, Time now, const Parts& parts) {
    if (kind == Kind::WarmUp && answer.example.isEmpty())
        return;
    const std::lock_guard lock(m_mutex);
    noteExample(answer);
    if (kind == Kind::WarmUp)
        return;
    m_counts.finish({.duration = answer.duration,
                     .status = answer.status,
                     .errorKind = net::errorName(answer.error),
                     .bytes = answer.bytes,
                     .delay = answer.delay},
                    now);
    if (answer.error == net::ErrorKind::None)
        note(parts);
    m_state.last = now - m_started;
    cutUpTo(now);
    m_succeeded += answer.error == net::ErrorKind::None ? 1 : 0;
    if (answer.delay > 0ns)
        m_step = std::chrono::nanoseconds(std::gcd(m_step.count(), answer.delay.count()));
    const std::size_t of = m_openLoop ? 0 : place;
    if (!m_answered[of] && --m_unanswered == 0)
        beginSteadyPart(now);
    m_answered[of] = true;
}

void EngineRecord::note(const Parts& parts) {
    measure::Breakdown& breakdown = m_state.breakdown;
    if (parts.firstByte >= 0ns)
        breakdown.firstByte.record(microsecondsOf(parts.firstByte));
    if (parts.body >= 0ns)
        breakdown.body.record(microsecondsOf(parts.body));
    if (parts.service >= 0ns)
        breakdown.service.record(microsecondsOf(parts.service));
}

void EngineRecord::noteExample(const net::Answer& answer) {
    if (!answer.example.isEmpty())
        m_state.errorExamples.try_emplace(net::errorName(answer.error), answer.example);
}

// Delays in whole seconds bring the answers in bursts. A part that begins or ends within one is wrong by up to a burst,
// so it begins half a step after one and has whole steps.
void EngineRecord::beginSteadyPart(Time now) {
    m_steadyFrom = {now, m_succeeded};
    m_inSteps = m_step >= longStep;
    if (m_inSteps)
        m_steadyFrom->at += m_step / 2;
}

// Called before what happens now is counted.
void EngineRecord::cutUpTo(Time now) {
    if (!m_inSteps || now < m_steadyFrom->at)
        return;
    if (!m_cut) {
        m_steadyFrom->succeeded = m_succeeded;
        m_cut = m_steadyFrom;
    }
    const auto step = std::max<std::chrono::nanoseconds>(m_step, 1ms);
    const auto steps = (now - m_cut->at) / step;
    if (steps > 0)
        m_cut = {m_cut->at + steps * step, m_succeeded};
}

void EngineRecord::late(std::chrono::nanoseconds by) {
    const std::lock_guard lock(m_mutex);
    m_state.lateness.record(microsecondsOf(by));
}

// Fewer than another outcome for each place would be a moment, not a course.
std::optional<double> EngineRecord::steadyPerMinute() const {
    constexpr std::uint64_t fewest = 10;
    const std::optional<Mark>& to = m_inSteps ? m_lastCut : m_lastSent;
    if (!m_steadyFrom || !to || to->at <= m_steadyFrom->at ||
        to->succeeded < m_steadyFrom->succeeded + std::max(m_concurrency, fewest))
        return std::nullopt;
    const std::chrono::duration<double> time = to->at - m_steadyFrom->at;
    return static_cast<double>(to->succeeded - m_steadyFrom->succeeded) / time.count() * 60;
}

EngineTick EngineRecord::tick() const {
    const std::lock_guard lock(m_mutex);
    EngineTick tick = m_state;
    if (tick.phase != Phase::Ended && tick.first)
        tick.total = m_counts.tick(Clock::now());
    tick.steadyPerMinute = steadyPerMinute();
    return tick;
}

} // namespace bench
