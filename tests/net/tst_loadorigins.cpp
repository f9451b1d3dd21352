#include "loadfixture.h"

#include "net/limits.h"
#include "net/loadroutes.h"
#include "tests/support/testserver.h"

#include <QDir>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::Answer;
using net::ErrorKind;

namespace {

// 127.1.0.1, 127.1.0.2 …: each another origin, all of them one server.
QUrl originOf(const support::TestServer& server, int number, const QString& path = u"/empty"_s) {
    return server.url(path, u"127.%1.%2.%3"_s.arg(1 + number / 62'500).arg(number / 250 % 250).arg(1 + number % 250));
}

bench::server::Options everywhere() {
    return support::at(u"0.0.0.0"_s);
}

int openSockets() {
    int count = 0;
    const QDir folder(u"/proc/self/fd"_s);
    for (const QString& name : folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot))
        count += QFile::symLinkTarget(folder.filePath(name)).contains("socket:"_L1) ? 1 : 0;
    return count;
}

// Asks each of so many origins once, so many at a time.
struct Sweep {
    Sweep(net::LoadOptions options, int origins, int atOnce, std::function<QUrl(int)> link)
        : m_link(std::move(link))
        , m_origins(origins)
        , m_atOnce(atOnce)
        , m_client(std::move(options), [this](quint64, const Answer& answer) { ended(answer); }) {}

    void run() {
        for (int i = 0; i < m_atOnce; ++i)
            sendNext();
        [&] { QTRY_COMPARE_WITH_TIMEOUT(succeeded + failed, m_origins, 120'000); }();
    }

    int succeeded = 0;
    int failed = 0;

private:
    void sendNext() {
        if (m_sent < m_origins)
            m_client.send(m_link(m_sent++), 1);
    }
    void ended(const Answer& answer) {
        ++(answer.error == ErrorKind::None ? succeeded : failed);
        sendNext();
    }

    const std::function<QUrl(int)> m_link;
    const int m_origins;
    const int m_atOnce;
    int m_sent = 0;
    net::LoadClient m_client;
};

} // namespace

// A load that goes to very many servers.
class LoadOriginsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void beyondWhatMayStayOpenConnectionsEndWhenNothingGoesOverThem() {
        constexpr int atOnce = 10;
        support::TestServer server(everywhere());
        net::LoadOptions options;
        options.idle = 60; // the first 10 origins
        Sweep sweep(options, 2'000, atOnce, [&server](int number) { return originOf(server, number); });
        sweep.run();
        QCOMPARE(sweep.succeeded, 2'000);
        QTRY_COMPARE(server.counters().open, 10U);
        // Qt closes a connection 10 ms after its last answer.
        QVERIFY2(server.counters().peakOpen < 500, qPrintable(QString::number(server.counters().peakOpen)));
    }

    void nothingStaysOpenWhereNothingMay() {
        support::TestServer server(everywhere());
        net::LoadOptions options;
        options.idle = 0;
        Sweep sweep(options, 50, 5, [&server](int number) { return originOf(server, number % 2); });
        sweep.run();
        QCOMPARE(sweep.succeeded, 50);
        QTRY_COMPARE(server.counters().open, 0U);
    }

    void whatMayStayOpenIsUsedAgain() {
        support::TestServer server(everywhere());
        LoadFixture client;
        for (int round = 0; round < 20; ++round)
            QCOMPARE(client.ask(originOf(server, round % 4)).error, ErrorKind::None);
        QCOMPARE(server.counters().accepted, 4U);
    }

    void overTlsItIsTheSame() {
        bench::server::Options served = everywhere();
        served.tls.names = {"site.test"};
        support::TestServer server(served);
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.addCaCertificates(QSslCertificate::fromData(QByteArray::fromStdString(server.server().certificate())));
        trusting.setPeerVerifyMode(QSslSocket::VerifyNone); // a certificate for each address is not the matter here
        QSslConfiguration::setDefaultConfiguration(trusting);
        net::LoadOptions options;
        options.idle = 12;
        {
            Sweep sweep(options, 60, 5, [&server](int number) { return originOf(server, number); });
            sweep.run();
            QCOMPARE(sweep.succeeded, 60);
            QTRY_COMPARE(server.counters().open, 2U);
        }
        QSslConfiguration::setDefaultConfiguration(before);
    }

    void routesThatAreNotUsedAreForgotten() {
        net::LoadOptions options;
        options.idle = 0;
        net::LoadRoutes routes(options, std::make_unique<TableResolver>());
        const auto link = [](int number) { return QUrl(u"http://127.0.0.1:%1/"_s.arg(1 + number)); };
        const auto known = [&routes] {
            int count = 0;
            routes.forEachKnown([&count](const net::LoadRoute&) { ++count; });
            return count;
        };
        const auto inUse = routes.take(routes.routeTo(link(0)));
        net::LoadRoute* used = inUse.route;
        for (int number = 1; number < 50'000; ++number)
            routes.routeTo(link(number));
        QCOMPARE(known(), net::limits::originsOfLoad);
        QCOMPARE(&routes.routeTo(link(0)), used); // what is in use stays
        routes.give(inUse);
        for (int number = 1; number < 3'000; ++number)
            routes.give(routes.take(routes.routeTo(link(number))));
        QCOMPARE(known(), net::limits::originsOfLoad);
    }

    void theLeastUsedIsForgottenFirst() {
        net::LoadOptions options;
        options.idle = 0;
        auto table = std::make_unique<TableResolver>();
        TableResolver* resolver = table.get();
        net::LoadRoutes routes(options, std::move(table));
        const QUrl often(u"http://often.test/"_s);
        resolver->know(u"often.test"_s, {"127.0.0.1"});
        routes.routeTo(often);
        QTRY_COMPARE(routes.routeTo(often).state, net::LoadRoute::State::Known);
        for (int number = 1; number < 5'000; ++number) {
            routes.routeTo(QUrl(u"http://127.0.0.1:%1/"_s.arg(number)));
            if (number % 500 == 0)
                routes.give(routes.take(routes.routeTo(often)));
        }
        QCOMPARE(resolver->lookups, 1);
    }

    void manyConnectionsToOneOriginAreClosedToo() {
        support::TestServer server(everywhere());
        net::LoadOptions options;
        options.idle = 6;
        Sweep sweep(options, 300, 60, [&server](int number) { return originOf(server, number / 100, u"/delay/50"_s); });
        sweep.run();
        QCOMPARE(sweep.succeeded, 300);
        QVERIFY(openSockets() > 0);
        QTRY_VERIFY(server.counters().open <= 6U);
    }
};

QTEST_GUILESS_MAIN(LoadOriginsTest)
#include "tst_loadorigins.moc"
