#include "bench/server/tls.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <limits>

#include <unistd.h>

namespace bench::server {

namespace {

class TlsStream final : public Stream {
public:
    TlsStream(Descriptor socket, ssl_ctx_st* context)
        : Stream(std::move(socket))
        , m_tls(SSL_new(context), SSL_free) {
        if (m_tls)
            SSL_set_fd(m_tls.get(), descriptor());
    }
    bool valid() const { return m_tls != nullptr; }

    Moved greet() override { return outcome(SSL_accept(m_tls.get()), 0); }
    Moved read(char* buffer, std::size_t size) override {
        std::size_t count = 0;
        const int done = SSL_read_ex(m_tls.get(), buffer, size, &count);
        return outcome(done, count);
    }
    Moved write(const iovec* pieces, int count, bool) override {
        const iovec* end = pieces + count;
        const iovec* piece = std::find_if(pieces, end, [](const iovec& each) { return each.iov_len > 0; });
        if (piece == end)
            return {};
        std::size_t written = 0;
        const int done = SSL_write_ex(m_tls.get(), piece->iov_base, piece->iov_len, &written);
        return outcome(done, written);
    }
    Moved writeFile(int file, std::uint64_t offset, std::size_t size) override {
        std::array<char, 16 * 1024> piece; // a record; the same bytes again when the first attempt did not get through
        const ssize_t count = ::pread(file, piece.data(), std::min(size, piece.size()), static_cast<off_t>(offset));
        if (count <= 0)
            return {Moved::Status::Failed, 0};
        const iovec bytes{piece.data(), static_cast<std::size_t>(count)};
        return write(&bytes, 1, false);
    }
    std::string serverName() const override {
        const char* name = SSL_get_servername(m_tls.get(), TLSEXT_NAMETYPE_host_name);
        return name ? name : "";
    }
    void endWriting() override {
        SSL_shutdown(m_tls.get());
        Stream::endWriting();
    }

private:
    Moved outcome(int result, std::size_t bytes) const {
        if (result > 0)
            return {Moved::Status::Done, bytes};
        const int error = SSL_get_error(m_tls.get(), result);
        ERR_clear_error();
        switch (error) {
        case SSL_ERROR_WANT_READ:
            return {Moved::Status::WantsRead, 0};
        case SSL_ERROR_WANT_WRITE:
            return {Moved::Status::WantsWrite, 0};
        case SSL_ERROR_ZERO_RETURN:
            return {Moved::Status::Ended, 0};
        default:
            return {Moved::Status::Failed, 0};
        }
    }

    std::unique_ptr<SSL, void (*)(SSL*)> m_tls;
};

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
    auto stream = std::make_unique<TlsStream>(std::move(socket), m_context.get());
    if (!stream->valid())
        return nullptr;
    return stream;
}

} // namespace bench::server
