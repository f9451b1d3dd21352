#include "net/handover.h"

#include "net/handoverframe.h"
#include "net/limits.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>
#include <QStandardPaths>
#include <QTimer>
#include <QtEndian>

#include <sys/socket.h>
#include <unistd.h>

namespace net {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(net)
};

constexpr char magic[] = "TMH1";
constexpr char patienceName[] = "patience";
constexpr int openAtOnce = 8;
constexpr milliseconds patience{10'000}; // with one who connected and does not say all

} // namespace

QByteArray framed(const QByteArray& bytes) {
    QByteArray frame(magic, 4);
    frame.resize(handoverHeadSize);
    qToBigEndian(static_cast<quint32>(bytes.size()), frame.data() + 4);
    return frame + bytes;
}

Frame stateOf(const QByteArray& received) {
    if (!received.startsWith(QByteArray(magic, 4).left(received.size())))
        return Frame::Bad;
    if (received.size() < handoverHeadSize)
        return Frame::Partial;
    const auto size = static_cast<qint64>(qFromBigEndian<quint32>(received.constData() + 4));
    if (size > limits::handoverBytes || received.size() > handoverHeadSize + size)
        return Frame::Bad;
    return received.size() == handoverHeadSize + size ? Frame::Whole : Frame::Partial;
}

bool isSameUser(const QLocalSocket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    const auto descriptor = static_cast<int>(socket.socketDescriptor());
    return getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == getuid();
}

bool isForNobody(const QLocalSocket& socket) {
    switch (socket.error()) {
    case QLocalSocket::ConnectionRefusedError:
    case QLocalSocket::ServerNotFoundError:
    case QLocalSocket::SocketAccessError:
        return true;
    default:
        return false;
    }
}

base::Error handoverNobodyError() {
    return {handoverNobody, Words::tr("No other window has this library open.")};
}

base::Error handoverFailedError() {
    return {handoverFailed, Words::tr("The program that has this library open does not answer. Close it, then retry.")};
}

base::Error handoverTooLargeError() {
    return {handoverTooLarge, Words::tr("These are too many links to hand over at once. Put them in a "
                                        "file and import that in the window.")};
}

QString handoverAddress(const QString& libraryFile) {
    const QFileInfo file(libraryFile);
    QString path = file.canonicalFilePath();
    if (path.isEmpty()) // not made yet; its folder may still be reached through a link
        path = QString(QFileInfo(file.absolutePath()).canonicalFilePath() % u'/' % file.fileName());
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty())
        folder = QDir::tempPath();
    return QString(folder % "/tidemark-"_L1 % QString::number(getuid()) % u'-' % QLatin1StringView(hash));
}

bool isListening(const QString& libraryFile) {
    QLocalSocket probe;
    probe.connectToServer(handoverAddress(libraryFile));
    return probe.waitForConnected(1'000) || !isForNobody(probe);
}

HandoverServer::HandoverServer(Answer answer)
    : m_server(std::make_unique<QLocalServer>())
    , m_answer(std::move(answer)) {
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->setMaxPendingConnections(openAtOnce);
    connect(m_server.get(), &QLocalServer::newConnection, this, &HandoverServer::accept);
}

HandoverServer::~HandoverServer() = default;

base::Result<std::unique_ptr<HandoverServer>> HandoverServer::listen(const QString& libraryFile, Answer answer) {
    const QString address = handoverAddress(libraryFile);
    // Asked first: with restricted access QLocalServer renames its socket over the other one's.
    QLocalSocket probe;
    probe.connectToServer(address);
    if (probe.waitForConnected(1'000))
        return base::Error{handoverTaken, Words::tr("Another window has this library open.")};
    QLocalServer::removeServer(address); // left behind by a crash
    std::unique_ptr<HandoverServer> server(new HandoverServer(std::move(answer)));
    if (server->m_server->listen(address))
        return server;
    return base::Error{
        handoverFailed,
        Words::tr("Later starts cannot hand their links to this window: %1").arg(server->m_server->errorString())};
}

void HandoverServer::accept() {
    while (QLocalSocket* socket = m_server->nextPendingConnection()) {
        socket->setReadBufferSize(limits::readBuffer);
        if (!isSameUser(*socket) || m_server->findChildren<QLocalSocket*>().size() > openAtOnce) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        auto* timer = new QTimer(socket);
        timer->setObjectName(QLatin1String(patienceName));
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, socket, &QLocalSocket::abort);
        timer->start(patience);
        read(socket);
    }
}

void HandoverServer::read(QLocalSocket* socket) {
    QByteArray bytes = socket->property("received").toByteArray();
    socket->setProperty("received", QVariant()); // the only copy again, so that it grows in place
    while (socket->bytesAvailable() > 0 && stateOf(bytes) == Frame::Partial)
        bytes += socket->read(limits::readBuffer);
    const Frame state = stateOf(bytes);
    if (state == Frame::Bad)
        return socket->abort();
    if (state == Frame::Partial) {
        socket->setProperty("received", bytes);
        return;
    }
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr);
    delete socket->findChild<QTimer*>(QLatin1String(patienceName)); // from here on it is this end that takes its time
    const QByteArray message = bytes.mid(handoverHeadSize);
    const Reply reply = [socket = QPointer(socket)](const QByteArray& answer) {
        if (!socket)
            return;
        socket->write(framed(answer.left(limits::handoverBytes)));
        socket->disconnectFromServer(); // after what was written
    };
    m_answer ? m_answer(message, reply) : reply({});
    Q_EMIT received(message);
}

base::Result<QByteArray> handOver(const QString& libraryFile, const QByteArray& message, milliseconds timeout) {
    if (message.size() > limits::handoverBytes)
        return handoverTooLargeError();
    QDeadlineTimer deadline(timeout);
    const auto left = [&] { return static_cast<int>(deadline.remainingTime()); };
    QLocalSocket socket;
    socket.connectToServer(handoverAddress(libraryFile));
    if (!socket.waitForConnected(left()))
        return isForNobody(socket) ? handoverNobodyError() : handoverFailedError();
    if (!isSameUser(socket))
        return handoverFailedError();
    socket.write(framed(message));
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(left()))
        continue;
    QByteArray received;
    while (stateOf(received) == Frame::Partial) {
        if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(left()))
            return handoverFailedError();
        received += socket.readAll();
    }
    if (stateOf(received) != Frame::Whole)
        return handoverFailedError();
    return received.mid(handoverHeadSize);
}

} // namespace net
