#pragma once

#include "base/limit.h"

#include <chrono>

namespace bench {

inline constexpr qint64 mostRequests = 100'000'000;
inline constexpr int mostConcurrency = 10'000;
inline constexpr int mostThreads = 64;
inline constexpr int mostRate = 1'000'000; // requests a second
inline constexpr int mostStages = 100;
inline constexpr qint64 mostWaiting = 100'000;
inline constexpr qint64 mostDurationMs = 24 * 3'600'000;
inline constexpr qint64 mostTimeoutMs = 600'000;
inline constexpr qint64 mostRequestBody = 64 * 1024 * 1024;
inline constexpr int mostTargets = 1'000'000;
inline constexpr int mostHeaders = 100;
inline constexpr int mostLocalAddresses = 256;
inline constexpr quint64 mostSeed = 9'000'000'000'000'000; // JSON numbers are exact below 2^53

inline constexpr base::Limit limits[] = {
    {"load: requests", 100, 1, mostRequests, "requests", "counted in 64 bits; a run of days helps nobody", false},
    {"load: concurrency", 1, 1, mostConcurrency, "requests", "connections to one server from one address", false},
    {"load: threads", 0, 0, mostThreads, "threads", "of the direct engine; 0: one a core, at most 8", false},
    {"load: rate", 0, 0, mostRate, "requests/s", "more than one computer sends; 0: closed loop", false},
    {"load: stages of the rate", 0, 0, mostStages, "stages", "nobody draws more", false},
    {"load: requests that are due and wait", mostWaiting, mostWaiting, mostWaiting, "requests",
     "of an open loop; what comes on top is not sent", false},
    {"load: duration", 0, 0, mostDurationMs, "ms", "a day; 0: until all requests are sent", false},
    {"load: timeout", 60'000, 1, mostTimeoutMs, "ms", "the histogram's highest value", false},
    {"load: request body", 0, 0, mostRequestBody, "bytes", "held in memory once", false},
    {"load: links of a file", 0, 0, mostTargets, "links", "held in memory", false},
    {"load: header fields", 0, 0, mostHeaders, "fields", "what servers take", false},
    {"load: local addresses", 0, 0, mostLocalAddresses, "addresses", "each has some 28,000 ports", false},
    {"load: seed", 1, 0, mostSeed, "", "JSON holds larger numbers inexactly", false},
};

} // namespace bench
