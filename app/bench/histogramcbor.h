#pragma once

#include "measure/histogram.h"

#include <QCborArray>

#include <optional>

namespace bench {

// A histogram as it is kept: the exact values, and the buckets that hold something.
QCborArray histogramToCbor(const measure::Histogram& histogram);
std::optional<measure::Histogram> histogramFromCbor(const QCborValue& value); // nothing when it contradicts itself

} // namespace bench
