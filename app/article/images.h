#pragma once

#include "article/document.h"
#include "article/links.h"

namespace article {

// The address that shows an <img> best: of src, srcset, the sources of its <picture> and what lazy loading scripts
// hide in data attributes; the largest up to about 1600 pixels wide. Absolute; empty for tracking pixels, data: and
// placeholders without anything behind them.
QByteArray bestImage(const Document& document, NodeId image, const LinkResolver& links);

} // namespace article
