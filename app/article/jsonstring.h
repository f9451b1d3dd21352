#pragma once

#include <string>
#include <string_view>

namespace article {

// The string literal of JSON or JavaScript that begins at `at` with its quote; `at` is then behind it. What escapes
// stand for is decoded, half surrogates become U+FFFD. A literal without an end ends with the source.
std::string decodedString(std::string_view source, size_t& at);

// "%7B%22" → "{\""; what is no such escape, or would make invalid UTF-8, stays.
std::string percentDecoded(std::string_view text);

} // namespace article
