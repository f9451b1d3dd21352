#include "measure/recorder.h"

#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using measure::Outcome;
using measure::Recorder;
using measure::Tick;

class RecorderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aNewRecorderHasSeenNothing() {
        const Tick tick = Recorder().tick();
        QCOMPARE(tick.started, 0U);
        QCOMPARE(tick.completed(), 0U);
        QCOMPARE(tick.inFlight, 0U);
        QCOMPARE(tick.bytes, 0);
        QVERIFY(tick.elapsed >= 0ns);
    }

    void succeededAndFailedAreCountedApart() {
        Recorder recorder;
        for (int request = 0; request < 4; ++request)
            recorder.begin();
        recorder.finish({.duration = 10ms, .status = 200, .errorKind = "", .bytes = 100});
        recorder.finish({.duration = 20ms, .status = 404, .errorKind = "http-status", .bytes = 7});
        recorder.finish({.duration = 30s, .status = 0, .errorKind = "timeout", .bytes = 0});
        const Tick tick = recorder.tick();
        QCOMPARE(tick.started, 4U);
        QCOMPARE(tick.succeeded, 1U);
        QCOMPARE(tick.failed, 2U);
        QCOMPARE(tick.inFlight, 1U);
        QCOMPARE(tick.bytes, 107);
        QCOMPARE(tick.statuses, (std::map<int, std::uint64_t>{{200, 1}, {404, 1}}));
        QCOMPARE(tick.errors, (std::map<std::string, std::uint64_t>{{"http-status", 1}, {"timeout", 1}}));
        QCOMPARE(tick.latency.maximum(), 10'000);
        QCOMPARE(tick.failedLatency.maximum(), 30'000'000);
    }

    void aTickIsAValueThatLaterExchangesDoNotTouch() {
        Recorder recorder;
        recorder.begin();
        const Tick before = recorder.tick();
        recorder.finish({.duration = 1ms, .status = 200, .errorKind = "", .bytes = 1});
        QCOMPARE(before.inFlight, 1U);
        QCOMPARE(before.completed(), 0U);
        QVERIFY(recorder.tick().elapsed >= before.elapsed);
    }

    void whatIsWithdrawnWasNeverStarted() {
        Recorder recorder;
        recorder.begin();
        recorder.begin();
        recorder.withdraw();
        const Tick tick = recorder.tick();
        QCOMPARE(tick.started, 1U);
        QCOMPARE(tick.inFlight, 1U);
        QCOMPARE(tick.completed(), 0U);
    }

    void whatIsWithdrawnWasNeverInFlight() {
        Recorder recorder;
        const auto begun = std::chrono::steady_clock::now();
        recorder.begin();
        while (recorder.tick().inFlightSeconds < 0.002)
            continue;
        recorder.withdraw(std::chrono::steady_clock::now() - begun);
        QVERIFY(recorder.tick().inFlightSeconds < 0.001);
    }

    void clearKeepsWhatIsInFlight() {
        Recorder recorder;
        for (int request = 0; request < 3; ++request)
            recorder.begin();
        recorder.finish({.duration = 1ms, .status = 200, .errorKind = "", .bytes = 5});
        recorder.clear();
        const Tick cleared = recorder.tick();
        QCOMPARE(cleared.started, 2U);
        QCOMPARE(cleared.inFlight, 2U);
        QCOMPARE(cleared.completed(), 0U);
        QCOMPARE(cleared.bytes, 0);
        recorder.finish({.duration = 1ms, .status = 200, .errorKind = "", .bytes = 5});
        QCOMPARE(recorder.tick().started, recorder.tick().completed() + recorder.tick().inFlight);
    }

    void theCountsAddUpInEveryTickWhileManyThreadsRecord() {
        constexpr int threads = 4;
        constexpr int perThread = 20'000;
        Recorder recorder;
        std::atomic<int> running = threads;
        std::vector<std::thread> workers;
        for (int worker = 0; worker < threads; ++worker) {
            workers.emplace_back([&, worker] {
                for (int request = 0; request < perThread; ++request) {
                    recorder.begin();
                    const bool fails = request % 10 == worker;
                    recorder.finish({.duration = std::chrono::microseconds(request + 1),
                                     .status = fails ? 503 : 200,
                                     .errorKind = fails ? "http-status" : "",
                                     .bytes = 2});
                }
                --running;
            });
        }
        bool consistent = true;
        while (running > 0) {
            const Tick tick = recorder.tick();
            consistent = consistent && tick.started == tick.completed() + tick.inFlight &&
                         tick.latency.count() == tick.succeeded && tick.failedLatency.count() == tick.failed;
        }
        for (std::thread& worker : workers)
            worker.join();
        QVERIFY(consistent);
        const Tick end = recorder.tick();
        QCOMPARE(end.started, std::uint64_t{threads * perThread});
        QCOMPARE(end.inFlight, 0U);
        QCOMPARE(end.failed, std::uint64_t{threads * perThread / 10});
        QCOMPARE(end.bytes, std::int64_t{2 * threads * perThread});
    }

    void requestsInFlightAreSummedOverTime() {
        measure::Recorder recorder;
        for (int request = 0; request < 3; ++request)
            recorder.begin();
        while (recorder.tick().elapsed < std::chrono::milliseconds(2)) {
        }
        const measure::Tick tick = recorder.tick();
        const double elapsed = std::chrono::duration<double>(tick.elapsed).count();
        QVERIFY(tick.inFlightSeconds > 0);
        QVERIFY2(tick.inFlightSeconds <= 3 * elapsed, "never more than all of them all the time");
        for (int request = 0; request < 3; ++request)
            recorder.finish({.duration = std::chrono::milliseconds(1), .status = 200});
        const double before = recorder.tick().inFlightSeconds;
        QCOMPARE(recorder.tick().inFlightSeconds, before); // nothing is in flight any more
    }

    void countsTakeTheTimeThatTheyAreTold() {
        const measure::Counts::Time start = std::chrono::steady_clock::now();
        measure::Counts counts(start);
        counts.begin(start + 1s);
        counts.begin(start + 2s);
        counts.finish({.duration = 3s, .status = 200}, start + 4s);
        QCOMPARE(counts.tick(start + 10s).inFlightSeconds, 1.0 + 2 * 2.0 + 6.0);
        QVERIFY(counts.tick(start + 10s).elapsed == 10s);
        counts.withdraw(8s, start + 10s);
        QCOMPARE(counts.tick(start + 20s).inFlightSeconds, 3.0);
        counts.clear(start + 20s);
        QVERIFY(counts.tick(start + 21s).elapsed == 1s);
    }

    void whatServersSayOfTheirDelayIsSummed() {
        measure::Recorder recorder;
        for (const int seconds : {1, 3}) {
            recorder.begin();
            recorder.finish(
                {.duration = std::chrono::seconds(seconds), .status = 200, .delay = std::chrono::seconds(seconds)});
        }
        recorder.begin();
        recorder.finish({.duration = std::chrono::milliseconds(5), .status = 200});
        QCOMPARE(recorder.tick().delayed, std::uint64_t(2));
        QVERIFY(recorder.tick().delays == std::chrono::seconds(4));
    }

    void ticksOfSeveralThreadsAreOne() {
        measure::Recorder first;
        measure::Recorder second;
        first.begin();
        first.finish({.duration = std::chrono::milliseconds(10), .status = 200, .bytes = 7});
        first.begin();
        second.begin();
        second.finish({.duration = std::chrono::milliseconds(30), .status = 200, .bytes = 5});
        second.begin();
        second.finish({.duration = std::chrono::milliseconds(20), .status = 0, .errorKind = "reset"});
        measure::Tick tick = first.tick();
        tick.merge(second.tick());
        QCOMPARE(tick.started, std::uint64_t(4));
        QCOMPARE(tick.succeeded, std::uint64_t(2));
        QCOMPARE(tick.failed, std::uint64_t(1));
        QCOMPARE(tick.inFlight, std::uint64_t(1));
        QCOMPARE(tick.bytes, std::int64_t(12));
        QCOMPARE(tick.statuses.at(200), std::uint64_t(2));
        QCOMPARE(tick.errors.at("reset"), std::uint64_t(1));
        QCOMPARE(tick.latency.minimum(), std::int64_t(10'000));
        QCOMPARE(tick.latency.maximum(), std::int64_t(30'000));
        QCOMPARE(tick.failedLatency.count(), std::uint64_t(1));
    }
};

QTEST_GUILESS_MAIN(RecorderTest)
#include "tst_recorder.moc"
