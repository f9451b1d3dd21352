#pragma once

#include "bench/loadplan.h"
#include "cli/benchoutcome.h"
#include "cli/command.h"

namespace cli {

QList<Option> benchOptions();
base::Result<bench::LoadPlan> planOf(const Arguments& arguments); // wrongUsage, bench::badPlan
// That of a file, with the header fields that are given, checked: ready to be fired.
base::Result<bench::LoadPlan> planOfFile(const QString& path, const Arguments& arguments);
base::Result<Thresholds> thresholdsOf(const Arguments& arguments);

} // namespace cli
