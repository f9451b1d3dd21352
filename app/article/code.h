#pragma once

#include "article/signs.h"

namespace article {

// Finds what is code and how it is cut into lines: tables of line numbers and code become preformatted text, as do the
// lines of an editor and elements that keep their white space; line numbers and copy buttons are left out.
void markCode(const Document& document, Signs& signs);

} // namespace article
