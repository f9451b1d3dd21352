#include "fetchfixture.h"
#include "net/namecache.h"
#include "net/proxychoice.h"
#include "scriptedserver.h"

#include "tests/support/fakeclock.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::ErrorKind;

namespace {

net::FetchOptions through(const QUrl& proxy) {
    net::FetchOptions options;
    options.proxyMode = net::FetchOptions::ProxyMode::Chosen;
    options.proxy = proxy;
    return options;
}

// Takes one SOCKS5 dialogue (RFC 1928), notes the name asked for and then plays the server itself.
class SocksServer final : public QTcpServer {
public:
    SocksServer() {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no loopback port");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(*socket); });
        });
    }
    QByteArray asked;

private:
    void answer(QTcpSocket& socket) {
        const QByteArray said = socket.readAll();
        if (m_step == 0)
            socket.write(QByteArray("\x05\x00", 2));
        if (m_step == 1) {
            asked = said;
            socket.write(QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50", 10));
        }
        if (m_step == 2)
            socket.write(ScriptedServer::response("through socks"));
        ++m_step;
    }
    int m_step = 0;
};

} // namespace

class ProxiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void httpProxyIsAskedForTheNameAndLooksItUp() {
        ScriptedServer proxy;
        proxy.script = [](QTcpSocket& socket, const ScriptedServer::Request&) {
            socket.write(ScriptedServer::response("through"));
        };
        FetchFixture fixture;
        fixture.resolver->know(u"proxy.example"_s, {"127.0.0.1"});
        fixture.fetcher->setOptions(through(proxy.link(u"/"_s, u"proxy.example"_s)));
        const net::Exchange exchange = fixture.run(QUrl(u"http://page.example/a"_s));
        QVERIFY2(exchange.ok(), qPrintable(exchange.errorText));
        QCOMPARE(exchange.body, QByteArray("through"));
        QCOMPARE(proxy.requests.first().path, QByteArray("http://page.example/a"));
        QCOMPARE(proxy.requests.first().header("Host"), QByteArray("page.example"));
        QCOMPARE(fixture.resolver->lookups, 1); // the proxy's own name
    }

    void socksProxyIsAskedForTheName() {
        SocksServer proxy;
        FetchFixture fixture;
        fixture.fetcher->setOptions(through(QUrl(u"socks5://127.0.0.1:%1"_s.arg(proxy.serverPort()))));
        const net::Exchange exchange = fixture.run(QUrl(u"http://page.example/a"_s));
        QVERIFY2(exchange.ok(), qPrintable(exchange.errorText));
        QCOMPARE(exchange.body, QByteArray("through socks"));
        QVERIFY(proxy.asked.contains("page.example"));
        QCOMPARE(fixture.resolver->lookups, 0);
    }

    void privateNamesAreNotAskedOfAProxy() {
        ScriptedServer proxy;
        FetchFixture fixture;
        fixture.fetcher->setOptions(through(proxy.link()));
        net::FetchRequest image = fixture.request(QUrl(u"http://router/a.png"_s));
        image.givenHost = u"page.example"_s;
        QCOMPARE(fixture.run(image).error, ErrorKind::PrivateAddress);
        QCOMPARE(proxy.requests.size(), 0);
    }

    void proxyThatIsNotThereIsNamed_data() {
        QTest::addColumn<QUrl>("proxy");
        QTest::newRow("refuses") << QUrl(u"http://127.0.0.1:1"_s);
        QTest::newRow("socks refuses") << QUrl(u"socks5://127.0.0.1:1"_s);
        QTest::newRow("no such name") << QUrl(u"http://gone.example:1"_s);
        QTest::newRow("empty") << QUrl();
        QTest::newRow("strange scheme") << QUrl(u"gopher://127.0.0.1:1"_s);
    }
    void proxyThatIsNotThereIsNamed() {
        QFETCH(QUrl, proxy);
        FetchFixture fixture;
        fixture.fetcher->setOptions(through(proxy));
        const net::Exchange exchange = fixture.run(QUrl(u"http://page.example/"_s));
        QCOMPARE(net::errorName(exchange.error), "proxy");
    }

    void proxyIsChangedWhileRunning() {
        ScriptedServer server(QHostAddress(u"127.0.0.2"_s));
        ScriptedServer proxy;
        const auto answer = [](QTcpSocket& socket, const ScriptedServer::Request&) {
            socket.write(ScriptedServer::response("x"));
        };
        server.script = proxy.script = answer;
        FetchFixture fixture;
        const QUrl link = server.link(u"/"_s, u"127.0.0.2"_s);
        QVERIFY(fixture.run(link).ok());
        fixture.fetcher->setOptions(through(proxy.link()));
        QVERIFY(fixture.run(link).ok());
        fixture.fetcher->setOptions(fixture.options);
        QVERIFY(fixture.run(link).ok());
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(proxy.requests.size(), 1);
    }

    void systemProxyComesFromTheEnvironment() {
        qputenv("http_proxy", "http://127.0.0.1:3128");
        net::ProxyChoice choice;
        net::FetchOptions options;
        choice.setOptions(options);
        const QNetworkProxy proxy = choice.proxyFor(QUrl(u"http://page.example/"_s));
        qunsetenv("http_proxy");
        QCOMPARE(proxy.type(), QNetworkProxy::HttpProxy);
        QCOMPARE(proxy.port(), 3128);
    }

    // Asked for an address outside, for the system's configuration leaves loopback out; nothing is sent there.
    void noProxyIsNoneWhateverTheEnvironmentSays() {
        QNetworkProxyFactory::setUseSystemConfiguration(true); // as Qt may do by itself
        qputenv("http_proxy", "http://127.0.0.1:1");
        const FetchFixture fixture;
        const auto asked = QNetworkProxyFactory::proxyForQuery(
            QNetworkProxyQuery(u"10.1.2.3"_s, 80, QString(), QNetworkProxyQuery::TcpSocket));
        qunsetenv("http_proxy");
        QCOMPARE(asked, QList{QNetworkProxy(QNetworkProxy::NoProxy)});
    }

    void oneNameIsAskedForOnceAtATimeAndKeptAMinute() {
        support::FakeClock clock;
        auto table = std::make_unique<TableResolver>();
        TableResolver& resolver = *table;
        resolver.know(u"a.example"_s, {"127.0.0.2", "127.0.0.3"});
        net::NameCache names(clock, std::move(table));
        int found = 0;
        QHostAddress first;
        const auto ask = [&] {
            names.lookup(u"a.example"_s, [&](const net::LookupResult& result) {
                ++found;
                first = result.addresses.value(0);
            });
        };
        ask();
        ask();
        QTRY_COMPARE(found, 2);
        QCOMPARE(resolver.lookups, 1);
        ask(); // known: at once
        QCOMPARE(found, 3);
        QCOMPARE(first, QHostAddress(u"127.0.0.2"_s));
        names.prefer(u"a.example"_s, QHostAddress(u"127.0.0.3"_s));
        ask();
        QCOMPARE(first, QHostAddress(u"127.0.0.3"_s));
        clock.advance(60s);
        ask();
        QTRY_COMPARE(found, 5);
        QCOMPARE(resolver.lookups, 2);
    }

    void failedLookUpIsNotKept() {
        support::FakeClock clock;
        auto table = std::make_unique<TableResolver>();
        TableResolver& resolver = *table;
        net::NameCache names(clock, std::move(table));
        QList<ErrorKind> errors;
        for (int i = 1; i <= 2; ++i) {
            names.lookup(u"b.example"_s, [&](const net::LookupResult& result) { errors.append(result.error); });
            QTRY_COMPARE(errors.size(), i);
        }
        QCOMPARE(errors.first(), ErrorKind::NameNotFound);
        QCOMPARE(resolver.lookups, 2);
    }
};

QTEST_GUILESS_MAIN(ProxiesTest)
#include "tst_proxies.moc"
