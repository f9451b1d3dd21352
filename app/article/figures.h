#pragma once

#include "article/signs.h"

namespace article {

// Finds captions that are called so by their classes alone: they and their pictures become figures.
void markFigures(const Document& document, Signs& signs);

} // namespace article
