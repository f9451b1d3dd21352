#pragma once

#include "base/limits.h"

#include <span>

namespace net::limits {

using base::Limit;

inline constexpr qint64 linkLength = base::linkBytes;
inline constexpr int redirects = 10;
inline constexpr qint64 readBuffer = 256 << 10;
inline constexpr qint64 headBytes = 256 << 10;
inline constexpr int connectionsPerGroup = 6; // what a QNetworkAccessManager opens to one host and port
inline constexpr int managers = 16;
inline constexpr int originsOfLoad = 1'000;
inline constexpr int idleOfLoad = 3'000;
inline constexpr int addressesTried = 4;
inline constexpr qint64 nameKeptMs = 60'000;
inline constexpr qsizetype namesKept = 10'000;
inline constexpr qint64 deadHostMs = 300'000;
inline constexpr qint64 retryAfterSeconds = 3'600;
inline constexpr qint64 busyPauseMs = 2'000;
inline constexpr int cookies = 300;
inline constexpr qint64 handoverBytes = 16 << 20;
inline constexpr qint64 redirectBody = 64 << 10;

// What nobody may change: standard, least and most are one.
consteval Limit fixed(const char* name, qint64 value, const char* unit, const char* reason) {
    return {name, value, value, value, unit, reason, false};
}

inline constexpr Limit all[] = {
    fixed("redirects", redirects, "", "RFC 9110 §15.4 asks for a limit; browsers stop at 20"),
    fixed("body of a redirect", redirectBody, "bytes", "read and thrown away so that the connection can be used again"),
    fixed("read buffer of a transfer", readBuffer, "bytes", "what a waiting transfer may hold"),
    fixed("response head", headBytes, "bytes", "real heads are under 32 KiB; an endless one is an attack"),
    fixed("https managers", managers, "", "6 connections a host each; every one is a thread"),
    fixed("origins a load remembers", originsOfLoad, "",
          "bounds memory over a million hosts; the least used goes first"),
    fixed("connections a load keeps open", idleOfLoad, "",
          "over several origins; beyond them one ends when nothing goes over it"),
    fixed("addresses tried of one name", addressesTried, "", "two of each family; more only delays the answer"),
    fixed("name kept", nameKeptMs, "ms", "getaddrinfo tells no TTL; a minute is what most set"),
    fixed("names remembered", namesKept, "", "bounds memory over a million hosts"),
    fixed("dead host not asked again", deadHostMs, "ms", "a page's other pictures need not find out again"),
    fixed("Retry-After obeyed", retryAfterSeconds, "s", "longer is a failure that names the time"),
    fixed("pause of a busy host, unasked", busyPauseMs, "ms",
          "429 or 503 without Retry-After: it may be that link alone"),
    fixed("cookies of one capture", cookies, "", "as many as browsers keep for a site (RFC 6265 §6.1)"),
    fixed("hand-over message", handoverBytes, "bytes", "a million short links; larger comes by file"),
};

constexpr std::span<const Limit> list() {
    return all;
}

} // namespace net::limits
