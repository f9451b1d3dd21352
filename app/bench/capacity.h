#pragma once

#include "bench/loadresult.h"

namespace bench {

// Which rate to try next, until the highest one that holds is known to `precision`: doubled from `first` (halved, where
// that breaks at once) until one holds and its double breaks, then the geometric middle of the two. A rate is taken for
// broken when it broke twice in a row: what slows this computer for a moment must not end the search far below.
class CapacitySearch {
public:
    static constexpr double precision = 0.05;
    static constexpr double least = 1; // requests a second

    CapacitySearch(double first, double most);

    std::optional<double> next() const;                      // nothing: it is over
    void tell(bool held);                                    // what became of next()
    std::optional<double> highest() const { return m_held; } // nothing: none held so far

private:
    double m_next;
    const double m_most;
    std::optional<double> m_held;
    std::optional<double> m_broke;
    bool m_isDoubted = false;
    bool m_isOver = false;
};

// What a rate has to keep to hold.
struct CapacityLimits {
    double mostP99Ms = 500;
    double mostErrorShare = 0.01;
    static constexpr double mostNotSent = 0.01; // of what was due: the verdict "target rate not reached"
};

// Why a rate did not hold. Stable texts: "held", "p99", "errors", "rate not reached".
enum class CapacityEnd { Held, P99, Errors, RateMissed };
QString capacityEndName(CapacityEnd end);

// What one rate came to: a point of the curve.
struct CapacityStep {
    double rate = 0;    // requests a second that were due
    double reached = 0; // … that succeeded
    std::optional<double> p50Ms;
    std::optional<double> p99Ms; // response time, due → done; nothing where too few answers came …
    double judgedP99Ms = 0;      // … which are judged by their p99 nonetheless
    double errorShare = 0;
    double notSentShare = 0;
    CapacityEnd end = CapacityEnd::Held;
    bool isClientBound = false;
};
CapacityStep capacityStepOf(const LoadResult& result, const CapacityLimits& limits);
QJsonObject capacityStepToJson(const CapacityStep& step);

// The plan with this rate, for as long as it takes to have a p99: as its duration says, 5 s where it has none, longer
// where few requests are due, half a minute at most.
LoadPlan planAtRate(LoadPlan plan, double rate);

} // namespace bench
