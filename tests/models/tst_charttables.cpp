#include "models/latencytable.h"
#include "models/ratepace.h"
#include "models/ratetable.h"
#include "tests/support/printedmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace std::chrono_literals;
using models::LatencyTable;
using models::RateTable;

namespace {

measure::Tick tickAt(std::chrono::milliseconds elapsed, quint64 succeeded, quint64 inFlight = 1) {
    measure::Tick tick;
    tick.elapsed = elapsed;
    tick.succeeded = succeeded;
    tick.inFlight = inFlight;
    tick.started = succeeded + inFlight;
    return tick;
}

} // namespace

class ChartTablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void rateIsWhatWasCompletedInTheLastSeconds() {
        RateTable rates;
        const QAbstractItemModelTester tester(&rates);
        for (int at = 0; at <= 20; ++at)
            rates.add(tickAt(at * 200ms, static_cast<quint64>(at) * 10)); // 50 a second
        QCOMPARE(qRound(rates.perMinute()), 3000);
        QCOMPARE(qRound(rates.highest(RateTable::PerMinute)), 3000);
    }

    void pointsArePrintedAsRows() {
        RateTable rates;
        rates.add(tickAt(0ms, 0, 0));
        rates.add(tickAt(1000ms, 2, 4));
        rates.add(tickAt(2000ms, 4, 2));
        QCOMPARE(support::printed(rates), QStringLiteral("0.8 | 0 | 0\n1 | 120 | 4\n2 | 120 | 2\n"));
        QCOMPARE(rates.points(RateTable::InFlight), (QList<QPointF>{{0.8, 0}, {1, 4}, {2, 2}}));
    }

    void idleHoursNeedNoPoints() {
        RateTable rates;
        for (int at = 0; at < 10'000; ++at)
            rates.add(tickAt(at * 200ms, 0, 0));
        QCOMPARE(rates.rowCount(), 0);
        rates.add(tickAt(3'000'000ms, 5, 1));
        QCOMPARE(rates.rowCount(), 2); // the zero it rises from, and itself
    }

    void endOfWorkFallsBackToZeroOnce() {
        RateTable rates;
        for (int at = 0; at < 10; ++at)
            rates.add(tickAt(at * 200ms, static_cast<quint64>(at)));
        for (int at = 10; at < 60; ++at)
            rates.add(tickAt(at * 200ms, 9, 0));
        const int rows = rates.rowCount();
        QCOMPARE(rates.points(RateTable::PerMinute).last().y(), 0.0);
        rates.add(tickAt(60 * 200ms, 9, 0));
        QCOMPARE(rates.rowCount(), rows);
    }

    void paceIsOfTheLastMinuteAndThenOfTheRun() {
        models::RatePace pace;
        pace.add(tickAt(0ms, 0, 0));
        QCOMPARE(pace.requests(), 0U);
        QVERIFY(!pace.active());
        quint64 done = 0;
        for (int second = 1; second <= 60; ++second) // one a second for a minute, then ten
            pace.add(tickAt(second * 1000ms, ++done));
        for (int second = 61; second <= 120; ++second)
            pace.add(tickAt(second * 1000ms, done += 10));
        QVERIFY(pace.active());
        QCOMPARE(qRound(pace.perMinute()), 600);
        pace.add(tickAt(120'200ms, done, 0));
        QCOMPARE(qRound(pace.perMinute()), 600); // it does not fall while nothing ends
        for (int second = 121; second <= 400; ++second)
            pace.add(tickAt(second * 1000ms, done, 0));
        QVERIFY(!pace.active());
        QVERIFY(pace.tells());
        QCOMPARE(pace.requests(), 660U);
        QCOMPARE(pace.lasted(), 120'000ms);
        QCOMPARE(qRound(pace.perMinute()), 330);
    }

    void shortRunIsTooShortForAPace() {
        models::RatePace pace;
        pace.add(tickAt(0ms, 0, 0));
        pace.add(tickAt(10'000ms, 0, 0));
        pace.add(tickAt(10'400ms, 3, 0));
        for (int second = 11; second < 20; ++second)
            pace.add(tickAt(second * 1000ms, 3, 0));
        QVERIFY(!pace.active());
        QVERIFY(!pace.tells());
        QCOMPARE(pace.requests(), 3U);
        QCOMPARE(pace.lasted(), 400ms);
        pace.add(tickAt(30'000ms, 3, 1)); // the next run knows nothing of the last
        QCOMPARE(pace.requests(), 0U);
        QVERIFY(pace.active());
    }

    void longSessionsHalveTheirResolution() {
        RateTable rates;
        const QAbstractItemModelTester tester(&rates);
        for (int at = 0; at < 5'000; ++at)
            rates.add(tickAt(at * 200ms, static_cast<quint64>(at) * 10));
        QVERIFY(rates.rowCount() <= RateTable::mostPoints);
        QVERIFY(rates.rowCount() >= RateTable::mostPoints / 4);
        const auto points = rates.points(RateTable::PerMinute);
        QVERIFY(points.last().x() > 990);
        QVERIFY(std::is_sorted(points.begin(), points.end(),
                               [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
    }

    void clearedRecorderBeginsAnew() {
        RateTable rates;
        rates.add(tickAt(0ms, 0));
        rates.add(tickAt(1000ms, 100));
        rates.add(tickAt(100ms, 1));
        QVERIFY(rates.rowCount() <= 2);
    }

    void latenciesFallIntoTenBucketsADecade() {
        measure::Histogram histogram;
        for (int at = 0; at < 8; ++at)
            histogram.record(1'500); // µs
        histogram.record(5);
        histogram.record(550);
        histogram.record(90'000'000);
        histogram.record(400'000'000);
        LatencyTable table;
        const QAbstractItemModelTester tester(&table);
        table.set(histogram);
        QCOMPARE(table.count(), quint64(12));
        QCOMPARE(table.highest(), quint64(8));
        QCOMPARE(table.filled(), std::pair(0, LatencyTable::buckets - 1));
        QCOMPARE(table.index(0, LatencyTable::Count).data().toULongLong(), 1ULL);  // shorter than 10 µs
        QCOMPARE(table.index(17, LatencyTable::Count).data().toULongLong(), 1ULL); // 0.50 to 0.63 ms
        QCOMPARE(table.index(21, LatencyTable::Count).data().toULongLong(), 8ULL); // 1.26 to 1.58 ms
        QCOMPARE(table.index(LatencyTable::buckets - 1, LatencyTable::Count).data().toULongLong(), 2ULL);
        QCOMPARE(table.index(20, LatencyTable::From).data().toDouble(), 1.0);
    }

    void outlineIsMadeOfSteps() {
        measure::Histogram histogram;
        histogram.record(10'500);
        histogram.record(13'000);
        histogram.record(13'000);
        LatencyTable table;
        table.set(histogram);
        const auto outline = table.outline();
        QCOMPARE(outline.size(), 4);
        QCOMPARE(outline[0].y(), 1.0);
        QCOMPARE(outline[1], QPointF(LatencyTable::lowerEdge(31), 1));
        QCOMPARE(outline[2], QPointF(LatencyTable::lowerEdge(31), 2));
    }

    void percentilesAreLeftOutWhereThereAreTooFewSamples() {
        measure::Histogram histogram;
        LatencyTable table;
        table.set(histogram);
        QVERIFY(!table.percentile(0.5));
        QVERIFY(table.outline().isEmpty());
        for (int at = 0; at < 150; ++at)
            histogram.record(20'000);
        table.set(histogram);
        QCOMPARE(qRound(*table.percentile(0.5)), 20);
        QCOMPARE(qRound(*table.percentile(0.9)), 20);
        QVERIFY(!table.percentile(0.99));
    }

    void theSamplesAPercentileWaitsForAreThoseItIsToldFrom() {
        for (const double fraction : {0.5, 0.9, 0.99}) {
            measure::Histogram histogram;
            LatencyTable table;
            const auto wanted = table.samplesWanted(fraction);
            QVERIFY(wanted);
            for (qint64 at = 1; at < *wanted; ++at)
                histogram.record(20'000);
            table.set(histogram);
            QVERIFY(!table.percentile(fraction));
            histogram.record(20'000);
            table.set(histogram);
            QVERIFY(table.percentile(fraction));
            QVERIFY(!table.samplesWanted(fraction));
        }
    }

    void emptiedHistogramEmptiesTheTable() {
        measure::Histogram histogram;
        histogram.record(20'000);
        LatencyTable table;
        table.set(histogram);
        table.set({});
        QCOMPARE(table.highest(), quint64(0));
        QVERIFY(table.filled().second < table.filled().first);
    }
};

QTEST_GUILESS_MAIN(ChartTablesTest)
#include "tst_charttables.moc"
