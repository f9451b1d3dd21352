#pragma once

#include <QString>

namespace ui {

struct HtmlToken;

// What the reader makes of a page's tags; names in lower case.
bool isDroppedWhole(const QString& tag); // with all that stands in it
bool isVoidTag(const QString& tag);      // has no end tag
bool isInlineTag(const QString& tag);    // stands within a line
bool isTablePart(const QString& tag);
bool isHeading(const QString& tag);

// Tag of the page → tag QTextDocument knows; absent: the tag is dropped and its content kept.
QString shownTag(const QString& tag);

// The start tag that is written for it: a few attributes of the page's, escaped, and classes of our style sheet.
QString startTag(const HtmlToken& token, const QString& shown);

} // namespace ui
