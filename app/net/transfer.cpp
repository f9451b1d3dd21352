#include "net/transfer.h"

#include "net/limits.h"
#include "net/redirect.h"
#include "net/replyerror.h"

#include <QSslError>
#include <QThread>

#include <algorithm>

namespace net {

namespace {

constexpr qint64 chunk = 64 * 1024;
constexpr qint64 reserved = 1024 * 1024;

} // namespace

Transfer::Transfer(TransferOwner& owner, base::Clock& clock, const TransferLimits& limits,
                   std::unique_ptr<QNetworkReply> reply, const QHostAddress& address, quint16 port)
    : m_owner(owner)
    , m_clock(clock)
    , m_limits(limits)
    , m_reply(std::move(reply))
    , m_address(address)
    , m_port(port)
    , m_startedAt(clock.monotonic())
    , m_heardAt(m_startedAt) {
    m_reply->setReadBufferSize(limits::readBuffer);
    connect(m_reply.get(), &QNetworkReply::socketStartedConnecting, this, &Transfer::noteConnecting);
    connect(m_reply.get(), &QNetworkReply::requestSent, this, &Transfer::noteSent);
    connect(m_reply.get(), &QNetworkReply::metaDataChanged, this, &Transfer::readHead);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &Transfer::readBody);
    connect(m_reply.get(), &QNetworkReply::sslErrors, this, &Transfer::noteTlsErrors);
    connect(m_reply.get(), &QNetworkReply::finished, this, [this] {
        m_replyFinished = true;
        readBody();
    });
}

Transfer::~Transfer() {
    if (!m_replyFinished) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    m_reply.release()->deleteLater(); // Qt's own signals may be on their way
}

void Transfer::suspect() {
    m_suspect = m_suspect || m_sent;
}

// Qt asks again by itself when a connection breaks before the head is whole: of all that waited for this server, this
// is the one whose connection was shut down.
void Transfer::noteConnecting() {
    if (m_suspect)
        end(ErrorKind::BadResponse);
}

void Transfer::noteSent() {
    if (m_suspect)
        return end(ErrorKind::BadResponse);
    m_sent = true;
    m_heardAt = m_clock.monotonic();
}

void Transfer::readHead() {
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_ended || m_status != 0 || status < 200)
        return;
    m_status = status;
    m_sent = true;
    m_suspect = false;
    m_firstByteAt = m_heardAt = m_clock.monotonic();
    m_owner.heard();
    const auto& pairs = m_reply->rawHeaderPairs();
    m_headers.reserve(pairs.size());
    for (const auto& [name, value] : pairs)
        m_headers.append({name, value});
    m_discard = isRedirect(m_status) && !headerValue(m_headers, "Location").trimmed().isEmpty();
    bool known = false;
    const qint64 length = headerValue(m_headers, "Content-Length").trimmed().toLongLong(&known);
    if (known && headerValue(m_headers, "Content-Encoding").isEmpty())
        m_expected = length;
    if (m_expected > 0 &&
        !m_discard) // a body that grows by doubling holds twice its bytes; a liar gets no more than this
        m_body.reserve(std::min({m_expected, m_limits.maxBodyBytes, reserved}) + chunk);
    m_owner.headArrived(m_headers);
    if (!m_ended && !m_discard && known && length > m_limits.maxBodyBytes)
        end(ErrorKind::TooLarge);
}

void Transfer::readBody() {
    readHead();
    while (!m_ended && m_reply->bytesAvailable() > 0) {
        if (!m_discard && !m_owner.mayHold(chunk)) {
            m_parked = true;
            return;
        }
        m_parked = false;
        const qsizetype before = m_body.size();
        m_body.resize(before + chunk);
        const qint64 got = m_reply->read(m_body.data() + before, chunk);
        m_body.resize(before + qMax<qint64>(got, 0));
        if (got <= 0)
            break;
        m_suspect = false;
        m_heardAt = m_clock.monotonic();
        m_received += got;
        m_owner.heard();
        if (m_discard) {
            m_body.clear();
            if (m_received > limits::redirectBody)
                end(ErrorKind::None); // known well enough; not worth reading to the end
        } else {
            m_owner.bodyGrew(got);
            if (m_received > m_limits.maxBodyBytes)
                end(ErrorKind::TooLarge);
        }
    }
    m_parked = false;
    if (!m_ended && m_replyFinished)
        finish();
}

void Transfer::resume() {
    if (!m_parked)
        return;
    m_heardAt = m_clock.monotonic(); // the silence was ours
    readBody();
}

bool Transfer::isTooShort() const {
    return m_expected > m_received && m_status != 204 && m_status != 304;
}

void Transfer::finish() {
    ErrorKind kind = kindOf(m_reply->error(), m_status, m_sent, m_address, m_port);
    if (kind == ErrorKind::Tls && m_reason.isEmpty())
        m_reason = m_reply->errorString();
    if ((kind == ErrorKind::None || kind == ErrorKind::HttpStatus) && isTooShort() && !m_discard)
        kind = ErrorKind::Reset;
    if (kind == ErrorKind::Reset && m_suspect)
        kind = ErrorKind::BadResponse;
    if (m_discard && m_status != 0) // where it leads is known, whatever became of the body
        kind = ErrorKind::None;
    end(kind);
}

void Transfer::end(ErrorKind why) {
    if (m_ended)
        return;
    m_ended = true;
    m_parked = false;
    m_error = why;
    if (why != ErrorKind::None && why != ErrorKind::HttpStatus)
        m_body.clear();
    else if (m_body.capacity() > m_body.size() + m_body.size() / 4)
        m_body.squeeze();
    m_reply->disconnect(this);
    if (!m_replyFinished) {
        m_replyFinished = true;
        m_reply->abort();
    }
    m_owner.transferEnded();
}

std::chrono::nanoseconds Transfer::deadline() const {
    if (m_ended || m_parked)
        return std::chrono::nanoseconds::max();
    return m_heardAt + (m_sent ? m_limits.idleTimeout : m_limits.connectTimeout);
}

void Transfer::checkDeadline() {
    if (m_clock.monotonic() >= deadline())
        end(m_sent ? ErrorKind::IdleTimeout : ErrorKind::ConnectTimeout);
}

void Transfer::noteTlsErrors(const QList<QSslError>& errors) {
    QStringList reasons;
    for (const QSslError& error : errors) {
        if (!reasons.contains(error.errorString()))
            reasons.append(error.errorString());
    }
    m_reason = reasons.join(QStringLiteral(", "));
}

} // namespace net
