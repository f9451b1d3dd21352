#include "bench/targetrate.h"

#include <algorithm>

namespace bench {

namespace {

double secondsOf(std::chrono::milliseconds time) {
    return std::chrono::duration<double>(time).count();
}

} // namespace

double meanTargetRate(const LoadPlan& plan) {
    double requests = 0;
    double seconds = 0;
    double rate = plan.rate;
    for (const Stage& stage : plan.stages) {
        requests += secondsOf(stage.time) * (rate + stage.rate) / 2;
        seconds += secondsOf(stage.time);
        rate = stage.rate;
    }
    return seconds > 0 ? requests / seconds : plan.rate;
}

QList<QPointF> targetCourse(const LoadPlan& plan, double seconds) {
    if (!plan.isOpenLoop())
        return {};
    QList<QPointF> course{{0, 60 * plan.rate}};
    for (const Stage& stage : plan.stages)
        course.append({course.last().x() + secondsOf(stage.time), 60 * stage.rate});
    if (plan.stages.isEmpty())
        course.append({std::max(seconds, 0.0), 60 * plan.rate});
    return course;
}

} // namespace bench
