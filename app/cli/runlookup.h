#pragma once

#include "base/result.h"
#include "library/stores.h"

namespace cli {

enum class Which { Kept, Deleted };

// RUN: the number that the list prints, or the run's name; a number names a run before a name does. Where several have
// the name, the error lists their numbers.
base::Result<library::Run> findRun(const library::Stores& stores, const QString& given, Which which = Which::Kept);

} // namespace cli
