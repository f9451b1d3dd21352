#pragma once

#include "bench/httpsyntax.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bench::server {

using Header = std::pair<std::string, std::string>; // name as sent, value
using Headers = std::vector<Header>;

// One request as the reader understood it.
struct Request {
    std::string method;
    std::string target;   // as sent
    std::string path;     // percent-decoded; of an absolute target too, so that the server can play a proxy
    std::string query;    // as sent, without the question mark
    int minorVersion = 1; // HTTP/1.x
    Headers headers;
    std::string body;           // at most keptRequestBody bytes of it
    std::uint64_t bodySize = 0; // all of it
    bool keepAlive = true;
    std::uint64_t connection = 0; // the connection's number, from 1
    std::uint64_t number = 0;     // of the request on its connection, from 1
    std::string serverName;       // asked for in the TLS greeting, empty without TLS or without one

    std::string_view header(std::string_view name) const; // the first one, case-insensitive; empty when none
    std::string parameter(std::string_view name, std::string_view otherwise = {}) const; // of the query, decoded
    std::uint64_t numberParameter(std::string_view name, std::uint64_t otherwise) const;
};

// False when a % is not followed by two hex digits.
bool percentDecode(std::string_view text, std::string& decoded);

} // namespace bench::server
