#pragma once

#include <QByteArray>

#include <array>
#include <string_view>

namespace article {

// One of the encodings of the WHATWG Encoding Standard, as a number of the converter library.
using Encoding = int;
inline constexpr Encoding noEncoding = -1;
inline constexpr Encoding utf8Encoding = 0;

Encoding encodingFromLabel(const QByteArray& label); // "latin1" → windows-1252; noEncoding when unknown
QByteArray encodingName(Encoding encoding);          // lower case
QByteArray convertToUtf8(std::string_view bytes, Encoding encoding); // ill-formed parts become U+FFFD
std::array<char32_t, 128> highHalf(Encoding encoding);               // bytes 0x80 … 0xFF of a single-byte encoding
QByteArray prescanLabel(std::string_view start);                     // what <meta> names, empty when nothing

} // namespace article
