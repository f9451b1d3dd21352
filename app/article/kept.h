#pragma once

#include "article/selector.h"
#include "article/signs.h"

namespace article {

// Which texts and images of the page go into the article: the chosen blocks, the pictures among them, and what is
// no block but belongs to one: all of a piece of code, the signs in a table's cells.
std::vector<bool> nodesToKeep(const Document& document, const Blocks& blocks, const Selection& selection,
                              const Signs& signs);

} // namespace article
