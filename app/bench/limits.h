#pragma once

#include "base/limit.h"

#include <chrono>

namespace bench {

inline constexpr qint64 mostRequests = 100'000'000;
inline constexpr int mostConcurrency = 10'000;
inline constexpr int mostThreads = 64;
inline constexpr qint64 mostDurationMs = 24 * 3'600'000;
inline constexpr qint64 mostTimeoutMs = 600'000;
inline constexpr qint64 mostRequestBody = 64 * 1024 * 1024;
inline constexpr int mostTargets = 1'000'000;
inline constexpr int mostHeaders = 100;
inline constexpr quint64 mostSeed = 9'000'000'000'000'000; // JSON numbers are exact below 2^53

inline constexpr base::Limit limits[] = {
    {"load: requests", 100, 1, mostRequests, "requests", "counted in 64 bits; a run of days helps nobody", false},
    {"load: concurrency", 1, 1, mostConcurrency, "requests", "connections to one server from one address", false},
    {"load: threads", 0, 0, mostThreads, "threads", "of the direct engine; 0: one a core, at most 8", false},
    {"load: duration", 0, 0, mostDurationMs, "ms", "a day; 0: until all requests are sent", false},
    {"load: timeout", 60'000, 1, mostTimeoutMs, "ms", "the histogram's highest value", false},
    {"load: request body", 0, 0, mostRequestBody, "bytes", "held in memory once", false},
    {"load: links of a file", 0, 0, mostTargets, "links", "held in memory", false},
    {"load: header fields", 0, 0, mostHeaders, "fields", "what servers take", false},
    {"load: seed", 1, 0, mostSeed, "", "JSON holds larger numbers inexactly", false},
};

} // namespace bench
