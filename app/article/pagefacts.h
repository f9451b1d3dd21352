#pragma once

#include "article/blocks.h"

#include <QHash>
#include <QStringList>

namespace article {

// A place on the page, and the text found there.
struct Spot {
    NodeId node = noNode;
    QString text;
};

// An element whose text may be the author's name.
struct AuthorMark {
    enum Kind { Stated, Link, Class }; // rel=author and microdata; a link to a person's page; a class that says so
    NodeId node = noNode;
    Kind kind = Class;
};

// What one walk over the page gathers for its title, byline, date and address.
struct PageFacts {
    QHash<QByteArray, QStringList> metas; // <meta> name or property, lower case → contents
    QString title;
    QString language;
    QString canonical;
    QString imageSource;              // <link rel=image_src>
    std::vector<Spot> headings;       // h1
    std::vector<Spot> lesserHeadings; // the first h2 and h3
    std::vector<AuthorMark> authors;
    std::vector<Spot> times;        // <time>, itemprop=datePublished: as the attribute or the text says
    NodeId contentHeading = noNode; // the h1 that most likely heads the content

    QString meta(const char* name) const { return metas.value(name).value(0); }
    QString firstMeta(std::initializer_list<const char*> names) const;
};

PageFacts gatherFacts(const Document& document);

} // namespace article
