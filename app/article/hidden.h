#pragma once

#include "article/document.h"

namespace article {

// Whether the page itself keeps the element from being shown: hidden, display:none, visibility:hidden.
bool isHidden(const Document& document, NodeId id);

} // namespace article
