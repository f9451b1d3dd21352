#pragma once

#include "cli/benchrun.h"
#include "cli/command.h"

namespace cli {

// bench --find-capacity: fires the plan at one rate after another until the highest one that holds is known; prints the
// curve as it comes, then what held. `known`: what was read of the plan's files. Returns the exit status: 4 where no
// rate held.
int findCapacity(const Arguments& arguments, const bench::LoadPlan& plan, const BenchRun::Known& known,
                 Console& console);

// What has no meaning beside --find-capacity is refused.
base::Result<void> checkFindCapacity(const Arguments& arguments, const bench::LoadPlan& plan);

} // namespace cli
