#pragma once

#include "bench/server/script.h"

namespace bench::server {

// What a path stands for (RFC 9110 §3.2): bytes in memory or a file.
struct Representation {
    std::string mediaType;
    std::uint64_t size = 0;
    Bytes bytes;                            // none: the file
    std::shared_ptr<const Descriptor> file; // read from its begin
};

// Of bytes that are sent again and again: in a file without a name where they are many, for sending those is cheaper.
Representation representationOf(const std::string& bytes, std::string mediaType);

// How much of it is sent, and how.
struct Manner {
    Headers extra; // header fields
    bool truncated = false;
    bool dripping = false;
};

Step wholeOf(const Representation& content); // which must not be empty
Script answerWith(const Request& request, const Representation& content, const Manner& manner = {});

} // namespace bench::server
