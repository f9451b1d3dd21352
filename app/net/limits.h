#pragma once

#include "base/limit.h"

#include <span>

namespace net::limits {

using base::Limit;

inline constexpr Limit all[] = {
    {"link length", 8 * 1024, 8 * 1024, 8 * 1024, "bytes",
     "longer ones are attacks or accidents; servers refuse them too", false},
    {"redirects", 10, 10, 10, "", "RFC 9110 §15.4 asks for a limit; browsers stop at 20", false},
    {"requests in flight", 32, 1, 256, "", "enough to fill a home line; more only annoys servers", true},
    {"requests in flight to one host", 6, 1, 256, "", "what browsers allow themselves", true},
    {"connect time", 15'000, 1'000, 120'000, "ms", "three lost SYN packets; after that the host is down", true},
    {"idle time", 30'000, 1'000, 600'000, "ms", "longer than any honest server thinks", true},
    {"bodies in memory", 192LL << 20, 16LL << 20, 4LL << 30, "bytes", "all captures between first byte and commit",
     true},
    {"read buffer of a transfer", 256 << 10, 256 << 10, 256 << 10, "bytes", "what a waiting transfer may hold", false},
    {"response head", 256 << 10, 256 << 10, 256 << 10, "bytes",
     "real heads are under 32 KiB; an endless one is an attack", false},
    {"https managers", 16, 1, 16, "", "6 connections a host each; every one is a thread", false},
    {"addresses tried of one name", 4, 4, 4, "", "two of each family; more only delays the answer", false},
    {"name kept", 60'000, 60'000, 60'000, "ms", "getaddrinfo tells no TTL; a minute is what most set", false},
    {"names remembered", 10'000, 10'000, 10'000, "", "bounds memory over a million hosts", false},
    {"dead host remembered", 300'000, 300'000, 300'000, "ms", "a page's other images need not find out again", false},
    {"Retry-After obeyed", 3'600, 3'600, 3'600, "s", "longer is a failure that names the time", false},
    {"cookies of one capture", 300, 300, 300, "", "as many as browsers keep for a site (RFC 6265 §6.1)", false},
    {"hand-over message", 16 << 20, 16 << 20, 16 << 20, "bytes", "a million short links; larger comes by file", false},
};

constexpr std::span<const Limit> list() {
    return all;
}

inline constexpr qint64 linkLength = 8 * 1024;
inline constexpr qint64 readBuffer = 256 << 10;
inline constexpr qint64 headBytes = 256 << 10;
inline constexpr int connectionsPerGroup = 6; // what a QNetworkAccessManager opens to one host and port
inline constexpr int managers = 16;
inline constexpr int addressesTried = 4;
inline constexpr qint64 nameKeptMs = 60'000;
inline constexpr qsizetype namesKept = 10'000;
inline constexpr qint64 deadHostMs = 300'000;
inline constexpr qint64 retryAfterSeconds = 3'600;
inline constexpr int cookies = 300;
inline constexpr qint64 handoverBytes = 16 << 20;
inline constexpr qint64 redirectBody = 64 << 10; // read and thrown away so that the connection can be used again

} // namespace net::limits
