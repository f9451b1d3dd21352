#pragma once

#include "article/blocks.h"
#include "article/contenttable.h"

namespace article {

// What the page's content is: the one decision of the extractor, behind one function.
struct Selection {
    std::vector<bool> keep;           // for each block
    std::vector<const char*> reasons; // for each block a person's choice decided, why; else null
    std::vector<float> scores;        // for each block, the probability that it is content
    NodeId main = 0;                  // the deepest element that holds nearly all of it
};

// `leaning`: steps towards more (> 0) or less (< 0) than what the table finds best.
Selection selectContent(const Document& document, const Blocks& blocks, double leaning = 0,
                        const ContentTable& table = ContentTable::shipped());

} // namespace article
