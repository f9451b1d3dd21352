#include "library/searchtext.h"

#include <algorithm>

namespace library {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Sorted.
constexpr Range unspaced[] = {
    {0x0e00, 0x0e7f},   // Thai
    {0x0e80, 0x0eff},   // Lao
    {0x1000, 0x109f},   // Burmese
    {0x1100, 0x11ff},   // Hangul jamo
    {0x1780, 0x17ff},   // Khmer
    {0x2e80, 0x2fdf},   // CJK radicals
    {0x3005, 0x3007},   // iteration mark, closing mark, zero
    {0x3021, 0x3029},   // Hangzhou numerals
    {0x3040, 0x30ff},   // kana
    {0x3100, 0x31ff},   // bopomofo, Hangul compatibility jamo, kana extensions
    {0x3400, 0x4dbf},   // Han, extension A
    {0x4e00, 0x9fff},   // Han
    {0xa960, 0xa97f},   // Hangul jamo, extended
    {0xac00, 0xd7ff},   // Hangul
    {0xf900, 0xfaff},   // Han, compatibility
    {0xff66, 0xffdc},   // half-width kana and Hangul
    {0x1b000, 0x1b16f}, // kana, supplement
    {0x20000, 0x3ffff}, // Han, extensions B and later
};

bool isUnspaced(char32_t c) {
    if (c < unspaced[0].first)
        return false;
    const auto* range = std::upper_bound(std::begin(unspaced), std::end(unspaced), c,
                                         [](char32_t value, const Range& r) { return value <= r.last; });
    return range != std::end(unspaced) && c >= range->first;
}

// The code point at `i`, which moves to its last unit.
char32_t codePoint(const QString& text, qsizetype& i) {
    const QChar c = text[i];
    if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(c, text[++i]);
    return c.unicode();
}

} // namespace

QString searchable(const QString& text) {
    QString clean = text.normalized(QString::NormalizationForm_C);
    clean.removeIf([](QChar c) {
        return (c < u' ' && c != u'\n' && c != u'\t') || c == u'\x7f' || c == matchBegin || c == matchEnd;
    });
    return clean;
}

std::optional<QString> split(const QString& text) {
    QString result;
    qsizetype copied = 0;
    bool before = false; // the character before was one of these, or a mark of one
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype start = i;
        const char32_t c = codePoint(text, i);
        const bool mark = QChar::isMark(c);
        const bool here = mark ? before : isUnspaced(c);
        if (!mark && (here || before)) {
            if (result.isNull())
                result.reserve(text.size() * 2);
            result += QStringView(text).mid(copied, start - copied);
            result += characterBreak;
            copied = start;
        }
        before = here;
    }
    if (result.isNull())
        return std::nullopt;
    result += QStringView(text).mid(copied);
    return result;
}

bool hasWord(const QString& text) {
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char32_t c = codePoint(text, i);
        if (QChar::isLetterOrNumber(c) || QChar::isMark(c) || QChar::category(c) == QChar::Other_PrivateUse)
            return true;
    }
    return false;
}

} // namespace library
