#include "article/leadins.h"

#include <QSet>
#include <QStringList>

namespace article {
namespace {

// Longest first where one begins with another.
const QStringList& leadIns() {
    static const QStringList all =
        QStringLiteral("this post was written by|this article was written by|article written by|"
                       "words and photos by|written and tested by|written and reviewed by|"
                       "written by|posted by|published by|authored by|created by|story by|article by|"
                       "words by|text by|post by|started by|reported by|interview by|thread starter|"
                       "topic author|topic starter|asked by|submitted by|contributed by|"
                       "insights from|about the author|about the writer|author|authors|contributors:|contributor:|by|"
                       "geschrieben von|veröffentlicht von|ein beitrag von|von|autor|autorin|"
                       "écrit par|publié par|rédigé par|par|auteur|escrito por|publicado por|"
                       "redactado por|por|scritto da|pubblicato da|a cura di|di|autore|"
                       "geschreven door|door|skrevet av|skrevet af|skriven av|av|af|"
                       "kirjoittanut|autor:|napisał|napisała|автор|автор:|опубликовал|"
                       "yazan|作者|著者|文|작성자|글|الكاتب|بقلم|כתב|מאת")
            .split(u'|');
    return all;
}

// The first letter of each: it is asked of many texts, nearly none of which begins like any.
const QString& firstLetters() {
    static const QString all = [] {
        QString letters;
        for (const QString& lead : leadIns())
            letters += lead[0].toCaseFolded();
        return letters;
    }();
    return all;
}

QSet<QString> setOf(const QString& list) {
    const QStringList words = list.split(u',');
    return {words.begin(), words.end()};
}

// "von" and "di" also begin names.
bool beginsNames(const QString& lead) {
    static const QSet<QString> all = setOf(QStringLiteral("von,di,av,af,par,por,door"));
    return all.contains(lead);
}

// The length of the lead-in the text begins with, with the colon behind it; 0 when there is none.
qsizetype leadInOf(const QString& text) {
    if (text.isEmpty())
        return 0;
    const QString& letters = firstLetters();
    const QChar first = text[0].toCaseFolded();
    for (qsizetype i = letters.indexOf(first); i >= 0; i = letters.indexOf(first, i + 1)) {
        const QString& lead = leadIns()[i];
        if (!text.startsWith(lead, Qt::CaseInsensitive))
            continue;
        const QStringView rest = QStringView(text).sliced(lead.size());
        if (beginsNames(lead) && !rest.trimmed().contains(u' ') && !rest.startsWith(u':'))
            continue;
        const bool east = lead[0].unicode() >= 0x3000;
        // "ByJane Doe": two elements side by side, without a space between.
        const bool glued = !rest.isEmpty() && text[0].isUpper() && rest[0].isUpper() &&
                           text[lead.size() - 1].isLower() && !beginsNames(lead);
        if (rest.isEmpty() || rest[0].isSpace() || rest[0] == u':' || rest[0] == u'\uFF1A' || east || glued) {
            qsizetype at = lead.size();
            while (at < text.size() &&
                   (text[at].isSpace() || text[at] == u':' || text[at] == u'\uFF1A' || text[at] == u'-'))
                ++at;
            return at;
        }
    }
    return 0;
}

} // namespace

QString withoutLeadIns(QString text) {
    for (int round = 0; round < 3; ++round) {
        const qsizetype length = leadInOf(text);
        if (length == 0)
            break;
        text.remove(0, length);
    }
    return text;
}

bool beginsLikeByline(const QString& text) {
    return leadInOf(text) > 0;
}

bool beginsLikeSignature(const QString& text) {
    static const QSet<QString> others =
        setOf(QStringLiteral("by,von,par,por,di,door,av,af,posted by,post by,published by,created by,started by,"
                             "thread starter,topic author,topic starter,asked by,submitted by,reported by,"
                             "veröffentlicht von,publié par,publicado por,pubblicato da"));
    const qsizetype length = leadInOf(text);
    QString lead = text.left(length).trimmed().toLower();
    const bool colon = lead.endsWith(u':');
    while (!lead.isEmpty() && (lead.back().isPunct() || lead.back().isSpace()))
        lead.chop(1);
    return length > 0 && !others.contains(lead) && (colon || lead.contains(u' '));
}

bool isBylineLabel(const QString& text) {
    return text.size() <= 40 && !text.isEmpty() && withoutLeadIns(text.trimmed()).isEmpty();
}

} // namespace article
