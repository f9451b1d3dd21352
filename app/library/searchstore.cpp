#include "library/searchstore.h"

#include "library/limits.h"
#include "library/ownmatches.h"
#include "library/pagefilter.h"
#include "library/searchquery.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <limits>

namespace library {

namespace {

QString jsonTexts(const QStringList& texts) {
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

// Candidates that are looked at together: few at first, because the newest are often enough.
constexpr qint64 fewestCandidates = 1000;
constexpr qint64 mostCandidates = 16'000;

// One search over one connection. In its statements ?1 is the site, ?2 the tag, ?3 the expression over the texts, ?4
// how many are wanted, ?5 to ?7 what condition() says, ?8 what texts must not hold, ?9 a list of pages, ?10 the
// expression over notes and tags, of pages before ?11. A statement takes of these what it names.
class Search {
public:
    Search(Database& database, const PageQuery& query, const SearchQuery& search, int limit)
        : m_database(database)
        , m_query(query)
        , m_search(search)
        , m_limit(limit > 0 ? limit : -1) {}

    base::Result<QList<PageId>> run(bool byRank) const;

private:
    struct Part { // what a statement is to look at, beside what the search says
        QList<PageId> pages;
        PageId before = std::numeric_limits<PageId>::max();
        qint64 most = -1;
    };
    using Matches = QList<WeighedPage>;

    QByteArray condition() const;
    QByteArray matches(const QByteArray& source) const;
    QByteArray order() const;
    QByteArray tagSource() const;
    QByteArray withoutExcludedText() const;
    void bind(Query& rows, const Part& part) const;
    base::Result<QList<PageId>> collect(const QByteArray& sql, const Part& part) const;
    base::Result<QList<PageId>> collect(const QByteArray& sql) const {
        return collect(sql, {.pages = {}, .most = m_limit});
    }
    base::Result<QList<PageId>> withoutWords() const;
    base::Result<QList<PageId>> byText() const;
    base::Result<Matches> inOwnWords(qint64 most) const;
    base::Result<QList<PageId>> byBoth(const QList<PageId>& own) const;
    base::Result<QList<PageId>> byWeight(const Matches& own) const;
    base::Result<Matches> weighTexts() const;

    Database& m_database;
    const PageQuery& m_query;
    const SearchQuery& m_search;
    qint64 m_limit;
};

constexpr char inTexts[] = "search CROSS JOIN page ON page.id = search.rowid";
constexpr char inNotes[] = "search_own CROSS JOIN page ON page.id = search_own.rowid";
constexpr char listed[] = "json_each(?9) AS hit CROSS JOIN page ON page.id = hit.value";
constexpr char inTextsOrListed[] = "(SELECT rowid AS value FROM search WHERE search MATCH ?3 UNION "
                                   "SELECT value FROM json_each(?9)) AS hit CROSS JOIN page ON page.id = hit.value";

base::Result<QList<PageId>> Search::run(bool byRank) const {
    if (m_search.wanted.isEmpty())
        return withoutWords();
    const bool newestFirst = m_query.sort == PageSort::Added && m_query.descending;
    const auto own = inOwnWords(byRank ? rankedMatches.standard : newestFirst ? m_limit : -1);
    if (!own)
        return own.error();
    if (byRank)
        return byWeight(*own);
    QList<PageId> pages;
    pages.reserve(own->size());
    for (const WeighedPage& match : *own)
        pages.append(match.page);
    return pages.isEmpty() ? byText() : byBoth(pages);
}

// Pages with a wanted word in note or tags that hold the other words there or in their text: the newest `most` (-1:
// all), newest first. What is looked at together is bounded, however many notes there are.
base::Result<Search::Matches> Search::inOwnWords(qint64 most) const {
    const QByteArray sql =
        "SELECT page.id" + matches(inNotes) + withoutExcludedText() +
        " AND search_own MATCH ?10 AND search_own.rowid < ?11 ORDER BY search_own.rowid DESC LIMIT ?4";
    Matches found;
    Part part;
    part.most = fewestCandidates;
    for (;;) {
        const auto candidates = collect(sql, part);
        if (!candidates)
            return candidates.error();
        const auto some = ownMatches(m_database, m_search, *candidates);
        if (!some)
            return some.error();
        found += *some;
        if (most >= 0 && found.size() >= most)
            return Matches(found.mid(0, most));
        if (candidates->size() < part.most)
            return found;
        part.before = candidates->last();
        part.most = std::min(2 * part.most, mostCandidates);
    }
}

QByteArray Search::tagSource() const {
    return m_query.tag.isEmpty() ? QByteArray() : QByteArray(" CROSS JOIN page_tag ON page_tag.page = page.id");
}

// Of the page: shelf, site and tag, and what the search says of hosts and leaves out by note and tags.
QByteArray Search::condition() const {
    QByteArray sql = pageCondition(m_query);
    sql += m_search.sites.isEmpty() ? " AND ?5 = '[]'"
                                    : " AND NOT EXISTS (SELECT 1 FROM json_each(?5) WHERE instr(page.site, value) = 0)";
    sql += m_search.excludedSites.isEmpty()
               ? " AND ?6 = '[]'"
               : " AND NOT EXISTS (SELECT 1 FROM json_each(?6) WHERE instr(page.site, value) > 0)";
    sql += m_search.excluded.isEmpty() ? " AND ?7 = ''"
                                       : " AND page.id NOT IN (SELECT rowid FROM search_own WHERE search_own MATCH ?7)";
    return sql;
}

QByteArray Search::matches(const QByteArray& source) const {
    return " FROM " + source + tagSource() + " WHERE " + condition();
}

QByteArray Search::order() const {
    if (m_query.sort == PageSort::Published && !m_query.descending)
        return " ORDER BY page.published_at = '', page.published_at, page.id";
    return pageOrder(m_query);
}

// Where the expression over the texts, which leaves these out itself, is not asked.
QByteArray Search::withoutExcludedText() const {
    return m_search.excludedTextExpression().isEmpty()
               ? " AND ?8 = ''"
               : " AND page.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?8)";
}

void Search::bind(Query& rows, const Part& part) const {
    rows.bind(m_query.site, m_query.tag, m_search.textExpression(), part.most, jsonTexts(m_search.sites),
              jsonTexts(m_search.excludedSites), m_search.excludedOwnExpression(), m_search.excludedTextExpression(),
              jsonList(part.pages), m_search.ownExpression(), part.before);
}

base::Result<QList<PageId>> Search::collect(const QByteArray& sql, const Part& part) const {
    Query rows(m_database, sql);
    bind(rows, part);
    QList<PageId> ids;
    while (rows.next())
        ids.append(rows.integer(0));
    if (!rows.ok())
        return rows.error();
    return ids;
}

base::Result<QList<PageId>> Search::withoutWords() const {
    return collect("SELECT page.id" + matches("page") + withoutExcludedText() + order() + " LIMIT ?4");
}

base::Result<QList<PageId>> Search::byText() const {
    if (!m_search.inTextAlone())
        return QList<PageId>();
    // The index gives its rows in order of pages by itself, so that the newest are found without looking at the rest.
    const QByteArray byPage = m_query.descending ? " ORDER BY search.rowid DESC" : " ORDER BY search.rowid";
    return collect("SELECT page.id" + matches(inTexts) + " AND search MATCH ?3" +
                   (m_query.sort == PageSort::Added ? byPage : order()) + " LIMIT ?4");
}

// The pages of either kind, in the query's order.
base::Result<QList<PageId>> Search::byBoth(const QList<PageId>& own) const {
    const bool byPage = m_query.sort == PageSort::Added;
    const auto others =
        collect("SELECT page.id" + matches(byPage || !m_search.inTextAlone() ? listed : inTextsOrListed) +
                    withoutExcludedText() + order() + " LIMIT ?4",
                {.pages = own, .most = m_limit});
    if (!others || !byPage)
        return others;
    const auto texts = byText();
    if (!texts)
        return texts;
    QList<PageId> both;
    const auto before = [this](PageId a, PageId b) { return m_query.descending ? a > b : a < b; };
    std::ranges::set_union(*texts, *others, std::back_inserter(both), before);
    return m_limit < 0 ? both : both.mid(0, m_limit);
}

// A word in the title counts as much as ten in the text. Only the newest matches are weighed: a word that stands in
// nearly every page would take too long, and says little.
base::Result<Search::Matches> Search::weighTexts() const {
    Matches weighed;
    if (!m_search.inTextAlone())
        return weighed;
    Query rows(m_database,
               QByteArray("SELECT id, weight FROM (SELECT page.id AS id, bm25(search, 10.0, 1.0) AS weight" +
                          matches(inTexts) + " AND search MATCH ?3 ORDER BY search.rowid DESC LIMIT " +
                          QByteArray::number(rankedMatches.standard) + ") ORDER BY weight, id DESC LIMIT ?4"));
    bind(rows, {.pages = {}, .most = m_limit});
    while (rows.next())
        weighed.append({rows.integer(0), rows.real(1)});
    if (!rows.ok())
        return rows.error();
    return weighed;
}

base::Result<QList<PageId>> Search::byWeight(const Matches& own) const {
    auto weighed = weighTexts();
    if (!weighed)
        return weighed.error();
    if (!own.isEmpty()) {
        QSet<PageId> known;
        known.reserve(own.size());
        for (const WeighedPage& match : own)
            known.insert(match.page);
        weighed->removeIf([&known](const WeighedPage& text) { return known.contains(text.page); });
        *weighed += own;
        std::ranges::sort(*weighed, [](const WeighedPage& a, const WeighedPage& b) {
            return a.weight != b.weight ? a.weight < b.weight : a.page > b.page;
        });
    }
    QList<PageId> pages;
    for (const WeighedPage& page : std::as_const(*weighed)) {
        if (m_limit >= 0 && pages.size() >= m_limit)
            break;
        pages.append(page.page);
    }
    return pages;
}

} // namespace

SearchStore::SearchStore(Database& database)
    : m_database(database) {}

base::Result<QList<PageId>> SearchStore::find(const PageQuery& query, int limit, bool byRank) const {
    const SearchQuery search = SearchQuery::parse(query.search);
    if (search.isEmpty())
        return QList<PageId>();
    return Search(m_database, query, search, limit).run(byRank);
}

base::Result<qint64> SearchStore::countInBin(PageQuery query) const {
    query.shelf = PageShelf::Bin;
    query.sort = PageSort::Added;
    const auto deleted = oneInteger(
        m_database, "SELECT EXISTS (SELECT 1 FROM page INDEXED BY page_bin WHERE deleted_at IS NOT NULL)", 0);
    if (!deleted || *deleted == 0)
        return deleted;
    const auto found = find(query);
    return found ? base::Result<qint64>(found->size()) : found.error();
}

} // namespace library
