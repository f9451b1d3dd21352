#pragma once

#include "article/document.h"

#include <QByteArray>

namespace article {

inline constexpr qsizetype elementPathLimit = 4096; // bytes; longer ones are not read

// Where an element stands, told so that it is found again on the site's other pages and after small changes of them:
// "main#content>div.post.wide:2", from the outside in. A step is the element's name, its id, its classes, and its place
// among the siblings of its name.
QByteArray elementPath(const Document& document, NodeId element);

// The element that is most like the path's, or noNode when none is much like it. Digits in ids and classes count as
// any others ("post-12" is like "post-31"); elements put in between or taken away do little harm.
NodeId findElement(const Document& document, const QByteArray& path);

} // namespace article
