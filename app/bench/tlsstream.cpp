#include "bench/tlsstream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

#include <unistd.h>

namespace bench {

TlsStream::TlsStream(Descriptor socket, ssl_ctx_st* context, Side side)
    : Stream(std::move(socket))
    , m_tls(SSL_new(context), SSL_free)
    , m_side(side) {
    if (m_tls)
        SSL_set_fd(m_tls.get(), descriptor());
}

Moved TlsStream::greet() {
    return outcome(m_side == Side::Server ? SSL_accept(m_tls.get()) : SSL_connect(m_tls.get()), 0);
}

Moved TlsStream::read(char* buffer, std::size_t size) {
    std::size_t count = 0;
    const int done = SSL_read_ex(m_tls.get(), buffer, size, &count);
    return outcome(done, count);
}

Moved TlsStream::skip(char* buffer, std::size_t bufferSize, std::uint64_t most) {
    return read(buffer, static_cast<std::size_t>(std::min<std::uint64_t>(bufferSize, most)));
}

// Of a record that is decrypted already the socket tells nothing any more.
bool TlsStream::holdsBytes() const {
    return SSL_has_pending(m_tls.get()) == 1;
}

Moved TlsStream::write(const iovec* pieces, int count, bool) {
    const iovec* end = pieces + count;
    const iovec* piece = std::find_if(pieces, end, [](const iovec& each) { return each.iov_len > 0; });
    if (piece == end)
        return {};
    std::size_t written = 0;
    const int done = SSL_write_ex(m_tls.get(), piece->iov_base, piece->iov_len, &written);
    return outcome(done, written);
}

Moved TlsStream::writeFile(int file, std::uint64_t offset, std::size_t size) {
    std::array<char, 16 * 1024> piece; // a record; the same bytes again when the first attempt did not get through
    const ssize_t count = ::pread(file, piece.data(), std::min(size, piece.size()), static_cast<off_t>(offset));
    if (count <= 0)
        return {Moved::Status::Failed, 0};
    const iovec bytes{piece.data(), static_cast<std::size_t>(count)};
    return write(&bytes, 1, false);
}

std::string TlsStream::serverName() const {
    const char* name = SSL_get_servername(m_tls.get(), TLSEXT_NAMETYPE_host_name);
    return name ? name : "";
}

void TlsStream::endWriting() {
    SSL_shutdown(m_tls.get());
    Stream::endWriting();
}

Moved TlsStream::outcome(int result, std::size_t bytes) {
    if (result > 0)
        return {Moved::Status::Done, bytes};
    const int error = SSL_get_error(m_tls.get(), result);
    if (error == SSL_ERROR_SSL) {
        const long refused = SSL_get_verify_result(m_tls.get());
        const char* reason =
            refused != X509_V_OK ? X509_verify_cert_error_string(refused) : ERR_reason_error_string(ERR_peek_error());
        m_failure = reason ? reason : "";
    }
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

} // namespace bench
