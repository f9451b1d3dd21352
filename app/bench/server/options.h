#pragma once

#include "bench/server/tls.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench::server {

// How late the server answers: whole multiples of `step` from `minimum` to `maximum`, each as likely.
struct Delay {
    std::chrono::milliseconds minimum{};
    std::chrono::milliseconds maximum{};
    std::chrono::milliseconds step{1};
};

// What stands behind the paths.
struct Content {
    std::string root;                // a folder of files; empty: none
    std::optional<std::string> body; // the answer to every path that is nothing else
    std::string bodyType = "text/html; charset=utf-8";
    std::optional<Delay> delay; // before files and bodies, drawn in order of arrival
    std::uint64_t seed = 1;     // of all that is drawn
    bool behaviours = true;     // see behaviours.h
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
    bool keepLog = true; // of request heads, for tests
    std::chrono::milliseconds idleTimeout{120'000};
};

} // namespace bench::server
