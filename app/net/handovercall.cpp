#include "net/handovercall.h"

#include "net/handover.h"
#include "net/handoverframe.h"
#include "net/limits.h"

#include <QLocalSocket>

namespace net {

HandoverCall::HandoverCall(const QString& libraryFile, const QByteArray& message, std::chrono::milliseconds timeout,
                           QObject* parent)
    : QObject(parent)
    , m_address(handoverAddress(libraryFile))
    , m_message(message)
    , m_socket(std::make_unique<QLocalSocket>()) {
    m_patience.setSingleShot(true);
    m_patience.setInterval(timeout);
    connect(&m_patience, &QTimer::timeout, this, [this] { end(handoverFailedError()); });
    connect(m_socket.get(), &QLocalSocket::readyRead, this, &HandoverCall::read);
    connect(m_socket.get(), &QLocalSocket::disconnected, this, [this] {
        read();
        end(handoverFailedError());
    });
    QMetaObject::invokeMethod(this, &HandoverCall::start, Qt::QueuedConnection);
}

// A socket that ends with this says so; nobody listens any more.
HandoverCall::~HandoverCall() {
    m_socket->disconnect(this);
}

// Connecting to a local socket is done or refused at once, or too many others wait there.
void HandoverCall::start() {
    if (m_message.size() > limits::handoverBytes)
        return end(handoverTooLargeError());
    m_socket->connectToServer(m_address);
    if (!m_socket->waitForConnected(0))
        return end(isForNobody(*m_socket) ? handoverNobodyError() : handoverFailedError());
    if (!isSameUser(*m_socket))
        return end(handoverFailedError());
    m_socket->write(framed(std::exchange(m_message, {})));
    m_patience.start();
}

void HandoverCall::read() {
    if (m_ended)
        return;
    m_received += m_socket->readAll();
    const Frame state = stateOf(m_received);
    if (state == Frame::Whole)
        end(m_received.mid(handoverHeadSize));
    else if (state == Frame::Bad)
        end(handoverFailedError());
}

void HandoverCall::end(const base::Result<QByteArray>& answer) {
    if (std::exchange(m_ended, true))
        return;
    m_patience.stop();
    m_socket->abort();
    Q_EMIT ended(answer);
}

} // namespace net
