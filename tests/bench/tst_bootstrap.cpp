#include "bench/bootstrap.h"

#include "bench/draws.h"

#include <QTest>

#include <cmath>

using bench::bootstrapInterval;
using bench::Draws;
using bench::Interval;
using bench::medianOf;

namespace {

// Nearly normal, by the sum of twelve: mean 0, deviation 1.
double normal(Draws& draws) {
    double sum = -6;
    for (int each = 0; each < 12; ++each)
        sum += draws.share();
    return sum;
}

bench::Statistic medianBy(const std::vector<double>& values) {
    return [&values](std::span<const std::size_t> blocks) {
        std::vector<double> drawn;
        for (const std::size_t block : blocks)
            drawn.push_back(values[block]);
        return medianOf(drawn);
    };
}

} // namespace

class BootstrapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMedianIsTheMiddleOne() {
        QCOMPARE(medianOf({3}), 3.0);
        QCOMPARE(medianOf({9, 1, 5}), 5.0);
        QCOMPARE(medianOf({4, 1, 9, 2}), 3.0);
        QCOMPARE(medianOf({1, 1, 1, 1'000}), 1.0);
    }

    void theSameSeedGivesTheSameInterval() {
        const std::vector<double> values{12, 15, 11, 19, 14, 13, 16};
        const Interval once = bootstrapInterval(values.size(), medianBy(values), 7);
        QCOMPARE(bootstrapInterval(values.size(), medianBy(values), 7), once);
        QVERIFY(once.low < 14 && 14 < once.high);
        bool another = false;
        for (std::uint64_t seed = 8; seed < 40; ++seed) // of few resamples, which chance moves
            another |= bootstrapInterval(values.size(), medianBy(values), seed, 20) !=
                       bootstrapInterval(values.size(), medianBy(values), 7, 20);
        QVERIFY(another);
    }

    void valuesThatAreTheSameLeaveNoRoom() {
        const std::vector<double> values(9, 42);
        QCOMPARE(bootstrapInterval(values.size(), medianBy(values), 1), (Interval{42, 42}));
    }

    // The promise of 95 %, on data whose truth is known.
    void itHoldsTheTruthInNineteenOfTwenty_data() {
        QTest::addColumn<int>("blocks");
        for (const int blocks : {7, 10, 20})
            QTest::addRow("%d blocks", blocks) << blocks;
    }
    void itHoldsTheTruthInNineteenOfTwenty() {
        QFETCH(int, blocks);
        constexpr int experiments = 400;
        Draws draws(2'016);
        int held = 0;
        for (int experiment = 0; experiment < experiments; ++experiment) {
            std::vector<double> a;
            std::vector<double> b;
            for (int block = 0; block < blocks; ++block) {
                const double common = 2 * normal(draws); // the moment's, which both runs of it have
                a.push_back(1'000 + common + normal(draws));
                b.push_back(1'050 + common + normal(draws));
            }
            const auto difference = [&](std::span<const std::size_t> drawn) {
                std::vector<double> ofA;
                std::vector<double> ofB;
                for (const std::size_t block : drawn) {
                    ofA.push_back(a[block]);
                    ofB.push_back(b[block]);
                }
                return medianOf(ofB) - medianOf(ofA);
            };
            held += bootstrapInterval(a.size(), difference, 1, 1'000).holds(50) ? 1 : 0;
        }
        const double share = double(held) / experiments;
        QVERIFY2(share >= 0.92 && share < 1, qPrintable(QString::number(share)));
    }

    void anIntervalIsAsFarFromZeroAsItsFartherEnd() {
        QCOMPARE((Interval{-3, 2}).farthest(), 3.0);
        QCOMPARE((Interval{-1, 2}).farthest(), 2.0);
        QVERIFY((Interval{-1, 2}).holds(-1) && (Interval{-1, 2}).holds(2) && !(Interval{-1, 2}).holds(2.1));
    }
};

QTEST_GUILESS_MAIN(BootstrapTest)
#include "tst_bootstrap.moc"
