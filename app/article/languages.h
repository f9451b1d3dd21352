#pragma once

#include <QString>

#include <string_view>

namespace article {

// "en_US", "EN-us", "eng", "english", "de-DE, en" → a BCP 47 tag in lower case; empty when it is none.
QString languageTag(const QString& said);

// What the letters of a text say of its language and direction. Feed it some thousand letters of the content.
class LetterCount {
public:
    void add(std::string_view utf8);
    quint32 letters() const { return m_letters; }

    // The language that alone is written so (Japanese, Korean, Thai, Hebrew, Greek …), else empty.
    QString language() const;
    // Whether hardly a letter is Latin: no text in a language that is written in Latin letters.
    bool isForeign() const { return m_letters >= fewLetters && m_latin * 10 < m_letters; }
    // Whether nearly all letters run this way.
    bool isRightToLeft() const { return m_letters > 0 && m_rightToLeft * 10 >= m_letters * 9; }
    bool isLeftToRight() const { return m_letters > 0 && m_rightToLeft * 10 <= m_letters; }
    bool mostlyRightToLeft() const { return m_rightToLeft * 2 > m_letters; }

private:
    static constexpr quint32 fewLetters = 20;

    quint32 m_letters = 0;
    quint32 m_latin = 0;
    quint32 m_rightToLeft = 0;
    quint32 m_kana = 0;
    quint32 m_han = 0;
    quint32 m_other[QChar::ScriptCount] = {};
};

// Whether a language is written in Latin letters (as far as known), and whether from right to left. A script subtag
// decides ("sr-latn", "az-arab").
bool isWrittenInLatin(const QString& tag);
bool isWrittenRightToLeft(const QString& tag);

} // namespace article
