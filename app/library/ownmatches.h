#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QHash>

namespace library {

class Database;
struct SearchQuery;

// The pages that hold at least one of the wanted words in their note or tags, and the others there or in their text,
// each with its weight: the lower, the better, as bm25() has it. What is excluded is not looked at.
base::Result<QHash<PageId, double>> ownMatches(Database& database, const SearchQuery& search);

QString jsonList(const QList<PageId>& pages); // for json_each()

} // namespace library
