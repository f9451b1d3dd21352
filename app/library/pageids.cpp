#include "library/pagefilter.h"
#include "library/pagestore.h"
#include "library/standin.h"

#include <QSet>

#include <algorithm>

namespace library {

namespace {

QByteArray shelfCondition(PageShelf shelf) {
    constexpr char kept[] = "page.listed = 1";
    switch (shelf) {
    case PageShelf::Kept:
        return kept;
    case PageShelf::Unread:
        return QByteArray(kept) + " AND page.read_at IS NULL";
    case PageShelf::Starred:
        return QByteArray(kept) + " AND page.starred = 1";
    case PageShelf::Failed:
        return "page.last_error <> '' AND page.deleted_at IS NULL";
    case PageShelf::Bin:
        return "page.deleted_at IS NOT NULL";
    case PageShelf::Flagged: // both: the first finds them by an index, the second says that it is the current one
        return QByteArray(kept) + " AND page.id IN (SELECT page FROM snapshot WHERE " LIBRARY_FLAGGED
                                  ") AND page.current_snapshot IN (SELECT id FROM snapshot WHERE " LIBRARY_FLAGGED ")";
    }
    return kept;
}

QByteArray orderIndex(PageSort sort) {
    switch (sort) {
    case PageSort::Added:
        return "page_by_added";
    case PageSort::Captured:
        return "page_by_captured";
    case PageSort::Published:
        return "page_by_published";
    case PageSort::Title:
        return "page_by_title";
    case PageSort::Site:
        return "page_by_site";
    case PageSort::Length:
        return "page_by_length";
    }
    return "page_by_added";
}

// Which index gives the rows: the narrowest there is. Named, so that a list never becomes a scan of all rows unseen.
QByteArray source(const PageQuery& query) {
    if (!query.tag.isEmpty())
        return "page_tag CROSS JOIN page ON page.id = page_tag.page";
    switch (query.shelf) {
    case PageShelf::Starred:
        return "page INDEXED BY page_starred";
    case PageShelf::Failed:
        return "page INDEXED BY page_failed";
    case PageShelf::Bin:
        return "page INDEXED BY page_bin";
    case PageShelf::Flagged:
        return "page NOT INDEXED"; // by their ids
    case PageShelf::Kept:
    case PageShelf::Unread:
        break;
    }
    return "page INDEXED BY " + (query.site.isEmpty() ? orderIndex(query.sort) : QByteArray("page_by_site"));
}

// In a damaged file: what the index no longer leads to may still be reached through the table, from either end up to
// the damage.
void salvage(Database& database, const PageQuery& query, QList<PageId>& ids) {
    QSet<PageId> known(ids.begin(), ids.end());
    for (const char* direction : {"", " DESC"}) {
        Query rows(database, QByteArray("SELECT page.id FROM page NOT INDEXED WHERE " + pageCondition(query) +
                                        " ORDER BY page.id" + direction));
        rows.bind(query.site, query.tag);
        while (rows.next()) {
            if (const PageId id = rows.integer(0); !known.contains(id)) {
                known.insert(id);
                ids.append(id);
            }
        }
    }
}

} // namespace

QByteArray pageCondition(const PageQuery& query) {
    QByteArray sql = shelfCondition(query.shelf);
    sql += query.site.isEmpty() ? " AND ?1 = ''" : " AND page.site = ?1";
    sql += query.tag.isEmpty() ? " AND ?2 = ''" : " AND page_tag.tag = (SELECT id FROM tag WHERE name = ?2)";
    return sql;
}

QByteArray pageOrder(const PageQuery& query) {
    const QByteArray direction = query.descending ? " DESC" : "";
    const auto by = [&](const char* column) -> QByteArray {
        return QByteArray(" ORDER BY ") + column + direction + ", page.id" + direction;
    };
    switch (query.sort) {
    case PageSort::Added:
        return " ORDER BY page.id" + direction;
    case PageSort::Captured:
        return by("page.captured_at");
    case PageSort::Published:
        return by("page.published_at");
    case PageSort::Title:
        return by("page.title_key");
    case PageSort::Site:
        return by("page.site");
    case PageSort::Length:
        return by("page.word_count");
    }
    return {};
}

base::Result<QList<PageId>> PageStore::ids(const PageQuery& query) const {
    const bool undatedFirst = query.sort == PageSort::Published && !query.descending;
    const QByteArray columns = undatedFirst ? "page.id, page.published_at = ''" : "page.id";
    Query rows(m_database, QByteArray("SELECT " + columns + " FROM " + source(query) + " WHERE " +
                                      pageCondition(query) + pageOrder(query)));
    rows.bind(query.site, query.tag);
    QList<PageId> ids;
    qsizetype undated = 0;
    while (rows.next()) {
        ids.append(rows.integer(0));
        if (undatedFirst && rows.integer(1) != 0)
            ++undated;
    }
    if (!rows.ok())
        return rows.error();
    // Pages without a date come last whichever way the list goes.
    std::rotate(ids.begin(), ids.begin() + undated, ids.end());
    if (m_database.salvaging() && query.tag.isEmpty())
        salvage(m_database, query, ids);
    return ids;
}

base::Result<qint64> PageStore::count(const PageQuery& query) const {
    Query rows(m_database, QByteArray("SELECT count(*) FROM " + source(query) + " WHERE " + pageCondition(query)));
    rows.bind(query.site, query.tag);
    if (rows.next())
        return rows.integer(0);
    return rows.ok() ? base::Result<qint64>(0) : rows.error();
}

} // namespace library
