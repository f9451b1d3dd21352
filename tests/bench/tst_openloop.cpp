#include "enginefixture.h"

#include "bench/loadrun.h"
#include "tests/support/testserver.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::EngineTick;
using bench::LoadPlan;

namespace {

LoadPlan openPlan(const QString& target, double rate, qint64 requests, int places) {
    LoadPlan plan = planFor(target, requests, places);
    plan.rate = rate;
    return plan;
}

double milliseconds(std::int64_t microseconds) {
    return static_cast<double>(microseconds) / 1'000;
}

} // namespace

// Requests that go out when they are due, and not when an answer came.
class OpenLoopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testedEngine = bench::EngineKind::Direct; }

    void requestsGoOutWhileNoAnswerComes() {
        support::TestServer server;
        EngineFixture fixture(openPlan(server.link(u"/stall"_s), 1'000, 100, 200));
        fixture.start();
        QVERIFY(server.server().waitForRequests(100, 20s));
        fixture.engine->stop();
        const EngineTick tick = fixture.end();
        QCOMPARE(tick.sent, 100);
        QCOMPARE(tick.due, 100);
        QCOMPARE(tick.total.errors.at("cancelled"), 100U);
    }

    void theRateIsKept() {
        support::TestServer server;
        LoadPlan plan = openPlan(server.link(u"/page/1"_s), 200, 0, 200);
        plan.duration = 1s;
        plan.threads = 2;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.due, 200);
        QCOMPARE(tick.sent, 200);
        QCOMPARE(tick.total.succeeded, 200U);
        const auto sending = *tick.last - *tick.first; // the first is due at 0, the last at 0.995 s
        QVERIFY2(sending >= 990ms, qPrintable(QString::number(sending.count())));
        QCOMPARE(tick.breakdown.waited.count(), 200U);
        QCOMPARE(tick.breakdown.service.count(), 200U);
    }

    // One place and answers after 50 ms: of twenty that are due within 100 ms most find no place until the end.
    void whatFindsNoPlaceInTimeIsNotSent() {
        support::TestServer server;
        EngineFixture fixture(openPlan(server.link(u"/delay/50"_s), 200, 20, 1));
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.due, 20);
        QVERIFY2(tick.sent >= 1 && tick.sent <= 3, qPrintable(QString::number(tick.sent)));
        QCOMPARE(tick.total.succeeded, static_cast<quint64>(tick.sent));
    }

    // Three are due at once, or nearly, and there is one place: the second waits for the first.
    void waitingForAPlaceIsPartOfTheResponseTime() {
        support::TestServer server;
        LoadPlan plan = openPlan(server.link(u"/delay/100"_s), 0, 0, 1);
        plan.stages = {{1'000, 2ms}, {0, 1ms}, {0, 250ms}, {10, 200ms}};
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QVERIFY(tick.sent >= 2);
        const auto& response = tick.total.latency;
        const auto& service = tick.breakdown.service;
        const auto& waited = tick.breakdown.waited;
        QVERIFY2(milliseconds(waited.maximum()) >= 90, qPrintable(QString::number(waited.maximum())));
        QVERIFY(milliseconds(response.maximum()) >= 190);
        QVERIFY(response.maximum() >= service.maximum());
        // Of each: due → done is due → sent and sent → done; µs are cut off.
        const auto sum = service.sum() + waited.sum();
        QVERIFY(response.sum() >= sum && response.sum() <= sum + 2 * response.count());
    }

    void warmUpRequestsAreLeftOut() {
        support::TestServer server;
        LoadPlan plan = openPlan(server.link(u"/page/1"_s), 200, 40, 40);
        plan.warmUp = 200ms;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QVERIFY(tick.warmUpRequests >= 35 && tick.warmUpRequests <= 41);
        QCOMPARE(tick.sent, 40);
        QCOMPARE(tick.due, 40);
        QCOMPARE(tick.total.succeeded, 40U);
        QCOMPARE(server.counters().requests, static_cast<std::uint64_t>(tick.warmUpRequests + 40));
    }

    void aStopWhileNothingIsInFlightEndsIt() {
        support::TestServer server;
        EngineFixture fixture(openPlan(server.link(u"/page/1"_s), 0.01, 2, 3)); // the second after 100 s
        fixture.start();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.engine->tick().total.succeeded, 1U, 30'000);
        fixture.engine->stop();
        const EngineTick tick = fixture.end(10'000);
        QCOMPARE(tick.sent, 1);
        QCOMPARE(tick.due, 1);
    }

    void whatFailsIsNotSentAgain() {
        support::TestServer server;
        EngineFixture fixture(openPlan(server.link(u"/reset"_s), 500, 50, 50));
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.sent, 50);
        QCOMPARE(tick.total.errors.at("reset"), 50U);
        QCOMPARE(tick.breakdown.service.count(), 0U); // of what succeeded
        QCOMPARE(tick.breakdown.waited.count(), 50U);
    }

    void aRunTellsWhatWasNotSent() {
        support::TestServer server;
        LoadPlan plan = openPlan(server.link(u"/delay/100"_s), 400, 0, 20); // as many as 200 a second
        plan.duration = 2s;
        bench::LoadRun run(plan, {});
        QSignalSpy ended(&run, &bench::LoadRun::ended);
        run.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
        const auto result = ended.takeFirst().at(0).value<bench::LoadResult>();
        QCOMPARE(result.requests, 800);
        QVERIFY(result.notSent > 300 && result.notSent < 500);
        QCOMPARE(static_cast<qint64>(result.total.completed()), result.requests - result.notSent);
        QVERIFY(result.elapsed < 2'500ms); // never a longer run
        QCOMPARE(result.verdict, bench::Verdict::RateMissed);
        QVERIFY(!result.ceilingPerMinute());
        QVERIFY2(result.warnings.filter(u"Samples"_s).isEmpty(), qPrintable(result.warnings.join(u' ')));
    }

    void phasesAreThoseOfTheConnectionsAndAnswers() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/delay/30"_s), 20, 4);
        plan.threads = 1;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.succeeded, 20U);
        QCOMPARE(tick.breakdown.connect.count(), 4U);
        QCOMPARE(tick.breakdown.tls.count(), 0U);
        QCOMPARE(tick.breakdown.lookUp.count(), 0U); // an address
        QCOMPARE(tick.breakdown.firstByte.count(), 20U);
        QVERIFY(milliseconds(tick.breakdown.firstByte.minimum()) >= 29);
        QCOMPARE(tick.breakdown.body.count(), 20U);
        QCOMPARE(tick.breakdown.service.count(), 0U); // a closed loop's is its latency
        QCOMPARE(tick.breakdown.waited.count(), 0U);
        const auto parts = tick.breakdown.firstByte.sum() + tick.breakdown.body.sum();
        QVERIFY(parts <= tick.total.latency.sum());
    }

    void theQtEngineSeesTheFirstByteAndTheBody() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/drip?bytes=20&ms=10"_s), 8, 4);
        plan.engine = bench::EngineKind::Qt;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.succeeded, 8U);
        QCOMPARE(tick.breakdown.firstByte.count(), 8U);
        QCOMPARE(tick.breakdown.body.count(), 8U);
        QVERIFY2(milliseconds(tick.breakdown.body.minimum()) >= 100,
                 qPrintable(QString::number(tick.breakdown.body.minimum())));
        QCOMPARE(tick.breakdown.connect.count(), 0U); // Qt does not tell
        const auto parts = tick.breakdown.firstByte.sum() + tick.breakdown.body.sum();
        QVERIFY(parts <= tick.total.latency.sum());
    }

    void anAnswerThatDoesNotBeginInTimeIsToldFromOneThatIsTooLong() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/stall"_s), 6, 3);
        plan.firstByteTimeout = 100ms;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.errors, (std::map<std::string, std::uint64_t>{{"first-byte-timeout", 6}}));
        QVERIFY(milliseconds(tick.total.failedLatency.minimum()) >= 99);
    }

    void theTimeOfTheFirstByteIsNotThatOfTheLast() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/drip?bytes=40&ms=10"_s), 3, 3);
        plan.firstByteTimeout = 300ms;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.succeeded, 3U);
        QVERIFY(tick.breakdown.body.minimum() > tick.breakdown.firstByte.minimum());
    }
};

QTEST_GUILESS_MAIN(OpenLoopTest)
#include "tst_openloop.moc"
