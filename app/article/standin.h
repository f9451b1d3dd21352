#pragma once

#include "article/embedded.h"
#include "article/selector.h"

#include <QByteArray>

namespace article {

// What an article is made from when the page's own tree says next to nothing.
struct StandIn {
    QByteArray html; // as found: to be parsed and written like a page; empty: the tree is the page
    quint32 words = 0;
    Embedding embedding = Embedding::State;
};

// The text that the page carries for its scripts and for search engines, if it is much more than the running text in
// sight and than what was selected.
StandIn standInFor(const Document& document, const Blocks& blocks, const Selection& selection);

} // namespace article
