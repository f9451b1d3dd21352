#pragma once

#include "bench/capacity.h"

#include <QByteArray>
#include <QList>

namespace bench {

// Latency against rate as an SVG picture that stands alone: p50 and p99 on logarithmic scales,
// a full point where the rate held and an empty one where it did not, the limit and the highest rate as lines.
// Of a rate that was tried twice the last try is drawn.
QByteArray capacityChart(const QList<CapacityStep>& steps, const CapacityLimits& limits, std::optional<double> highest);

} // namespace bench
