#pragma once

#include "base/result.h"

// Blobs and texts go with the last row that points to them. Whatever takes rows away remembers, between beginSweep()
// and endSweep(), what they pointed to in the temporary tables purged_blob(sha256) and purged_text(id): so nothing else
// need be looked at. Within the caller's transaction.
namespace library {

class Database;

base::Result<void> beginSweep(Database& database);
base::Result<void> endSweep(Database& database);

} // namespace library
