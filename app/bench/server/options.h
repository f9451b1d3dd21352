#pragma once

#include "bench/delays.h"
#include "bench/server/tls.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench::server {

using bench::Delay;

// What goes wrong with files and bodies: each request draws once, whatever is drawn for its delay.
struct Faults {
    struct Status {
        int code = 503;
        double share = 0;
    };
    std::vector<Status> statuses;
    double reset = 0;    // the connection, in place of an answer
    double truncate = 0; // half of the body, then the connection is closed

    bool any() const { return !statuses.empty() || reset > 0 || truncate > 0; }
};

// The whole server does nothing for `length`, every `every`: requests wait, as for one that collects its garbage.
struct Standstill {
    std::chrono::milliseconds length{};
    std::chrono::milliseconds every{}; // from one's begin to the next; longer than `length`
};

// What stands behind the paths.
struct Content {
    std::string root;                // a folder of files; empty: none
    std::optional<std::string> body; // the answer to every path that is nothing else
    std::string bodyType = "text/html; charset=utf-8";
    std::optional<Delay> delay; // before files and bodies, drawn in order of arrival; told in the header `delay`
    Faults faults;              // of files and bodies
    bool drip = false;          // files and bodies go out in a hundred pieces within a second
    std::uint64_t seed = 1;     // of all that is drawn
    bool behaviours = true;     // see behaviours.h; at their own paths
    bool list = false;          // of them, at "/", also where there is a body
};

struct TlsOptions {
    std::vector<std::string> names; // of the certificate; empty: plain HTTP
    TlsContext::Validity validity = TlsContext::Validity::Now;
};

struct Options {
    std::string address = "127.0.0.1"; // numeric, IPv4 or IPv6
    std::uint16_t port = 0;            // 0: a free one
    Content content;
    TlsOptions tls;
    bool keepLog = true;         // of request heads, for tests
    int accessLog = -1;          // descriptor that a line a request is written to; −1: none
    bool closeAfterEach = false; // no connection is kept for another request
    std::optional<Standstill> standstill;
    std::chrono::milliseconds idleTimeout{120'000};
};

} // namespace bench::server
