#pragma once

#include <QString>

namespace models {

// A page's own date as it gave it ("2016-04-22" or with a time), as a date for people; what is no date is shown as it
// is.
QString publishedDate(const QString& iso);

// At 230 words a minute, at least 1; 0 for a page without words.
int readingMinutes(int words);
QString readingTime(int words); // "7 min", empty without words

} // namespace models
