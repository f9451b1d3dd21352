#pragma once

#include "bench/comparison.h"

namespace cli {

class Console;

// What was found, as people read it: a row a figure, the noise beside the difference, and the word.
void printComparison(const QList<bench::Compared>& all, Console& console);

} // namespace cli
