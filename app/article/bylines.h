#pragma once

#include "article/pagefacts.h"

namespace article {

// "By Jane Doe | Updated May 3" → "Jane Doe"; empty when it reads like no name.
QString cleanName(const QString& text);
QString joinedNames(const QStringList& names); // "A", "A and B", "A, B, C"

// The name that stands nearest to the page's heading: marked as author, or behind "By".
QString visibleByline(const Document& document, const Blocks& blocks, const PageFacts& facts, NodeId heading);
// The date that stands nearest to the heading.
QString visibleDate(const Document& document, const Blocks& blocks, const PageFacts& facts, NodeId heading,
                    QStringView language);

} // namespace article
