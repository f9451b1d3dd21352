#pragma once

#include "bench/loadresult.h"
#include "ui/benchmark/chartboard.h"

namespace ui {

// The dashed line over the rates: of a closed loop the ceiling, of an open one the rate that it aims at.
ChartBoard::Mark ceilingMark(std::optional<double> perMinute);
ChartBoard::Mark targetMark(const bench::LoadPlan& plan); // of an open loop
// One for all that are drawn, or none.
ChartBoard::Mark markOf(const QList<const bench::LoadResult*>& results);

} // namespace ui
