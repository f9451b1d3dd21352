#include "net/handover.h"
#include "net/handovercall.h"
#include "net/limits.h"

#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

class HandoverTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString library() const { return m_folder.filePath(QStringLiteral("a.tidemark")); }

    // handOver() blocks, and the server needs this thread's event loop.
    base::Result<QByteArray> handOverFromElsewhere(const QByteArray& message, std::chrono::milliseconds timeout = 5s) {
        base::Result<QByteArray> result(QByteArray{});
        std::atomic<bool> ended = false;
        std::thread other([&] {
            result = net::handOver(library(), message, timeout);
            ended = true;
        });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(ended, 10'000); }();
        other.join();
        return result;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_RUNTIME_DIR", m_folder.path().toLocal8Bit());
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    }

    void messageArrivesAndItsAnswerComesBack() {
        const auto server =
            net::HandoverServer::listen(library(), [](const QByteArray& message, const auto& reply) { reply("got " + message); });
        QVERIFY(server);
        QSignalSpy received(server->get(), &net::HandoverServer::received);
        const auto answer = handOverFromElsewhere("links");
        QVERIFY(answer);
        QCOMPARE(*answer, QByteArray("got links"));
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().first().toByteArray(), QByteArray("links"));
        QVERIFY(handOverFromElsewhere(QByteArray()));
        QCOMPARE(received.size(), 2);
    }

    void largestMessagePassesWholeAndALargerOneIsRefused() {
        const auto server = net::HandoverServer::listen(library(), [](const QByteArray& message, const auto& reply) { reply(message); });
        QVERIFY(server);
        const QByteArray largest(net::limits::handoverBytes, 'x');
        const auto answer = handOverFromElsewhere(largest);
        QVERIFY(answer);
        QVERIFY(*answer == largest);
        const auto refused = net::handOver(library(), largest + 'y');
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, QByteArray(net::handoverTooLarge));
    }

    void nobodyListensIsSaidAtOnce() {
        const auto answer = net::handOver(library(), "x", 5s);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, QByteArray(net::handoverNobody));
    }

    void secondServerOfOneLibraryIsRefused() {
        const auto first = net::HandoverServer::listen(library());
        QVERIFY(first);
        const auto second = net::HandoverServer::listen(library());
        QVERIFY(!second);
        QCOMPARE(second.error().kind, QByteArray(net::handoverTaken));
        QVERIFY(net::HandoverServer::listen(m_folder.filePath(QStringLiteral("other.tidemark"))));
    }

    void socketLeftByACrashIsReplaced() {
        const QByteArray path = net::handoverAddress(library()).toLocal8Bit();
        const int stale = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
        QCOMPARE(bind(stale, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::close(stale);
        QVERIFY(QFileInfo::exists(net::handoverAddress(library())));
        QVERIFY(net::HandoverServer::listen(library()));
    }

    void onlyTheUserMayUseTheSocket() {
        const auto server = net::HandoverServer::listen(library());
        QVERIFY(server);
        const auto others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFileInfo(net::handoverAddress(library())).permissions() & others));
    }

    void nonsenseIsHungUpOn() {
        const auto server = net::HandoverServer::listen(library());
        QVERIFY(server);
        QSignalSpy received(server->get(), &net::HandoverServer::received);
        for (const QByteArray& nonsense : {QByteArray("GET / HTTP/1.1\r\n"), QByteArray("TMH1\xff\xff\xff\xff", 8)}) {
            QLocalSocket socket;
            socket.connectToServer(net::handoverAddress(library()));
            QVERIFY(socket.waitForConnected());
            socket.write(nonsense);
            QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        }
        QCOMPARE(received.size(), 0);
    }

    void programThatDoesNotAnswerIsGivenUpOn() {
        QLocalServer silent;
        QVERIFY(silent.listen(net::handoverAddress(library())));
        const auto answer = net::handOver(library(), "x", 200ms);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, QByteArray(net::handoverFailed));
    }

    // As many wait to be taken as it lets wait.
    void programThatIsTooBusyToBeReachedIsNotTakenForGone() {
        const QByteArray path = net::handoverAddress(library()).toLocal8Bit();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
        const auto* const name = reinterpret_cast<const sockaddr*>(&address);
        ::unlink(path.constData());
        const int busy = socket(AF_UNIX, SOCK_STREAM, 0);
        QCOMPARE(bind(busy, name, sizeof address), 0);
        QCOMPARE(listen(busy, 0), 0);
        QList<int> others;
        do
            others << socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        while (::connect(others.last(), name, sizeof address) == 0);
        const int error = errno;
        QCOMPARE(error, EAGAIN);
        const auto answer = net::handOver(library(), "x", 200ms);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, QByteArray(net::handoverFailed));
        QByteArray kind;
        net::HandoverCall call(library(), "x", 5s);
        connect(&call, &net::HandoverCall::ended, this,
                [&](const base::Result<QByteArray>& ended) { kind = ended ? "answered" : ended.error().kind; });
        QTRY_VERIFY(!kind.isEmpty());
        QCOMPARE(kind, QByteArray(net::handoverFailed));
        QVERIFY(net::isListening(library()));
        for (const int other : std::as_const(others))
            ::close(other);
        ::close(busy);
        QVERIFY(!net::isListening(library())); // as a crash leaves it
    }

    void oneLibraryReachedByTwoPathsIsOne() {
        QFile file(library());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QString link = m_folder.filePath(QStringLiteral("link.tidemark"));
        QVERIFY(QFile::link(library(), link));
        QCOMPARE(net::handoverAddress(link), net::handoverAddress(library()));
    }
};

QTEST_GUILESS_MAIN(HandoverTest)
#include "tst_handover.moc"
