#include "article/titles.h"

#include "article/text.h"

#include <QSet>

namespace article {
namespace {

constexpr qsizetype longestTitle = 300;
constexpr double sameEnough = 0.5;  // shared words, of the shorter one's
constexpr double nearlyEqual = 0.6; // shared words, of both one's words
constexpr double longEnough = 0.3;  // a heading's words, of the title's
constexpr double clearly = 0.1;     // by which the address favours the one or the other

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

struct Likeness {
    double ofShorter = 0;
    double ofBoth = 0;
    double length = 0; // words of the heading, of the title's
};

Likeness compare(const QString& heading, const QString& title) {
    const QSet<QString> words = wordsOf(heading);
    const QSet<QString> others = wordsOf(title);
    if (words.isEmpty() || others.isEmpty())
        return {};
    QSet<QString> shared = words;
    shared.intersect(others);
    const double common = double(shared.size());
    Likeness like{common / double(std::min(words.size(), others.size())),
                  common / double(words.size() + others.size() - shared.size()),
                  double(words.size()) / double(others.size())};
    // Languages without spaces: the one holds the other.
    if (like.ofShorter < 1 && essence(title).contains(essence(heading)))
        like.ofShorter = 1;
    return like;
}

class Chooser {
public:
    explicit Chooser(const TitleSources& sources)
        : m_sources(sources)
        , m_element(article::withoutSite(sources.element, sources.sites, frontOf(sources)))
        , m_openGraph(article::withoutSite(sources.openGraph, sources.sites, frontOf(sources))) {
        collectParts(sources.element, m_element);
        collectParts(sources.openGraph, m_openGraph);
    }

    QString choose() const {
        QString found = headlineInHeading();
        if (found.isEmpty())
            found = statedHeading();
        if (found.isEmpty())
            found = firstOf(m_sources.lesserHeadings, [&](const QString& heading) { return isPart(heading); });
        if (found.isEmpty())
            found = alikeHeading();
        if (!found.isEmpty())
            return withoutSite(found);
        for (const QString& candidate : {m_openGraph, m_element, m_sources.headline, m_sources.headings.value(0)}) {
            if (found.isEmpty() || (namesOnlySite(found) && !candidate.isEmpty()))
                found = candidate;
        }
        return found.left(longestTitle);
    }

private:
    const TitleSources& m_sources;
    const QString m_element;
    const QString m_openGraph;
    QSet<QString> m_parts; // what stands between separators, without the site

    static Front frontOf(const TitleSources& sources) { return sources.isHome ? Front::Kept : Front::Cut; }

    void collectParts(const QString& title, const QString& clean) {
        const TitleParts whole = partsOf(title);
        const qsizetype count = whole.parts.size();
        for (qsizetype from = 0; from < count; ++from) {
            if (count == 1 || !namesSite(whole.parts[from], m_sources.sites))
                m_parts.insert(essence(whole.parts[from]));
            for (qsizetype end = from + 2; end <= count; ++end)
                m_parts.insert(essence(whole.joined(from, end)));
        }
        m_parts.insert(essence(clean));
        m_parts.remove(QString());
    }

    bool isPart(const QString& heading) const { return m_parts.contains(essence(heading)); }

    // What stands behind the last bar is the site, though nothing else says so.
    bool isTail(const QString& heading) const {
        const TitleParts whole = partsOf(m_sources.element);
        const bool bar = whole.marks.endsWith(u'|') && !namesSite(whole.parts.front(), m_sources.sites);
        return bar && essence(whole.parts.back()) == essence(heading);
    }

    template<typename Predicate>
    static QString firstOf(const QStringList& headings, Predicate holds) {
        for (const QString& heading : headings) {
            if (heading.size() <= longestTitle && holds(heading))
                return heading;
        }
        return {};
    }

    // Forums put a label in front of a thread's title, in its heading too: structured data have it without.
    QString headlineInHeading() const {
        if (!isPart(m_sources.headline))
            return {};
        const QString headline = essence(m_sources.headline);
        const auto labelled = [&](const QString& heading) {
            const QString name = essence(heading);
            return name.size() > headline.size() && name.endsWith(headline) && name == essence(m_openGraph);
        };
        const bool some = std::any_of(m_sources.headings.begin(), m_sources.headings.end(), labelled);
        return some ? m_sources.headline : QString();
    }

    // A heading that ends in the site's very name.
    QString withoutSite(const QString& heading) const {
        const TitleParts whole = partsOf(heading);
        const QString last = essence(whole.parts.back());
        const bool site =
            whole.parts.size() > 1 && std::any_of(m_sources.sites.begin(), m_sources.sites.end(),
                                                  [&](const QString& each) { return essence(each) == last; });
        return (site ? article::withoutSite(heading, m_sources.sites) : heading).left(longestTitle);
    }

    // The heading that another source repeats word for word.
    QString statedHeading() const {
        const QString start = essence(m_element);
        const QString graph = essence(m_openGraph);
        const QString headline = essence(m_sources.headline);
        QString found = firstOf(m_sources.headings, [&](const QString& heading) {
            const QString name = essence(heading);
            return !name.isEmpty() && (name == start || name == graph || name == headline);
        });
        if (found.isEmpty())
            found = firstOf(m_sources.headings,
                            [&](const QString& heading) { return isPart(heading) && !isTail(heading); });
        return found;
    }

    // The heading that is worded much like the title.
    QString alikeHeading() const {
        QString best;
        double most = -1;
        const bool agreed = !m_element.isEmpty() && essence(m_element) == essence(m_openGraph);
        for (const QString& heading : m_sources.headings) {
            if (heading.size() > longestTitle || namesOnlySite(heading))
                continue;
            const Likeness like = likeness(heading);
            const double favour = favourOf(heading) - favourOf(m_element);
            const bool alike = agreed ? like.ofBoth >= nearlyEqual : like.ofShorter >= sameEnough;
            const bool good = m_sources.isArticle ? like.ofShorter >= sameEnough && like.length >= longEnough / 2
                                                  : favour > clearly || (alike && like.length >= longEnough);
            if (good && like.ofShorter + favour > most) {
                best = heading;
                most = like.ofShorter + favour;
            }
        }
        return best;
    }

    // How much of the address the text repeats.
    double favourOf(const QString& text) const {
        return m_sources.folder.isEmpty() ? 0 : compare(text, m_sources.folder).ofBoth;
    }

    bool namesOnlySite(const QString& heading) const {
        const QString name = essence(heading);
        const bool site = std::any_of(m_sources.sites.begin(), m_sources.sites.end(),
                                      [&](const QString& each) { return essence(each) == name; });
        return name.isEmpty() || (site && !m_element.isEmpty() && essence(m_element) != name);
    }

    Likeness likeness(const QString& heading) const {
        Likeness best;
        for (const QString& title : {m_element, m_openGraph, m_sources.headline}) {
            const Likeness like = compare(heading, title);
            if (like.ofShorter > best.ofShorter || (like.ofShorter == best.ofShorter && like.ofBoth > best.ofBoth))
                best = like;
        }
        return best;
    }
};

} // namespace

QString chooseTitle(const TitleSources& sources) {
    return Chooser(sources).choose();
}

} // namespace article
