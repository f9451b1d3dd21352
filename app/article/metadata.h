#pragma once

#include "article/links.h"
#include "article/pagefacts.h"

#include <QString>
#include <QUrl>

namespace article {

// What a page says of itself, reconciled from JSON-LD, Open Graph, Dublin Core, microdata and the visible page.
struct Metadata {
    QString title;
    QString byline;
    QString publishedAt;
    QString language;
    QString direction; // empty when the page neither states it nor has letters
    QString siteName;
    QString description;
    QString mainImage;
    QString canonical;
};

// What links are relative to: <base href> against the response's link, or the page's own canonical address.
QUrl baseOf(const Document& document, const QUrl& link);

// `main` is the element that holds the content, where bylines and dates are looked for first.
Metadata readMetadata(const Document& document, const Blocks& blocks, NodeId main, const QUrl& base);

} // namespace article
