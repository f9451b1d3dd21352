#pragma once

#include "article/sitenames.h"

namespace article {

// Where a page's title may stand.
struct TitleSources {
    QString element;            // <title>
    QString openGraph;          // og:title, twitter:title
    QString headline;           // JSON-LD
    QStringList headings;       // h1, in order
    QStringList lesserHeadings; // the first h2 and h3, for pages whose h1 is the site's
    QStringList sites;          // what the site is called, and its host
    QString folder;             // the last one of the page's address, often the title in short; empty for a home page
    bool isHome = false;        // the address is the site's own
    bool isArticle = false;     // the page says it is one: its heading is worded by the same hand as its text
};

// The title of the page itself, without the site's name around it.
QString chooseTitle(const TitleSources& sources);

} // namespace article
