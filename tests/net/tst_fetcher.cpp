#include "fetchfixture.h"
#include "scriptedserver.h"

#include "tests/support/fakeclock.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::ErrorKind;

class FetcherTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fetchesAPageAndCountsIt() {
        ScriptedServer server;
        server.script = [](QTcpSocket& socket, const ScriptedServer::Request&) {
            socket.write(ScriptedServer::response("<p>hello", "Content-Type: text/html\r\nX-A: 1\r\n"));
        };
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link(u"/a?b=c#part"_s));
        QCOMPARE(exchange.errorText, QString());
        QCOMPARE(exchange.status, 200);
        QCOMPARE(exchange.body, QByteArray("<p>hello"));
        QCOMPARE(net::headerValue(exchange.headers, "content-type"), QByteArray("text/html"));
        QCOMPARE(exchange.finalLink, server.link(u"/a?b=c#part"_s));
        QCOMPARE(server.requests.first().path, QByteArray("/a?b=c"));
        QVERIFY(exchange.timings.queuedUs >= 0 && exchange.timings.lookupUs >= 0);
        QVERIFY(exchange.timings.firstByteUs > 0 && exchange.timings.totalUs >= exchange.timings.firstByteUs);
        QVERIFY(exchange.lease);
        const measure::Tick tick = fixture.recorder.tick();
        QCOMPARE(tick.started, 1u);
        QCOMPARE(tick.succeeded, 1u);
        QCOMPARE(tick.bytes, 8);
    }

    void doneIsNeverCalledFromWithinFetch() {
        FetchFixture fixture;
        fixture.start(QUrl(u"ftp://127.0.0.1/"_s));
        QCOMPARE(fixture.ended, 0);
        QTRY_COMPARE(fixture.ended, 1);
        QCOMPARE(fixture.exchanges.first().error, ErrorKind::BadScheme);
    }
};

QTEST_GUILESS_MAIN(FetcherTest)
#include "tst_fetcher.moc"
