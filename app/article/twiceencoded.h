#pragma once

#include <QByteArray>

namespace article {

// Valid UTF-8 in which text was encoded twice (UTF-8 read as windows-1252 or Latin-1 and encoded again: "cafÃ©",
// "donâ€™t") with that undone, for the whole of it where nearly all of its letters beyond ASCII are of that kind, else
// for the single runs of text between tags where all are. Anything else, and all of it without strong evidence, stays
// as it is: a text may speak of "Ã©", and “IRMÃ” is a word.
QByteArray withoutTwiceEncoded(const QByteArray& utf8);

} // namespace article
