#include "article/charset.h"

#include "article/charsetguess.h"
#include "article/encodings.h"
#include "article/text.h"
#include "article/twiceencoded.h"
#include "article/utf8.h"

#include <algorithm>

namespace article {
namespace {

constexpr qsizetype prescanBytes = 16 * 1024; // the standard says 1024; pages put scripts before their <meta>

Decoded decodedAs(Encoding encoding, std::string_view bytes) {
    QByteArray utf8 = convertToUtf8(bytes, encoding);
    return {encoding == utf8Encoding ? withoutTwiceEncoded(utf8) : utf8, encodingName(encoding)};
}

bool isUtf16(Encoding encoding) {
    return encoding != noEncoding && encodingName(encoding).startsWith("utf-16");
}

Encoding fromByteOrderMark(const QByteArray& bytes, qsizetype* length) {
    *length = 0;
    if (bytes.startsWith("\xEF\xBB\xBF")) {
        *length = 3;
        return utf8Encoding;
    }
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")) {
        *length = 2;
        return encodingFromLabel(bytes.at(0) == '\xFF' ? "utf-16le" : "utf-16be");
    }
    return noEncoding;
}

// A few broken bytes in a long UTF-8 text are a slip of the site, not another encoding.
bool isMostlyUtf8(const Utf8Counts& counts) {
    return counts.errors == 0 || (counts.characters > 20 && counts.errors * 50 < counts.characters);
}

// A claim other than UTF-8 holds unless the bytes say otherwise.
Encoding checkedClaim(Encoding claim, std::string_view bytes, const Utf8Counts& counts) {
    const bool escapes = encodingName(claim) == "iso-2022-jp";
    if (!escapes && isMostlyUtf8(counts) && (counts.characters > 0 || counts.errors == 0))
        return utf8Encoding;
    const Guess guess = guessEncoding(bytes, claim);
    return guess.sure ? guess.encoding : claim;
}

} // namespace

bool isValidUtf8(const QByteArray& bytes) {
    return countUtf8(viewOf(bytes)).errors == 0;
}

Decoded decode(const QByteArray& bytes, const QByteArray& headerCharset) {
    qsizetype mark = 0;
    if (const Encoding marked = fromByteOrderMark(bytes, &mark); marked != noEncoding)
        return decodedAs(marked, viewOf(bytes).substr(size_t(mark)));

    const std::string_view all = viewOf(bytes);
    if (const Encoding wide = guessUtf16(all); wide != noEncoding)
        return decodedAs(wide, all);
    Encoding claim = encodingFromLabel(headerCharset);
    if (claim == noEncoding)
        claim = encodingFromLabel(prescanLabel(all.substr(0, size_t(std::min(prescanBytes, bytes.size())))));
    if (isUtf16(claim))
        claim = utf8Encoding; // no byte order mark and not two bytes a character: the standard's rule
    const Utf8Counts counts = countUtf8(all);
    if (claim != noEncoding && claim != utf8Encoding) {
        const Encoding encoding = checkedClaim(claim, all, counts);
        // Plain ASCII is every claim's text: keep the name the page gave.
        const bool ascii = counts.characters == 0 && counts.errors == 0 && encoding == utf8Encoding;
        return ascii ? Decoded{convertToUtf8(all, utf8Encoding), encodingName(claim)} : decodedAs(encoding, all);
    }
    if (isMostlyUtf8(counts)) {
        const bool escapes = claim == noEncoding && looksLikeIso2022Jp(all);
        return decodedAs(escapes ? encodingFromLabel("iso-2022-jp") : utf8Encoding, all);
    }
    return decodedAs(guessEncoding(all, noEncoding).encoding, all);
}

} // namespace article
