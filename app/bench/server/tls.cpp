#include "bench/server/tls.h"

#include "bench/tlsstream.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace bench::server {

namespace {

std::string alternativeNames(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        const bool address =
            name.find_first_not_of("0123456789.") == std::string::npos || name.find(':') != std::string::npos;
        list.append(list.empty() ? "" : ",").append(address ? "IP:" : "DNS:").append(name);
    }
    return list;
}

bool addExtension(X509* certificate, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, void (*)(X509_EXTENSION*)> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()), X509_EXTENSION_free);
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

using Certificate = std::unique_ptr<X509, void (*)(X509*)>;

Certificate makeCertificate(EVP_PKEY* key, const std::vector<std::string>& names, TlsContext::Validity validity) {
    constexpr long day = 24 * 60 * 60;
    const bool expired = validity == TlsContext::Validity::Expired;
    Certificate certificate(X509_new(), X509_free);
    if (!certificate)
        return certificate;
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -30 * day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), expired ? -day : 30 * day);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Tidemark test"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    const bool made = addExtension(certificate.get(), NID_subject_alt_name, alternativeNames(names)) &&
                      addExtension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE") &&
                      X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    if (!made)
        certificate.reset();
    return certificate;
}

std::string asPem(X509* certificate) {
    const std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()), BIO_free);
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
        return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

std::unique_ptr<TlsContext> TlsContext::make(const std::vector<std::string>& names, Validity validity) {
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!key || !context)
        return nullptr;
    const Certificate certificate = makeCertificate(key.get(), names, validity);
    if (!certificate || SSL_CTX_use_certificate(context.get(), certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
        return nullptr;
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context.get(),
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    auto made = std::make_unique<TlsContext>();
    made->m_context = context;
    made->m_certificate = asPem(certificate.get());
    return made;
}

std::unique_ptr<Stream> TlsContext::accept(Descriptor socket) const {
    auto stream = std::make_unique<TlsStream>(std::move(socket), m_context.get(), TlsStream::Side::Server);
    if (!stream->valid())
        return nullptr;
    return stream;
}

} // namespace bench::server
