#pragma once

#include <QStringList>

namespace article {

// A name as metadata state it, with what does not belong to it cut off: "By Jane Doe" → "Jane Doe", "jane@a.example
// (Jane Doe)" → "Jane Doe". Empty for addresses, handles, templates nobody filled in, and accounts ("admin").
QString statedName(const QString& text);

// The name a line of the visible page begins with: "By Jane Doe | Updated May 3" → "Jane Doe". Empty when it reads like
// no name.
QString visibleName(const QString& text);

// Two to four words, each with a capital: what a person's name looks like when nothing says that it is one.
bool looksLikePerson(const QString& text);

// "A", "A and B", "A, B, and C"; with commas alone where the page is in no English.
QString joinedNames(const QStringList& names, const QString& language);

} // namespace article
