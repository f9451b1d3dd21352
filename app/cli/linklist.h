#pragma once

#include "base/result.h"
#include "formats/links.h"

#include <functional>

namespace cli {

class Console;

// Whether the file that --from names can be read; the error says why not.
base::Result<void> readableList(const QString& from);
// Reads a file of links in batches, on any thread; false from `sink` stops.
base::Result<formats::LinkFileSummary> readLinks(const QString& from,
                                                 const std::function<bool(const QList<formats::FoundLink>&)>& sink);
void tellWhatWasRead(const QString& from, const formats::LinkFileSummary& summary, Console& console);

} // namespace cli
