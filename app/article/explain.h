#pragma once

#include "article/article.h"

namespace article {

// Each block of the page on a line: kept or not, why, its words and links, its element and its text. For
// `extract --explain` and for whoever works on the selector; not a format to be read by programs.
QString explain(const QByteArray& html, const ExtractOptions& options = {});

} // namespace article
