#include "bench/enginerecord.h"

#include <algorithm>
#include <numeric>

namespace bench {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto longStep = 250ms; // answers that come in such steps come in bursts

} // namespace

EngineRecord::EngineRecord(int concurrency, std::function<void(Phase)> entered)
    : m_concurrency(static_cast<std::uint64_t>(concurrency))
    , m_entered(std::move(entered))
    , m_answered(static_cast<std::size_t>(concurrency))
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
            m_state.total = m_recorder.tick(); // its time stands still from now on
    }
    if (m_entered)
        m_entered(phase);
}

void EngineRecord::begin(Kind kind, Time now) {
    const std::lock_guard lock(m_mutex);
    if (kind == Kind::WarmUp) {
        ++m_state.warmUpRequests;
        return;
    }
    if (!m_state.first) {
        m_recorder.clear();
        m_state.first = now - m_started;
    }
    m_recorder.begin();
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
    m_recorder.withdraw(answer.duration);
    --m_state.sent;
}

void EngineRecord::finish(Kind kind, const net::Answer& answer, std::size_t place, Time now) {
    if (kind == Kind::WarmUp && answer.example.isEmpty())
        return;
    const std::lock_guard lock(m_mutex);
    noteExample(answer);
    if (kind == Kind::WarmUp)
        return;
    m_recorder.finish({.duration = answer.duration,
                       .status = answer.status,
                       .errorKind = net::errorName(answer.error),
                       .bytes = answer.bytes,
                       .delay = answer.delay});
    m_state.last = now - m_started;
    cutUpTo(now);
    m_succeeded += answer.error == net::ErrorKind::None ? 1 : 0;
    if (answer.delay > 0ns)
        m_step = std::chrono::nanoseconds(std::gcd(m_step.count(), answer.delay.count()));
    if (!m_answered[place] && --m_unanswered == 0)
        beginSteadyPart(now);
    m_answered[place] = true;
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
    m_state.lateness.record(std::chrono::duration_cast<std::chrono::microseconds>(by).count());
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
        tick.total = m_recorder.tick();
    tick.steadyPerMinute = steadyPerMinute();
    return tick;
}

} // namespace bench
