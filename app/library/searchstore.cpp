#include "library/searchstore.h"

#include "library/limits.h"
#include "library/ownmatches.h"
#include "library/pagefilter.h"
#include "library/searchquery.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace library {

namespace {

QString jsonTexts(const QStringList& texts) {
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

// One search over one connection. In its statements ?1 is the site, ?2 the tag, ?3 the expression over the texts, ?4
// how many are wanted, ?5 to ?7 what condition() says, ?8 what texts must not hold, ?9 a list of pages. A statement
// takes of these what it names.
class Search {
public:
    Search(Database& database, const PageQuery& query, const SearchQuery& search, int limit)
        : m_database(database)
        , m_query(query)
        , m_search(search)
        , m_limit(limit > 0 ? limit : -1) {}

    base::Result<QList<PageId>> run(bool byRank) const;

private:
    struct Weighed {
        PageId page;
        double weight;
    };
    using Weights = QHash<PageId, double>;

    QByteArray condition() const;
    QByteArray matches(const QByteArray& source) const;
    QByteArray order() const;
    QByteArray tagSource() const;
    QByteArray withoutExcludedText() const;
    void bind(Query& rows, const QList<PageId>& pages) const;
    base::Result<QList<PageId>> collect(const QByteArray& sql, const QList<PageId>& pages = {}) const;
    base::Result<QList<PageId>> withoutWords() const;
    base::Result<QList<PageId>> byText() const;
    base::Result<QList<PageId>> byBoth(const Weights& own) const;
    base::Result<QList<PageId>> byWeight(const Weights& own) const;
    base::Result<QList<Weighed>> weighTexts() const;

    Database& m_database;
    const PageQuery& m_query;
    const SearchQuery& m_search;
    qint64 m_limit;
};

constexpr char inTexts[] = "search CROSS JOIN page ON page.id = search.rowid";
constexpr char listed[] = "json_each(?9) AS hit CROSS JOIN page ON page.id = hit.value";
constexpr char inTextsOrListed[] = "(SELECT rowid AS value FROM search WHERE search MATCH ?3 UNION "
                                   "SELECT value FROM json_each(?9)) AS hit CROSS JOIN page ON page.id = hit.value";

base::Result<QList<PageId>> Search::run(bool byRank) const {
    if (m_search.wanted.isEmpty())
        return withoutWords();
    const auto own = ownMatches(m_database, m_search);
    if (!own)
        return own.error();
    if (byRank)
        return byWeight(*own);
    return own->isEmpty() ? byText() : byBoth(*own);
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

void Search::bind(Query& rows, const QList<PageId>& pages) const {
    rows.bind(m_query.site, m_query.tag, m_search.textExpression(), m_limit, jsonTexts(m_search.sites),
              jsonTexts(m_search.excludedSites), m_search.excludedOwnExpression(), m_search.excludedTextExpression(),
              jsonList(pages));
}

base::Result<QList<PageId>> Search::collect(const QByteArray& sql, const QList<PageId>& pages) const {
    Query rows(m_database, sql);
    bind(rows, pages);
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
base::Result<QList<PageId>> Search::byBoth(const Weights& own) const {
    const bool byPage = m_query.sort == PageSort::Added;
    const auto others =
        collect("SELECT page.id" + matches(byPage || !m_search.inTextAlone() ? listed : inTextsOrListed) +
                    withoutExcludedText() + order() + " LIMIT ?4",
                own.keys());
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
base::Result<QList<Search::Weighed>> Search::weighTexts() const {
    QList<Weighed> weighed;
    if (!m_search.inTextAlone())
        return weighed;
    Query rows(m_database,
               QByteArray("SELECT id, weight FROM (SELECT page.id AS id, bm25(search, 10.0, 1.0) AS weight" +
                          matches(inTexts) + " AND search MATCH ?3 ORDER BY search.rowid DESC LIMIT " +
                          QByteArray::number(rankedMatches.standard) + ") ORDER BY weight, id DESC LIMIT ?4"));
    bind(rows, {});
    while (rows.next())
        weighed.append({rows.integer(0), rows.real(1)});
    if (!rows.ok())
        return rows.error();
    return weighed;
}

base::Result<QList<PageId>> Search::byWeight(const Weights& own) const {
    auto weighed = weighTexts();
    if (!weighed)
        return weighed.error();
    if (!own.isEmpty()) {
        const auto others = collect("SELECT page.id" + matches(listed) + withoutExcludedText(), own.keys());
        if (!others)
            return others;
        weighed->removeIf([&own](const Weighed& text) { return own.contains(text.page); });
        for (const PageId page : *others)
            weighed->append({page, own.value(page)});
        std::ranges::sort(*weighed, [](const Weighed& a, const Weighed& b) {
            return a.weight != b.weight ? a.weight < b.weight : a.page > b.page;
        });
    }
    QList<PageId> pages;
    for (const Weighed& page : std::as_const(*weighed)) {
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
