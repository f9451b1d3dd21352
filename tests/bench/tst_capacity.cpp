#include "bench/capacity.h"

#include "bench/limits.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::CapacityEnd;
using bench::CapacityLimits;
using bench::CapacitySearch;
using bench::LoadResult;

namespace {

struct Searched {
    std::optional<double> highest;
    QList<double> tried;
};

// Against a server that is simulated: whether it keeps up with a rate, at the so manieth try.
Searched search(double first, const std::function<bool(double rate, int attempt)>& holds,
                double most = bench::mostRate) {
    CapacitySearch capacity(first, most);
    Searched searched;
    while (const auto rate = capacity.next()) {
        if (searched.tried.size() > 200)
            return searched;
        capacity.tell(holds(*rate, static_cast<int>(searched.tried.size()) + 1));
        searched.tried << *rate;
    }
    searched.highest = capacity.highest();
    return searched;
}

// As if fired: this many requests of this latency at 1,000 a second.
LoadResult fired(int succeeded, std::int64_t latencyUs, int failed = 0, qint64 notSent = 0) {
    LoadResult result;
    result.plan.rate = 1'000;
    for (int each = 0; each < succeeded; ++each)
        result.total.latency.record(latencyUs);
    result.total.succeeded = static_cast<std::uint64_t>(succeeded);
    result.total.failed = static_cast<std::uint64_t>(failed);
    result.notSent = notSent;
    result.requests = succeeded + failed + notSent;
    result.elapsed = 10s;
    return result;
}

} // namespace

class CapacityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHighestRateIsFoundToFivePercent_data() {
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("truth");
        for (const double truth : {3.0, 100.0, 101.0, 777.0, 12'345.0, 900'000.0}) {
            for (const double first : {1.0, 100.0, 5'000.0, 600'000.0})
                QTest::addRow("%g from %g", truth, first) << first << truth;
        }
    }
    void theHighestRateIsFoundToFivePercent() {
        QFETCH(double, first);
        QFETCH(double, truth);
        const Searched searched = search(first, [truth](double rate, int) { return rate <= truth; });
        QVERIFY(searched.highest);
        QVERIFY2(*searched.highest <= truth && *searched.highest > truth / 1.06,
                 qPrintable(QString::number(*searched.highest)));
        QVERIFY2(searched.tried.size() < 60, qPrintable(QString::number(searched.tried.size())));
    }

    void itDoublesFirstAndThenHalvesTheGap() {
        const Searched searched = search(100, [](double rate, int) { return rate <= 300; });
        QCOMPARE(searched.tried.first(4), (QList<double>{100, 200, 400, 400}));
        QVERIFY(qFuzzyCompare(searched.tried.at(4), std::sqrt(200.0 * 400.0)));
    }

    // Another program's moment, at a rate that is far below what holds.
    void aRateThatBreaksOnceIsTriedAgain() {
        const Searched searched = search(100, [](double rate, int attempt) { return rate <= 10'000 && attempt != 2; });
        QCOMPARE(searched.tried.first(4), (QList<double>{100, 200, 200, 400}));
        QVERIFY(*searched.highest > 9'400);
    }

    void aServerThatKeepsUpWithNothingEndsTheSearch() {
        const Searched searched = search(100, [](double, int) { return false; });
        QVERIFY(!searched.highest);
        QCOMPARE(searched.tried.last(), CapacitySearch::least);
    }

    void aServerThatKeepsUpWithAllEndsItAtTheMost() {
        const Searched searched = search(
            300, [](double, int) { return true; }, 1'000);
        QCOMPARE(*searched.highest, 1'000.0);
        QCOMPARE(searched.tried, (QList<double>{300, 600, 1'000}));
    }

    void whatARateHasToKeep() {
        const CapacityLimits limits{.mostP99Ms = 50, .mostErrorShare = 0.01};
        const auto endOf = [&](const LoadResult& result) { return bench::capacityStepOf(result, limits).end; };
        QCOMPARE(endOf(fired(10'000, 40'000)), CapacityEnd::Held);
        QCOMPARE(endOf(fired(10'000, 60'000)), CapacityEnd::P99);
        QCOMPARE(endOf(fired(10'000, 40'000, 90)), CapacityEnd::Held);
        QCOMPARE(endOf(fired(10'000, 40'000, 110)), CapacityEnd::Errors);
        QCOMPARE(endOf(fired(10'000, 40'000, 0, 90)), CapacityEnd::Held);
        QCOMPARE(endOf(fired(10'000, 40'000, 0, 110)), CapacityEnd::RateMissed);
        QCOMPARE(endOf(fired(0, 0)), CapacityEnd::Errors);
        QCOMPARE(endOf(fired(30, 60'000)), CapacityEnd::P99); // few, and slow all the same
        QVERIFY(!bench::capacityStepOf(fired(30, 60'000), limits).p99Ms);
    }

    void aStepIsLongEnoughForItsPercentile() {
        bench::LoadPlan plan;
        plan.stages = {{50, 3s}};
        plan.requests = 7;
        const auto timeAt = [&](double rate) { return bench::planAtRate(plan, rate).duration; };
        QCOMPARE(timeAt(100'000), 5'000ms);
        QCOMPARE(timeAt(100), 11'000ms);
        QCOMPARE(timeAt(1), 30'000ms);
        plan.duration = 60s;
        QCOMPARE(timeAt(1), 60'000ms);
        QCOMPARE(timeAt(100'000), 60'000ms);
        const bench::LoadPlan at = bench::planAtRate(plan, 250);
        QVERIFY(at.rate == 250 && at.requests == 0 && at.stages.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CapacityTest)
#include "tst_capacity.moc"
