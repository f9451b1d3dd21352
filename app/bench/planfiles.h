#pragma once

#include "bench/loadplan.h"

namespace bench {

// A plan's files are plain ones: a pipe that nobody writes to would never be read through. badPlan, with a sentence;
// what is not there is left to whoever opens it.
base::Result<void> checkPlainFile(const QString& path);

// What each request of the plan sends, up to mostRequestBody; empty where it names no file. Reads it whole: not for a
// thread that shows something.
base::Result<QByteArray> requestBodyOf(const LoadPlan& plan);

} // namespace bench
