#pragma once

#include <QStringList>

namespace cli {

// tidemark-cli: `typed` are the arguments without the program's name. Returns the exit status.
int runProgram(const QStringList& typed);

} // namespace cli
