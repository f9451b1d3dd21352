#include "loadfixture.h"
#include "scriptedserver.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::Answer;
using net::ErrorKind;

namespace {

QByteArray named(ErrorKind kind) {
    return net::errorName(kind);
}

// How often each path was asked for, as the server read it.
QHash<QByteArray, int> arrivals(const ScriptedServer& server) {
    QHash<QByteArray, int> counted;
    for (const ScriptedServer::Request& request : server.requests)
        ++counted[request.path];
    return counted;
}

} // namespace

// A request that met a connection being closed goes over another one only when it had not gone out. Else it has failed,
// whatever its method; Qt sends what may be sent twice (RFC 9110 §9.2.2) once more before that is seen.
class LoadAgainTest : public QObject {
    Q_OBJECT

    static void fillMethods() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("idempotent");
        for (const char* method : {"GET", "HEAD", "PUT", "DELETE"})
            QTest::addRow("%s", method) << QByteArray(method) << QByteArray() << true;
        for (const char* method : {"POST", "PATCH"}) {
            QTest::addRow("%s", method) << QByteArray(method) << QByteArray() << false;
            QTest::addRow("%s with a body", method) << QByteArray(method) << QByteArray("content") << false;
            QTest::addRow("%s with a large body", method) << QByteArray(method) << QByteArray(300'000, 'x') << false;
        }
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatTheServerReadAndDroppedHasFailed_data() { fillMethods(); }
    void whatTheServerReadAndDroppedHasFailed() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(bool, idempotent);
        ScriptedServer server;
        int dropped = 0;
        server.script = [&](QTcpSocket& socket, const ScriptedServer::Request& request) {
            if (request.path == "/dropped" && dropped++ == 0)
                return socket.abort();
            socket.write(ScriptedServer::response(method == "HEAD" ? QByteArray() : QByteArray("answer")));
        };
        net::LoadOptions options;
        options.method = method;
        options.body = body;
        LoadFixture client(options);
        const Answer answer = client.ask(server.link(u"/dropped"_s));
        QCOMPARE(named(answer.error), named(ErrorKind::Reset));
        QVERIFY(arrivals(server).value("/dropped") <= (idempotent ? 2 : 1));
        QCOMPARE(client.answers.size(), 1);
    }

    // Every connection is closed behind its answer, when the next request may be on its way over it.
    void overConnectionsThatAreBeingClosedNothingIsReadTwice_data() { fillMethods(); }
    void overConnectionsThatAreBeingClosedNothingIsReadTwice() {
        constexpr int count = 25;
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(bool, idempotent);
        ScriptedServer server;
        server.script = [&](QTcpSocket& socket, const ScriptedServer::Request&) {
            socket.write(ScriptedServer::response({}));
            socket.disconnectFromHost();
        };
        net::LoadOptions options;
        options.method = method;
        options.body = body.left(100);
        LoadFixture client(options);
        for (int number = 1; number <= count; ++number) {
            const QByteArray path = '/' + QByteArray::number(number);
            const Answer answer = client.ask(server.link(QString::fromLatin1(path)));
            const int arrived = arrivals(server).value(path);
            QVERIFY2(answer.error == ErrorKind::None || answer.error == ErrorKind::Reset,
                     named(answer.error).constData());
            QVERIFY2(answer.error == ErrorKind::None ? arrived == 1 : arrived <= (idempotent ? 2 : 1),
                     path.constData());
        }
        QCOMPARE(client.answers.size(), count);
    }

    // The time to connect is over when the request has gone out, with a body too.
    void aLateAnswerIsNoLateConnection_data() { fillMethods(); }
    void aLateAnswerIsNoLateConnection() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        ScriptedServer server;
        server.script = [&](QTcpSocket& socket, const ScriptedServer::Request&) {
            QTimer::singleShot(800ms, &socket, [&socket] { socket.write(ScriptedServer::response({})); });
        };
        net::LoadOptions options;
        options.method = method;
        options.body = body;
        options.connectTimeout = 300ms;
        LoadFixture client(options);
        QCOMPARE(named(client.ask(server.link()).error), named(ErrorKind::None));
    }

    void aServerThatDropsEverythingIsNotAskedForEver_data() { fillMethods(); }
    void aServerThatDropsEverythingIsNotAskedForEver() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(bool, idempotent);
        ScriptedServer server;
        server.script = [](QTcpSocket& socket, const ScriptedServer::Request&) { socket.abort(); };
        net::LoadOptions options;
        options.method = method;
        options.body = body;
        LoadFixture client(options);
        QCOMPARE(named(client.ask(server.link()).error), named(ErrorKind::Reset));
        QVERIFY(server.requests.size() <= (idempotent ? 20 : 1)); // Qt tries each of its channels
    }
};

QTEST_GUILESS_MAIN(LoadAgainTest)
#include "tst_loadagain.moc"
