#pragma once

#include "base/limit.h"

// What bounds a capture. The settable ones are fields of CaptureSettings.
namespace archive {

inline constexpr qint64 mebibyte = 1024 * 1024;

inline constexpr base::Limit inFlightLimit{"in flight, archiving",
                                           32,
                                           1,
                                           256,
                                           "requests",
                                           "polite to a home connection; more gains little on real sites",
                                           true};
inline constexpr base::Limit perHostLimit{"in flight to one host",
                                          6,
                                          1,
                                          256,
                                          "requests",
                                          "what browsers do; a host that is asked more often answers 429",
                                          true};
inline constexpr base::Limit bodyLimit{"response body, decoded",
                                       32 * mebibyte,
                                       mebibyte,
                                       1024 * mebibyte,
                                       "bytes",
                                       "a page is never that large; a trap is",
                                       true};
inline constexpr base::Limit assetLimit{
    "one picture", 16 * mebibyte, mebibyte, 256 * mebibyte, "bytes", "larger pictures are not made for reading", true};
inline constexpr base::Limit assetsLimit{"all pictures of a page",
                                         64 * mebibyte,
                                         mebibyte,
                                         1024 * mebibyte,
                                         "bytes",
                                         "keeps one page from filling the disk",
                                         true};
inline constexpr base::Limit memoryLimit{"bodies in memory, first byte to commit",
                                         192 * mebibyte,
                                         16 * mebibyte,
                                         4096 * mebibyte,
                                         "bytes",
                                         "what all captures hold at a time; transfers wait",
                                         true};
inline constexpr base::Limit connectLimit{"connect", 15'000, 1'000, 120'000, "ms", "longer than three lost SYN packets",
                                          true};
inline constexpr base::Limit idleLimit{
    "idle, no byte received", 30'000, 1'000, 600'000, "ms", "a server that stalls must not hold a place", true};
inline constexpr base::Limit attemptLimit{
    "attempt, redirects included", 120'000, 1'000, 3'600'000, "ms", "a server that drips must not hold a place", true};
inline constexpr base::Limit attemptsLimit{"attempts", 3, 1, 10, "attempts", "most passing failures pass within three",
                                           true};

inline constexpr base::Limit assetCountLimit{"pictures of a page",  200,  200, 200, "pictures",
                                             "galleries end there", false};
inline constexpr base::Limit assetTimeLimit{
    "pictures of a page, in all", 10'000, 10'000, 10'000, "ms", "a missing picture never holds up a capture", false};
inline constexpr base::Limit workersLimit{"workers", 2, 2, 2, "threads", "parse, extract and compress", false};

inline constexpr base::Limit limits[] = {inFlightLimit,   perHostLimit,   bodyLimit,   assetLimit,   assetsLimit,
                                         assetCountLimit, assetTimeLimit, memoryLimit, connectLimit, idleLimit,
                                         attemptLimit,    attemptsLimit,  workersLimit};

} // namespace archive
