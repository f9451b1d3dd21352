#include "article/titles.h"

#include "article/text.h"

#include <QSet>

namespace article {
namespace {

constexpr qsizetype longestTitle = 300;
constexpr double sameEnough = 0.5; // shared words, of the heading's

QSet<QString> wordsOf(const QString& text) {
    QSet<QString> words;
    QString word;
    for (const QChar c : text) {
        if (c.isLetterOrNumber()) {
            word += c.toLower();
        } else if (!word.isEmpty()) {
            words.insert(word);
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.insert(word);
    return words;
}

// The share of the heading's words that the title has.
double overlap(const QString& heading, const QString& title) {
    const QSet<QString> words = wordsOf(heading);
    const QSet<QString> others = wordsOf(title);
    if (words.isEmpty() || others.isEmpty())
        return 0;
    QSet<QString> shared = words;
    shared.intersect(others);
    return double(shared.size()) / double(std::min(words.size(), others.size()));
}

bool isSite(const QString& part, const QStringList& sites) {
    const QString name = essence(part);
    if (name.isEmpty())
        return true;
    for (const QString& site : sites) {
        const QString known = essence(site);
        if (known.size() >= 3 &&
            (name == known || (name.size() >= 4 && known.startsWith(name)) || name.startsWith(known)))
            return true;
    }
    return false;
}

struct Cut {
    qsizetype at = -1;
    qsizetype length = 0;
};

// The separators sites put between page and site, with white space around them.
Cut findSeparator(const QString& title, bool last) {
    static const QString marks = QStringLiteral("|-\u2013\u2014\u00B7\u2022\u00BB\u00AB:/~\u2503\uFF5C>");
    Cut found;
    for (qsizetype i = 1; i + 1 < title.size(); ++i) {
        if (!marks.contains(title[i]))
            continue;
        const bool spaced = title[i - 1].isSpace() && title[i + 1].isSpace();
        const bool bar = title[i] == u'|' || title[i] == u'\uFF5C';
        if (!spaced && !bar)
            continue;
        found = {i, 1};
        if (!last)
            break;
    }
    return found;
}

// Whether a few words behind this mark are taken for a site that nothing else names.
bool mayEndInSite(QChar mark, int round) {
    return mark == u'|' || mark == u'\uFF5C' || (round == 0 && mark != u':');
}

} // namespace

QString withoutSite(const QString& title, const QStringList& sites) {
    QString rest = title.simplified();
    for (int round = 0; round < 3; ++round) {
        const Cut last = findSeparator(rest, true);
        if (last.at < 0)
            break;
        const QString head = rest.left(last.at).trimmed();
        const QString tail = rest.mid(last.at + last.length).trimmed();
        const Cut first = findSeparator(rest, false);
        const QString begin = rest.left(first.at).trimmed();
        const QString end = rest.mid(first.at + first.length).trimmed();
        const bool tailIsSite = !head.isEmpty() && isSite(tail, sites);
        if (!tailIsSite && isSite(begin, sites) && !end.isEmpty())
            rest = end;
        else if (tailIsSite ||
                 (mayEndInSite(rest[last.at], round) && wordsOf(tail).size() <= 4 && wordsOf(head).size() >= 2))
            rest = head;
        else
            break;
    }
    return rest;
}

QString chooseTitle(const TitleSources& sources) {
    const QString element = withoutSite(sources.element, sources.sites);
    const QString openGraph = withoutSite(sources.openGraph, sources.sites);
    QString best;
    double bestOverlap = 0;
    for (const QString& heading : sources.headings) {
        const double share = std::max({overlap(heading, sources.element), overlap(heading, sources.openGraph),
                                       overlap(heading, sources.headline)});
        if (share > bestOverlap && heading.size() <= longestTitle) {
            best = heading;
            bestOverlap = share;
        }
    }
    if (bestOverlap >= sameEnough)
        return best;
    for (const QString& candidate : {openGraph, element, sources.headline, sources.headings.value(0)}) {
        if (!candidate.isEmpty())
            return candidate.left(longestTitle);
    }
    return {};
}

} // namespace article
