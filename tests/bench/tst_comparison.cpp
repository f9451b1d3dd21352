#include "bench/comparison.h"

#include "bench/draws.h"

#include <QJsonArray>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using bench::Compared;
using bench::compareFigure;
using bench::Draws;
using bench::Figure;
using bench::Finding;
using bench::Round;
using bench::RunFigures;

namespace {

RunFigures figures(double perMinute, double milliseconds, double errors = 0) {
    return {{perMinute, milliseconds, 2 * milliseconds, 3 * milliseconds, errors}};
}

// As if measured: A's figures vary by `noise` of themselves, B's too, by `factor` apart.
QList<Round> measured(int count, double factor, double noise, std::uint64_t seed) {
    Draws draws(seed);
    const auto varied = [&](double by) {
        const double share = by * (1 + noise * (draws.share() + draws.share() - 1));
        return figures(60'000 * share, 20 / share);
    };
    QList<Round> rounds;
    for (int round = 0; round < count; ++round)
        rounds.append({varied(1), varied(factor), varied(1)});
    return rounds;
}

const QList<Figure> speeds{Figure::PerMinute, Figure::P50, Figure::P95, Figure::P99};

} // namespace

class ComparisonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameDataShowNoDifference() {
        const QList<Round> rounds(7, {figures(60'000, 20), figures(60'000, 20), figures(60'000, 20)});
        for (const Compared& compared : bench::compareRounds(rounds, 1)) {
            QCOMPARE(compared.finding, Finding::NoDifference);
            QCOMPARE(*compared.difference, 0.0);
            QCOMPARE(*compared.interval, (bench::Interval{0, 0}));
        }
    }

    void moreRequestsAreFasterAndMoreMillisecondsSlower() {
        for (const Figure figure : speeds) {
            const Compared faster = compareFigure(figure, measured(7, 1.2, 0.03, 5), 1);
            QCOMPARE(faster.finding, Finding::Faster);
            QVERIFY(!faster.interval->holds(0));
            QCOMPARE(compareFigure(figure, measured(7, 0.8, 0.03, 5), 1).finding, Finding::Slower);
        }
        const Compared pace = compareFigure(Figure::PerMinute, measured(7, 1.2, 0.03, 5), 1);
        QVERIFY(pace.interval->holds(0.2));
        QVERIFY(pace.noiseInterval->holds(0));
        QVERIFY(*pace.b > *pace.a);
    }

    // What A differs from itself is no difference of B.
    void aDifferenceWithinTheNoiseIsNotShown() {
        QList<Round> rounds = measured(7, 1.03, 0.001, 5);
        QCOMPARE(compareFigure(Figure::PerMinute, rounds, 1).finding, Finding::Faster);
        for (Round& round : rounds)
            round.again = figures(*round.a.of(Figure::PerMinute) * 0.96, 20);
        const Compared noisy = compareFigure(Figure::PerMinute, rounds, 1);
        QVERIFY(!noisy.interval->holds(0));
        QCOMPARE(noisy.finding, Finding::NoDifference);
    }

    void oneRunThatIsFarOffDoesNotDecide() {
        for (const double factor : {0.1, 10.0}) {
            QList<Round> same = measured(7, 1, 0.02, 3);
            same[4].b = figures(60'000 * factor, 20 / factor);
            QList<Round> faster = measured(7, 1.2, 0.02, 3);
            faster[2].b = figures(60'000 * factor, 20 / factor);
            for (const Figure figure : speeds) {
                QCOMPARE(compareFigure(figure, same, 1).finding, Finding::NoDifference);
                QCOMPARE(compareFigure(figure, faster, 1).finding, Finding::Faster);
            }
        }
    }

    // Of 120 comparisons of a plan with itself.
    void whatIsTheSameIsSeldomCalledAnythingElse() {
        int wrong = 0;
        for (std::uint64_t seed = 1; seed <= 120; ++seed)
            wrong +=
                compareFigure(Figure::PerMinute, measured(7, 1, 0.05, seed), seed).finding != Finding::NoDifference;
        QVERIFY2(wrong <= 3, qPrintable(QString::number(wrong)));
    }

    void aStepOfTheHistogramIsNoDifference() {
        const QList<Round> rounds(6, {figures(60'000, 64), figures(60'000, 65), figures(60'000, 64)});
        QCOMPARE(compareFigure(Figure::P50, rounds, 1).finding, Finding::NoDifference);
        const QList<Round> two(6, {figures(60'000, 64), figures(60'000, 66), figures(60'000, 64)});
        QCOMPARE(compareFigure(Figure::P50, two, 1).finding, Finding::Slower);
    }

    void errorsAreComparedWhereThereWereNone() {
        const QList<Round> more(5, {figures(1, 1, 0), figures(1, 1, 0.02), figures(1, 1, 0)});
        const Compared compared = compareFigure(Figure::ErrorShare, more, 1);
        QCOMPARE(compared.finding, Finding::MoreErrors);
        QCOMPARE(*compared.difference, 0.02);
        const QList<Round> fewer(5, {figures(1, 1, 0.5), figures(1, 1, 0.25), figures(1, 1, 0.5)});
        QCOMPARE(compareFigure(Figure::ErrorShare, fewer, 1).finding, Finding::FewerErrors);
    }

    void fewRoundsSayNothing() {
        const Compared compared = compareFigure(Figure::PerMinute, measured(4, 3, 0.01, 1), 1);
        QCOMPARE(compared.finding, Finding::TooLittle);
        QVERIFY(compared.difference && !compared.interval);
        QCOMPARE(compareFigure(Figure::PerMinute, {}, 1).finding, Finding::TooLittle);
    }

    void aPercentileThatOneRunLacksIsNotCompared() {
        QList<Round> rounds = measured(7, 2, 0.01, 1);
        rounds[3].again.values[static_cast<std::size_t>(Figure::P99)].reset();
        QCOMPARE(compareFigure(Figure::P99, rounds, 1).finding, Finding::TooLittle);
        QCOMPARE(compareFigure(Figure::P95, rounds, 1).finding, Finding::Faster);
        QVERIFY(bench::comparedToJson(compareFigure(Figure::P99, rounds, 1))[u"interval_95"_s].isNull());
    }

    void figuresAreThoseOfTheRun() {
        bench::LoadResult result;
        for (int each = 1; each <= 1'000; ++each)
            result.total.latency.record(100 * each);
        result.total.succeeded = 1'000;
        result.total.failed = 30;
        result.total.errors["cancelled"] = 20; // by the stop: nobody's failure
        result.stopped = true;
        result.elapsed = std::chrono::seconds(10);
        const RunFigures of = bench::figuresOf(result);
        QCOMPARE(*of.of(Figure::PerMinute), 6'000.0);
        QVERIFY(std::abs(*of.of(Figure::P50) - 50) < 0.5 && std::abs(*of.of(Figure::P95) - 95) < 1);
        QCOMPARE(*of.of(Figure::ErrorShare), 10.0 / 1'010);
        QVERIFY(!bench::figuresOf({}).of(Figure::P50) && !bench::figuresOf({}).of(Figure::ErrorShare));
    }

    void theWordsAreStable() {
        QCOMPARE(bench::findingName(Finding::Faster), u"faster"_s);
        QCOMPARE(bench::findingName(Finding::NoDifference), u"no difference shown"_s);
        QCOMPARE(bench::comparedToJson(compareFigure(Figure::P50, measured(7, 2, 0.01, 1), 1))[u"finding"_s].toString(),
                 u"faster"_s);
    }
};

QTEST_GUILESS_MAIN(ComparisonTest)
#include "tst_comparison.moc"
