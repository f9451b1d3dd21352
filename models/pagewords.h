#pragma once

#include "library/types.h"

#include <QString>
#include <QStringList>

// What the list says of a page, as plain text on one line.
namespace models {

// "site · 404 Not Found: …" of a page that failed last, else "site · 3 days ago · 7 min · needs a browser".
QString pageFacts(const library::PageRow& page, const QDateTime& now);

// All that is known of it without opening it, and what to do where it failed, line by line.
QStringList pageDetails(const library::PageRow& page);

QString spokenPage(const library::PageRow& page); // what marks and colours say to those who see them
QString snippetText(const library::SearchHit& hit);

} // namespace models
