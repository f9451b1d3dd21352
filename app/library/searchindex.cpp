#include "library/searchindex.h"

#include "library/searchtext.h"
#include "library/sha256.h"

namespace library {

base::Result<qint64> findText(Database& database, const QString& title, const QString& text) {
    return oneInteger(database, "SELECT id FROM snapshot_text WHERE digest = ?", 0,
                      Blob{textDigest(searchable(title), searchable(text))});
}

base::Result<qint64> putText(Database& database, const QString& title, const QString& text) {
    const QString cleanTitle = searchable(title);
    const QString cleanText = searchable(text);
    const QByteArray digest = textDigest(cleanTitle, cleanText);
    const auto known = oneInteger(database, "SELECT id FROM snapshot_text WHERE digest = ?", 0, Blob{digest});
    if (!known || *known != 0)
        return known;
    const auto splitTitle = split(cleanTitle);
    const auto splitText = split(cleanText);
    const auto added = change(
        database, "INSERT INTO snapshot_text(digest, title, text, split_title, split_text) VALUES(?, ?, ?, ?, ?)",
        Blob{digest}, cleanTitle, cleanText, splitTitle, splitText);
    if (!added)
        return added.error();
    return database.lastInsertId();
}

base::Result<void> indexText(Database& database, PageId page, qint64 text) {
    const auto before = oneInteger(database, "SELECT ifnull(indexed_text, 0) FROM page WHERE id = ?", 0, page);
    if (!before)
        return before.error();
    if (*before == text)
        return {};
    if (const auto removed = unindex(database, page); !removed)
        return removed;
    if (const auto set = change(database, "UPDATE page SET indexed_text = ?2 WHERE id = ?1", page, text); !set)
        return set;
    return change(database,
                  "INSERT INTO search(rowid, title, text) SELECT page, title, text FROM search_source WHERE page = ?",
                  page);
}

// FTS5 wants the very words that were put in: they must still stand in search_source.
base::Result<void> unindex(Database& database, PageId page) {
    const auto removed = change(database,
                                "INSERT INTO search(search, rowid, title, text) "
                                "SELECT 'delete', page, title, text FROM search_source WHERE page = ?",
                                page);
    if (!removed)
        return removed;
    return change(database, "UPDATE page SET indexed_text = NULL WHERE id = ?", page);
}

base::Result<void> indexOwnWords(Database& database, PageId page) {
    if (const auto removed = change(database, "DELETE FROM search_own WHERE rowid = ?", page); !removed)
        return removed;
    return change(database,
                  "INSERT INTO search_own(rowid, note, tags) SELECT page, note_words(note), tag_words(tags) "
                  "FROM own_words WHERE page = ?",
                  page);
}

} // namespace library
