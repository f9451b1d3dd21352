#pragma once

#include "base/clock.h"
#include "net/exchange.h"

#include <QHostAddress>
#include <QNetworkReply>

#include <memory>

namespace net {

// Who a transfer works for.
class TransferOwner {
public:
    virtual ~TransferOwner() = default;
    virtual bool mayHold(qint64 bytes) = 0; // false: the transfer stops reading until resume()
    virtual void heard() = 0;               // a head or body bytes came
    virtual void bodyGrew(qint64 bytes) = 0;
    virtual void headArrived(const Headers& headers) = 0;
    virtual void transferEnded() = 0; // last call; the owner may delete the transfer later, not now
};

struct TransferLimits {
    std::chrono::milliseconds connectTimeout{15'000};
    std::chrono::milliseconds idleTimeout{30'000};
    qint64 maxBodyBytes = 0; // decoded
};

// One request and its reply: reads the body as the owner allows, under the cap and the two deadlines of silence.
// Lives in the network thread.
class Transfer final : public QObject {
    Q_OBJECT

public:
    Transfer(TransferOwner& owner, base::Clock& clock, const TransferLimits& limits,
             std::unique_ptr<QNetworkReply> reply, const QHostAddress& address, quint16 port);
    ~Transfer() override;

    void end(ErrorKind why); // from outside: cancelled, out of time
    void resume();           // there is room again
    void suspect();          // its connection may be the one that was shut down for sending without an end
    std::chrono::nanoseconds deadline() const; // when checkDeadline() has something to say; max: never
    void checkDeadline();

    bool hasEnded() const { return m_ended; }
    bool isParked() const { return m_parked; }
    bool wasSent() const { return m_sent; }
    bool hasHead() const { return m_status != 0; }

    int status() const { return m_status; }
    const Headers& headers() const { return m_headers; }
    QByteArray takeBody() { return std::move(m_body); }
    qint64 received() const { return m_received; }
    qint64 expected() const { return m_expected; } // from Content-Length of an uncoded body; -1 unknown
    ErrorKind error() const { return m_error; }
    QString reason() const { return m_reason; } // of a TLS failure, as the library words it
    std::chrono::nanoseconds startedAt() const { return m_startedAt; }
    std::chrono::nanoseconds firstByteAt() const { return m_firstByteAt; } // 0: none

private:
    void noteConnecting();
    void noteSent();
    void readHead();
    void readBody();
    void finish();
    void noteTlsErrors(const QList<QSslError>& errors);
    bool isTooShort() const;

    TransferOwner& m_owner;
    base::Clock& m_clock;
    TransferLimits m_limits;
    std::unique_ptr<QNetworkReply> m_reply;
    QHostAddress m_address;
    quint16 m_port;
    std::chrono::nanoseconds m_startedAt;
    std::chrono::nanoseconds m_heardAt;
    std::chrono::nanoseconds m_firstByteAt{0};
    bool m_sent = false;
    bool m_parked = false;
    bool m_suspect = false;
    bool m_replyFinished = false;
    bool m_ended = false;
    bool m_discard = false; // the body of a redirect
    int m_status = 0;
    Headers m_headers;
    QByteArray m_body;
    qint64 m_received = 0;
    qint64 m_expected = -1;
    ErrorKind m_error = ErrorKind::None;
    QString m_reason;
};

} // namespace net
