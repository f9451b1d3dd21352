#include "enginefixture.h"

#include "bench/processuse.h"
#include "tests/net/scriptedserver.h"
#include "tests/support/testserver.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::EngineTick;
using bench::LoadPlan;
using Script = ScriptedServer::Script;

namespace {

constexpr int count = 8;

Script says(const QByteArray& text, bool close = false) {
    return [text, close](QTcpSocket& socket, const ScriptedServer::Request&) {
        socket.write(text);
        if (close)
            socket.disconnectFromHost();
    };
}

QByteArray kindsOf(const EngineTick& tick) {
    QByteArrayList kinds;
    for (const auto& [kind, times] : tick.total.errors)
        kinds << QByteArray::fromStdString(kind) + '=' + QByteArray::number(times);
    for (const auto& [status, times] : tick.total.statuses)
        kinds << QByteArray::number(status) + '=' + QByteArray::number(times);
    return kinds.join(", ");
}

} // namespace

Q_DECLARE_METATYPE(ScriptedServer::Script)

// Answers that no good server gives. Whatever comes, each request has one outcome, within its time.
class EngineHostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEngines(); }
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { takeEngine(); }

    void eachRequestHasOneOutcome_data() {
        QTest::addColumn<Script>("script");
        QTest::addColumn<QByteArrayList>("allowed");  // kinds of its outcomes, "" is a success; empty: any
        QTest::addColumn<QByteArrayList>("ofDirect"); // of the direct engine, where it is another
        const auto row = [](const char* name, const Script& script, const QByteArrayList& allowed = {},
                            const QByteArrayList& ofDirect = {}) {
            QTest::newRow(name) << script << allowed << (ofDirect.isEmpty() ? allowed : ofDirect);
        };
        const QByteArray good = ScriptedServer::response("fine");
        row("status of noughts", says("HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n"), {"bad-response"});
        row("status of five digits", says("HTTP/1.1 20000 Much\r\nContent-Length: 0\r\n\r\n"), {"bad-response"});
        row("negative status", says("HTTP/1.1 -20 Less\r\nContent-Length: 0\r\n\r\n"), {"bad-response"});
        row("status that is a word", says("HTTP/1.1 two Words\r\nContent-Length: 0\r\n\r\n"),
            {"bad-response", "reset"});
        row("100 before the answer", says("HTTP/1.1 100 Continue\r\n\r\n" + good), {""});
        row("103 before the answer", says("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + good), {"bad-response"},
            {""});
        row("101 and no answer", says("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
            {"bad-response"});
        row("100 and no answer", says(QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(1'000)), {"timeout"},
            {"bad-response"});
        row("204 with a body", says("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nstray"), {"", "reset"});
        row("304 with a body", says("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nstray"), {"", "reset"});
        row("HTTP/1.0 until closed", says("HTTP/1.0 200 OK\r\n\r\nfine", true), {""});
        row("HTTP/1.0 with a length", says("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nfine", true), {""});
        row("HTTP/1.0 that stays open", says("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nfine"), {""});
        row("trailers",
            says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\nA: b\r\nC: d\r\n\r\n"), {""});
        row("a body that says gzip and is none", says(ScriptedServer::response("fine", "Content-Encoding: gzip\r\n")),
            {""});
        row("a chunk beyond all numbers",
            says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nfine\r\n0\r\n\r\n"));
        row("a chunk without a number",
            says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\nfine\r\n0\r\n\r\n", true));
        row("chunks without an end", says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n"),
            {"timeout"});
        row("chunks cut off", says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n", true),
            {"reset"}, {"truncated"});
        row("negative length", says("HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nfine", true), {"bad-response"});
        row("a length beyond all numbers",
            says("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nfine", true), {"bad-response"});
        row("a length beyond all memory",
            says("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\nfine", true), {"truncated"});
        row("a length that is not reached", says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfine", true),
            {"truncated"});
        row("an error whose length is not reached", says("HTTP/1.1 503 Busy\r\nContent-Length: 9\r\n\r\nfine", true),
            {"truncated"});
        row("a head cut off", says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n", true), {"reset"});
        row("two lengths", says("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\nfine", true),
            {"bad-response", "reset"});
        row("more than promised", says(good + "and more"), {"", "reset"});
        row("a head of a megabyte",
            says("HTTP/1.1 200 OK\r\nX: " + QByteArray(1'000'000, 'x') + "\r\nContent-Length: 4\r\n\r\nfine"));
        row("ten thousand fields", says("HTTP/1.1 200 OK\r\n" + QByteArray("Set-Cookie: a=b\r\n").repeated(10'000) +
                                        "Content-Length: 4\r\n\r\nfine"));
        row("a field without a name", says("HTTP/1.1 200 OK\r\n: x\r\nno colon\r\nContent-Length: 4\r\n\r\nfine"));
        row("noughts", says(QByteArray(100, '\0') + "\r\n\r\n", true), {"bad-response", "reset"});
        row("an empty line", says("\r\n", true), {"bad-response", "reset"});
        row("line feeds only", says("HTTP/1.1 200 OK\nContent-Length: 4\n\nfine"), {""}, {"bad-response"});
        row("HTTP/2", says(QByteArray::fromHex("000000040000000000"), true), {"bad-response", "reset"});
        row("401 nobody understands",
            says(ScriptedServer::response("no", "WWW-Authenticate: Digest realm=\r\n", "401 Unauthorized")),
            {"http-status"});
        row("407 without a proxy",
            says(ScriptedServer::response("no", "Proxy-Authenticate: Basic realm=\"x\"\r\n", "407 Proxy")), {"proxy"},
            {"http-status"});
        row("a redirect to nowhere", says(ScriptedServer::redirect("")), {""});
        row("a redirect to a file", says(ScriptedServer::redirect("file:///etc/passwd")), {""});
        row("a redirect to itself", says(ScriptedServer::redirect("/")), {"too-many-redirects"});
        row("a redirect to itself, closing",
            says(ScriptedServer::redirect("/", "302 Found", "Connection: close\r\n"), true), {"too-many-redirects"});
    }
    void eachRequestHasOneOutcome() {
        QFETCH(Script, script);
        QFETCH(QByteArrayList, allowed);
        QFETCH(QByteArrayList, ofDirect);
        if (testedEngine == bench::EngineKind::Direct)
            allowed = ofDirect;
        for (const bool keepAlive : {true, false}) {
            ScriptedServer server;
            server.script = script;
            LoadPlan plan = planFor(server.link().toString(), count, 4);
            plan.timeout = 1'500ms;
            plan.followRedirects = true;
            plan.keepAlive = keepAlive;
            QElapsedTimer time;
            time.start();
            EngineFixture fixture(plan);
            const EngineTick tick = fixture.run();
            QCOMPARE(tick.sent, count);
            QVERIFY(time.elapsed() < 15'000);
            if (allowed.isEmpty())
                continue;
            for (const auto& [kind, times] : tick.total.errors)
                QVERIFY2(allowed.contains(QByteArray::fromStdString(kind)), kindsOf(tick).constData());
            QVERIFY2(tick.total.succeeded == 0 || allowed.contains(QByteArray()), kindsOf(tick).constData());
            QVERIFY2(tick.total.succeeded > 0 || allowed != QByteArrayList{""}, kindsOf(tick).constData());
        }
    }

    void whatSpeaksFirstAndNoHttpIsToldSoon_data() {
        QTest::addColumn<QByteArray>("banner");
        QTest::newRow("SSH") << QByteArray("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n");
        QTest::newRow("SMTP") << QByteArray("220 mail.test ESMTP\r\n");
        QTest::newRow("FTP") << QByteArray("220-Welcome\r\n220 Ready\r\n");
    }
    void whatSpeaksFirstAndNoHttpIsToldSoon() {
        QFETCH(QByteArray, banner);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            while (QTcpSocket* socket = server.nextPendingConnection())
                socket->write(banner); // and waits
        });
        LoadPlan plan = planFor(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()), count, 4);
        plan.timeout = 20s;
        EngineFixture fixture(plan);
        QCOMPARE(kindsOf(fixture.run(10'000)),
                 QByteArray(testedEngine == bench::EngineKind::Qt ? "reset=8" : "bad-response=8"));
    }

    void httpAskedOfATlsPortIsToldSoon() {
        support::TestServer server(support::withTls({u"localhost"_s}));
        QUrl link = server.url(u"/page/1"_s);
        link.setScheme(u"http"_s);
        LoadPlan plan = planFor(link.toString(), count, 4);
        plan.timeout = 20s;
        EngineFixture fixture(plan);
        QCOMPARE(kindsOf(fixture.run(10'000)), QByteArray("reset=8"));
    }

    void httpsAskedOfAPlainPortIsToldSoon() {
        support::TestServer server;
        QUrl link = server.url(u"/page/1"_s);
        link.setScheme(u"https"_s);
        LoadPlan plan = planFor(link.toString(), count, 4);
        plan.timeout = 20s;
        EngineFixture fixture(plan);
        QCOMPARE(kindsOf(fixture.run(15'000)), QByteArray("tls=8"));
    }

    void httpsThatIsNeverAnsweredIsAConnectTimeout() {
        ScriptedServer server; // waits for the end of a head
        LoadPlan plan = planFor(server.link(u"/"_s, u"127.0.0.1"_s, u"https"_s).toString(), 4, 4);
        plan.connectTimeout = 500ms;
        EngineFixture fixture(plan);
        QCOMPARE(kindsOf(fixture.run(10'000)), QByteArray("connect-timeout=4"));
    }

    void nobodyListensWithoutKeepAlive() {
        quint16 port = 0;
        { port = support::TestServer().port(); }
        LoadPlan plan = planFor(u"http://127.0.0.1:%1/"_s.arg(port), 200, 50);
        plan.keepAlive = false;
        EngineFixture fixture(plan);
        QCOMPARE(kindsOf(fixture.run()), QByteArray("refused=200"));
    }

    void aTenthOfASecondIsARun() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/delay/5"_s), 0, 5);
        plan.duration = 100ms;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run(5'000);
        QVERIFY(tick.sent > 0);
        QCOMPARE(tick.total.succeeded, static_cast<quint64>(tick.sent));
    }

    void tenMillionRequestsMayBeStoppedAtOnce() {
        support::TestServer server;
        bench::forgetPeak();
        const qint64 before = bench::ownUse().peakRssBytes;
        EngineFixture fixture(planFor(server.link(u"/empty"_s), 10'000'000, 1'000));
        fixture.start();
        fixture.engine->stop();
        const EngineTick tick = fixture.end(10'000);
        QVERIFY(tick.sent <= 1'000);
        QVERIFY(bench::ownUse().peakRssBytes - before < 100'000'000);
    }

    void twoEnginesAtOnceDoNotMixTheirOutcomes() {
        support::TestServer server;
        EngineFixture good(planFor(server.link(u"/page/1"_s), 300, 10));
        EngineFixture bad(planFor(server.link(u"/status/503"_s), 200, 10));
        good.start();
        bad.start();
        QCOMPARE(kindsOf(good.end()), QByteArray("200=300"));
        QCOMPARE(kindsOf(bad.end()), QByteArray("http-status=200, 503=200"));
    }

    void aBombIsDroppedAsItComes() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/gzip-bomb"_s), 20, 5);
        plan.headers = {{"Accept-Encoding", "gzip"}};
        bench::forgetPeak();
        [[maybe_unused]] const qint64 before = bench::ownUse().peakRssBytes;
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().total.succeeded, 20U);
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed
        QVERIFY(bench::ownUse().peakRssBytes - before < 60'000'000);
#endif
    }
};

QTEST_GUILESS_MAIN(EngineHostileTest)
#include "tst_enginehostile.moc"
