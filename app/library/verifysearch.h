#pragma once

#include "library/query.h"
#include "library/types.h"

namespace library {

// Whether the search indexes hold exactly the words of their tables. Works on a read-only connection.
base::Result<QList<Damage>> verifySearch(Database& database);

} // namespace library
