#pragma once

#include "library/types.h"
#include "ui/reader/articlehtml.h"

namespace ui {

// Puts title, site, author, date and reading time above the article, all of it escaped. A title the article begins with
// itself and a paragraph near its top that only says who wrote it are not shown twice. Pure, for a worker thread.
void putHead(PreparedArticle& article, const library::SnapshotRow& snapshot, const QString& site);

} // namespace ui
