#pragma once

#include "bench/loadplan.h"
#include "cli/command.h"

namespace cli {

// What a result has to reach, else the exit status is 4.
struct Thresholds {
    std::optional<double> leastPerMinute;
    std::optional<double> mostP99Ms;
    std::optional<double> mostErrorShare; // judges failed requests alone, in place of exit status 1

    bool any() const { return leastPerMinute || mostP99Ms || mostErrorShare; }
};

QList<Option> benchOptions();
base::Result<bench::LoadPlan> planOf(const Arguments& arguments); // wrongUsage, bench::badPlan
base::Result<Thresholds> thresholdsOf(const Arguments& arguments);

} // namespace cli
