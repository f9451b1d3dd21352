#pragma once

#include "bench/loadresult.h"

namespace bench {

inline constexpr double muchByOthers = 0.25; // of all cores

// What to beware of in a result whose verdict is known.
QStringList warningsOf(const LoadResult& result);

} // namespace bench
