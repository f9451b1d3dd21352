#pragma once

#include "article/jsonld.h"
#include "article/pagefacts.h"

#include <QUrl>

namespace article {

// Where a page may say when it was published.
struct DateSources {
    const Document& document;
    const Blocks& blocks;
    const PageFacts& facts;
    const StructuredData& data;
    NodeId heading = noNode;
    const QString& language;
    const QUrl& link; // of the page: its folders may be a date, its country orders days and months
};

// When the page was published, as ISO 8601; empty when it does not say. Metadata go before what the page shows beside
// its heading, that before a date it is labelled with elsewhere, and that before the folders of its address. A date of
// the last change is taken only where nothing else is given, and none from the future.
QString publicationDate(const DateSources& sources);

} // namespace article
