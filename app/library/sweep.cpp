#include "library/sweep.h"

#include "library/database.h"

namespace library {

base::Result<void> beginSweep(Database& database) {
    return database.execute("CREATE TEMP TABLE IF NOT EXISTS purged_blob(sha256 BLOB PRIMARY KEY) WITHOUT ROWID;"
                            "CREATE TEMP TABLE IF NOT EXISTS purged_text(id INTEGER PRIMARY KEY);"
                            "DELETE FROM purged_blob; DELETE FROM purged_text;");
}

base::Result<void> endSweep(Database& database) {
    return database.execute("DELETE FROM snapshot_text WHERE id IN (SELECT id FROM purged_text)"
                            " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE snapshot.text = snapshot_text.id)"
                            " AND NOT EXISTS (SELECT 1 FROM former_article AS f WHERE f.text = snapshot_text.id);"
                            "DELETE FROM blob WHERE sha256 IN (SELECT sha256 FROM purged_blob)"
                            " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE body_blob = blob.sha256)"
                            " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE article_blob = blob.sha256)"
                            " AND NOT EXISTS (SELECT 1 FROM former_article AS f WHERE f.article_blob = blob.sha256)"
                            " AND NOT EXISTS (SELECT 1 FROM asset WHERE asset.blob = blob.sha256);"
                            "DELETE FROM purged_blob; DELETE FROM purged_text");
}

} // namespace library
