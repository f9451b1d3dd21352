#pragma once

#include "bench/bootstrap.h"
#include "bench/loadresult.h"

#include <array>

namespace bench {

// What two plans are compared by. Stable texts: "requests_per_minute", "p50_ms", "p95_ms", "p99_ms", "error_share".
enum class Figure { PerMinute, P50, P95, P99, ErrorShare };
inline constexpr std::array comparedFigures{Figure::PerMinute, Figure::P50, Figure::P95, Figure::P99,
                                            Figure::ErrorShare};
QString figureName(Figure figure);

// Of one run; a percentile of too few answers is nothing.
struct RunFigures {
    std::array<std::optional<double>, comparedFigures.size()> values;

    std::optional<double> of(Figure figure) const { return values[static_cast<std::size_t>(figure)]; }
};
RunFigures figuresOf(const LoadResult& result);

// Runs that followed one another: each plan once, and the first one once more, for what it differs from itself.
struct Round {
    RunFigures a;
    RunFigures b;
    RunFigures again; // of A
};
inline constexpr int fewestRounds = 5; // fewer say nothing at 95 %
inline constexpr int usualRounds = 7;
inline constexpr int mostRounds = 100;

// One word for what was found of B beside A. Stable texts: see findingName().
enum class Finding { Faster, Slower, FewerErrors, MoreErrors, NoDifference, TooLittle };
QString findingName(Finding finding);  // "faster", "slower", "fewer errors", "more errors", "no difference shown", …
QString findingWords(Finding finding); // for people

// Of one figure. Differences are B's share of A less 1 (0.05: 5 % more); of the error share the difference of the
// shares themselves, because none of A's may have failed.
struct Compared {
    Figure figure{};
    std::optional<double> a; // the medians
    std::optional<double> b;
    std::optional<double> difference;
    std::optional<Interval> interval; // at 95 %
    std::optional<double> noise;      // the same of A against A
    std::optional<Interval> noiseInterval;
    Finding finding = Finding::TooLittle;
};

// A difference is shown where its interval leaves zero out and it is larger than whatever A against A allows (and, of a
// percentile, than a step of the histogram). The intervals are block bootstraps whose blocks are whole rounds: what
// slows a moment of this computer slows all three runs of it. Medians, so that no single run decides.
Compared compareFigure(Figure figure, const QList<Round>& rounds, std::uint64_t seed);
QList<Compared> compareRounds(const QList<Round>& rounds, std::uint64_t seed); // of each figure

QJsonObject comparedToJson(const Compared& compared);
QJsonObject figuresToJson(const RunFigures& figures);
// Of two plans, by their keys in JSON; differing figures may come from these.
QStringList differingParts(const LoadPlan& first, const LoadPlan& second);

} // namespace bench
