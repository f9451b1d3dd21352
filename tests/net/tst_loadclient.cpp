#include "loadfixture.h"

#include "net/deadlineline.h"
#include "tests/support/testserver.h"

#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::Answer;
using net::ErrorKind;

namespace {

// Listens, and takes no connection: what is asked beyond its backlog hangs.
class FullServer {
public:
    FullServer()
        : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(m_listener, 0);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        for (int& filling : m_filling) {
            filling = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
            ::connect(filling, reinterpret_cast<sockaddr*>(&address), size);
        }
    }
    ~FullServer() {
        for (const int filling : m_filling)
            ::close(filling);
        ::close(m_listener);
    }
    quint16 port() const { return m_port; }

private:
    int m_listener;
    int m_filling[4]{};
    quint16 m_port = 0;
};

} // namespace

class LoadClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void deadlinesRunOutInOrder() {
        const net::DeadlineLine::Time start{};
        net::DeadlineLine line(10s);
        line.append(4, start);
        line.append(2, start + 1s);
        line.append(0, start + 2s);
        line.append(9, start + 3s);
        line.remove(2);
        line.remove(2);
        line.remove(7);
        QVERIFY(!line.takeExpired(start + 9s));
        QCOMPARE(line.takeExpired(start + 12s).value_or(99), 4U);
        QCOMPARE(line.takeExpired(start + 12s).value_or(99), 0U);
        QVERIFY(!line.takeExpired(start + 12s));
        line.append(9, start + 12s); // again: from now on
        QVERIFY(!line.takeExpired(start + 21s));
        QCOMPARE(line.takeExpired(start + 22s).value_or(99), 9U);
        QVERIFY(!line.takeExpired(start + 99s));
    }

    void aNameIsLookedUpOnce() {
        support::TestServer server;
        LoadFixture client;
        client.resolver->know(u"site.test"_s, {"127.0.0.1"});
        const QUrl link = server.url(u"/page/1"_s, u"site.test"_s);
        bool ready = false;
        client.client->prepare({link, server.url(u"/page/2"_s, u"site.test"_s)}, [&ready] { ready = true; });
        QVERIFY(!ready); // from the event loop
        QTRY_VERIFY(ready);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(client.ask(link).error, ErrorKind::None);
        QCOMPARE(client.resolver->lookups, 1);
        QCOMPARE(server.lastHeader(u"/page/1"_s, "Host"), QByteArray("site.test:" + QByteArray::number(server.port())));
    }

    void whatIsAskedBeforeTheNameIsFoundWaitsForIt() {
        support::TestServer server;
        LoadFixture client;
        client.resolver->know(u"site.test"_s, {"127.0.0.1"});
        QCOMPARE(client.ask(server.url(u"/page/1"_s, u"site.test"_s)).status, 200);
    }

    void aNameThatIsNotFoundIsWhatEachRequestTells() {
        LoadFixture client;
        QCOMPARE(client.ask(QUrl(u"http://gone.test/"_s)).error, ErrorKind::NameNotFound);
        QCOMPARE(client.ask(QUrl(u"http://gone.test/other"_s)).error, ErrorKind::NameNotFound);
        QCOMPARE(client.resolver->lookups, 1);
    }

    void onlyTheFirstOfAKindTellsWhatWasSaid() {
        support::TestServer server;
        LoadFixture client;
        QCOMPARE(client.ask(server.url(u"/status/404"_s)).example, u"404 Not Found"_s);
        QCOMPARE(client.ask(server.url(u"/status/503"_s)).example, QString());
        QVERIFY(!client.ask(server.url(u"/close"_s)).example.isEmpty());
        QVERIFY(client.ask(server.url(u"/close"_s)).example.isEmpty());
        QVERIFY(client.ask(server.url(u"/page/1"_s)).example.isEmpty());
    }

    void noExampleTellsThePasswordOfTheLink() {
        support::TestServer server;
        for (const QString& path : {u"/status/500"_s, u"/close"_s, u"/short"_s, u"/not-http"_s, u"/auth"_s}) {
            LoadFixture client;
            QUrl link = server.url(path);
            link.setUserInfo(u"ann:s3cr%20et"_s);
            const QString said = client.ask(link).example;
            QVERIFY2(!said.isEmpty() && !said.contains(u"s3cr"_s), qPrintable(said));
        }
    }

    void aLookUpThatHangsIsATimeout() {
        net::LoadOptions options;
        options.connectTimeout = 100ms;
        LoadFixture client(options);
        client.resolver->answers = false;
        const Answer answer = client.ask(QUrl(u"http://slow.test/"_s));
        QCOMPARE(answer.error, ErrorKind::ConnectTimeout);
        QVERIFY(answer.duration >= 100ms);
    }

    void theAddressThatTakesConnectionsIsUsed() {
        support::TestServer server; // at 127.0.0.1 only
        LoadFixture client;
        client.resolver->know(u"two.test"_s, {"127.0.0.3", "127.0.0.1"});
        QCOMPARE(client.ask(server.url(u"/page/1"_s, u"two.test"_s)).status, 200);
    }

    void whereNoAddressTakesConnectionsTheRequestsTellWhy() {
        quint16 port = 0;
        { port = support::TestServer().port(); }
        LoadFixture client;
        client.resolver->know(u"two.test"_s, {"127.0.0.3", "127.0.0.1"});
        QCOMPARE(client.ask(QUrl(u"http://two.test:%1/"_s.arg(port))).error, ErrorKind::Refused);
    }

    void whatIsNoLinkIsRefused() {
        LoadFixture client;
        QCOMPARE(client.ask(QUrl(u"ftp://127.0.0.1/"_s)).error, ErrorKind::BadScheme);
        QCOMPARE(client.ask(QUrl()).error, ErrorKind::BadLink);
        QCOMPARE(client.ask(QUrl(u"file:///etc/passwd"_s)).error, ErrorKind::BadScheme);
    }

    void aServerThatTakesNoConnectionIsAConnectTimeout() {
        const FullServer server;
        net::LoadOptions options;
        options.connectTimeout = 150ms;
        LoadFixture client(options);
        const Answer answer = client.ask(QUrl(u"http://127.0.0.1:%1/"_s.arg(server.port())));
        QCOMPARE(answer.error, ErrorKind::ConnectTimeout);
        QVERIFY(answer.duration >= 150ms && answer.duration < 5s);
        QVERIFY(!answer.left);
    }

    void aCertificateThatNobodyTrustsIsTls() {
        support::TestServer server(support::withTls({u"localhost"_s}));
        LoadFixture client;
        client.resolver->know(u"localhost"_s, {"127.0.0.1"});
        QCOMPARE(client.ask(server.url(u"/page/1"_s, u"localhost"_s)).error, ErrorKind::Tls);
    }

    void overTlsAtMost96ConnectionsAreOpen() {
        support::TestServer server(support::withTls({u"localhost"_s}));
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.addCaCertificates(QSslCertificate::fromData(QByteArray::fromStdString(server.server().certificate())));
        QSslConfiguration::setDefaultConfiguration(trusting);
        LoadFixture client;
        client.resolver->know(u"localhost"_s, {"127.0.0.1"});
        for (quint64 tag = 1; tag <= 120; ++tag)
            client.client->send(server.url(u"/delay/300"_s, u"localhost"_s), tag);
        [&] { QTRY_COMPARE_WITH_TIMEOUT(client.answers.size(), 120, 30'000); }();
        QSslConfiguration::setDefaultConfiguration(before);
        for (const Answer& answer : std::as_const(client.answers))
            QCOMPARE(answer.status, 200);
        QCOMPARE(server.counters().peakOpen, 96U);
    }

    void cancellingEndsAllAtOnce() {
        support::TestServer server;
        LoadFixture client;
        for (quint64 tag = 1; tag <= 20; ++tag)
            client.client->send(server.url(u"/stall"_s), tag);
        QVERIFY(client.answers.isEmpty());
        client.client->cancelAll();
        QCOMPARE(client.answers.size(), 20);
        bool closed = false;
        client.client->close([&closed] { closed = true; });
        QVERIFY(!closed);
        QTRY_VERIFY(closed);
    }

    void aClientMayGoWithRequestsInFlight() {
        support::TestServer server;
        LoadFixture client;
        client.client->send(server.url(u"/stall"_s), 1);
        QTRY_COMPARE(server.counters().requests, 1U);
        client.client.reset();
        QCoreApplication::processEvents();
        QVERIFY(client.answers.isEmpty());
    }

    void otherMethodsAreSentAsTheyAre_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        for (const char* method : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
            QTest::addRow("%s", method) << QByteArray(method) << QByteArray();
            QTest::addRow("%s with a body", method) << QByteArray(method) << QByteArray("content");
        }
    }
    void otherMethodsAreSentAsTheyAre() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        support::TestServer server;
        server.respond(u"/any"_s, 200, "answer");
        net::LoadOptions options;
        options.method = method;
        options.body = body;
        LoadFixture client(options);
        const Answer answer = client.ask(server.url(u"/any"_s));
        QCOMPARE(answer.error, ErrorKind::None);
        QCOMPARE(answer.bytes, method == "HEAD" ? 0 : 6);
        const auto requests = server.server().requests("/any");
        QCOMPARE(requests.size(), 1U);
        QCOMPARE(QByteArray::fromStdString(requests.front().method), method);
        QCOMPARE(QByteArray::fromStdString(requests.front().body), method == "HEAD" ? QByteArray() : body);
    }
};

QTEST_GUILESS_MAIN(LoadClientTest)
#include "tst_loadclient.moc"
