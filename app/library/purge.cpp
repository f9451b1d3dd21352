#include "library/pagestore.h"
#include "library/searchindex.h"
#include "library/transaction.h"

namespace library {

namespace {

// What only these pages used is remembered while they go, so that nothing else need be looked at.
constexpr char remember[] = "CREATE TEMP TABLE IF NOT EXISTS purged_blob(sha256 BLOB PRIMARY KEY) WITHOUT ROWID;"
                            "CREATE TEMP TABLE IF NOT EXISTS purged_text(id INTEGER PRIMARY KEY);"
                            "DELETE FROM purged_blob; DELETE FROM purged_text;";

constexpr const char* eachPage[] = {
    "INSERT OR IGNORE INTO purged_blob SELECT body_blob FROM snapshot WHERE page = ? AND body_blob IS NOT NULL",
    "INSERT OR IGNORE INTO purged_blob SELECT article_blob FROM snapshot WHERE page = ? AND article_blob IS NOT NULL",
    ("INSERT OR IGNORE INTO purged_blob SELECT asset.blob FROM snapshot JOIN asset ON asset.snapshot = snapshot.id "
     "WHERE snapshot.page = ? AND asset.blob IS NOT NULL"),
    "INSERT OR IGNORE INTO purged_text SELECT text FROM snapshot WHERE page = ?",
    "DELETE FROM page WHERE id = ?",
};

constexpr char sweep[] = "DELETE FROM snapshot_text WHERE id IN (SELECT id FROM purged_text)"
                         " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE snapshot.text = snapshot_text.id);"
                         "DELETE FROM blob WHERE sha256 IN (SELECT sha256 FROM purged_blob)"
                         " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE body_blob = blob.sha256)"
                         " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE article_blob = blob.sha256)"
                         " AND NOT EXISTS (SELECT 1 FROM asset WHERE asset.blob = blob.sha256);"
                         "DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM page_tag WHERE page_tag.tag = tag.id);"
                         "DELETE FROM purged_blob; DELETE FROM purged_text";

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
    if (const auto remembered = m_database.execute(remember); !remembered)
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
    if (const auto swept = m_database.execute(sweep); !swept)
        return swept.error();
    if (const auto released = step.release(); !released)
        return released.error();
    return int(ids->size());
}

} // namespace library
