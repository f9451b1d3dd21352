#include "enginefixture.h"

#include "bench/firing.h"
#include "tests/support/testserver.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <mutex>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::EngineTick;
using bench::LoadPlan;

// How a load comes to its end, and what may happen to it before.
class EngineEndTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEngines(); }
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { takeEngine(); }

    void aDurationEndsTheSending() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/delay/20"_s), 0, 5);
        plan.duration = 300ms;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QVERIFY(tick.sent > 5);
        QCOMPARE(tick.total.failed, 0U); // what was in flight was waited for
        QVERIFY(*tick.last - *tick.first >= 300ms);
    }

    void whatComesFirstEndsTheSending() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/page/1"_s), 20, 5);
        plan.duration = 1h;
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().sent, 20);
    }

    void theTimeOfARunThatHasEndedDoesNotBeginItAgain() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/page/1"_s), 20, 5);
        plan.duration = 1h;
        int ends = 0;
        bench::EngineRecord record(5);
        bench::Firing firing(
            plan, *bench::Targets::of(plan, {}), {}, 5, record, [&ends] { ++ends; }, {}, 10);
        record.start();
        firing.begin();
        QTRY_COMPARE_WITH_TIMEOUT(ends, 1, 30'000);
        const EngineTick ended = record.tick();
        QCOMPARE(ended.phase, bench::Phase::Ended);
        QCOMPARE(ended.sent, 20);
        firing.close();
        const EngineTick later = record.tick();
        QCOMPARE(later.phase, bench::Phase::Ended);
        QCOMPARE(later.total.elapsed, ended.total.elapsed);
        QCOMPARE(ends, 1);
    }

    void phasesAreToldInTheirOrder() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/page/1"_s), 20, 5);
        plan.warmUp = 50ms;
        std::mutex mutex;
        std::vector<bench::Phase> phases;
        std::atomic<bool> isOver = false;
        const auto engine = bench::makeEngine(
            plan, *bench::Targets::of(plan, {}), {}, 5, [&isOver] { isOver = true; }, {}, 10,
            [&](bench::Phase phase) {
                const std::lock_guard lock(mutex);
                if (!isOver && (phases.empty() || phases.back() != phase))
                    phases.push_back(phase);
            });
        engine->start();
        QTRY_VERIFY(isOver);
        const std::lock_guard lock(mutex);
        using bench::Phase;
        QVERIFY(phases == std::vector({Phase::Running, Phase::Draining, Phase::Ended}));
    }

    void aStopInTheFirstMillisecondEndsIt_data() {
        QTest::addColumn<int>("microseconds");
        for (const int microseconds : {0, 100, 300, 1'000, 3'000, 10'000})
            QTest::addRow("%d", microseconds) << microseconds;
    }
    void aStopInTheFirstMillisecondEndsIt() {
        QFETCH(int, microseconds);
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(u"/stall"_s), 1'000'000, 100));
        fixture.start();
        const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(microseconds);
        while (std::chrono::steady_clock::now() < until)
            continue;
        fixture.engine->stop();
        fixture.engine->stop();
        const EngineTick tick = fixture.end(5'000);
        QVERIFY(tick.sent <= 100);
        if (tick.sent > 0)
            QCOMPARE(tick.total.errors.at("cancelled"), static_cast<quint64>(tick.sent));
    }

    void anEngineMayGoAtAnyTime() {
        support::TestServer server;
        { EngineFixture never(planFor(server.link(u"/stall"_s), 10, 10)); }
        for (int round = 0; round < 5; ++round) {
            EngineFixture fixture(planFor(server.link(u"/page/1"_s), 100'000, 10));
            const auto before = server.counters().requests;
            fixture.start();
            QVERIFY(server.server().waitForRequests(before + static_cast<std::uint64_t>(round * 10), 5s));
        }
    }

    void aStopCancelsWhatIsInFlight() {
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(u"/stall"_s), 1'000, 30));
        fixture.start();
        QVERIFY(server.server().waitForRequests(30, 10s));
        fixture.engine->stop();
        const EngineTick tick = fixture.end(2'000);
        QCOMPARE(tick.sent, 30);
        QCOMPARE(tick.total.errors, (std::map<std::string, std::uint64_t>{{"cancelled", 30}}));
    }

    // Their errors are on the way already, and Qt takes a second one for a fault of its own: a warning fails here.
    void whatIsCancelledAmongRefusalsIsQuiet_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("refused") << QString();
        QTest::newRow("closed") << u"/close"_s;
        QTest::newRow("reset") << u"/reset"_s;
        QTest::newRow("an error status") << u"/status/503"_s;
    }
    void whatIsCancelledAmongRefusalsIsQuiet() {
        QFETCH(QString, path);
        QTest::failOnWarning(QRegularExpression(u".*"_s)); // holds for one function alone
        quint16 port = 0;
        { port = support::TestServer().port(); }
        support::TestServer server;
        const QString target = path.isEmpty() ? u"http://127.0.0.1:%1/"_s.arg(port) : server.link(path);
        int cancelled = 0; // rounds in which something was; in others all had failed already
        for (int round = 0; round < 10; ++round) {
            EngineFixture fixture(planFor(target, 1'000'000, 200));
            fixture.start();
            QTRY_VERIFY(fixture.engine->tick().total.failed > static_cast<quint64>(20 * round));
            fixture.engine->stop();
            cancelled += fixture.end(10'000).total.errors.contains("cancelled") ? 1 : 0;
        }
        QVERIFY(cancelled > 0);
    }

    void whoNeverStopsSendingIsCutOff() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/endless-header"_s), 4, 4);
        plan.timeout = 500ms;
        QElapsedTimer time;
        time.start();
        {
            EngineFixture fixture(plan);
            const char* kind = testedEngine == bench::EngineKind::Qt ? "timeout" : "bad-response"; // a head without end
            QCOMPARE(fixture.run().total.errors, (std::map<std::string, std::uint64_t>{{kind, 4}}));
        }
        QVERIFY(time.elapsed() < 4'500); // Qt would wait 5 seconds for its thread
    }

    void aServerThatGoesAndComesBackLosesNothing() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/delay/20"_s), 0, 20);
        plan.duration = 1h;
        EngineFixture fixture(plan);
        fixture.start();
        QTRY_VERIFY(fixture.engine->tick().total.succeeded > 40);
        server.server().stop();
        QTRY_VERIFY(fixture.engine->tick().total.failed > 20);
        QCOMPARE(server.server().start(), "");
        const quint64 before = fixture.engine->tick().total.succeeded;
        QTRY_VERIFY(fixture.engine->tick().total.succeeded > before);
        fixture.engine->stop();
        const EngineTick tick = fixture.end();
        QVERIFY(tick.total.errors.contains("refused"));
    }
};

QTEST_GUILESS_MAIN(EngineEndTest)
#include "tst_engineend.moc"
