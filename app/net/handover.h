#pragma once

#include "base/result.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

class QLocalServer;
class QLocalSocket;

namespace net {

// Error kinds of handing over.
inline constexpr char handoverNobody[] = "handover-nobody"; // no program listens for this library
inline constexpr char handoverTaken[] = "handover-taken";   // another one already does
inline constexpr char handoverFailed[] = "handover-failed"; // no answer in time, or not from this user
inline constexpr char handoverTooLarge[] = "handover-too-large";

// How a second start on the same library talks to the running program: one bounded message, one answer, over a local
// socket whose name comes from the library's file and which only the same user may use. The one who holds the
// library's lock listens. Lives in the thread that makes it; nothing blocks.
class HandoverServer final : public QObject {
    Q_OBJECT

public:
    // Called for every message, before received(). What it gives to `reply`, once, now or later, in this thread, goes
    // back: up to limits::handoverBytes. Whoever speaks waits for it, so it may slow them down.
    using Reply = std::function<void(const QByteArray& answer)>;
    using Answer = std::function<void(const QByteArray& message, const Reply& reply)>;

    // A socket that a crash left behind is replaced. Fails with handoverTaken or handoverFailed.
    static base::Result<std::unique_ptr<HandoverServer>> listen(const QString& libraryFile, Answer answer = {});
    ~HandoverServer() override;

Q_SIGNALS:
    void received(const QByteArray& message);

private:
    explicit HandoverServer(Answer answer);
    void accept();
    void read(QLocalSocket* socket);

    std::unique_ptr<QLocalServer> m_server;
    Answer m_answer;
};

// Gives `message` to the program that listens for this library and returns its answer. Blocks `timeout` at most, and
// for as long only when somebody listens: for the command line, or a start before the window is shown.
base::Result<QByteArray> handOver(const QString& libraryFile, const QByteArray& message,
                                  std::chrono::milliseconds timeout = std::chrono::seconds(5));

bool isListening(const QString& libraryFile);        // somebody would take a message
QString handoverAddress(const QString& libraryFile); // the socket's path

} // namespace net
