#include "bench/server/request.h"

#include <algorithm>

namespace bench::server {

namespace {

int hexValue(char character) {
    if (character >= '0' && character <= '9')
        return character - '0';
    const char small = lowerCase(character);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

} // namespace

bool percentDecode(std::string_view text, std::string& decoded) {
    decoded.clear();
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] != '%') {
            decoded += text[index];
            continue;
        }
        const int high = index + 2 < text.size() ? hexValue(text[index + 1]) : -1;
        const int low = index + 2 < text.size() ? hexValue(text[index + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        decoded += static_cast<char>(high * 16 + low);
        index += 2;
    }
    return true;
}

std::string_view Request::header(std::string_view name) const {
    for (const Header& header : headers) {
        if (sameText(header.first, name))
            return header.second;
    }
    return {};
}

std::string Request::parameter(std::string_view name, std::string_view otherwise) const {
    std::string_view rest = query;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (pair.substr(0, equals) != name)
            continue;
        std::string decoded;
        if (equals == std::string_view::npos || !percentDecode(pair.substr(equals + 1), decoded))
            return {};
        return decoded;
    }
    return std::string(otherwise);
}

std::uint64_t Request::numberParameter(std::string_view name, std::uint64_t otherwise) const {
    std::uint64_t parsed = 0;
    return parseNumber(parameter(name), parsed) ? parsed : otherwise;
}

} // namespace bench::server
