#pragma once

#include <QByteArray>

#include <string_view>

namespace article {

// One of the encodings of the WHATWG Encoding Standard, as a number of the converter library.
using Encoding = int;
inline constexpr Encoding noEncoding = -1;
inline constexpr Encoding utf8Encoding = 0;

Encoding encodingFromLabel(const QByteArray& label); // "latin1" → windows-1252; noEncoding when unknown
QByteArray encodingName(Encoding encoding);          // lower case
QByteArray convertToUtf8(std::string_view bytes, Encoding encoding); // ill-formed parts become U+FFFD
QByteArray prescanLabel(std::string_view start);                     // what <meta> names, empty when nothing

} // namespace article
