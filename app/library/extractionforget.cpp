// What was kept for the undo of earlier extractions goes.
#include "library/extractionstore.h"
#include "library/limits.h"
#include "library/query.h"
#include "library/sweep.h"
#include "library/transaction.h"

namespace library {

base::Result<int> ExtractionStore::forgetOld(int most) {
    Savepoint step(m_database);
    if (const auto begun = beginSweep(m_database); !begun)
        return begun.error();
    if (const auto made = m_database.execute("CREATE TEMP TABLE IF NOT EXISTS forgotten(extraction, snapshot);"
                                             "DELETE FROM forgotten");
        !made)
        return made.error();
    const auto chosen = change(
        m_database,
        "WITH held(id, kind) AS (SELECT id, kind FROM extraction AS h WHERE EXISTS "
        "(SELECT 1 FROM former_article WHERE former_article.extraction = h.id)) "
        "INSERT INTO forgotten SELECT f.extraction, f.snapshot FROM former_article AS f JOIN extraction AS e "
        "ON e.id = f.extraction WHERE e.id NOT IN (SELECT id FROM held WHERE kind <> 1 ORDER BY id DESC LIMIT 1) "
        "AND e.id NOT IN (SELECT id FROM held WHERE kind = 1 ORDER BY id DESC LIMIT ?1) LIMIT ?2",
        int(undoableChoices.standard), most);
    if (!chosen)
        return chosen.error();
    // A choice that is forgotten still stands above earlier extractions of its article: their undo would put it away.
    const auto covered =
        m_database.execute("INSERT INTO forgotten SELECT f.extraction, f.snapshot FROM forgotten AS g "
                           "JOIN extraction AS e ON e.id = g.extraction AND e.kind = 1 JOIN former_article AS f "
                           "ON f.snapshot = g.snapshot AND f.extraction < g.extraction");
    if (!covered)
        return covered.error();
    const auto count = oneInteger(m_database, "SELECT count(*) FROM forgotten", 0);
    if (!count)
        return count.error();
    if (const auto gone = m_database.execute(
            "INSERT OR IGNORE INTO purged_blob SELECT f.article_blob FROM forgotten AS g JOIN former_article AS f "
            "USING (extraction, snapshot) WHERE f.article_blob IS NOT NULL;"
            "INSERT OR IGNORE INTO purged_text SELECT f.text FROM forgotten AS g JOIN former_article AS f "
            "USING (extraction, snapshot);"
            "DELETE FROM former_article WHERE (extraction, snapshot) IN (SELECT extraction, snapshot FROM forgotten);"
            "DELETE FROM forgotten;"
            "DELETE FROM extraction WHERE id < (SELECT max(id) FROM extraction) AND kind <> 2 AND NOT EXISTS "
            "(SELECT 1 FROM former_article WHERE former_article.extraction = extraction.id)");
        !gone)
        return gone.error();
    if (const auto swept = endSweep(m_database); !swept)
        return swept.error();
    if (const auto released = step.release(); !released)
        return released.error();
    return int(*count);
}

} // namespace library
