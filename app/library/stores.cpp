#include "library/stores.h"

namespace library {

Stores::Stores(Database& connection)
    : database(connection)
    , jobs(connection)
    , pages(connection)
    , snapshots(connection)
    , blobs(connection)
    , search(connection)
    , runs(connection)
    , plans(connection)
    , choices(connection)
    , extractions(connection) {}

} // namespace library
