#include "bench/direct/arrivals.h"
#include "bench/schedule.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace std::chrono_literals;
using bench::LoadPlan;
using bench::Schedule;
using bench::Time;
using bench::direct::Arrivals;

namespace {

LoadPlan withRate(double rate, qint64 requests) {
    LoadPlan plan;
    plan.rate = rate;
    plan.requests = requests;
    return plan;
}

LoadPlan withStages(double rate, const QList<bench::Stage>& stages) {
    LoadPlan plan;
    plan.requests = 0;
    plan.rate = rate;
    plan.stages = stages;
    return plan;
}

// How many are due until `time`, counted one by one.
std::int64_t countUntil(const Schedule& schedule, std::chrono::nanoseconds time) {
    std::int64_t count = 0;
    while (count < schedule.requests() && schedule.dueAt(count + 1) < time)
        ++count;
    return count;
}

std::vector<std::int64_t> takeAll(Arrivals& arrivals) {
    std::vector<std::int64_t> numbers;
    while (arrivals.anyWaits())
        numbers.push_back(arrivals.take().number);
    return numbers;
}

} // namespace

// When the requests of an open loop are due, and who waits.
class ScheduleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConstantRateIsEven() {
        const Schedule schedule(withRate(250, 1'000));
        QCOMPARE(schedule.requests(), 1'000);
        QVERIFY(schedule.dueAt(1) == 0ns);
        QVERIFY(schedule.dueAt(2) == 4ms);
        QVERIFY(schedule.dueAt(1'000) == 3'996ms);
        QVERIFY(schedule.length() == 3'996ms);
    }

    void aDurationSaysHowMany() {
        LoadPlan plan = withRate(250, 0);
        plan.duration = 2s;
        const Schedule schedule(plan);
        QCOMPARE(schedule.requests(), 500);
        QVERIFY(schedule.length() == 2s);
        plan.requests = 100;
        QCOMPARE(Schedule(plan).requests(), 100);
        plan.requests = 0;
        plan.rate = 0.1; // one at the very start
        QCOMPARE(Schedule(plan).requests(), 1);
    }

    void aRampHasTheAreaBelowIt() {
        const Schedule schedule(withStages(0, {{1'000, 10s}})); // a triangle
        QCOMPARE(schedule.requests(), 5'000);
        QVERIFY(schedule.length() == 10s);
        QCOMPARE(countUntil(schedule, 5s), 1'250); // a quarter of it in its first half
        QCOMPARE(schedule.rateAt(5s), 500.0);
    }

    void aRampDownEndsWithItsLastRequest() {
        const Schedule schedule(withStages(1'000, {{0, 10s}}));
        QCOMPARE(schedule.requests(), 5'000);
        QCOMPARE(countUntil(schedule, 5s), 3'750);
        QVERIFY(schedule.dueAt(5'000) <= 10s);
    }

    void stagesFollowEachOther() {
        const Schedule schedule(withStages(100, {{100, 2s}, {300, 2s}, {0, 1ms}, {0, 1s}, {50, 2s}}));
        QCOMPARE(countUntil(schedule, 2s), 200);
        QCOMPARE(countUntil(schedule, 4s), 600);
        QCOMPARE(countUntil(schedule, 5'001ms), 601); // nothing in the second that has the rate 0
        QCOMPARE(schedule.requests(), 651);
        QCOMPARE(schedule.rateAt(3s), 200.0);
        QCOMPARE(schedule.rateAt(4'500ms), 0.0);
    }

    void nobodyIsDueBeforeTheOneBeforeHim_data() {
        QTest::addColumn<double>("rate");
        QTest::addColumn<QList<bench::Stage>>("stages");
        QTest::newRow("up and down") << 10.0 << QList<bench::Stage>{{5'000, 3s}, {1, 3s}, {1, 1s}, {800, 1ms}};
        QTest::newRow("from nothing to nothing") << 0.0 << QList<bench::Stage>{{0, 1s}, {3'000, 2s}, {0, 2s}, {0, 5s}};
        QTest::newRow("steps") << 1.0 << QList<bench::Stage>{{1'000, 1ms}, {1'000, 2s}, {10, 1ms}, {10, 20s}};
    }
    void nobodyIsDueBeforeTheOneBeforeHim() {
        QFETCH(double, rate);
        QFETCH(QList<bench::Stage>, stages);
        const Schedule schedule(withStages(rate, stages));
        QVERIFY(schedule.requests() > 1'000);
        for (std::int64_t number = 2; number <= schedule.requests(); ++number)
            QVERIFY2(schedule.dueAt(number - 1) <= schedule.dueAt(number), qPrintable(QString::number(number)));
        QVERIFY(schedule.dueAt(schedule.requests()) <= schedule.length());
    }

    void aStageWithoutAnyRateHasNoRequests() { QCOMPARE(Schedule(withStages(0, {{0, 10s}})).requests(), 0); }

    void threadsShareTheRequests() {
        const Schedule schedule(withRate(1'000, 100));
        const Time start{};
        std::vector<std::int64_t> all;
        for (int thread = 0; thread < 3; ++thread) {
            Arrivals arrivals(schedule, start, thread, 3, 1'000);
            arrivals.comeBy(start + 1s);
            QVERIFY(!arrivals.next());
            const std::vector<std::int64_t> his = takeAll(arrivals);
            all.insert(all.end(), his.begin(), his.end());
        }
        std::ranges::sort(all);
        std::vector<std::int64_t> expected;
        for (std::int64_t number = 1; number <= 100; ++number)
            expected.push_back(number);
        QVERIFY(all == expected);
    }

    void whoIsDueComesAndNoOther() {
        const Time start{};
        Arrivals arrivals(Schedule(withRate(1'000, 100)), start, 0, 1, 1'000);
        QCOMPARE(arrivals.comeBy(start + 9'999us), 10);
        QVERIFY(arrivals.next() == start + 10ms);
        QCOMPARE(arrivals.comeBy(start + 9'999us), 0);
        const Arrivals::Due first = arrivals.take();
        QCOMPARE(first.number, 1);
        QVERIFY(first.at == start);
        QCOMPARE(arrivals.waiting(), 9U);
        arrivals.sendAway();
        QVERIFY(!arrivals.anyWaits());
    }

    // Who waits already keeps its turn and its time: those are what the response time is about.
    void aFullLineTurnsNewcomersAway() {
        const Time start{};
        Arrivals arrivals(Schedule(withRate(1'000, 100)), start, 0, 1, 5);
        QCOMPARE(arrivals.comeBy(start + 9ms), 10);
        QVERIFY(takeAll(arrivals) == std::vector<std::int64_t>({1, 2, 3, 4, 5}));
        QCOMPARE(arrivals.comeBy(start + 12ms), 3);
        QVERIFY(takeAll(arrivals) == std::vector<std::int64_t>({11, 12, 13}));
    }

    void aLongLineKeepsItsOrder() {
        const Time start{};
        Arrivals arrivals(Schedule(withRate(1'000, 20'000)), start, 0, 1, 10'000);
        std::int64_t expected = 1;
        for (auto now = start; now < start + 10s; now += 100ms) { // twice as many come as are taken
            arrivals.comeBy(now);
            for (int taken = 0; taken < 50 && arrivals.anyWaits(); ++taken)
                QCOMPARE(arrivals.take().number, expected++);
        }
        QVERIFY(arrivals.waiting() > 4'000);
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
