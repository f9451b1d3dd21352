#pragma once

#include "article/override.h"
#include "article/selector.h"

namespace article {

// What a person wants, put in place of what was chosen: the whole page, or all of one part. False when the part is not
// on this page: the selection is left as it was.
bool applyOverride(const Document& document, const Blocks& blocks, const Override& choice, Selection& selection);

} // namespace article
