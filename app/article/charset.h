#pragma once

#include <QByteArray>

namespace article {

// A page's bytes as UTF-8 that is valid throughout, without byte order mark.
struct Decoded {
    QByteArray utf8;
    QByteArray charset; // the encoding's WHATWG name in lower case
};

// Finds the encoding as the WHATWG Encoding and HTML standards do (byte order mark, Content-Type, <meta> near the
// start) and then checks the claim against the bytes, because pages lie: text that is valid UTF-8 is UTF-8, a claimed
// UTF-8 that is not falls back to a guess by the statistics of the text (charsetguess.h). What was encoded twice is
// decoded twice (twiceencoded.h).
Decoded decode(const QByteArray& bytes, const QByteArray& headerCharset);

bool isValidUtf8(const QByteArray& bytes);

} // namespace article
