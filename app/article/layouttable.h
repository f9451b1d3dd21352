#pragma once

#include "article/document.h"

namespace article {

// Whether a table only places things on the screen: no header cells, one column, or cells that hold whole sections.
bool isLayoutTable(const Document& document, NodeId table);

} // namespace article
