#include "article/twiceencoded.h"

#include "article/text.h"
#include "article/utf8.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace article {
namespace {

constexpr quint32 leastOfPage = 6; // sequences in words: below that it may be a quotation
constexpr quint32 leastOfRun = 3;
constexpr quint32 sequencesARight = 10; // for each character that is right as it is
constexpr quint32 lettersASequence = 6; // in a run: a list of examples has fewer, words have more
constexpr quint32 longChain = 8;        // sequences without anything between: a word of another script

// windows-1252 from 0x80 on; 0 where it has nothing.
constexpr std::array<char32_t, 32> windows1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                               0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte that was read as this character; 0 for none. Latin-1 leaves 0x80 … 0x9F as they are.
quint8 byteOf(char32_t character) {
    if (character >= 0x80 && character <= 0xFF)
        return quint8(character);
    const auto found =
        character > 0xFF ? std::find(windows1252.begin(), windows1252.end(), character) : windows1252.end();
    return found == windows1252.end() ? quint8(0) : quint8(0x80 + (found - windows1252.begin()));
}

// Marks that rightly stand behind a capital letter: “IRMÃ”.
bool isUsualMark(char32_t character) {
    return character == 0xA0 || character == 0xAB || character == 0xBB || character == 0xB7 ||
           (character >= 0x2010 && character <= 0x203A && character != 0x2020 && character != 0x2021);
}

struct Sequence {
    size_t length = 0; // bytes of the text; 0: none begins there
    char32_t code = 0; // what was meant
    bool sure = false;
};

// A sequence begins with a character that was the first byte of one: U+00C2 … U+00F4, in UTF-8 C3 82 … C3 B4.
Sequence sequenceAt(std::string_view utf8, size_t at) {
    const quint8 first = at + 1 < utf8.size() ? quint8(quint8(utf8[at + 1]) | 0x40) : quint8(0);
    const size_t wanted = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    std::array<char, 4> bytes{char(first)};
    size_t next = at + 2;
    char32_t last = 0;
    for (size_t i = 1; i < wanted; ++i) {
        if (next >= utf8.size() || !(utf8[next] & 0x80))
            return {};
        last = nextCodePoint(utf8, next);
        bytes[i] = char(byteOf(last));
    }
    const std::string_view meant(bytes.data(), wanted);
    if (wanted == 0 || size_t(sequenceLength(meant, 0)) != wanted)
        return {};
    size_t start = 0;
    const char32_t code = nextCodePoint(meant, start);
    if (code < 0xA0)
        return {};
    return {next - at, code, (wanted > 2 || !isUsualMark(last)) && code != 0xFFFD};
}

// What speaks for and against a text having been encoded twice.
struct Evidence {
    quint32 sequences = 0;
    quint32 inWords = 0; // of these beside a letter or another sequence
    quint32 right = 0;   // characters that are right as they are
    quint32 letters = 0; // ASCII
    quint32 chain = 0;   // the longest row of sequences
};

bool isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isRight(char32_t character) {
    return QChar::isLetter(character) || (character >= 0x2010 && character <= 0x2026);
}

Evidence evidenceIn(std::string_view text) {
    Evidence evidence;
    quint32 chain = 0;
    for (size_t at = 0; at < text.size();) {
        if (!(text[at] & 0x80)) {
            evidence.letters += isAsciiLetter(text[at]);
            chain = 0;
            ++at;
            continue;
        }
        const Sequence found = text[at] == '\xC3' ? sequenceAt(text, at) : Sequence{};
        if (found.length == 0) {
            evidence.right += isRight(nextCodePoint(text, at));
            chain = 0;
            continue;
        }
        const size_t behind = at + found.length;
        const bool inWord = chain > 0 || (at > 0 && isAsciiLetter(text[at - 1])) ||
                            (behind < text.size() && (isAsciiLetter(text[behind]) || text[behind] == '\xC3'));
        evidence.sequences += found.sure;
        evidence.inWords += found.sure && inWord;
        evidence.chain = std::max(evidence.chain, ++chain);
        at = behind;
    }
    return evidence;
}

bool isPageTwiceEncoded(const Evidence& evidence) {
    return evidence.inWords >= leastOfPage && evidence.inWords * 2 >= evidence.sequences &&
           evidence.sequences >= evidence.right * sequencesARight;
}

bool isRunTwiceEncoded(const Evidence& evidence) {
    const bool words = evidence.letters >= evidence.sequences * lettersASequence;
    return evidence.right == 0 && evidence.inWords >= leastOfRun && evidence.inWords * 3 >= evidence.sequences * 2 &&
           (words || evidence.chain >= longChain);
}

void appendMeant(std::string& out, std::string_view text) {
    for (size_t at = 0; at < text.size();) {
        const size_t next = std::min(text.find('\xC3', at), text.size());
        out.append(text.substr(at, next - at));
        at = next;
        if (at == text.size())
            break;
        const Sequence found = sequenceAt(text, at);
        if (found.length)
            appendUtf8(out, found.code);
        else
            out.append(text.substr(at, 2));
        at += found.length ? found.length : 2;
    }
}

// Text between tags, each piece of it judged alone.
std::string withRunsMeant(std::string_view html) {
    std::string out;
    out.reserve(html.size());
    for (size_t at = 0; at < html.size();) {
        const size_t end = std::min(html.find_first_of("<>", at), html.size());
        const std::string_view run = html.substr(at, end - at);
        if (run.find('\xC3') != std::string_view::npos && isRunTwiceEncoded(evidenceIn(run)))
            appendMeant(out, run);
        else
            out.append(run);
        if (end < html.size())
            out.push_back(html[end]);
        at = end + 1;
    }
    return out;
}

// Most pages have none, and need no more than this look.
bool hasSequences(std::string_view html) {
    quint32 sure = 0;
    for (size_t at = html.find('\xC3'); at != std::string_view::npos; at = html.find('\xC3', at + 2)) {
        if (at + 2 < html.size() && (html[at + 2] & 0x80) && sequenceAt(html, at).sure && ++sure >= leastOfRun)
            return true;
    }
    return false;
}

} // namespace

QByteArray withoutTwiceEncoded(const QByteArray& utf8) {
    const std::string_view html = viewOf(utf8);
    if (!hasSequences(html))
        return utf8;
    std::string out;
    if (isPageTwiceEncoded(evidenceIn(html)))
        appendMeant(out, html);
    else
        out = withRunsMeant(html);
    return QByteArray(out.data(), qsizetype(out.size()));
}

} // namespace article
