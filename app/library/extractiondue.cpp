#include "library/extractionend.h"
#include "library/query.h"
#include "library/stores.h"

namespace library {

namespace {

#define LIBRARY_IS_HTML "s.media_type IN ('text/html', 'application/xhtml+xml')"
#define LIBRARY_CAN_BE_MADE                                                                                            \
    "s.body_blob IS NOT NULL AND length(s.front_matter) = 0 AND (s.media_type LIKE 'text/%' OR " LIBRARY_IS_HTML       \
    " OR s.media_type = 'application/json' OR s.media_type LIKE '%+json')"
// Made with what is remembered for its site otherwise than that is now; what was chosen for the page itself stays.
#define LIBRARY_DUE                                                                                                    \
    " FROM snapshot AS s JOIN page ON page.id = s.page LEFT JOIN snapshot_choice AS c ON c.snapshot = s.id "           \
    "LEFT JOIN site_choice AS o ON o.site = page.site WHERE s.id > ?1 AND " LIBRARY_CAN_BE_MADE                        \
    " AND (s.extractor_version < ?2 OR (" LIBRARY_IS_HTML                                                              \
    " AND ifnull(c.of_site, 1) = 1 AND ifnull(c.choice, '') <> ifnull(o.choice, '')))"

base::Result<QList<SnapshotId>> idsOf(Query& query) {
    QList<SnapshotId> ids;
    while (query.next())
        ids.append(query.integer(0));
    if (!query.ok())
        return query.error();
    return ids;
}

} // namespace

base::Result<void> endExtraction(Stores& stores, ExtractionId extraction) {
    return change(stores.database, "UPDATE extraction SET kind = 0 WHERE id = ? AND kind = 2", extraction);
}

base::Result<QList<SnapshotId>> ExtractionStore::due(int version, SnapshotId after, int most) const {
    Query query(m_database, "SELECT s.id" LIBRARY_DUE " ORDER BY s.id LIMIT ?3");
    return idsOf(query.bind(after, version, most));
}

base::Result<qint64> ExtractionStore::countDue(int version) const {
    return oneInteger(m_database, "SELECT count(*)" LIBRARY_DUE, 0, qint64(0), version);
}

base::Result<QList<SnapshotId>> ExtractionStore::ofPage(PageId page) const {
    Query query(m_database,
                "SELECT s.id FROM snapshot AS s WHERE s.page = ? AND " LIBRARY_CAN_BE_MADE " ORDER BY s.id");
    return idsOf(query.bind(page));
}

} // namespace library
