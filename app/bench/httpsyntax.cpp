#include "bench/httpsyntax.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bench {

namespace {

constexpr std::array<bool, 256> tokenCharacters = [] {
    std::array<bool, 256> known{};
    for (const char other : std::string_view("!#$%&'*+-.^_`|~"))
        known[static_cast<unsigned char>(other)] = true;
    for (int byte = 0; byte < 128; ++byte) {
        const char small = lowerCase(static_cast<char>(byte));
        if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9'))
            known[static_cast<std::size_t>(byte)] = true;
    }
    return known;
}();

} // namespace

bool sameText(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lowerCase(x) == lowerCase(y); });
}

bool parseNumber(std::string_view text, std::uint64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

bool isTokenCharacter(char character) {
    return tokenCharacters[static_cast<unsigned char>(character)];
}

bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isTargetCharacter(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte > 0x20 && byte != 0x7f;
}

bool isValueCharacter(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool listNames(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::string_view item = list.substr(0, list.find(','));
        if (sameText(trimmed(item), word))
            return true;
        list.remove_prefix(std::min(list.size(), item.size() + 1));
    }
    return false;
}

std::string_view lastOfList(std::string_view list) {
    const std::size_t comma = list.rfind(',');
    return trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

} // namespace bench
