#include "ui/benchmark/chartmarks.h"

#include "bench/targetrate.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

QList<QPointF> level(std::optional<double> perMinute) {
    return perMinute ? QList<QPointF>{{0, *perMinute}} : QList<QPointF>();
}

// One line stands for all that are drawn, or for none of them.
std::optional<double> commonCeiling(const QList<std::optional<double>>& ceilings) {
    constexpr double asOne = 0.005; // of the first: less than the line is thick
    if (ceilings.isEmpty() || !ceilings.first())
        return std::nullopt;
    const double first = *ceilings.first();
    const bool same = std::all_of(ceilings.begin(), ceilings.end(), [first](const std::optional<double>& ceiling) {
        return ceiling && std::abs(*ceiling - first) <= asOne * first;
    });
    return same ? ceilings.first() : std::nullopt;
}

} // namespace

ChartBoard::Mark ceilingMark(std::optional<double> perMinute) {
    using Of = ChartBoard::Mark::Of;
    return {perMinute ? Of::Ceiling : Of::Nothing, level(perMinute)};
}

// One that has no stages is level.
ChartBoard::Mark targetMark(const bench::LoadPlan& plan) {
    const QList<QPointF> course = bench::targetCourse(plan, 0);
    return {ChartBoard::Mark::Of::Target, plan.stages.isEmpty() ? course.mid(0, 1) : course};
}

ChartBoard::Mark markOf(const QList<const bench::LoadResult*>& results) {
    QList<std::optional<double>> ceilings;
    for (const bench::LoadResult* result : results)
        ceilings.append(result->ceilingPerMinute());
    const bool anyOpen = std::any_of(results.begin(), results.end(),
                                     [](const bench::LoadResult* result) { return result->plan.isOpenLoop(); });
    if (!anyOpen)
        return ceilingMark(commonCeiling(ceilings));
    const bench::LoadPlan& first = results.first()->plan;
    const bool same = std::all_of(results.begin(), results.end(), [&first](const bench::LoadResult* result) {
        return result->plan.rate == first.rate && result->plan.stages == first.stages;
    });
    return same ? targetMark(first) : ChartBoard::Mark();
}

} // namespace ui
