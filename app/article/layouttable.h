#pragma once

#include "article/document.h"

namespace article {

// Whether a table only places things on the screen: no header cells, and one column, or
// cells that hold whole sections, or one that holds nearly all of it.
bool isLayoutTable(const Document& document, NodeId table);

} // namespace article
