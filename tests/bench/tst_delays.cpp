#include "bench/delays.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace std::chrono_literals;
using bench::Delay;
using bench::Draws;
using std::chrono::milliseconds;

class DelaysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    // The numbers that implementations of splitmix64 in other languages print for this seed.
    void drawsAreThoseOfTheAlgorithmOnEveryMachine() {
        Draws draws(1234567);
        for (const std::uint64_t expected : {6457827717110365317U, 3203168211198807973U, 9817491932198370423U,
                                             4593380528125082431U, 16408922859458223821U})
            QCOMPARE(draws.next(), expected);
    }

    void streamsOfASeedDiffer() {
        Draws one(7);
        Draws other(7, 1);
        Draws another(7, 2);
        int equal = 0;
        for (int draw = 0; draw < 1'000; ++draw) {
            const std::uint64_t a = one.next() % 4;
            const std::uint64_t b = other.next() % 4;
            equal += a == b;
            QVERIFY(another.share() < 1.0);
        }
        QVERIFY2(equal > 200 && equal < 300, qPrintable(QString::number(equal))); // 250 expected, 13.7 is one deviation
    }

    void sameSeedSameDelaysAndMoreOfThemBeginTheSame() {
        const Delay delay{0ms, 3'000ms, 1'000ms};
        const auto drawn = bench::drawnDelays(delay, 5, 1'000);
        const auto more = bench::drawnDelays(delay, 5, 2'000);
        QVERIFY(std::equal(drawn.begin(), drawn.end(), more.begin()));
        QVERIFY(bench::drawnDelays(delay, 6, 1'000) != drawn);
        QVERIFY(bench::drawnDelays(delay, 5, 0).empty());
    }

    void delaysAreWholeStepsEachAsLikely() {
        std::map<std::int64_t, int> counts;
        constexpr int count = 40'000;
        for (const milliseconds delay : bench::drawnDelays({1'000ms, 4'000ms, 1'000ms}, 3, count))
            ++counts[delay.count()];
        QCOMPARE(counts.size(), 4U);
        for (const auto& [delay, times] : counts) {
            QVERIFY(delay % 1'000 == 0 && delay >= 1'000 && delay <= 4'000);
            QVERIFY(std::abs(times - count / 4) < 4 * std::sqrt(count * 0.25 * 0.75)); // four deviations
        }
    }

    void aDelayOfOneChoiceIsThatOne() {
        for (const milliseconds delay : bench::drawnDelays({70ms, 70ms, 1ms}, 9, 20))
            QCOMPARE(delay, 70ms);
    }

    void bestTimeIsTheSumInOnePlaceAndTheLongestWithRoomForAll() {
        const auto drawn = bench::drawnDelays({0ms, 3'000ms, 1ms}, 2, 500);
        QCOMPARE(bench::listScheduling(drawn, 1), std::accumulate(drawn.begin(), drawn.end(), 0ms));
        QCOMPARE(bench::listScheduling(drawn, 500), *std::max_element(drawn.begin(), drawn.end()));
        QCOMPARE(bench::listScheduling(drawn, 10'000'000), bench::listScheduling(drawn, 500));
    }

    void eachDelayGoesToThePlaceThatIsFreeFirst() {
        const std::vector<milliseconds> delays{3ms, 1ms, 2ms, 2ms}; // one place: 3, 2; the other: 1, 2
        QCOMPARE(bench::listScheduling(delays, 2), 5ms);
        const std::vector<milliseconds> sorted{3ms, 2ms, 2ms, 1ms};
        QCOMPARE(bench::listScheduling(sorted, 2), 4ms);
    }

    void nothingToDoTakesNoTime() {
        QCOMPARE(bench::listScheduling({}, 5), 0ms);
        QCOMPARE(bench::listScheduling(std::vector<milliseconds>{1ms}, 0), 0ms);
    }
};

QTEST_GUILESS_MAIN(DelaysTest)
#include "tst_delays.moc"
