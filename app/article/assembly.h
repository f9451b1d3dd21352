#pragma once

#include "article/document.h"

namespace article {

// The page as it would stand once it is put together, though nothing is executed: shadow roots in their hosts' place
// with their slots filled, pieces of a streamed page where they belong and what was shown meanwhile gone. Templates
// are gone too, unless the page's running text is in them: then their content stands in their place. Every node is
// copied once at most, whatever the page refers to.
Document assembled(Document document);

} // namespace article
