#include "article/charsetscores.h"

#include "article/encodings.h"

#include <QChar>

#include <array>

namespace article {
namespace {

constexpr double illFormed = -10;
constexpr double foreign = -3; // a letter that has no business there

constexpr std::u32string_view russian = U"оеаинтсрвлкмдпу";
constexpr std::u32string_view otherCyrillic = U"яыьгзбчйхжшюцщэфъёіїєґўљњџћђј";
constexpr std::u32string_view western = U"éèàäöüßñáíóãçåú";
constexpr std::u32string_view otherWestern = U"êôîâëïøæòìœÉÄÖÜÀÅØÓÁÇÍÚÑûùõ";
constexpr std::u32string_view central = U"áíéěščřžýůúąęłśżóćőűăşţčđ";
constexpr std::u32string_view otherCentral = U"ńźäöüôďťňâîľŠŽČŘŁŚŻÁÉÓÖÜÚĺŕ";
constexpr std::u32string_view turkish = U"ışğçöüİ";
constexpr std::u32string_view otherTurkish = U"âîûŞÇÖÜĞ";
constexpr std::u32string_view baltic = U"ąčęėįšųūžāēģīķļņõäöü";
constexpr std::u32string_view otherBaltic = U"ŠŽČÄÖÜŪĀĪĒóé";
constexpr std::u32string_view vietnamese = U"đươăâêô\u0300\u0301\u0303\u0309\u0323";
constexpr std::u32string_view greek = U"αοιετσνηυρπκμλςίάόέώήύ";
constexpr std::u32string_view otherGreek = U"ωδγχθφβξζψϊϋΐΰΆΈΉΊΌΎΏ";
constexpr std::u32string_view hebrew = U"יוהלארתבשמנ";
constexpr std::u32string_view otherHebrew = U"עקדפחסטגכצזםןךףץ";
constexpr std::u32string_view arabic = U"اليمونرتبعدفةأس";
constexpr std::u32string_view otherArabic = U"هكقحجشصطخذضزثغظءئإؤىآپچژگ";

bool has(std::u32string_view letters, char32_t c) {
    return letters.find(c) != std::u32string_view::npos;
}
bool isAsciiLetter(char32_t c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80;
}

bool isOfScript(char32_t c, Script script) {
    switch (script) {
    case Script::Latin:
        return (c >= 0xC0 && c <= 0x24F) || (c >= 0x300 && c <= 0x36F) || c == 0x1A0 || c == 0x1B0;
    case Script::Cyrillic:
        return c >= 0x400 && c <= 0x4FF;
    case Script::Greek:
        return c >= 0x370 && c <= 0x3FF;
    case Script::Hebrew:
        return c >= 0x590 && c <= 0x5FF;
    case Script::Arabic:
        return c >= 0x600 && c <= 0x6FF;
    case Script::Thai:
        return c >= 0xE00 && c <= 0xE7F;
    default:
        return false;
    }
}

double scoreSign(char32_t previous, char32_t c, char32_t next) {
    static constexpr std::u32string_view usual = U"\u00A0«»‘’“”„–—…©®°·•№€£¡¿\u00AD\u200E\u200F،؛؟฿";
    const bool inWord = QChar::isLetter(previous) && QChar::isLetter(next);
    if (!has(usual, c))
        return inWord ? -3 : -1.5;
    return inWord && c != U'’' && c != U'\u00AD' && c != U'·' && c != U'\u200E' ? -1.5 : 0.5;
}

// Letters that stand in one language only beside certain others.
bool misplaced(char32_t previous, char32_t c, char32_t next) {
    if (c == U'õ') // Portuguese, Estonian; elsewhere it is a misread Hungarian letter
        return next != U'e' && next != U'n' && previous != U'v' && previous != U'k' && previous != U'p' &&
               previous != U's';
    if (c == U'ą') // never begins a word
        return !QChar::isLetter(previous);
    if (c == U'û')
        return previous != U'o' && previous != U'a' && previous != U's' && previous != U'd' && previous != U'c';
    return false;
}

double scoreLetter(char32_t previous, char32_t c, char32_t next, const Candidate& candidate) {
    if (!isOfScript(c, candidate.script))
        return foreign;
    double score = -0.4;
    const char32_t lower = QChar::toLower(c);
    if (has(candidate.frequent, c))
        score = 2;
    else if (has(candidate.usual, c))
        score = 0.8;
    else if (lower != c && (has(candidate.frequent, lower) || has(candidate.usual, lower)))
        score = QChar::isLetter(previous) ? 0.2 : 0.8;
    else if (candidate.script == Script::Thai)
        score = 1.2;
    if (lower != c && QChar::isLower(previous))
        score -= 2.5;
    if (candidate.script == Script::Latin) {
        if (previous >= 0x80 && QChar::isLetter(previous) && next >= 0x80 && QChar::isLetter(next))
            score -= 1.5;
        if (misplaced(previous, c, next))
            score -= 1.5;
    } else if (isAsciiLetter(previous) || isAsciiLetter(next)) {
        score -= 2;
    }
    return score;
}

double scoreSingle(std::string_view sample, const Candidate& candidate) {
    const std::array<char32_t, 128> table = highHalf(encodingFromLabel(candidate.label));
    const auto at = [&](size_t i) {
        const auto byte = i < sample.size() ? quint8(sample[i]) : quint8(' ');
        return byte < 0x80 ? char32_t(byte) : table[byte - 0x80];
    };
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < sample.size(); ++i) {
        if (quint8(sample[i]) < 0x80)
            continue;
        const char32_t c = at(i);
        const char32_t previous = i > 0 ? at(i - 1) : U' ';
        ++count;
        if (c == U'\uFFFD' || (c >= 0x80 && c < 0xA0))
            sum += illFormed;
        else if (QChar::isLetter(c) || QChar::isMark(c))
            sum += scoreLetter(previous, c, at(i + 1), candidate);
        else
            sum += scoreSign(previous, c, at(i + 1));
    }
    return count ? sum / double(count) : 0;
}

// What a two-byte character of the East Asian encodings is worth; the rows follow the standards' tables, where
// everyday characters come before rare ones.
double scorePair(Script script, quint8 lead, quint8 trail) {
    const bool highTrail = trail >= 0xA1;
    switch (script) {
    case Script::ShiftJis:
        if (lead == 0x82 && trail >= 0x9F)
            return 2;
        if (lead == 0x83)
            return 1.5;
        return lead == 0x81 ? 0.8 : lead >= 0x88 && lead <= 0x97 ? 1.3 : lead <= 0x9F || lead >= 0xE0 ? -1 : illFormed;
    case Script::EucJp:
        if (!highTrail)
            return illFormed;
        if (lead == 0xA4)
            return 2;
        return lead == 0xA5 ? 1.5 : lead == 0xA1 || lead == 0xA3 ? 0.8 : lead >= 0xB0 && lead <= 0xCF ? 0.9 : -1;
    case Script::Gb18030:
        if (lead >= 0xB0 && lead <= 0xD7 && highTrail)
            return 1.7;
        if ((lead == 0xA1 || lead == 0xA3) && highTrail)
            return 0.8;
        return (lead == 0xA4 || lead == 0xA5) && highTrail ? -1.5
               : lead >= 0xD8 && lead <= 0xF7 && highTrail ? -0.3
                                                           : -1.2;
    case Script::Big5:
        if (!highTrail && (trail < 0x40 || trail > 0x7E))
            return illFormed;
        return lead >= 0xA4 && lead <= 0xC6 ? 1.7 : lead == 0xA1 ? 0.8 : lead >= 0xC9 && lead <= 0xF9 ? -1 : -3;
    case Script::EucKr:
        if (lead >= 0xB0 && lead <= 0xC8 && highTrail)
            return 2;
        return (lead == 0xA1 || lead == 0xA3) && highTrail ? 0.8 : lead >= 0xCA && highTrail ? -1.5 : -1.2;
    default:
        return illFormed;
    }
}

bool isTrail(Script script, quint8 byte) {
    const bool eucOnly = script == Script::EucJp;
    return eucOnly ? byte >= 0xA1 && byte != 0xFF : byte >= 0x40 && byte != 0x7F && byte != 0xFF;
}

double scoreDouble(std::string_view sample, const Candidate& candidate) {
    const Script script = candidate.script;
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < sample.size(); ++i) {
        const auto lead = quint8(sample[i]);
        if (lead < 0x80)
            continue;
        ++count;
        const auto trail = i + 1 < sample.size() ? quint8(sample[i + 1]) : quint8(0);
        if (script == Script::ShiftJis && lead >= 0xA1 && lead <= 0xDF) {
            sum -= 1.5; // half-width katakana: what misread text looks like
        } else if (lead == 0x80 || lead == 0xFF ||
                   (lead < 0x8E && script != Script::ShiftJis && script != Script::Gb18030) ||
                   !(isTrail(script, trail) || (script == Script::Gb18030 && trail >= 0x30 && trail <= 0x39))) {
            sum += illFormed;
        } else {
            sum += scorePair(script, lead, trail);
            ++i;
        }
    }
    return count ? sum / double(count) : 0;
}

} // namespace

