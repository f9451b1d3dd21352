#include "bench/direct/tlsclient.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace bench::direct {

namespace {

int sessionSlot() { // of an SSL object: where its session is kept
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

} // namespace

TlsClient::TlsClient(const Trust& trust, std::size_t routes)
    : m_context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free)
    , m_sessions(routes) {
    SSL_CTX* context = m_context.get();
    if (!context)
        return;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1); // a record in one call of the kernel, not in two
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, &TlsClient::keepSession);
    SSL_CTX_set_verify(context, trust.insecure ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
    if (trust.insecure)
        return;
    const int trusted = trust.caFile.empty() ? SSL_CTX_set_default_verify_paths(context)
                                             : SSL_CTX_load_verify_file(context, trust.caFile.c_str());
    if (trusted != 1) {
        const char* reason = ERR_reason_error_string(ERR_peek_last_error());
        m_failure = reason ? reason : "no certificates";
    }
    ERR_clear_error();
}

TlsClient::~TlsClient() {
    for (SSL_SESSION* session : m_sessions)
        SSL_SESSION_free(session);
}

// Called by OpenSSL whenever the server gives one; with TLS 1.3 after the greeting, and more than once.
int TlsClient::keepSession(SSL* tls, SSL_SESSION* session) {
    auto* slot = static_cast<SSL_SESSION**>(SSL_get_ex_data(tls, sessionSlot()));
    if (!slot)
        return 0;
    SSL_SESSION_free(*slot);
    *slot = session;
    return 1; // it is ours now
}

std::unique_ptr<Stream> TlsClient::connect(Descriptor socket, const net::Route& route, std::size_t number) {
    auto stream = std::make_unique<TlsStream>(std::move(socket), m_context.get(), TlsStream::Side::Client);
    if (!stream->valid())
        return nullptr;
    SSL* tls = stream->handle();
    if (route.hostIsAddress) // RFC 6066 §3: no SNI
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), route.host.c_str());
    else if (SSL_set_tlsext_host_name(tls, route.host.c_str()) != 1 || SSL_set1_host(tls, route.host.c_str()) != 1)
        return nullptr;
    SSL_set_ex_data(tls, sessionSlot(), &m_sessions[number]);
    if (m_sessions[number])
        SSL_set_session(tls, m_sessions[number]);
    return stream;
}

} // namespace bench::direct
