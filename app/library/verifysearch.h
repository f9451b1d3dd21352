#pragma once

#include "library/query.h"
#include "library/types.h"

namespace library {

// Whether the search index holds exactly the words of search_source. Works on a read-only connection.
base::Result<QList<Damage>> verifySearch(Database& database);

} // namespace library
