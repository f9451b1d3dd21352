#pragma once

#include "article/blocks.h"

#include <array>

namespace article {

// What the characters of one block say, in any script.
struct BlockText {
    quint32 letters = 0;
    quint32 capitals = 0; // of scripts that have them
    quint32 digits = 0;
    quint32 others = 0; // characters outside ASCII
    quint32 characters = 0;
    quint32 commas = 0;
    quint32 sentences = 0; // marks that end one: . ! ? and what other scripts have
    quint32 questions = 0;
    quint32 separators = 0; // | · • › » / >
    quint32 currencies = 0;
    quint32 colons = 0;
    quint32 years = 0;  // 19xx and 20xx
    quint32 marks = 0;  // @ © ®
    quint32 ending = 0; // 0 other, 1 full stop, 2 ? or !, 3 colon, 4 comma, 5 ellipsis or arrow, 6 bracket or quote
    bool startsWithCapital = false;
    bool startsWithDigit = false;
    quint64 hash = 0; // of the text, case and digits as they are
};
BlockText describeText(std::string_view utf8);

// Appends the first `most` words of a text as hashes, in lower case: of Chinese and Japanese each character.
void appendWordHashes(std::vector<quint32>& hashes, std::string_view utf8, size_t most);

} // namespace article
