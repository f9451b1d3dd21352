#include "article/languages.h"

#include "article/utf8.h"

#include <QHash>
#include <QStringList>

namespace article {
namespace {

constexpr qsizetype longestTag = 35; // RFC 5646 §4.4.1

// What pages say instead of a tag: names, ISO 639-2 codes, codes that were withdrawn, countries.
QString primaryOf(const QString& word) {
    static const QHash<QString, QString> codes = [] {
        QHash<QString, QString> all;
        const QString list = QStringLiteral(
            "english en eng en german de deutsch de deu de ger de french fr français fr francais fr fra fr fre fr "
            "spanish es español es espanol es spa es italian it italiano it ita it portuguese pt português pt por pt "
            "dutch nl nederlands nl nld nl dut nl russian ru русский ru rus ru japanese ja 日本語 ja jpn ja jp ja "
            "chinese zh 中文 zh zho zh chi zh cn zh korean ko 한국어 ko kor ko arabic ar العربية ar ara ar "
            "hebrew he עברית he heb he iw he persian fa farsi fa fas fa per fa turkish tr türkçe tr tur tr "
            "polish pl polski pl pol pl czech cs čeština cs ces cs cze cs cz cs swedish sv svenska sv swe sv "
            "norwegian no nor no danish da dansk da dan da dk da finnish fi suomi fi fin fi greek el ελληνικά el "
            "ell el gre el gr el thai th ไทย th tha th vietnamese vi vie vi indonesian id ind id in id hindi hi "
            "hin hi ukrainian uk українська uk ukr uk ua uk hungarian hu hun hu romanian ro ron ro rum ro ji yi");
        const QStringList words = list.split(u' ', Qt::SkipEmptyParts);
        for (qsizetype i = 0; i + 1 < words.size(); i += 2)
            all.insert(words[i], words[i + 1]);
        return all;
    }();
    return codes.value(word, word);
}

bool isPlain(QStringView subtag, bool digits) {
    return !subtag.isEmpty() && subtag.size() <= 8 && std::all_of(subtag.begin(), subtag.end(), [&](QChar c) {
        return (c >= u'a' && c <= u'z') || (digits && c >= u'0' && c <= u'9');
    });
}

bool hasScript(const QString& tag, const char* script) {
    return tag.split(u'-').contains(QLatin1String(script));
}

// Scripts in which one language is written, or nearly so.
QString languageOf(QChar::Script script) {
    switch (script) {
    case QChar::Script_Hangul:
        return QStringLiteral("ko");
    case QChar::Script_Thai:
        return QStringLiteral("th");
    case QChar::Script_Hebrew:
        return QStringLiteral("he");
    case QChar::Script_Greek:
        return QStringLiteral("el");
    case QChar::Script_Georgian:
        return QStringLiteral("ka");
    case QChar::Script_Armenian:
        return QStringLiteral("hy");
    case QChar::Script_Lao:
        return QStringLiteral("lo");
    case QChar::Script_Khmer:
        return QStringLiteral("km");
    case QChar::Script_Myanmar:
        return QStringLiteral("my");
    case QChar::Script_Tamil:
        return QStringLiteral("ta");
    case QChar::Script_Telugu:
        return QStringLiteral("te");
    case QChar::Script_Kannada:
        return QStringLiteral("kn");
    case QChar::Script_Malayalam:
        return QStringLiteral("ml");
    case QChar::Script_Gujarati:
        return QStringLiteral("gu");
    case QChar::Script_Gurmukhi:
        return QStringLiteral("pa");
    case QChar::Script_Sinhala:
        return QStringLiteral("si");
    default: // Latin, Cyrillic, Arabic, Devanagari … serve many
        return {};
    }
}

} // namespace

QString languageTag(const QString& said) {
    QString tag = said.left(200).section(u',', 0, 0).section(u';', 0, 0).section(u'.', 0, 0).section(u'@', 0, 0);
    tag = tag.trimmed().toLower().replace(u'_', u'-').replace(u' ', u'-');
    const QStringList parts = tag.split(u'-', Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return {};
    QString out = primaryOf(parts[0]);
    const bool none = out == QLatin1String("und") || out == QLatin1String("zxx") || out == QLatin1String("mul");
    if (!isPlain(out, false) || out.size() < 2 || out.size() > 3 || none)
        return {};
    for (qsizetype i = 1; i < parts.size() && isPlain(parts[i], true); ++i) {
        if (out.size() + 1 + parts[i].size() <= longestTag)
            out += QString(u'-' + parts[i]);
    }
    return out;
}

void LetterCount::add(std::string_view utf8) {
    for (size_t at = 0; at < utf8.size();) {
        const char32_t code = nextCodePoint(utf8, at);
        if (code < 0x80) {
            const bool letter = (code | 0x20) >= U'a' && (code | 0x20) <= U'z';
            m_letters += letter;
            m_latin += letter;
            continue;
        }
        if (!QChar::isLetter(code))
            continue;
        ++m_letters;
        const QChar::Direction direction = QChar::direction(code);
        m_rightToLeft += direction == QChar::DirR || direction == QChar::DirAL;
        const QChar::Script script = QChar::script(code);
        m_latin += script == QChar::Script_Latin;
        m_kana += script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
        m_han += script == QChar::Script_Han;
        ++m_other[script];
    }
}

QString LetterCount::language() const {
    if (m_letters < fewLetters)
        return {};
    // A page in Japanese has its kana everywhere; one in Chinese quotes none.
    if (m_kana * 10 >= m_letters)
        return QStringLiteral("ja");
    if (m_han * 2 > m_letters && m_kana * 100 < m_letters)
        return QStringLiteral("zh");
    for (int script = 0; script < int(QChar::ScriptCount); ++script) {
        if (m_other[script] * 2 > m_letters)
            return languageOf(QChar::Script(script));
    }
    return {};
}

bool isWrittenInLatin(const QString& tag) {
    static const QStringList others =
        QStringLiteral(
            "ar fa he iw ur ps sd ug ckb dv yi ru uk be bg mk sr kk ky tg mn el hy ka am ti hi mr ne sa bn as "
            "pa gu or ta te kn ml si th lo km my bo zh ja ko yue wuu cmn")
            .split(u' ');
    if (hasScript(tag, "latn"))
        return true;
    return !hasScript(tag, "arab") && !hasScript(tag, "hebr") && !hasScript(tag, "cyrl") &&
           !others.contains(tag.section(u'-', 0, 0));
}

bool isWrittenRightToLeft(const QString& tag) {
    static const QStringList languages =
        QStringLiteral("ar fa he iw ur ps sd ug ckb dv yi arc syr nqo prs azb").split(u' ');
    if (hasScript(tag, "arab") || hasScript(tag, "hebr"))
        return true;
    return !hasScript(tag, "latn") && !hasScript(tag, "cyrl") && languages.contains(tag.section(u'-', 0, 0));
}

} // namespace article
