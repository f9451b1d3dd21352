#pragma once

#include "base/limit.h"

#include <cstddef>

namespace bench::server {

inline constexpr int maxUnsent = 128 * 1024; // bytes of a connection
inline constexpr std::size_t maxRequestLine = 16 * 1024;
inline constexpr std::size_t maxHead = 64 * 1024;
inline constexpr std::size_t maxHeaders = 200;
inline constexpr std::size_t maxRequestBody = 64 * 1024 * 1024;
inline constexpr std::size_t keptRequestBody = 64 * 1024;
inline constexpr std::size_t maxLoggedRequests = 100'000;
inline constexpr int backlog = 4096;
inline constexpr long long mostBodySize = 1'000'000'000; // bytes, of the one body

inline constexpr base::Limit limits[] = {
    {"test server: request line", maxRequestLine, maxRequestLine, maxRequestLine, "bytes",
     "twice the longest link, so that what is refused is refused on purpose", false},
    {"test server: head", maxHead, maxHead, maxHead, "bytes", "a client cannot fill the server's memory", false},
    {"test server: header fields", maxHeaders, maxHeaders, maxHeaders, "fields", "as for the head", false},
    {"test server: request body", maxRequestBody, maxRequestBody, maxRequestBody, "bytes",
     "read and counted, of which the first 64 KiB are kept for tests to look at", false},
    {"test server: backlog", backlog, backlog, backlog, "connections",
     "thousands connect at once when a benchmark begins; the kernel lowers it to its own maximum", false},
    {"test server: unsent of a connection", maxUnsent, maxUnsent, maxUnsent, "bytes",
     "thousands of readers that are slow must not fill the kernel's memory for sockets", false},
    {"test server: requests logged", maxLoggedRequests, maxLoggedRequests, maxLoggedRequests, "requests",
     "the log is for tests; later requests are only counted", false},
};

} // namespace bench::server
