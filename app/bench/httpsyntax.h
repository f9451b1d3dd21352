#pragma once

#include <cstdint>
#include <string_view>

namespace bench {

// The small parts that requests and responses are written with (RFC 9110 §5.6). ASCII alone; no locale.

constexpr char lowerCase(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A')) : character;
}
bool sameText(std::string_view a, std::string_view b); // ASCII case ignored
// Decimal digits only; false when there are others, none, or too many.
bool parseNumber(std::string_view text, std::uint64_t& number);
bool isToken(std::string_view text);                          // one character or more
bool isTokenCharacter(char character);                        // RFC 9110 §5.6.2
bool isTargetCharacter(char character);                       // neither a space nor a control character
bool isValueCharacter(char character);                        // of a field's value: no control character but the tab
std::string_view trimmed(std::string_view text);              // without spaces and tabs around it
bool listNames(std::string_view list, std::string_view word); // whether a comma-separated list names `word`
std::string_view lastOfList(std::string_view list);           // empty of an empty one

} // namespace bench
