#include "measure/histogram.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <vector>

using measure::Histogram;

namespace {

Histogram histogramOf(const std::vector<std::int64_t>& values) {
    Histogram histogram;
    for (const std::int64_t value : values)
        histogram.record(value);
    return histogram;
}

// Nearest rank over the values themselves: what the histogram must say within 1 %.
std::int64_t exactPercentile(const std::vector<std::int64_t>& sorted, double fraction) {
    const double rank = std::ceil(fraction * static_cast<double>(sorted.size()) - 1e-6);
    return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

bool within(std::int64_t answer, std::int64_t exact, double share) {
    return std::abs(static_cast<double>(answer - exact)) <= share * static_cast<double>(exact);
}

// Values of very different shapes, the same each time.
std::vector<std::vector<std::int64_t>> samples() {
    std::mt19937_64 random(20160422);
    std::uniform_real_distribution<double> exponent(0.0, std::log(6e8));
    std::lognormal_distribution<double> latency(11.0, 1.2);
    std::uniform_int_distribution<std::int64_t> narrow(84'000, 85'000);
    std::uniform_int_distribution<std::int64_t> small(1, 300);
    const std::vector<std::function<std::int64_t()>> shapes{
        [&] { return static_cast<std::int64_t>(std::exp(exponent(random))); },
        [&] { return static_cast<std::int64_t>(latency(random)); },
        [&] { return narrow(random); },
        [&] { return small(random); },
        [&] { return small(random) < 30 ? 60'000'000 : narrow(random); },
    };
    std::vector<std::vector<std::int64_t>> all;
    for (const auto& shape : shapes) {
        for (const std::size_t size : {1U, 2U, 3U, 10U, 997U, 100'000U}) {
            std::vector<std::int64_t> values(size);
            std::generate(values.begin(), values.end(), shape);
            for (std::int64_t& value : values)
                value = std::clamp(value, Histogram::lowest, Histogram::highest);
            all.push_back(std::move(values));
        }
    }
    return all;
}

} // namespace

class HistogramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void bucketsFollowEachOtherWithoutGapOrOverlap() {
        QCOMPARE(Histogram::lowerBound(0), 0);
        for (int bucket = 0; bucket < Histogram::buckets; ++bucket) {
            const std::int64_t lower = Histogram::lowerBound(bucket);
            const std::int64_t upper = Histogram::upperBound(bucket);
            QVERIFY(lower < upper);
            if (bucket + 1 < Histogram::buckets)
                QCOMPARE(upper, Histogram::lowerBound(bucket + 1));
            if (lower >= Histogram::lowest && lower <= Histogram::highest)
                QCOMPARE(Histogram::bucketOf(lower), bucket);
            if (upper - 1 >= Histogram::lowest && upper - 1 <= Histogram::highest)
                QCOMPARE(Histogram::bucketOf(upper - 1), bucket);
        }
    }

    void everyBucketIsAtMostOneSixtyFourthOfItsValuesWide() {
        for (int bucket = Histogram::linear; bucket < Histogram::buckets; ++bucket) {
            const std::int64_t lower = Histogram::lowerBound(bucket);
            QVERIFY((Histogram::upperBound(bucket) - lower) * Histogram::perDoubling <= lower);
        }
    }

    void aLoneValueBetweenTwoOthersIsAnsweredWithinOnePercentOverTheWholeRange() {
        std::mt19937_64 random(7);
        for (int doubling = 0; doubling < 30; ++doubling) {
            std::uniform_int_distribution<std::int64_t> values(std::int64_t{1} << doubling,
                                                               (std::int64_t{2} << doubling) - 1);
            for (int round = 0; round < 200; ++round) {
                const std::int64_t value = std::clamp(values(random), Histogram::lowest, Histogram::highest);
                Histogram histogram;
                histogram.record(Histogram::lowest);
                histogram.record(value);
                histogram.record(Histogram::highest);
                const std::int64_t answer = histogram.percentileOfAny(0.5);
                QVERIFY2(within(answer, value, 0.01), qPrintable(QString::number(value)));
            }
        }
    }

    void percentilesOfManyShapesAreWithinOnePercentOfTheSortedValues() {
        for (std::vector<std::int64_t> values : samples()) {
            const Histogram histogram = histogramOf(values);
            std::sort(values.begin(), values.end());
            for (const double fraction : {0.0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999, 1.0}) {
                const std::int64_t exact = exactPercentile(values, fraction);
                const std::int64_t answer = histogram.percentileOfAny(fraction);
                QVERIFY2(within(answer, exact, 0.01), qPrintable(QStringLiteral("p%1 of %2 values: %3, exactly %4")
                                                                     .arg(fraction * 100)
                                                                     .arg(values.size())
                                                                     .arg(answer)
                                                                     .arg(exact)));
            }
        }
    }

    void countExtremesAndMeanAreExact() {
        for (const std::vector<std::int64_t>& values : samples()) {
            const Histogram histogram = histogramOf(values);
            QCOMPARE(histogram.count(), values.size());
            QCOMPARE(histogram.minimum(), *std::min_element(values.begin(), values.end()));
            QCOMPARE(histogram.maximum(), *std::max_element(values.begin(), values.end()));
            std::int64_t sum = 0;
            for (const std::int64_t value : values)
                sum += value;
            QCOMPARE(histogram.mean(), static_cast<double>(sum) / static_cast<double>(values.size()));
        }
    }

    void percentilesNeverFallAndStayBetweenTheExtremes() {
        for (const std::vector<std::int64_t>& values : samples()) {
            const Histogram histogram = histogramOf(values);
            std::int64_t last = histogram.minimum();
            for (int step = 0; step <= 1000; ++step) {
                const std::int64_t answer = histogram.percentileOfAny(step / 1000.0);
                QVERIFY(answer >= last && answer <= histogram.maximum());
                last = answer;
            }
            QCOMPARE(last, histogram.maximum());
        }
    }

    void anEmptyHistogramAnswersZeroAndNothing() {
        const Histogram histogram;
        QCOMPARE(histogram.count(), 0U);
        QCOMPARE(histogram.minimum(), 0);
        QCOMPARE(histogram.maximum(), 0);
        QCOMPARE(histogram.mean(), 0.0);
        QCOMPARE(histogram.percentileOfAny(0.5), 0);
        QVERIFY(!histogram.percentile(0.0));
        QVERIFY(!histogram.percentile(0.5));
    }

    void oneValueIsEveryPercentileExactly() {
        const Histogram histogram = histogramOf({123'457});
        for (const double fraction : {0.0, 0.5, 0.99, 1.0})
            QCOMPARE(histogram.percentileOfAny(fraction), 123'457);
        QVERIFY(!histogram.percentile(0.5));
    }

    void percentilesAreLeftOutWhereThereAreTooFewValues_data() {
        QTest::addColumn<double>("fraction");
        QTest::addColumn<int>("needed");
        QTest::newRow("p50") << 0.5 << 20;
        QTest::newRow("p75") << 0.75 << 40;
        QTest::newRow("p90") << 0.9 << 100;
        QTest::newRow("p99") << 0.99 << 1'000;
        QTest::newRow("p99.9") << 0.999 << 10'000;
    }

    void percentilesAreLeftOutWhereThereAreTooFewValues() {
        QFETCH(double, fraction);
        QFETCH(int, needed);
        Histogram histogram;
        for (int value = 1; value < needed; ++value)
            histogram.record(value);
        QVERIFY(!histogram.percentile(fraction));
        histogram.record(needed);
        QVERIFY(histogram.percentile(fraction));
        QVERIFY(!histogram.percentile(1.0));
    }

    void valuesOutsideTheRangeAreCountedAtItsEnds() {
        const Histogram histogram =
            histogramOf({0, -5, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()});
        QCOMPARE(histogram.count(), 4U);
        QCOMPARE(histogram.minimum(), Histogram::lowest);
        QCOMPARE(histogram.maximum(), Histogram::highest);
        QCOMPARE(histogram.percentileOfAny(0.75), Histogram::lowest);
    }

    void aFractionOutsideItsRangeIsTakenAtItsEnds() {
        const Histogram histogram = histogramOf({1, 2, 3});
        QCOMPARE(histogram.percentileOfAny(-1.0), 1);
        QCOMPARE(histogram.percentileOfAny(2.0), 3);
        QCOMPARE(histogram.percentileOfAny(std::numeric_limits<double>::quiet_NaN()), 1);
    }

    void mergedHistogramsEqualOneThatSawEverything() {
        Histogram merged;
        std::vector<std::int64_t> everything;
        for (const std::vector<std::int64_t>& values : samples()) {
            merged.merge(histogramOf(values));
            everything.insert(everything.end(), values.begin(), values.end());
        }
        const Histogram whole = histogramOf(everything);
        QVERIFY(std::equal(merged.counts().begin(), merged.counts().end(), whole.counts().begin()));
        QCOMPARE(merged.count(), whole.count());
        QCOMPARE(merged.minimum(), whole.minimum());
        QCOMPARE(merged.maximum(), whole.maximum());
        QCOMPARE(merged.mean(), whole.mean());
    }

    void mergingAnEmptyHistogramChangesNothing() {
        Histogram histogram = histogramOf({500});
        histogram.merge({});
        QCOMPARE(histogram.minimum(), 500);
        QCOMPARE(histogram.count(), 1U);
    }

    void aClearedHistogramStartsAnew() {
        Histogram histogram = histogramOf({1, 2, 3});
        histogram.clear();
        QCOMPARE(histogram.count(), 0U);
        histogram.record(9);
        QCOMPARE(histogram.minimum(), 9);
        QCOMPARE(histogram.maximum(), 9);
        QCOMPARE(histogram.mean(), 9.0);
    }
};

QTEST_GUILESS_MAIN(HistogramTest)
#include "tst_histogram.moc"
