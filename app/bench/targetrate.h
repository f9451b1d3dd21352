#pragma once

#include "bench/loadplan.h"

#include <QPointF>

namespace bench {

// Requests a second that an open loop's plan wants, in the mean of its whole time; 0: a closed loop.
double meanTargetRate(const LoadPlan& plan);
// What it wants over the time of a run, s and requests a minute: a line for a chart; at a constant rate it ends at
// `seconds`. Empty: a closed loop.
QList<QPointF> targetCourse(const LoadPlan& plan, double seconds);

} // namespace bench
