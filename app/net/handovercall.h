#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

class QLocalSocket;

namespace net {

// handOver() for a program that has more to do than to wait for its answer. Lives in the thread that makes it; ended()
// comes once, from its event loop. Deleting it takes nothing back: the message may have arrived.
class HandoverCall final : public QObject {
    Q_OBJECT

public:
    HandoverCall(const QString& libraryFile, const QByteArray& message, std::chrono::milliseconds timeout,
                 QObject* parent = nullptr);
    ~HandoverCall() override;

Q_SIGNALS:
    // Error kinds as handOver() has them; a connection that ends without an answer is handoverFailed.
    void ended(const base::Result<QByteArray>& answer);

private:
    void start();
    void read();
    void end(const base::Result<QByteArray>& answer);

    QString m_address;
    QByteArray m_message;
    QByteArray m_received;
    std::unique_ptr<QLocalSocket> m_socket;
    QTimer m_patience;
    bool m_ended = false;
};

} // namespace net
