#pragma once

#include "article/pagefacts.h"

namespace article {

// The byline a reader sees near the heading.
struct VisibleByline {
    QString name;
    bool sure = false; // marked as author, or behind "By", close to the heading
};
VisibleByline visibleByline(const Document& document, const Blocks& blocks, const PageFacts& facts, NodeId heading);

} // namespace article
