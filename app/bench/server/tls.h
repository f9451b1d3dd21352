#pragma once

#include "bench/stream.h"

#include <string>
#include <vector>

struct ssl_ctx_st;

namespace bench::server {

// A certificate made at start and signed by itself, for the names and addresses given.
class TlsContext {
public:
    enum class Validity { Now, Expired };

    // Null when OpenSSL cannot (no entropy, no memory).
    static std::unique_ptr<TlsContext> make(const std::vector<std::string>& names, Validity validity);

    std::unique_ptr<Stream> accept(Descriptor socket) const;         // null when there is no memory
    const std::string& certificate() const { return m_certificate; } // PEM, for clients that are to trust it

private:
    std::shared_ptr<ssl_ctx_st> m_context;
    std::string m_certificate;
};

} // namespace bench::server
