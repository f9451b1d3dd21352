#pragma once

#include "article/document.h"

#include <QString>

namespace article {

// The tree as text: headings and paragraphs on lines of their own with a blank line between, list items and table
// rows on a line each, cells apart by a tab, preformatted text as it is.
QString plainText(const Document& document);

quint32 countWordsOf(const Document& document);

} // namespace article
