#include "bench/capacity.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto usualTime = 5'000ms;
constexpr auto longestTime = 30'000ms;
constexpr double samplesWanted = 1'100; // a p99 needs 1,000

std::optional<double> milliseconds(std::optional<std::int64_t> microseconds) {
    return microseconds ? std::optional(static_cast<double>(*microseconds) / 1'000) : std::nullopt;
}

QJsonValue orNull(std::optional<double> number) {
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

CapacityEnd endOf(const CapacityStep& step, const CapacityLimits& limits) {
    if (step.notSentShare > CapacityLimits::mostNotSent)
        return CapacityEnd::RateMissed;
    if (step.reached <= 0 || step.errorShare > limits.mostErrorShare)
        return CapacityEnd::Errors;
    return step.judgedP99Ms > limits.mostP99Ms ? CapacityEnd::P99 : CapacityEnd::Held;
}

} // namespace

CapacitySearch::CapacitySearch(double first, double most)
    : m_next(std::clamp(first, least, most))
    , m_most(most) {}

std::optional<double> CapacitySearch::next() const {
    return m_isOver ? std::nullopt : std::optional(m_next);
}

void CapacitySearch::tell(bool held) {
    if (!held && !std::exchange(m_isDoubted, true))
        return; // once more
    m_isDoubted = false;
    (held ? m_held : m_broke) = m_next;
    if (!m_broke) {
        m_isOver = m_next >= m_most;
        m_next = std::min(2 * m_next, m_most);
    } else if (!m_held) {
        m_isOver = m_next <= least;
        m_next = std::max(m_next / 2, least);
    } else {
        m_isOver = *m_broke <= *m_held * (1 + precision);
        m_next = std::sqrt(*m_held * *m_broke);
    }
}

QString capacityEndName(CapacityEnd end) {
    static const std::array names{u"held"_s, u"p99"_s, u"errors"_s, u"rate not reached"_s};
    return names[static_cast<std::size_t>(end)];
}

CapacityStep capacityStepOf(const LoadResult& result, const CapacityLimits& limits) {
    const measure::Histogram& latency = result.total.latency;
    CapacityStep step;
    step.rate = result.plan.rate;
    step.reached = result.succeededPerMinute() / 60;
    step.p50Ms = milliseconds(latency.percentile(0.5));
    step.p99Ms = milliseconds(latency.percentile(0.99));
    step.judgedP99Ms = *milliseconds(latency.percentileOfAny(0.99));
    const auto failed = static_cast<double>(result.trulyFailed());
    const double ended = failed + static_cast<double>(result.total.succeeded);
    step.errorShare = ended > 0 ? failed / ended : 0;
    step.notSentShare =
        result.requests > 0 ? static_cast<double>(result.notSent) / static_cast<double>(result.requests) : 0;
    step.end = endOf(step, limits);
    step.isClientBound = result.verdict == Verdict::ClientBound || result.busiestThreadShare >= busyThread;
    return step;
}

QJsonObject capacityStepToJson(const CapacityStep& step) {
    return {{u"rate_per_s"_s, step.rate},
            {u"reached_per_s"_s, step.reached},
            {u"p50_ms"_s, orNull(step.p50Ms)},
            {u"p99_ms"_s, orNull(step.p99Ms)},
            {u"error_share"_s, step.errorShare},
            {u"not_sent_share"_s, step.notSentShare},
            {u"held"_s, step.end == CapacityEnd::Held},
            {u"end"_s, capacityEndName(step.end)},
            {u"client_bound"_s, step.isClientBound}};
}

LoadPlan planAtRate(LoadPlan plan, double rate) {
    const std::chrono::milliseconds forSamples(std::llround(1'000 * samplesWanted / rate));
    const auto wanted = plan.duration.count() > 0 ? plan.duration : usualTime;
    plan.duration = std::max(wanted, std::min<std::chrono::milliseconds>(forSamples, longestTime));
    plan.rate = rate;
    plan.stages.clear();
    plan.requests = 0;
    return plan;
}

} // namespace bench
