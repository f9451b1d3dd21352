#include "article/blocktext.h"

#include "article/hash.h"
#include "article/utf8.h"

#include <QChar>

namespace article {
namespace {

enum Kind : quint8 {
    Other,
    Space,
    Letter,
    Capital,
    Digit,
    Comma,
    Stop,
    Exclamation,
    Question,
    Separator,
    Currency,
    Colon,
    Mark,
    Closing,
    More
};

constexpr std::array<Kind, 128> asciiKinds = [] {
    std::array<Kind, 128> kinds{};
    for (quint8 c = 'a'; c <= 'z'; ++c)
        kinds[c] = Letter;
    for (quint8 c = 'A'; c <= 'Z'; ++c)
        kinds[c] = Capital;
    for (quint8 c = '0'; c <= '9'; ++c)
        kinds[c] = Digit;
    kinds[' '] = Space;
    kinds[','] = kinds[';'] = Comma;
    kinds['.'] = Stop;
    kinds['!'] = Exclamation;
    kinds['?'] = Question;
    kinds['|'] = kinds['/'] = Separator;
    kinds['>'] = More;
    kinds['$'] = Currency;
    kinds[':'] = Colon;
    kinds['@'] = Mark;
    kinds[')'] = kinds[']'] = kinds['"'] = kinds['\''] = Closing;
    return kinds;
}();

Kind kindOf(char32_t c) {
    switch (c) {
    case 0x3001:
    case 0xFF0C:
    case 0x060C:
    case 0xFF1B:
        return Comma;
    case 0x3002:
    case 0xFF0E:
    case 0x0964:
    case 0x06D4:
        return Stop;
    case 0xFF01:
        return Exclamation;
    case 0xFF1F:
    case 0x061F:
        return Question;
    case 0x00B7:
    case 0x2022:
    case 0x203A:
    case 0x00BB:
    case 0x2013:
    case 0x2014:
    case 0x2192:
        return Separator;
    case 0x2026:
        return More;
    case 0x00A9:
    case 0x00AE:
        return Mark;
    case 0xFF1A:
        return Colon;
    case 0x201D:
    case 0x2019:
    case 0x300D:
    case 0xFF09:
        return Closing;
    default:
        break;
    }
    if (c == 0x00A3 || c == 0x00A5 || (c >= 0x20A0 && c <= 0x20CF))
        return Currency;
    if (QChar::isUpper(c))
        return Capital;
    if (QChar::isLetter(c))
        return Letter;
    return QChar::isDigit(c) ? Digit : Other;
}

quint32 endingOf(Kind kind) {
    switch (kind) {
    case Stop:
        return 1;
    case Exclamation:
    case Question:
        return 2;
    case Colon:
        return 3;
    case Comma:
        return 4;
    case More:
    case Separator:
        return 5;
    case Closing:
        return 6;
    default:
        return 0;
    }
}

void count(BlockText& text, Kind kind) {
    switch (kind) {
    case Capital:
        ++text.capitals;
        ++text.letters;
        break;
    case Letter:
        ++text.letters;
        break;
    case Digit:
        ++text.digits;
        break;
    case Comma:
        ++text.commas;
        break;
    case Question:
        ++text.questions;
        ++text.sentences;
        break;
    case Stop:
    case Exclamation:
        ++text.sentences;
        break;
    case Separator:
    case More:
        ++text.separators;
        break;
    case Currency:
        ++text.currencies;
        break;
    case Colon:
        ++text.colons;
        break;
    case Mark:
        ++text.marks;
        break;
    default:
        break;
    }
}

} // namespace

BlockText describeText(std::string_view utf8) {
    BlockText text;
    text.hash = hashOf(utf8);
    Kind last = Other;
    quint32 number = 0, digits = 0;
    for (size_t at = 0; at < utf8.size();) {
        const auto byte = quint8(utf8[at]);
        const char32_t c = byte < 0x80 ? (++at, char32_t(byte)) : nextCodePoint(utf8, at);
        const Kind kind = c < 0x80 ? asciiKinds[c] : kindOf(c);
        if (text.characters == 0) {
            text.startsWithCapital = kind == Capital;
            text.startsWithDigit = kind == Digit;
        }
        ++text.characters;
        text.others += c >= 0x80;
        if (kind == Digit && c < 0x80) {
            number = digits < 5 ? number * 10 + quint32(c - '0') : number;
            ++digits;
        } else {
            text.years += digits == 4 && number >= 1900 && number < 2100;
            number = digits = 0;
        }
        count(text, kind);
        if (kind != Space)
            last = kind;
    }
    text.years += digits == 4 && number >= 1900 && number < 2100;
    text.ending = endingOf(last);
    return text;
}

void appendWordHashes(std::vector<quint32>& hashes, std::string_view utf8, size_t most) {
    const size_t limit = hashes.size() + most;
    quint64 hash = hashSeed;
    bool open = false;
    const auto end = [&] {
        if (open)
            hashes.push_back(quint32(hash ^ (hash >> 32)));
        hash = hashSeed;
        open = false;
    };
    for (size_t at = 0; at < utf8.size() && hashes.size() < limit;) {
        const auto byte = quint8(utf8[at]);
        char32_t c = byte < 0x80 ? (++at, char32_t(byte)) : nextCodePoint(utf8, at);
        if (c < 0x80) {
            const Kind kind = asciiKinds[c];
            if (kind != Letter && kind != Capital && kind != Digit) {
                end();
                continue;
            }
            c |= kind == Capital ? 0x20 : 0;
        } else if (!QChar::isLetterOrNumber(c)) {
            end();
            continue;
        } else {
            c = QChar::toLower(c);
        }
        const bool alone = (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF);
        if (alone)
            end();
        hash = (hash ^ c) * 0x100000001b3ULL;
        open = true;
        if (alone)
            end();
    }
    if (hashes.size() < limit)
        end();
}

} // namespace article
