#pragma once

#include <QByteArray>

#include <string>
#include <string_view>

namespace article {

// What a run of bytes is when read as UTF-8 (Unicode 15 §3.9, table 3-7).
struct Utf8Counts {
    qsizetype characters = 0; // well-formed sequences of two bytes and more
    qsizetype errors = 0;     // bytes that start or end no well-formed sequence
};
Utf8Counts countUtf8(std::string_view bytes);

// Length of the well-formed sequence at `at`, 0 when there is none.
qsizetype sequenceLength(std::string_view bytes, qsizetype at);

// `bytes` with U+FFFD for every ill-formed part and for NUL.
QByteArray repairedUtf8(std::string_view bytes);

// The code point at `at`, which moves behind it. The bytes must be well-formed.
char32_t nextCodePoint(std::string_view utf8, size_t& at);
void appendUtf8(std::string& out, char32_t codePoint);

} // namespace article
