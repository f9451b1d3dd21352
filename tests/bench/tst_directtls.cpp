#include "enginefixture.h"

#include "tests/support/testserver.h"

#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using bench::EngineTick;
using bench::LoadPlan;
using Validity = bench::server::TlsContext::Validity;

// Whom the direct engine trusts over https, and how it asks.
class DirectTlsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    // Trusting the certificate that the server made for itself.
    LoadPlan trusting(support::TestServer& server, const QString& host, qint64 requests = 20) {
        QFile file(m_folder.filePath(u"authorities.pem"_s));
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(QByteArray::fromStdString(server.server().certificate())) <= 0)
            qFatal("no place for a certificate");
        LoadPlan plan = planFor(server.url(u"/page/1"_s, host).toString(), requests, 4);
        plan.engine = bench::EngineKind::Direct;
        plan.caFile = file.fileName();
        return plan;
    }
    static bench::server::Options expired() {
        bench::server::Options options = support::withTls({u"localhost"_s});
        options.tls.validity = Validity::Expired;
        return options;
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aCertificateOfItsNameIsTrusted() {
        support::TestServer server(support::withTls({u"localhost"_s}));
        EngineFixture fixture(trusting(server, u"localhost"_s));
        QCOMPARE(fixture.run().total.succeeded, 20U);
        QCOMPARE(server.server().requests().front().serverName, "localhost"); // SNI
        QVERIFY(server.counters().accepted <= 4);
    }

    void anAddressIsCheckedTooAndAskedForWithoutAName() {
        support::TestServer server(support::withTls({u"127.0.0.1"_s}));
        EngineFixture fixture(trusting(server, u"127.0.0.1"_s));
        QCOMPARE(fixture.run().total.succeeded, 20U);
        QVERIFY(server.server().requests().front().serverName.empty()); // RFC 6066 §3
    }

    void aConnectionForEachRequestIsGreetedEachTime() {
        support::TestServer server(support::withTls({u"localhost"_s}));
        LoadPlan plan = trusting(server, u"localhost"_s, 60);
        plan.keepAlive = false;
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().total.succeeded, 60U);
        QVERIFY(server.counters().accepted >= 60);
    }

    void longBodiesComeWhole() {
        support::TestServer server(support::withTls({u"localhost"_s}));
        LoadPlan plan = trusting(server, u"localhost"_s);
        plan.target = server.url(u"/size/450000?kind=chunked"_s, u"localhost"_s).toString();
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().total.bytes, 20 * 450'000);
    }

    void nobodyElseIsTrusted_data() {
        QTest::addColumn<bool>("known");
        QTest::addColumn<bool>("isExpired");
        QTest::addColumn<QString>("host");
        QTest::newRow("an authority nobody knows") << false << false << u"localhost"_s;
        QTest::newRow("another name") << true << false << u"127.0.0.1"_s;
        QTest::newRow("expired") << true << true << u"localhost"_s;
    }
    void nobodyElseIsTrusted() {
        QFETCH(bool, known);
        QFETCH(bool, isExpired);
        QFETCH(QString, host);
        support::TestServer server(isExpired ? expired() : support::withTls({u"localhost"_s}));
        LoadPlan plan = trusting(server, host);
        if (!known)
            plan.caFile.clear();
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.errors, (std::map<std::string, std::uint64_t>{{"tls", 20}}));
        QVERIFY(!tick.errorExamples.at("tls").isEmpty());
        QCOMPARE(server.counters().requests, 0U); // nothing was sent to it
        plan.caFile.clear();
        plan.insecure = true;
        EngineFixture insecure(plan);
        QCOMPARE(insecure.run().total.succeeded, 20U);
    }

    void aFileWithoutCertificatesIsSaid() {
        support::TestServer server(support::withTls({u"localhost"_s}));
        LoadPlan plan = trusting(server, u"localhost"_s, 3);
        plan.caFile = m_folder.filePath(u"none.pem"_s);
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.errors, (std::map<std::string, std::uint64_t>{{"tls", 3}}));
        QVERIFY(!tick.errorExamples.at("tls").isEmpty());
    }
};

QTEST_GUILESS_MAIN(DirectTlsTest)
#include "tst_directtls.moc"
