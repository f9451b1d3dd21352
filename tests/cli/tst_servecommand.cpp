#include "tests/support/programrunner.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using support::ProgramRunner;

namespace {

const QString cli = QStringLiteral("tidemark-cli");

// All that comes in answer to `request`; empty when nobody listens at this address.
QByteArray said(quint16 port, const QByteArray& request, const char* address = "127.0.0.1") {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{10, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = htons(port);
    inet_pton(AF_INET, address, &target.sin_addr);
    QByteArray all;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&target), sizeof target) == 0 &&
        ::send(socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL) == request.size()) {
        QByteArray piece(64 * 1024, Qt::Uninitialized);
        ssize_t count = 0;
        while ((count = ::recv(socket, piece.data(), size_t(piece.size()), 0)) > 0)
            all.append(piece.constData(), count);
    }
    ::close(socket);
    return all;
}

const QByteArray get = "GET /x HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";

} // namespace

class ServeCommandTest : public QObject {
    Q_OBJECT

    ProgramRunner m_runner;

    struct Running {
        std::unique_ptr<QProcess> process;
        quint16 port = 0;
    };
    Running serve(const QStringList& options) {
        Running running{m_runner.start(cli, QStringList{QStringLiteral("serve")} + options), 0};
        while (!running.process->canReadLine() && running.process->waitForReadyRead(20'000))
            ;
        const QString line = QString::fromUtf8(running.process->readLine());
        running.port =
            QRegularExpression(QStringLiteral("^http://[0-9.]+:([0-9]+)/\n$")).match(line).captured(1).toUShort();
        return running;
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void firstLineIsTheAddressAndSignalsEndIt_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("status");
        QTest::newRow("SIGINT") << SIGINT << 130;
        QTest::newRow("SIGTERM") << SIGTERM << 143;
    }
    void firstLineIsTheAddressAndSignalsEndIt() {
        QFETCH(int, number);
        QFETCH(int, status);
        const Running server = serve({QStringLiteral("--delay"), QStringLiteral("0:0")});
        QVERIFY(server.port > 0);
        const QByteArray answer = said(server.port, get);
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.contains("\r\ndelay: 0\r\n"));
        QVERIFY(answer.contains("\r\nContent-Length: 450000\r\n"));
        QVERIFY(answer.endsWith("</html>\n"));
        QVERIFY(ProgramRunner::signal(*server.process, number));
        QVERIFY(server.process->waitForFinished(20'000));
        QCOMPARE(server.process->exitCode(), status);
        QCOMPARE(said(server.port, get), QByteArray());
        QCOMPARE(server.process->readAllStandardError(), QByteArray());
    }

    void aPortThatIsTakenIsNamed() {
        const Running first = serve({});
        QVERIFY(first.port > 0);
        const auto second =
            m_runner.run(cli, {QStringLiteral("serve"), QStringLiteral("--port"), QString::number(first.port)});
        QCOMPARE(second.exitCode, 1);
        QVERIFY(second.out.isEmpty());
        QVERIFY2(second.err.contains(QByteArray::number(first.port)) && second.err.contains("in use"),
                 second.err.constData());
    }

    void whatContradictsItselfIsRefused_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("saying");
        QTest::newRow("a folder and a size") << QStringList{QStringLiteral("--root"), QStringLiteral("/"),
                                                            QStringLiteral("--body-size"), QStringLiteral("4")}
                                             << QByteArray("not both");
        QTest::newRow("a folder and a body") << QStringList{QStringLiteral("--root"), QStringLiteral("/"),
                                                            QStringLiteral("--body"), QStringLiteral("/proc/version")}
                                             << QByteArray("not both");
        QTest::newRow("a seed below") << QStringList{QStringLiteral("--seed"), QStringLiteral("-4")}
                                      << QByteArray("0 or more");
    }
    void whatContradictsItselfIsRefused() {
        QFETCH(QStringList, options);
        QFETCH(QByteArray, saying);
        const auto refused = m_runner.run(cli, QStringList{QStringLiteral("serve")} + options);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains(saying), refused.err.constData());
    }

    void otherAddressesAreListenedToOnlyWhenTold() {
        const Running here = serve({});
        QVERIFY(!said(here.port, get).isEmpty());
        QVERIFY(said(here.port, get, "127.0.0.2").isEmpty());
        const Running all = serve({QStringLiteral("--address"), QStringLiteral("0.0.0.0")});
        QVERIFY(!said(all.port, get, "127.0.0.2").isEmpty());
    }

    void theAccessLogGoesToStandardErrorAndNothingElseDoes() {
        const Running server =
            serve({QStringLiteral("--access-log"), QStringLiteral("--status"), QStringLiteral("503:0.5"),
                   QStringLiteral("--status"), QStringLiteral("404:0.5")});
        for (int request = 0; request < 20; ++request)
            QVERIFY(!said(server.port, get).isEmpty());
        QVERIFY(ProgramRunner::signal(*server.process, SIGTERM));
        QVERIFY(server.process->waitForFinished(20'000));
        const QList<QByteArray> lines = server.process->readAllStandardError().trimmed().split('\n');
        QCOMPARE(lines.size(), 20);
        int unavailable = 0;
        for (const QByteArray& line : lines) {
            QVERIFY2(line.contains("\"GET /x HTTP/1.1\" 503 ") || line.contains("\"GET /x HTTP/1.1\" 404 "),
                     line.constData());
            unavailable += line.contains(" 503 ");
        }
        QVERIFY(unavailable > 0 && unavailable < 20);
        QVERIFY(server.process->readAllStandardOutput().isEmpty());
    }
};

QTEST_GUILESS_MAIN(ServeCommandTest)
#include "tst_servecommand.moc"
