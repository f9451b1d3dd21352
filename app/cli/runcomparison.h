#pragma once

#include "bench/loadresult.h"

namespace cli {

class Console;

struct ComparedRun {
    qint64 number = 0;
    QString name;
    bench::LoadResult result;
};

// How the second run differs from the first: a table, or one object.
void compareRuns(const ComparedRun& first, const ComparedRun& second, bool asJson, Console& console);

} // namespace cli
