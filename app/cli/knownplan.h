#pragma once

#include "cli/benchrun.h"
#include "cli/command.h"

namespace cli {

// What the plan's files hold is read here, once: what was looked at is what is fired. wrongUsage where a target is not
// this computer and --remote was not given.
base::Result<BenchRun::Known> readFiles(const Arguments& arguments, const bench::LoadPlan& plan);

} // namespace cli
