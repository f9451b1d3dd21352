#include "article/titles.h"

#include "article/text.h"
#include "article/titlewords.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace article {
namespace {

constexpr qsizetype longestTitle = 300;
constexpr double sameEnough = 0.5;  // shared words, of the shorter one's
constexpr double nearlyEqual = 0.6; // shared words, of both one's words
constexpr double longEnough = 0.3;  // a heading's words, of the title's
constexpr qsizetype mostTopHeadings = 3;
constexpr double clearly = 0.1; // by which the address favours the one or the other

class Chooser {
public:
    explicit Chooser(const TitleSources& sources)
        : m_sources(sources)
        , m_element(article::withoutSite(sources.element, sources.sites, frontOf(sources)))
        , m_openGraph(essence(sources.openGraph) == essence(m_element) // has no site to lose
                          ? sources.openGraph.simplified()
                          : article::withoutSite(sources.openGraph, sources.sites, frontOf(sources))) {
        collectParts(sources.element, m_element);
        collectParts(sources.openGraph, m_openGraph);
    }

    QString choose() const {
        const QString heading = chooseHeading();
        const QString found = heading.isEmpty()     ? chooseStated()
                              : isLabelled(heading) ? m_openGraph
                                                    : withoutSite(heading);
        return withoutHyphens(found.left(longestTitle));
    }

private:
    const TitleSources& m_sources;
    const QString m_element;
    const QString m_openGraph;
    QSet<QString> m_parts; // what stands between separators, without the site

    QString chooseHeading() const {
        QString found = headlineInHeading();
        if (found.isEmpty())
            found = statedHeading();
        if (found.isEmpty())
            found = firstOf(m_sources.lesserHeadings, [&](const QString& heading) { return isWhole(heading); });
        // A heading that says it otherwise is the author's on an article, and on a forum's page a logo.
        if (found.isEmpty() && m_sources.isArticle)
            found = alikeHeading();
        if (found.isEmpty())
            found = firstOf(m_sources.lesserHeadings, [&](const QString& heading) { return isPart(heading); });
        if (found.isEmpty())
            found = alikeHeading();
        return found;
    }

    // For pages without a heading that will do.
    QString chooseStated() const {
        // Words for a shared link that have little in common with the title advertise the site, not the page.
        const bool slogan = !m_element.isEmpty() && compare(m_openGraph, m_element).ofShorter < sameEnough;
        QString found;
        for (const QString& candidate :
             {slogan ? m_element : m_openGraph, m_element, m_sources.headline, m_sources.headings.value(0)}) {
            if (found.isEmpty() || (namesOnlySite(found) && !candidate.isEmpty()))
                found = candidate;
        }
        return found;
    }

    // Soft hyphens are not seen, and would hide the word from a search.
    static QString withoutHyphens(QString title) { return title.remove(QChar(0x00AD)); }

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

    bool isWhole(const QString& heading) const {
        const QString name = essence(heading);
        const auto isIt = [&](const QString& title) { return essence(title) == name; };
        return !name.isEmpty() &&
               (isIt(m_element) || isIt(m_openGraph) || isIt(m_sources.element) || isIt(m_sources.openGraph));
    }

    bool isPart(const QString& heading) const { return m_parts.contains(essence(heading)); }

    // What stands behind the last bar is the site, though nothing else says so; behind another mark it is when a
    // lesser heading says what stands in front.
    bool isTail(const QString& heading) const {
        const TitleParts whole = partsOf(m_sources.element);
        const qsizetype count = whole.parts.size();
        if (count < 2 || namesSite(whole.parts.front(), m_sources.sites) ||
            essence(whole.parts.back()) != essence(heading))
            return false;
        const QString front = essence(whole.joined(0, count - 1));
        const auto isFront = [&](const QString& lesser) { return essence(lesser) == front; };
        return whole.marks.endsWith(u'|') ||
               std::any_of(m_sources.lesserHeadings.begin(), m_sources.lesserHeadings.end(), isFront);
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

    // A heading that puts a rubric, a date or a chapter's number in front of what title and metadata agree on.
    bool isLabelled(const QString& heading) const {
        const QString whole = heading.simplified();
        if (m_openGraph.isEmpty() || essence(m_openGraph) != essence(m_element) || whole.size() <= m_openGraph.size() ||
            essence(whole.last(m_openGraph.size())) != essence(m_openGraph))
            return false;
        static const QRegularExpression label(QStringLiteral(":$|\\d\\D+\\d"));
        return label.match(whole.chopped(m_openGraph.size()).trimmed()).hasMatch();
    }

    bool isSite(const QString& name) const {
        const auto isIt = [&](const QString& site) { return essence(site) == name; };
        return std::any_of(m_sources.sites.begin(), m_sources.sites.end(), isIt);
    }

    // A heading that ends in the site's very name, or has a bar, as titles have it before what isn't the page's.
    QString withoutSite(const QString& heading) const {
        const TitleParts whole = partsOf(heading);
        const bool site = whole.marks.endsWith(u'|') || (whole.parts.size() > 1 && isSite(essence(whole.parts.back())));
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
        // Of many headings all but the first head sections.
        const bool sections = m_sources.headings.size() > mostTopHeadings;
        for (const QString& heading : sections ? m_sources.headings.mid(0, 1) : m_sources.headings) {
            if (heading.size() > longestTitle || namesOnlySite(heading))
                continue;
            const Likeness like = likeness(heading);
            const double favour = favourOf(heading) - favourOf(m_element);
            const bool alike = agreed ? like.ofBoth >= nearlyEqual : like.ofShorter >= sameEnough;
            const bool good = m_sources.isArticle ? favour > 2 * clearly ||
                                                        (like.ofShorter >= sameEnough && like.length >= longEnough / 2)
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
        return name.isEmpty() || (isSite(name) && !m_element.isEmpty() && essence(m_element) != name);
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
