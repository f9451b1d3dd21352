#include "fetchfixture.h"

#include "tests/support/testserver.h"

#include <QFile>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::ErrorKind;
using support::TestServer;

namespace {

qint64 peakMemory() { // bytes
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

// While it lives, Qt trusts the server's certificate.
class Trust {
public:
    explicit Trust(TestServer& server) {
        QSslConfiguration trusting = m_standard;
        trusting.addCaCertificates(QSslCertificate::fromData(QByteArray::fromStdString(server.server().certificate())));
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    ~Trust() { QSslConfiguration::setDefaultConfiguration(m_standard); }
    Trust(const Trust&) = delete;
    Trust& operator=(const Trust&) = delete;

private:
    const QSslConfiguration m_standard = QSslConfiguration::defaultConfiguration();
};

} // namespace

// Against the server that misbehaves on command; what needs an odd dialogue stands in tst_fetcher.
class MisbehaviourTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFaultHasItsName_data() {
        QTest::addColumn<ErrorKind>("kind");
        const auto rows = [](ErrorKind kind, std::initializer_list<const char*> paths) {
            for (const char* path : paths)
                QTest::newRow(path) << kind;
        };
        rows(ErrorKind::Reset, {"/reset", "/reset-body", "/close", "/short", "/not-http"});
        rows(ErrorKind::HttpStatus, {"/status/404", "/status/429?retry-after=7", "/status/503", "/auth"});
        rows(ErrorKind::TooManyRedirects, {"/loop", "/redirect/11"});
        rows(ErrorKind::BadResponse, {"/broken-gzip"});
        rows(ErrorKind::TooLarge, {"/endless-body", "/endless-body?kind=chunked", "/endless-body?kind=close",
                                   "/gzip-bomb", "/size/40000000"});
        rows(ErrorKind::IdleTimeout, {"/stall", "/stall-body"});
        rows(ErrorKind::BadScheme, {"/redirect-to?url=file:///etc/passwd"});
        rows(ErrorKind::PrivateAddress, {"/redirect-to?url=http://10.0.0.1/", "/redirect-to?url=http://[::1]/"});
        rows(ErrorKind::None, {"/empty", "/gzip", "/redirect/10", "/page/1", "/pdf", "/image.png", "/size/3000000",
                               "/size/3000000?kind=chunked", "/drip?bytes=20", "/long", "/redirect-nowhere"});
    }
    void everyFaultHasItsName() {
        QFETCH(ErrorKind, kind);
        TestServer server;
        net::FetchOptions options;
        options.idleTimeout = 1s;
        FetchFixture fixture(options);
        const net::Exchange exchange = fixture.run(server.url(QString::fromLatin1(QTest::currentDataTag())));
        QCOMPARE(net::errorName(exchange.error), net::errorName(kind));
        QCOMPARE(exchange.errorText.isEmpty(), kind == ErrorKind::None);
        const measure::Tick tick = fixture.recorder.tick();
        QCOMPARE(tick.started, tick.completed());
    }

    // At the pace of memory, and several in a row: the later ones come over a connection that is open already.
    void hugeBodiesAreRefusedInLittleMemory() {
        TestServer server;
        FetchFixture fixture;
        const qint64 before = peakMemory();
        for (const char* path : {"/endless-body?kind=close", "/endless-body?kind=chunked", "/gzip-bomb",
                                 "/endless-body?kind=chunked", "/endless-body?kind=close"}) {
            const net::Exchange exchange = fixture.run(server.url(QString::fromLatin1(path)));
            QCOMPARE(exchange.error, ErrorKind::TooLarge);
            QVERIFY(exchange.receivedBytes <= 33LL << 20);
        }
        const qint64 grown = peakMemory() - before;
        QVERIFY2(grown < 120LL << 20, qPrintable(QString::number(grown >> 20)));
    }

    void headWithoutAnEndHoldsUpNobody() {
        TestServer bad;
        TestServer good(support::at(u"127.0.0.2"_s));
        FetchFixture fixture;
        const qint64 before = peakMemory();
        fixture.start(bad.url(u"/endless-header"_s));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.ended, 1, 15'000);
        QCOMPARE(fixture.exchanges.takeLast().error, ErrorKind::BadResponse);
        const net::Exchange exchange = fixture.run(good.url(u"/page/1"_s));
        QVERIFY2(exchange.ok(), qPrintable(exchange.errorText));
        QVERIFY2(fixture.run(bad.url(u"/page/1"_s)).ok(), "the server's other pages");
        const qint64 grown = peakMemory() - before;
        QVERIFY2(grown < 40LL << 20, qPrintable(QString::number(grown >> 20)));
    }

    void othersOfTheSameServerSurviveAHeadWithoutAnEnd() {
        TestServer server;
        FetchFixture fixture;
        fixture.start(server.url(u"/delay/4000"_s));
        fixture.start(server.url(u"/endless-header"_s));
        fixture.start(server.url(u"/delay/4000"_s));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.ended, 3, 20'000);
        int good = 0;
        for (const net::Exchange& exchange : std::as_const(fixture.exchanges))
            good += exchange.ok() ? 1 : 0;
        QCOMPARE(good, 2);
    }

    void untrustedCertificateIsNamed() {
        TestServer server(support::withTls({u"127.0.0.1"_s}));
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.url(u"/page/1"_s));
        QCOMPARE(exchange.error, ErrorKind::Tls);
        QVERIFY2(exchange.errorText.contains(u"self-signed"_s), qPrintable(exchange.errorText));
        QCOMPARE(server.counters().requests, 0u);
    }

