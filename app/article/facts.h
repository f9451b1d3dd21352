#pragma once

#include "article/signs.h"

namespace article {

// Finds lists of labels and values that are made of other elements (rows of two parts, items of "Label: value") and
// writes them as tables of two columns.
void markFacts(const Document& document, Signs& signs);

} // namespace article
