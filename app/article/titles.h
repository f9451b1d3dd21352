#pragma once

#include <QStringList>

namespace article {

// Where a page's title may stand.
struct TitleSources {
    QString element;      // <title>
    QString openGraph;    // og:title, twitter:title
    QString headline;     // JSON-LD
    QStringList headings; // the h1s that are no site logo, in order
    QStringList sites;    // what the site is called, and its host
};

// The title of the page itself, without the site's name around it.
QString chooseTitle(const TitleSources& sources);

// "Page – Site" → "Page", when the rest is one of the site's names or reads like one.
QString withoutSite(const QString& title, const QStringList& sites);

} // namespace article
