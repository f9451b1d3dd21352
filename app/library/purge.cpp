#include "library/pagestore.h"
#include "library/searchindex.h"
#include "library/sweep.h"
#include "library/transaction.h"

namespace library {

namespace {

constexpr const char* eachPage[] = {
    "INSERT OR IGNORE INTO purged_blob SELECT body_blob FROM snapshot WHERE page = ? AND body_blob IS NOT NULL",
    "INSERT OR IGNORE INTO purged_blob SELECT article_blob FROM snapshot WHERE page = ? AND article_blob IS NOT NULL",
    ("INSERT OR IGNORE INTO purged_blob SELECT asset.blob FROM snapshot JOIN asset ON asset.snapshot = snapshot.id "
     "WHERE snapshot.page = ? AND asset.blob IS NOT NULL"),
    ("INSERT OR IGNORE INTO purged_blob SELECT f.article_blob FROM snapshot JOIN former_article AS f "
     "ON f.snapshot = snapshot.id WHERE snapshot.page = ? AND f.article_blob IS NOT NULL"),
    "INSERT OR IGNORE INTO purged_text SELECT text FROM snapshot WHERE page = ?",
    ("INSERT OR IGNORE INTO purged_text SELECT f.text FROM snapshot JOIN former_article AS f "
     "ON f.snapshot = snapshot.id WHERE snapshot.page = ?"),
    "DELETE FROM page WHERE id = ?",
};

constexpr char dropUnusedTags[] =
    "DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM page_tag WHERE page_tag.tag = tag.id)";

base::Result<QList<PageId>> inBinBefore(Database& database, const QDateTime& before, int most) {
    Query query(database, "SELECT id FROM page INDEXED BY page_bin WHERE deleted_at IS NOT NULL AND deleted_at < ? "
                          "ORDER BY deleted_at LIMIT ?");
    query.bind(before, most);
    QList<PageId> ids;
    while (query.next())
        ids.append(query.integer(0));
    if (!query.ok())
        return query.error();
    return ids;
}

} // namespace

base::Result<int> PageStore::purge(const QDateTime& before, int most) {
    const auto ids = inBinBefore(m_database, before, most);
    if (!ids || ids->isEmpty())
        return ids ? base::Result<int>(0) : ids.error();
    Savepoint step(m_database);
    if (const auto remembered = beginSweep(m_database); !remembered)
        return remembered.error();
    for (const PageId id : *ids) {
        if (const auto unindexed = unindex(m_database, id); !unindexed)
            return unindexed.error();
        for (const char* sql : eachPage) {
            if (const auto done = change(m_database, sql, id); !done)
                return done.error();
        }
        if (const auto indexed = indexOwnWords(m_database, id); !indexed)
            return indexed.error();
    }
    if (const auto swept = endSweep(m_database); !swept)
        return swept.error();
    if (const auto dropped = m_database.execute(dropUnusedTags); !dropped)
        return dropped.error();
    if (const auto released = step.release(); !released)
        return released.error();
    return int(ids->size());
}

} // namespace library
