#pragma once

#include "bench/loadresult.h"

namespace cli {

// The result as people read it: figures, latencies, outcomes, what was used, the verdict.
QString resultText(const bench::LoadResult& result);

} // namespace cli
