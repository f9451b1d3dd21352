#pragma once

#include "library/blobstore.h"
#include "library/choicestore.h"
#include "library/extractionstore.h"
#include "library/jobstore.h"
#include "library/pagestore.h"
#include "library/runstore.h"
#include "library/searchstore.h"
#include "library/snapshotstore.h"

namespace library {

class Database; // one SQLite connection; database.h, only inside this module and its tests

// All stores over one connection. Bound to the connection's thread.
struct Stores {
    explicit Stores(Database& connection);

    Database& database;
    JobStore jobs;
    PageStore pages;
    SnapshotStore snapshots;
    BlobStore blobs;
    SearchStore search;
    RunStore runs;
    PlanStore plans;
    ChoiceStore choices;
    ExtractionStore extractions;
};

} // namespace library
