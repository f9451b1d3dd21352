#pragma once

#include "article/encodings.h"

#include <string_view>

namespace article {

// The encoding under which the bytes read most like text of some language.
struct Guess {
    Encoding encoding = noEncoding;
    bool sure = false; // clearly better than `claim`
};

// For bytes that are not UTF-8. `claim` is what the page says of itself, noEncoding when nothing.
Guess guessEncoding(std::string_view bytes, Encoding claim);

// UTF-16 without a byte order mark, by the place of its zero bytes; noEncoding otherwise.
Encoding guessUtf16(std::string_view bytes);
bool looksLikeIso2022Jp(std::string_view bytes);

} // namespace article
