#pragma once

#include <QString>

#include <optional>

// Text as the search index reads it.
namespace library {

// Stands between the characters of scripts that are written without spaces between words (CJK, Thai, Lao, Khmer,
// Burmese), so that each is a word of its own and any run of them can be found as a phrase. A control character: never
// in a page's text (see searchable()) and never part of a word.
inline constexpr QChar characterBreak{u'\x1f'};
// Around a match in a snippet; private-use characters, never in a page's text either.
inline constexpr QChar matchBegin{u'\ue000'};
inline constexpr QChar matchEnd{u'\ue001'};
// Stands between the tags of a page as a word of its own, so that no phrase runs from one tag into the next.
inline constexpr QChar tagBreak{u'\ue002'};

// Composed (NFC), without control characters but line ends and tabs, and without the marks above.
QString searchable(const QString& text);
// With characterBreak where it belongs; nothing when the text has no such script.
std::optional<QString> split(const QString& text);
bool hasWord(const QString& text); // anything the index would take for a word

} // namespace library
