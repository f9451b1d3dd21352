#include "library/searchstore.h"

#include "library/limits.h"
#include "library/pagefilter.h"
#include "library/searchquery.h"
#include "library/searchtext.h"

#include <algorithm>

namespace library {

namespace {

constexpr int snippetWords = 32;

// A word in the title counts as much as ten in the text. Only the newest matches are weighed: a word that stands in
// nearly every page would take too long, and says little.
QByteArray ranked(const QByteArray& matches) {
    return "SELECT id FROM (SELECT page.id AS id, bm25(search, 10.0, 1.0) AS weight" + matches +
           " ORDER BY search.rowid DESC LIMIT " + QByteArray::number(rankedMatches.standard) +
           ") ORDER BY weight, id DESC LIMIT ?4";
}

QByteArray order(const PageQuery& query) {
    // The index gives its rows in this order by itself, so that the newest are found without looking at the rest.
    if (query.sort == PageSort::Added)
        return query.descending ? " ORDER BY search.rowid DESC" : " ORDER BY search.rowid";
    if (query.sort == PageSort::Published && !query.descending)
        return " ORDER BY page.published_at = '', page.published_at, page.id";
    return pageOrder(query);
}

QByteArray tagSource(const PageQuery& query) {
    return query.tag.isEmpty() ? QByteArray() : QByteArray(" CROSS JOIN page_tag ON page_tag.page = page.id");
}

base::Result<QList<PageId>> collect(Query& query) {
    QList<PageId> ids;
    while (query.next())
        ids.append(query.integer(0));
    if (!query.ok())
        return query.error();
    return ids;
}

QString cleaned(QString snippet) {
    snippet.remove(characterBreak);
    // Characters that were split stand together again, and so do their marks.
    snippet.remove(QString(matchEnd) + matchBegin);
    return snippet.simplified();
}

} // namespace

SearchStore::SearchStore(Database& database)
    : m_database(database) {}

base::Result<QList<PageId>> SearchStore::find(const PageQuery& query, int limit, bool byRank) const {
    const SearchQuery search = SearchQuery::parse(query.search);
    if (search.isEmpty())
        return QList<PageId>();
    const qint64 most = limit > 0 ? limit : -1;
    if (search.wanted.isEmpty()) {
        Query rows(m_database,
                   QByteArray("SELECT page.id FROM page" + tagSource(query) + " WHERE " + pageCondition(query) +
                              " AND page.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?3)" +
                              pageOrder(query) + " LIMIT ?4"));
        rows.bind(query.site, query.tag, search.excludedExpression(), most);
        return collect(rows);
    }
    const QByteArray matches = " FROM search CROSS JOIN page ON page.id = search.rowid" + tagSource(query) +
                               " WHERE search MATCH ?3 AND " + pageCondition(query);
    Query rows(m_database,
               byRank ? ranked(matches) : QByteArray("SELECT page.id" + matches + order(query) + " LIMIT ?4"));
    rows.bind(query.site, query.tag, search.expression(), most);
    return collect(rows);
}

base::Result<QList<SearchHit>> SearchStore::snippets(const QList<PageId>& pages, const QString& search) const {
    const SearchQuery parsed = SearchQuery::parse(search);
    QHash<PageId, QString> matched;
    if (const auto read = readMatched(parsed, pages, matched); !read)
        return read.error();
    Query beginning(m_database, "SELECT substr(t.text, 1, 200) FROM page JOIN snapshot_text AS t "
                                "ON t.id = page.indexed_text WHERE page.id = ?");
    QList<SearchHit> hits;
    for (const PageId page : pages) {
        const auto known = matched.constFind(page);
        if (known == matched.constEnd())
            beginning.bind(page).next();
        if (!beginning.ok())
            return beginning.error();
        hits.append({page, cleaned(known == matched.constEnd() ? beginning.text(0) : *known)});
    }
    return hits;
}

// The pages' snippets where the search matches them. The words of a beginning without an index of its own are gathered
// anew whenever the statement is asked, so it is asked once for all pages then, else for one page after another.
base::Result<void> SearchStore::readMatched(const SearchQuery& search, const QList<PageId>& pages,
                                            QHash<PageId, QString>& matched) const {
    const QString expression = search.expression();
    if (expression.isEmpty() || pages.isEmpty())
        return {};
    Query found(m_database, "SELECT rowid, snippet(search, 1, ?2, ?3, '…', ?4) FROM search WHERE search MATCH ?1 "
                            "AND rowid BETWEEN ?5 AND ?6 AND +rowid IN (SELECT value FROM json_each(?7))");
    const auto read = [&](PageId first, PageId last, const QString& ids) -> base::Result<void> {
        found.bind(expression, QString(matchBegin), QString(matchEnd), snippetWords, first, last, ids);
        while (found.next())
            matched.insert(found.integer(0), found.text(1));
        return found.ok() ? base::Result<void>() : found.error();
    };
    QStringList ids;
    for (const PageId page : pages)
        ids.append(QString::number(page));
    if (search.gathers()) {
        const auto [first, last] = std::minmax_element(pages.begin(), pages.end());
        return read(*first, *last, QString(u'[' % ids.join(u',') % u']'));
    }
    for (qsizetype at = 0; at < pages.size(); ++at) {
        if (const auto done = read(pages[at], pages[at], QString(u'[' % ids[at] % u']')); !done)
            return done;
    }
    return {};
}

} // namespace library
