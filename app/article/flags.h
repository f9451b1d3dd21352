#pragma once

#include "article/article.h"
#include "article/blocks.h"

namespace article {

// Whether the page is something else standing in the page's place. Several marks have to come together, because
// articles also speak of passwords, robots and JavaScript.
Flag detectFlag(const Document& document, const Blocks& blocks, const QString& title, int articleWords);

} // namespace article
