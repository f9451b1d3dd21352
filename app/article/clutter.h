#pragma once

#include "article/signs.h"

namespace article {

// Finds what a page puts into its text for its own use, or shows otherwise than its elements say: signs that link to a
// heading, "[edit]", names of icons, words that are hidden, text for screen readers that repeats what is seen; pictures
// that stand for a character or a formula are written as text, and elements of the page's own making as part of the
// line around them.
void markClutter(const Document& document, Signs& signs);

} // namespace article
