#pragma once

#include "article/blocks.h"

namespace article {

// What the page's content is: the one decision of the extractor, behind one function.
struct Selection {
    std::vector<bool> keep;           // for each block
    std::vector<const char*> reasons; // for each block, why, for `extract --explain`
    NodeId main = 0;                  // the element that holds the content
};

// `leaning`: in steps, above 0 for more of the page, below for less (Override::leaning).
Selection selectContent(const Document& document, const Blocks& blocks, double leaning = 0);

} // namespace article
