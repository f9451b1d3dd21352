#include "article/sitenames.h"

#include "article/text.h"

namespace article {
namespace {

constexpr qsizetype longestTitle = 500; // more is no title
constexpr qsizetype mostParts = 8;
constexpr qsizetype shortestName = 3;
constexpr qsizetype fewWords = 4; // as many as an unknown site's name may have

bool isBar(QChar mark) {
    return mark == u'|' || mark == u'\u2503' || mark == u'\uFF5C';
}

// The separators sites put between page and site; all but the bar and the colon have white space around them.
bool isMark(const QString& title, qsizetype at) {
    static const QString marks = QStringLiteral("|-\u2013\u2014\u00B7\u2022\u00BB\u00AB\u203A/~\u2503\uFF5C>\u2237");
    const QChar mark = title[at];
    if (mark == u':')
        return title[at + 1].isSpace();
    if (!marks.contains(mark))
        return false;
    return isBar(mark) || (title[at - 1].isSpace() && title[at + 1].isSpace());
}

QStringList wordsIn(const QString& text) {
    QStringList words;
    QString word;
    for (const QChar c : text) {
        if (c.isLetter())
            word += c.toLower();
        else if (c != u'\'' && c != u'\u2019' && !word.isEmpty())
            words << std::exchange(word, {});
    }
    if (!word.isEmpty())
        words << word;
    return words;
}

QString initialsOf(const QStringList& words) {
    QString initials;
    for (const QString& word : words)
        initials += word.front();
    return initials;
}

bool looksLikeHost(const QString& text) {
    const qsizetype dot = text.lastIndexOf(u'.');
    if (dot < 2 || text.contains(u' '))
        return false;
    const QString end = text.mid(dot + 1);
    return end.size() >= 2 && end.size() <= 6 && wordsIn(end).join(QString()).size() == end.size();
}

// "Tidal Power Documentation", "The Rowing Forum": the rubric words that end a site's own name in titles.
bool endsLikeSite(const QStringList& words) {
    static const QStringList ends{
        QStringLiteral("documentation"), QStringLiteral("docs"),      QStringLiteral("forum"),
        QStringLiteral("forums"),        QStringLiteral("community"), QStringLiteral("blog"),
        QStringLiteral("wiki"),          QStringLiteral("wikipedia"), QStringLiteral("magazine")};
    if (words.size() >= 2 && words[words.size() - 2] == QLatin1String("official"))
        return words.back() == QLatin1String("site") || words.back() == QLatin1String("website");
    return !words.isEmpty() && words.size() <= 6 && ends.contains(words.back());
}

bool sameSite(const QString& name, const QStringList& words, const QString& site) {
    const QString known = essence(site);
    if (known.size() < shortestName)
        return name == known;
    if (name == known || (name.size() > known.size() && name.startsWith(known)) ||
        (name.size() > shortestName && (known.startsWith(name) || known.endsWith(name))))
        return true;
    const QStringList others = wordsIn(site);
    const auto isOther = [&](const QString& word) { return others.contains(word); };
    const auto isOurs = [&](const QString& word) { return words.contains(word); };
    if (others.size() >= 2 && std::all_of(others.begin(), others.end(), isOurs))
        return true;
    if (words.size() >= 2 && std::all_of(words.begin(), words.end(), isOther))
        return true;
    return (words.size() >= 3 && initialsOf(words) == known) || (others.size() >= 3 && initialsOf(others) == name);
}

// Whether a tail that nothing else names may be taken for the site's name.
bool mayBeSite(const TitleParts& title, qsizetype end, bool cutBefore) {
    const QStringList tail = wordsIn(title.parts[end - 1]);
    const QChar mark = title.marks[end - 2];
    if (mark == u':' || tail.isEmpty())
        return false;
    const QStringList head = wordsIn(title.joined(0, end - 1));
    // "Oars - oar-make Documentation" is about what stands in front of it.
    const bool repeated =
        std::all_of(head.begin(), head.end(), [&](const QString& word) { return tail.contains(word); });
    if (endsLikeSite(tail) && !repeated)
        return true;
    return (isBar(mark) || !cutBefore) && tail.size() <= fewWords && head.size() >= 2;
}

// A site whose own name has separators in it: the whole of it goes.
qsizetype endWithoutWhole(const TitleParts& title, const QStringList& sites) {
    const qsizetype count = title.parts.size();
    for (qsizetype from = 1; from + 1 < count; ++from) {
        const QString tail = essence(title.joined(from, count));
        for (const QString& site : sites) {
            if (tail == essence(site))
                return from;
        }
    }
    return count;
}

} // namespace

QString TitleParts::joined(qsizetype from, qsizetype end) const {
    QString out = parts.value(from);
    for (qsizetype i = from + 1; i < end; ++i) {
        if (marks[i - 1] != u':')
            out += u' ';
        out += QString(marks[i - 1] + QStringLiteral(" ") + parts[i]);
    }
    return out;
}

TitleParts partsOf(const QString& title) {
    TitleParts found;
    const QString text = title.simplified().left(longestTitle);
    qsizetype from = 0;
    for (qsizetype i = 1; i + 1 < text.size() && found.marks.size() < mostParts; ++i) {
        if (!isMark(text, i))
            continue;
        const QString part = text.sliced(from, i - from).trimmed();
        if (part.isEmpty())
            continue;
        found.parts << part;
        found.marks += text[i];
        from = i + 1;
    }
    found.parts << text.mid(from).trimmed();
    return found;
}

bool namesSite(const QString& text, const QStringList& sites) {
    const QString name = essence(text);
    if (name.isEmpty() || looksLikeHost(text.trimmed()))
        return true;
    const QStringList words = wordsIn(text);
    return std::any_of(sites.begin(), sites.end(), [&](const QString& site) { return sameSite(name, words, site); });
}

QString withoutSite(const QString& title, const QStringList& sites, Front front) {
    const TitleParts whole = partsOf(title);
    qsizetype from = 0;
    qsizetype end = endWithoutWhole(whole, sites);
    bool cut = end < whole.parts.size();
    const auto isNamed = [&](qsizetype part) {
        const QString name = essence(whole.parts[part]);
        const auto isIt = [&](const QString& site) { return essence(site) == name; };
        return std::any_of(sites.begin(), sites.end(), isIt) || looksLikeHost(whole.parts[part]);
    };
    while (end - from > 1) {
        const bool siteEnds = whole.marks[end - 2] != u':' && namesSite(whole.parts[end - 1], sites);
        if (!siteEnds && front == Front::Cut && isNamed(from))
            ++from;
        else if (siteEnds || mayBeSite(whole, end, cut))
            --end;
        else
            break;
        cut = true;
    }
    return from == 0 && end == whole.parts.size() ? title.simplified().left(longestTitle) : whole.joined(from, end);
}

} // namespace article
