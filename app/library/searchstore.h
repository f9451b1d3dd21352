#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QHash>

namespace library {

class Database;
struct SearchQuery;

// Full-text search over the current text of each page and over its note and tags: two FTS5 tables (unicode61) in which
// the characters of scripts without spaces (CJK, Thai …) are words of their own, so that one of them or any run of them
// is found. Notes and tags have a table of their own because they change often, and a text is long.
class SearchStore {
public:
    explicit SearchStore(Database& database);

    // Pages that match `query.search` within query's shelf, site and tag. What can be typed stands in searchquery.h;
    // whatever is typed never is a syntax error. Best first for `byRank` (of those with a word in note or tags
    // the newest 10,000, then of the others as many), else in the query's order. At most `limit` (0: all).
    base::Result<QList<PageId>> find(const PageQuery& query, int limit = 0, bool byRank = false) const;
    // How many more the same search finds in the bin, whatever the query's shelf.
    base::Result<qint64> countInBin(PageQuery query) const;
    // What of each page matches, of its text or else of its note or tags; without a match its text's beginning.
    base::Result<QList<SearchHit>> snippets(const QList<PageId>& pages, const QString& search) const;

private:
    Database& m_database;
};

} // namespace library