const std::vector<Candidate>& candidates() {
    static const std::vector<Candidate> all{{"windows-1252", Script::Latin, western, otherWestern, 0.25},
                                            {"windows-1251", Script::Cyrillic, russian, otherCyrillic, 0.1},
                                            {"koi8-r", Script::Cyrillic, russian, otherCyrillic, 0.02},
                                            {"koi8-u", Script::Cyrillic, russian, otherCyrillic, 0},
                                            {"iso-8859-5", Script::Cyrillic, russian, otherCyrillic, 0},
                                            {"ibm866", Script::Cyrillic, russian, otherCyrillic, 0},
                                            {"x-mac-cyrillic", Script::Cyrillic, russian, otherCyrillic, -0.05},
                                            {"windows-1250", Script::Latin, central, otherCentral, 0.05},
                                            {"iso-8859-2", Script::Latin, central, otherCentral, 0},
                                            {"windows-1254", Script::Latin, turkish, otherTurkish, 0},
                                            {"windows-1257", Script::Latin, baltic, otherBaltic, 0},
                                            {"windows-1258", Script::Latin, vietnamese, otherWestern, -0.3},
                                            {"windows-1253", Script::Greek, greek, otherGreek, 0.05},
                                            {"iso-8859-7", Script::Greek, greek, otherGreek, 0},
                                            {"windows-1255", Script::Hebrew, hebrew, otherHebrew, 0},
                                            {"windows-1256", Script::Arabic, arabic, otherArabic, 0.05},
                                            {"iso-8859-6", Script::Arabic, arabic, otherArabic, 0},
                                            {"windows-874", Script::Thai, {}, {}, 0},
                                            {"shift_jis", Script::ShiftJis, {}, {}, 0},
                                            {"euc-jp", Script::EucJp, {}, {}, 0},
                                            {"gb18030", Script::Gb18030, {}, {}, 0},
                                            {"big5", Script::Big5, {}, {}, 0},
                                            {"euc-kr", Script::EucKr, {}, {}, 0}};
    return all;
}

const Candidate* candidateFor(const QByteArray& encodingName) {
    const QByteArray name = encodingName == "gbk" ? QByteArray("gb18030") : encodingName;
    for (const Candidate& each : candidates()) {
        if (name == each.label)
            return &each;
    }
    return nullptr;
}

double scoreAs(std::string_view sample, const Candidate& candidate) {
    return candidate.script >= Script::ShiftJis ? scoreDouble(sample, candidate) : scoreSingle(sample, candidate);
}

} // namespace article
