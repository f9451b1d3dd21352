#pragma once

#include "bench/loadplan.h"

namespace bench {

// What this machine allows against what a plan wants.
struct Preflight {
    int cap = 0;       // the most connections at a time: concurrency, or what descriptors allow; 0: none at all
    QStringList notes; // in words: what is scarce and what Tidemark does about it; empty: there is enough of all
};
Preflight preflight(const LoadPlan& plan);               // raises the soft limit of descriptors
void holdOverTls(int concurrency, Preflight& preflight); // for targets that are read from a file

} // namespace bench
