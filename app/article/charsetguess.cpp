#include "article/charsetguess.h"

namespace article {

Guess guessEncoding(std::string_view, Encoding claim) {
    return {claim == noEncoding ? encodingFromLabel("windows-1252") : claim, false};
}

Encoding guessUtf16(std::string_view) {
    return noEncoding;
}

bool looksLikeIso2022Jp(std::string_view) {
    return false;
}

} // namespace article
