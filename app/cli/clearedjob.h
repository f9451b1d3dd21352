#pragma once

#include "library/stores.h"

namespace cli {

// The outcome of a job that a window cleared from its list, as it stands with the page: that of the last capture, or
// cancelled where there was none since.
base::Result<library::Job> clearedJob(library::Stores& stores, const QString& link, const QDateTime& since);

} // namespace cli
