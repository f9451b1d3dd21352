#pragma once

#include <QStringList>

namespace article {

// A title as the parts its separators make: "Page – Rubric | Site" has three. All in the title's own words.
struct TitleParts {
    QStringList parts;
    QString marks; // marks[i] stands between parts[i] and parts[i + 1]

    QString joined(qsizetype from, qsizetype end) const; // parts [from, end) with the separators between
};
TitleParts partsOf(const QString& title);

// Whether this text is what a site calls itself, wholly or in part ("Walmart" for walmart.com).
bool namesSite(const QString& text, const QStringList& sites);

// "Page – Site" → "Page", when the rest is one of the site's names or reads like one.
// On a home page the name in front is the title.
enum class Front { Cut, Kept };
QString withoutSite(const QString& title, const QStringList& sites, Front front = Front::Cut);

} // namespace article
