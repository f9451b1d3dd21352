#pragma once

#include <QString>

namespace article {

// How many words a heading and a title share.
struct Likeness {
    double ofShorter = 0; // of the shorter one's words
    double ofBoth = 0;    // of the words of both
    double length = 0;    // words of the heading, of the title's
};
Likeness compare(const QString& heading, const QString& title);

} // namespace article
