#include "bench/series.h"

#include <QCborArray>
#include <QRegularExpression>
#include <QTest>

#include <numeric>

using namespace std::chrono_literals;

namespace {

// A recorder's ticks at a steady pace: `perTick` requests of 20 ms every 250 ms.
measure::Tick tickAt(int number, std::uint64_t perTick) {
    measure::Tick tick;
    tick.elapsed = 250ms * number;
    tick.succeeded = tick.started = perTick * static_cast<std::uint64_t>(number);
    for (std::uint64_t request = 0; request < tick.succeeded; ++request)
        tick.latency.record(20'000);
    tick.bytes = static_cast<std::int64_t>(tick.succeeded) * 1'000;
    tick.inFlightSeconds = static_cast<double>(number) * 0.25 * 8; // eight all the time
    return tick;
}

std::uint64_t counted(const bench::Series& series) {
    std::uint64_t sum = 0;
    for (const bench::SeriesPoint& point : series.points())
        sum = std::accumulate(point.latencies.begin(), point.latencies.end(), sum);
    return sum;
}

} // namespace

class SeriesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aPointSaysWhatHappenedSinceTheOneBefore() {
        bench::Series series;
        series.add(tickAt(1, 10));
        series.add(tickAt(2, 10));
        QCOMPARE(series.points().size(), std::size_t(2));
        const bench::SeriesPoint& point = series.points().back();
        QCOMPARE(point.elapsedS, 0.5);
        QCOMPARE(point.perMinute, 2'400.0); // 10 every quarter second
        QCOMPARE(point.inFlight, 8.0);
        QCOMPARE(point.bytesPerSecond, 40'000.0);
        QCOMPARE(point.errorsPerSecond, 0.0);
        QCOMPARE(point.latencies[static_cast<std::size_t>(bench::LatencyScale::bucketOf(20))], 10U);
    }

    void howeverLongTheRunThePointsStayFew() {
        bench::Series series;
        constexpr int ticks = 2'000;
        for (int number = 1; number <= ticks; ++number) {
            series.add(tickAt(number, 1));
            QVERIFY(series.points().size() <= bench::Series::mostPoints);
        }
        QVERIFY(series.points().size() >= bench::Series::mostPoints / 4);
        double before = 0;
        for (const bench::SeriesPoint& point : series.points()) {
            QVERIFY(point.elapsedS > before);
            QVERIFY(std::abs(point.perMinute - 240) < 1e-6);
            QVERIFY(std::abs(point.inFlight - 8) < 1e-6);
            before = point.elapsedS;
        }
        QVERIFY(counted(series) > ticks - 32 && counted(series) <= ticks); // all but those of a point not yet whole
    }

    void theEndOfTheCourseIsNotLost() {
        bench::Series series;
        for (int number = 1; number <= 601; ++number) // now each point stands for two ticks
            series.add(tickAt(number, 1));
        series.end(tickAt(601, 1));
        series.end(tickAt(601, 1));
        QCOMPARE(series.points().back().elapsedS, 0.25 * 601);
        QCOMPARE(series.points().back().perMinute, 240.0);
        QCOMPARE(counted(series), 601U);
    }

    void aMomentAtTheEndIsNoPointOfItsOwn() {
        bench::Series series;
        series.add(tickAt(1, 10));
        series.add(tickAt(2, 10));
        measure::Tick last = tickAt(2, 10);
        last.elapsed += 1ms;
        ++last.succeeded; // 60,000 a minute, for a millisecond
        last.latency.record(20'000);
        series.end(last);
        QCOMPARE(series.points().size(), std::size_t(2));
        QCOMPARE(series.points().back().elapsedS, 0.501);
        QVERIFY(std::abs(series.points().back().perMinute - 60 * 11 / 0.251) < 1e-6);
        QCOMPARE(counted(series), 21U);
    }

    void aTickThatWentBackBeginsAnew() {
        bench::Series series;
        series.add(tickAt(1, 10));
        series.add(tickAt(2, 10));
        series.add(tickAt(1, 10));
        QCOMPARE(series.points().size(), std::size_t(1));
    }

    void theSameTickTwiceIsOnePoint() {
        bench::Series series;
        series.add(tickAt(1, 10));
        series.add(tickAt(1, 10));
        QCOMPARE(series.points().size(), std::size_t(1));
    }

    void whatLiesOutsideTheScaleCountsAtItsEnd() {
        QCOMPARE(bench::LatencyScale::bucketOf(0), 0);
        QCOMPARE(bench::LatencyScale::bucketOf(-3), 0);
        QCOMPARE(bench::LatencyScale::bucketOf(1e9), bench::LatencyScale::buckets - 1);
        for (int bucket = 0; bucket < bench::LatencyScale::buckets; ++bucket)
            QCOMPARE(bench::LatencyScale::bucketOf(bench::LatencyScale::lowerEdgeMs(bucket) * 1.0001), bucket);
    }

    void aSeriesComesBackAsItWas() {
        bench::Series series;
        for (int number = 1; number < 50; ++number)
            series.add(tickAt(number, 3));
        const auto back = bench::Series::fromBytes(series.toBytes());
        QVERIFY(back.has_value());
        QVERIFY(back->points() == series.points());
    }

    void whatIsFasterThanAMillisecondHasItsPlace() {
        QVERIFY(bench::LatencyScale::bucketOf(0.05) < bench::LatencyScale::bucketOf(0.2));
        QCOMPARE(bench::LatencyScale::lowerEdgeMs(bench::LatencyScale::ofOneMs), 1.0);
        measure::Tick tick = tickAt(1, 0);
        tick.succeeded = 2;
        tick.latency.record(60);
        tick.latency.record(600);
        bench::Series series;
        series.add(tick);
        const auto back = bench::Series::fromBytes(series.toBytes());
        QVERIFY(back && back->points() == series.points());
        const bench::LatencyColumn& column = back->points().back().latencies;
        QCOMPARE(column[static_cast<std::size_t>(bench::LatencyScale::bucketOf(0.06))], 1U);
        QCOMPARE(column[static_cast<std::size_t>(bench::LatencyScale::bucketOf(0.6))], 1U);
    }

    void whatFailedIsNoPace() {
        measure::Tick tick = tickAt(1, 10);
        tick.failed = 500;
        tick.errors["refused"] = 480;
        tick.errors["cancelled"] = 20; // by a stop
        bench::Series series;
        series.add(tick);
        QCOMPARE(series.points().back().perMinute, 2'400.0);
        QCOMPARE(series.points().back().errorsPerSecond, 480 * 4.0);
    }

    void whatIsNoFigureIsNoSeries() {
        const auto bytesWith = [](qsizetype field, double figure) {
            QCborArray point{1.0, 2.0, 3.0, 4.0, 5.0, QCborArray()};
            point[field] = figure;
            return QCborValue(QCborArray{point}).toCbor();
        };
        for (qsizetype field = 0; field < 5; ++field) {
            QVERIFY(bench::Series::fromBytes(bytesWith(field, 7.0)));
            for (const double figure : {-1.0, qInf(), -qInf(), qQNaN()})
                QVERIFY(!bench::Series::fromBytes(bytesWith(field, figure)));
        }
        QVERIFY(bench::Series::fromBytes(bytesWith(0, 1e8)));
        QVERIFY(!bench::Series::fromBytes(bytesWith(0, 1e9))); // no run takes thirty years
        QVERIFY(!bench::Series::fromBytes(bytesWith(0, 1e300)));
    }

    void damagedBytesAreNoSeries() {
        bench::Series series;
        series.add(tickAt(1, 3));
        const QByteArray bytes = series.toBytes();
        QVERIFY(!bench::Series::fromBytes({}));
        QVERIFY(!bench::Series::fromBytes("nonsense"));
        for (qsizetype length = 1; length < bytes.size(); ++length)
            QVERIFY(!bench::Series::fromBytes(bytes.left(length)));
    }
};

QTEST_GUILESS_MAIN(SeriesTest)
#include "tst_series.moc"
