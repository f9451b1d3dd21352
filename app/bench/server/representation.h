#pragma once

#include "bench/descriptor.h"
#include "bench/server/script.h"

namespace bench::server {

// What a path stands for (RFC 9110 §3.2): bytes in memory or a file.
struct Representation {
    std::string mediaType;
    std::uint64_t size = 0;
    Bytes bytes;                      // none: the file
    std::shared_ptr<Descriptor> file; // read from where it stands
};

// How much of it is sent, and how.
struct Manner {
    Headers extra; // header fields
    bool truncated = false;
    bool dripping = false;
};

Script answerWith(const Request& request, const Representation& content, const Manner& manner = {});

} // namespace bench::server
