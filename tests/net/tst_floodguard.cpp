#include "net/floodguard.h"

#include "net/limits.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int connections = 200;
constexpr qint64 burst = 100'000; // each: 20 MB in all, which nobody reads and the kernel holds

// Connections whose ends both belong to the test; the near ones are never read by an event loop of theirs.
struct Line {
    Line() {
        server.setListenBacklogSize(connections);
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("no loopback port");
        server.setMaxPendingConnections(connections);
        for (int i = 0; i < connections; ++i) {
            auto& near = nears.emplace_back(std::make_unique<QTcpSocket>());
            near->setReadBufferSize(1); // what comes stays with the kernel
            near->connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
        }
        [&] {
            QTRY_VERIFY([&] {
                while (QTcpSocket* far = server.nextPendingConnection()) {
                    far->setSocketOption(QAbstractSocket::LowDelayOption, 1); // what is sent is there at once
                    fars << far;
                }
                return fars.size() == connections;
            }());
        }();
        for (const auto& near : nears) {
            const int room = 400'000;
            ::setsockopt(static_cast<int>(near->socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
        }
    }
    net::Peer peer() const { return {QHostAddress(QHostAddress::LocalHost), server.serverPort()}; }
    void send(qint64 bytes, int each = connections) {
        for (QTcpSocket* far : std::as_const(fars).first(each)) {
            far->write(QByteArray(bytes, 'x'));
            far->flush();
        }
    }
    int open() const {
        return static_cast<int>(std::count_if(nears.begin(), nears.end(), [](const auto& near) {
            char byte = 0; // what was shut down has an end to read behind what has come
            return ::recv(static_cast<int>(near->socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0;
        }));
    }

    QTcpServer server;
    QList<QTcpSocket*> fars;
    std::vector<std::unique_ptr<QTcpSocket>> nears;
};

} // namespace

// What is held for a flood, and what is not. Looks are made by hand, so nothing hangs on the pace of the machine.
class FloodGuardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // A server that was silent answers everybody at once: the first of it is told a moment after the bytes are there.
    void aBurstAfterSilenceIsNoFlood() {
        Line line;
        net::FloodGuard guard;
        guard.sent(line.peer());
        for (int silent = 0; silent < 5; ++silent)
            QCOMPARE(guard.check(), QList<net::Peer>());
        line.send(burst);
        QCOMPARE(guard.check(), QList<net::Peer>());
        guard.progressed(line.peer());
        QCOMPARE(guard.check(), QList<net::Peer>());
        line.send(1'000);
        guard.progressed(line.peer());
        QCOMPARE(guard.check(), QList<net::Peer>());
    }

    void whoGoesOnAndShowsNothingIsCutOff() {
        Line line;
        net::FloodGuard guard;
        guard.sent(line.peer());
        guard.check();
        line.send(burst);
        QCOMPARE(guard.check(), QList<net::Peer>());
        QCOMPARE(guard.check(), QList<net::Peer>()); // no more came
        line.send(1'000);
        QCOMPARE(guard.check(), QList<net::Peer>{line.peer()});
    }

    void aLittleForALongTimeIsCutOffToo() {
        Line line;
        net::FloodGuard guard;
        guard.sent(line.peer());
        guard.check();
        int looks = 0;
        while (looks < 100 && guard.check().isEmpty()) {
            ++looks;
            line.send(net::limits::headBytes / 50, 5);
        }
        QVERIFY2(looks >= 19 && looks < 30, qPrintable(QString::number(looks)));
    }

    void othersAreLeftAlone() {
        Line flooding;
        Line quiet;
        net::FloodGuard guard;
        guard.sent(flooding.peer());
        guard.sent(quiet.peer());
        guard.check();
        flooding.send(burst);
        guard.check();
        flooding.send(1'000);
        QCOMPARE(guard.check(), QList<net::Peer>{flooding.peer()});
        QCOMPARE(quiet.open(), connections);
    }
};

QTEST_GUILESS_MAIN(FloodGuardTest)
#include "tst_floodguard.moc"
