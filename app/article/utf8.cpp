#include "article/utf8.h"

#include "article/text.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace article {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Length of the ASCII run from `at` on, eight bytes a step.
size_t asciiRun(std::string_view bytes, size_t at) {
    const size_t start = at;
    while (at + 8 <= bytes.size()) {
        quint64 word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        if (word & 0x8080808080808080ULL)
            break;
        at += 8;
    }
    while (at < bytes.size() && !(bytes[at] & 0x80))
        ++at;
    return at - start;
}

// Length of the well-formed run from `at` on.
size_t wellFormedRun(std::string_view bytes, size_t at) {
    const size_t start = at;
    while (at < bytes.size()) {
        at += asciiRun(bytes, at);
        const qsizetype length = at < bytes.size() ? sequenceLength(bytes, qsizetype(at)) : 0;
        if (length == 0)
            break;
        at += size_t(length);
    }
    return at - start;
}

// QByteArray::replace() moves the rest of the text again and again where there are millions.
QByteArray withoutNuls(std::string_view text) {
    const auto nuls = size_t(std::count(text.begin(), text.end(), '\0'));
    std::string out;
    out.reserve(text.size() + nuls * (replacement.size() - 1));
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\0', at), text.size());
        out.append(text.substr(at, end - at));
        if (end < text.size())
            out.append(replacement);
        at = end + 1;
    }
    return QByteArray(out.data(), qsizetype(out.size()));
}

} // namespace

qsizetype sequenceLength(std::string_view bytes, qsizetype at) {
    const auto byte = [&](qsizetype offset) {
        return at + offset < qsizetype(bytes.size()) ? quint8(bytes[size_t(at + offset)]) : quint8(0);
    };
    const auto follows = [&](qsizetype offset) { return (byte(offset) & 0xC0) == 0x80; };
    const quint8 first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool second = (first == 0xE0 ? byte(1) >= 0xA0 : true) && (first == 0xED ? byte(1) <= 0x9F : true);
        return second && follows(1) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool second = (first == 0xF0 ? byte(1) >= 0x90 : true) && (first == 0xF4 ? byte(1) <= 0x8F : true);
        return second && follows(1) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

Utf8Counts countUtf8(std::string_view bytes) {
    Utf8Counts counts;
    for (size_t at = asciiRun(bytes, 0); at < bytes.size(); at += asciiRun(bytes, at)) {
        const qsizetype length = sequenceLength(bytes, qsizetype(at));
        ++(length ? counts.characters : counts.errors);
        at += size_t(length ? length : 1);
    }
    return counts;
}

QByteArray repairedUtf8(std::string_view bytes) {
    QByteArray out;
    out.reserve(qsizetype(bytes.size()) + 16);
    for (size_t at = 0; at < bytes.size();) {
        const size_t run = wellFormedRun(bytes, at);
        out.append(bytes.data() + at, qsizetype(run));
        at += run;
        if (at < bytes.size()) {
            out.append(replacement.data(), qsizetype(replacement.size()));
            ++at;
        }
    }
    return out.contains('\0') ? withoutNuls(viewOf(out)) : out;
}

char32_t nextCodePoint(std::string_view utf8, size_t& at) {
    const auto byte = [&](size_t offset) {
        return at + offset < utf8.size() ? char32_t(quint8(utf8[at + offset])) : 0;
    };
    const char32_t first = byte(0);
    if (first < 0x80) {
        at += 1;
        return first;
    }
    if (first < 0xE0) {
        const char32_t code = (first & 0x1F) << 6 | (byte(1) & 0x3F);
        at += 2;
        return code;
    }
    if (first < 0xF0) {
        const char32_t code = (first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        at += 3;
        return code;
    }
    const char32_t code = (first & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    at += 4;
    return code;
}

void appendUtf8(std::string& out, char32_t code) {
    if (code < 0x80) {
        out.push_back(char(code));
    } else if (code < 0x800) {
        out.push_back(char(0xC0 | code >> 6));
        out.push_back(char(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        out.push_back(char(0xE0 | code >> 12));
        out.push_back(char(0x80 | (code >> 6 & 0x3F)));
        out.push_back(char(0x80 | (code & 0x3F)));
    } else {
        out.push_back(char(0xF0 | code >> 18));
        out.push_back(char(0x80 | (code >> 12 & 0x3F)));
        out.push_back(char(0x80 | (code >> 6 & 0x3F)));
        out.push_back(char(0x80 | (code & 0x3F)));
    }
}

} // namespace article
