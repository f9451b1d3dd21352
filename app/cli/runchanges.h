#pragma once

#include "cli/command.h"

namespace cli {

// runs rename, pin, unpin, delete, restore and import: what changes the library's runs. `words` begins with which.
bool changesRuns(const QString& word);
base::Result<int> changeRuns(const QStringList& words, const Arguments& arguments, Console& console);

} // namespace cli
