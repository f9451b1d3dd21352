#pragma once

#include "bench/loadplan.h"
#include "cli/benchoutcome.h"
#include "cli/command.h"

namespace cli {

QList<Option> benchOptions();
base::Result<bench::LoadPlan> planOf(const Arguments& arguments); // wrongUsage, bench::badPlan
base::Result<Thresholds> thresholdsOf(const Arguments& arguments);

} // namespace cli
