#include "article/jsonstring.h"

#include "article/charset.h"
#include "article/utf8.h"

#include <algorithm>

namespace article {
namespace {

int digitOf(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The number of `count` hexadecimal digits at `at`; -1 when there are fewer.
long hexAt(std::string_view source, size_t at, size_t count) {
    if (at + count > source.size())
        return -1;
    long value = 0;
    for (size_t i = 0; i < count; ++i) {
        const int digit = digitOf(source[at + i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

void append(std::string& out, char32_t code) {
    appendUtf8(out, code >= 0xD800 && code <= 0xDFFF ? char32_t(0xFFFD) : code);
}

// What stands behind "\u", a pair of surrogates taken together.
void appendUnicode(std::string& out, std::string_view source, size_t& at) {
    const long high = hexAt(source, at, 4);
    if (high < 0)
        return;
    at += 4;
    if (high >= 0xD800 && high <= 0xDBFF && source.substr(at, 2) == "\\u") {
        const long low = hexAt(source, at + 2, 4);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            at += 6;
            return append(out, char32_t(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)));
        }
    }
    append(out, char32_t(high));
}

void appendEscape(std::string& out, std::string_view source, size_t& at) {
    const char c = source[at++];
    switch (c) {
    case 'n':
        return out.push_back('\n');
    case 'r':
    case 't':
    case 'f':
    case 'v':
        return out.push_back(' ');
    case 'b':
    case '0':
    case '\n':
        return;
    case 'u':
        return appendUnicode(out, source, at);
    case 'x':
        if (const long code = hexAt(source, at, 2); code >= 0) {
            at += 2;
            append(out, char32_t(code));
        }
        return;
    default:
        out.push_back(c);
    }
}

} // namespace

std::string decodedString(std::string_view source, size_t& at) {
    const char stops[] = {source[at], '\\', '\0'};
    ++at;
    std::string out;
    while (at < source.size()) {
        const size_t stop = std::min(source.find_first_of(stops, at), source.size());
        out.append(source.substr(at, stop - at));
        at = stop + 1;
        if (stop >= source.size() || source[stop] != '\\' || at >= source.size())
            break;
        appendEscape(out, source, at);
    }
    at = std::min(at, source.size());
    return out;
}

std::string percentDecoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size(); ++at) {
        const long code = text[at] == '%' ? hexAt(text, at + 1, 2) : -1;
        out.push_back(code < 0 ? text[at] : char(code));
        at += code < 0 ? 0 : 2;
    }
    return isValidUtf8({out.data(), qsizetype(out.size())}) ? out : std::string(text);
}

} // namespace article
