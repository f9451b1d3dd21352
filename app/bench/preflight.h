#pragma once

#include "bench/loadplan.h"

namespace bench {

// What this machine allows against what a plan wants.
struct Preflight {
    int cap = 0;               // the most requests at a time: concurrency, or what descriptors allow; 0: none at all
    int idle = 0;              // connections that may stay open beside them, where there is more than one origin
    QString serverOrigin = {}; // where the built-in server listens; empty without one
    QStringList notes; // in words: what is scarce and what Tidemark does about it; empty: there is enough of all
};
Preflight preflight(const LoadPlan& plan); // raises the soft limit of descriptors
// For targets that are read from a file: what its links ask for beside.
void holdOverTls(const LoadPlan& plan, Preflight& preflight);
void noteOrigins(const LoadPlan& plan, qsizetype origins, Preflight& preflight);

} // namespace bench
