#pragma once

#include "article/document.h"

#include <QStringList>

namespace article {

// What a page's JSON-LD says of the page itself (not of its comments, reviews or neighbours).
struct StructuredData {
    QString headline;
    QStringList authors;
    QStringList organisations; // authors that are no persons
    QString published;
    QString modified;
    QString language;
    QString publisher; // or the name of the WebSite
    QString image;
    QString description;
};

StructuredData readJsonLd(const Document& document);

} // namespace article
