#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QHash>

namespace library {

class Database;
struct SearchQuery;

// Full-text search over the current text of each page: one FTS5 table (unicode61) in which the characters of scripts
// without spaces (CJK, Thai …) are words of their own, so that one of them or any run of them is found.
class SearchStore {
public:
    explicit SearchStore(Database& database);

    // Pages that match `query.search` within query's shelf, site and tag. Words are all wanted, "phrases" in quotes,
    // -word excluded, word* the beginning of one (from two letters on); whatever is typed never is a syntax error. Best
    // first (of the newest 10,000) for `byRank`, else in the query's order. At most `limit` (0: all).
    base::Result<QList<PageId>> find(const PageQuery& query, int limit = 0, bool byRank = false) const;
    base::Result<QList<SearchHit>> snippets(const QList<PageId>& pages, const QString& search) const;

private:
    base::Result<void> readMatched(const SearchQuery& search, const QList<PageId>& pages,
                                   QHash<PageId, QString>& matched) const;

    Database& m_database;
};

} // namespace library
