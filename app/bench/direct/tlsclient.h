#pragma once

#include "bench/tlsstream.h"
#include "net/routefinder.h"

#include <string>
#include <vector>

struct ssl_session_st;

namespace bench::direct {

// Whom connections over TLS trust.
struct Trust {
    std::string caFile;    // PEM; empty: this system's authorities
    bool insecure = false; // anybody: only by explicit choice
};

// The client's side of TLS 1.2 and 1.3 for one thread: SNI, the certificate checked against the name, and the last
// session of each server taken up again.
class TlsClient {
public:
    TlsClient(const Trust& trust, std::size_t routes);
    ~TlsClient();
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    bool valid() const { return m_context && m_failure.empty(); }
    const std::string& failure() const { return m_failure; } // why not, in OpenSSL's words
    // The connection to be greeted; null when there is no memory.
    std::unique_ptr<Stream> connect(Descriptor socket, const net::Route& route, std::size_t number);

private:
    static int keepSession(ssl_st* tls, ssl_session_st* session);

    std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> m_context;
    std::string m_failure;
    std::vector<ssl_session_st*> m_sessions; // by route
};

} // namespace bench::direct
