#pragma once

#include <QString>

namespace library {

// The name of a tag as it is kept, whoever gives it: a person, a bookmark's folder, a cached article. White space and
// control characters are single spaces, none at its ends; at most tagLength characters, never half of one. Empty: no
// tag. A kept name is its own name again, so it goes out and comes back as it is.
QString tagName(const QString& text);

bool isTagTooLong(const QString& text); // tagName() cuts something off

} // namespace library
