#pragma once

#include "cli/benchrun.h"
#include "cli/command.h"

namespace cli {

base::Result<bench::LoadPlan> planInFile(const QString& path); // wrongUsage, bench::badPlan
// The same with the header fields that are given, checked: ready to be fired.
base::Result<bench::LoadPlan> planOfFile(const QString& path, const Arguments& arguments);
base::Result<void> readHeaders(const Arguments& arguments, bench::LoadPlan& plan); // those of --header

// What the plan's files hold is read here, once: what was looked at is what is fired. wrongUsage where a target is not
// this computer and --remote was not given.
base::Result<BenchRun::Known> readFiles(const Arguments& arguments, const bench::LoadPlan& plan);

} // namespace cli