    void trustedCertificateIsCheckedAgainstTheName() {
        bench::server::Options options = support::withTls({u"good.example"_s});
        options.address = "127.0.0.2";
        TestServer server(options);
        const Trust trust(server);
        FetchFixture fixture;
        fixture.resolver->know(u"good.example"_s, {"127.0.0.2"});
        fixture.resolver->know(u"bad.example"_s, {"127.0.0.2"});
        const net::Exchange good = fixture.run(server.url(u"/page/1"_s, u"good.example"_s));
        QVERIFY2(good.ok(), qPrintable(good.errorText));
        QCOMPARE(fixture.run(server.url(u"/page/1"_s, u"bad.example"_s)).error, ErrorKind::Tls);
    }

    // Qt opens 6 connections a manager, and over TLS they cannot be told apart by another name: 16 managers make 96.
    void ninetySixGoAtOnceToOneHostOverTls() {
        bench::server::Options options = support::withTls({u"good.example"_s});
        options.address = "127.0.0.2";
        TestServer server(options);
        const Trust trust(server);
        net::FetchOptions wanted;
        wanted.limit = wanted.hostLimit = 1'000;
        FetchFixture fixture(wanted);
        fixture.resolver->know(u"good.example"_s, {"127.0.0.2"});
        QList<net::FetchId> ids;
        for (int i = 0; i < 120; ++i)
            ids << fixture.start(server.url(u"/stall?%1"_s.arg(i), u"good.example"_s));
        QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(u"/stall"_s), 96, 30'000);
        QCOMPARE(fixture.fetcher->inFlight(), 96);
        QCOMPARE(fixture.fetcher->waiting(), 24);
        QCOMPARE(server.counters().open, 96u);
        for (int i = 0; i < 40; ++i)
            fixture.fetcher->cancel(ids[i]);
        QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(u"/stall"_s), 120, 30'000); // who waited takes the places
    }

    void tlsIsToldFromWhatIsNone() {
        TestServer plain;
        QUrl link = plain.url(u"/page/1"_s);
        link.setScheme(u"https"_s);
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(link);
        QVERIFY2(exchange.error == ErrorKind::Tls || exchange.error == ErrorKind::Reset,
                 net::errorName(exchange.error));
    }
};

QTEST_GUILESS_MAIN(MisbehaviourTest)
#include "tst_misbehaviour.moc"
