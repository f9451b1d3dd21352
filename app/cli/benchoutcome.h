#pragma once

#include "cli/benchrun.h"

namespace cli {

// What a result has to reach, else the exit status is 4.
struct Thresholds {
    std::optional<double> leastPerMinute;
    std::optional<double> mostP99Ms;
    std::optional<double> mostErrorShare; // judges failed requests alone, in place of exit status 1
};

// The exit status that a run's end gives; says which threshold was missed, and what was not done of the plan. A run
// that did not happen as planned is never 0: the server ended, requests were left over, nothing was completed.
int statusOf(const BenchRun::Ended& ended, const Thresholds& thresholds, Console& console);

void tellWarnings(const BenchRun::Ended& ended, Console& console); // those that were not told when it began

} // namespace cli
