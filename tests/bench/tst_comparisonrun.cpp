#include "bench/comparisonrun.h"

#include "tests/support/testserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using bench::ComparedPlan;
using bench::ComparisonRun;
using bench::Side;

namespace {

ComparedPlan planFor(const QString& target, qint64 requests = 30) {
    bench::LoadPlan plan;
    plan.target = target;
    plan.requests = requests;
    plan.concurrency = 2;
    return {plan, {}, {}};
}

// A comparison and what it told.
struct Told {
    Told(const ComparedPlan& a, const ComparedPlan& b, int rounds = 5)
        : run(a, b, rounds, QStringLiteral(TIDEMARK_BIN_DIR "/tidemark-cli")) {
        QObject::connect(&run, &ComparisonRun::runBegan, &run, [this](int number, Side side) {
            began << QString(bench::sideName(side) % QString::number(number));
        });
        QObject::connect(&run, &ComparisonRun::runEnded, &run, [this] { ++runsEnded; });
        QObject::connect(&run, &ComparisonRun::refused, &run,
                         [this](Side side, const base::Error& why) { refusals << std::pair(side, why); });
        QObject::connect(&run, &ComparisonRun::ended, &run, [this] { ++ended; });
    }

    ComparisonRun run;
    QStringList began;
    int runsEnded = 0;
    int ended = 0;
    QList<std::pair<Side, base::Error>> refusals;
};

} // namespace

class ComparisonRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { m_server = std::make_unique<support::TestServer>(); }
    void cleanup() { m_server.reset(); }

    void runsAlternateAndEachRoundIsComplete() {
        m_server->respond(u"/a"_s, 200, "a");
        m_server->respond(u"/b"_s, 200, "b");
        Told told(planFor(m_server->link(u"/a"_s)), planFor(m_server->link(u"/b"_s)));
        told.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.ended, 1, 30'000);
        QVERIFY(told.refusals.isEmpty());
        QCOMPARE(told.began.join(u' '),
                 u"a1 b2 a_again3 a_again4 b5 a6 a7 b8 a_again9 a_again10 b11 a12 a13 b14 a_again15"_s);
        QCOMPARE(told.runsEnded, told.run.runs());
        QCOMPARE(m_server->requestCount(u"/a"_s), 300);
        QCOMPARE(m_server->requestCount(u"/b"_s), 150);
        QCOMPARE(told.run.rounds().size(), 5);
        for (const bench::Round& round : told.run.rounds()) {
            for (const bench::RunFigures& figures : {round.a, round.b, round.again})
                QVERIFY(*figures.of(bench::Figure::PerMinute) > 0 && *figures.of(bench::Figure::ErrorShare) == 0);
        }
    }

    void aServerThatIsSlowerIsFound() {
        ComparedPlan quick;
        quick.plan.server = bench::ServerPlan{.delay = u"1:3ms"_s, .bodySize = 100, .seed = 3};
        quick.plan.requests = 100;
        quick.plan.concurrency = 5;
        ComparedPlan slow = quick;
        slow.plan.server->delay = u"40:45ms"_s;
        Told told(quick, slow);
        told.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.ended, 1, 60'000);
        QVERIFY(told.refusals.isEmpty());
        const auto pace = bench::compareFigure(bench::Figure::PerMinute, told.run.rounds(), 1);
        QCOMPARE(pace.finding, bench::Finding::Slower);
        QVERIFY(*pace.difference < -0.5);
        QCOMPARE(bench::compareFigure(bench::Figure::P50, told.run.rounds(), 1).finding, bench::Finding::Slower);
        QCOMPARE(bench::compareFigure(bench::Figure::ErrorShare, told.run.rounds(), 1).finding,
                 bench::Finding::NoDifference);
    }

    void aStopKeepsTheRoundsThatWereDone() {
        m_server->respond(u"/a"_s, 200, "a");
        Told told(planFor(m_server->link(u"/a"_s)), planFor(m_server->link(u"/a"_s)), 100);
        connect(&told.run, &ComparisonRun::runBegan, &told.run, [&](int number) {
            if (number == 5)
                told.run.stop();
        });
        told.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.ended, 1, 30'000);
        QCOMPARE(told.runsEnded, 4);
        QCOMPARE(told.run.rounds().size(), 1);
        QVERIFY(told.refusals.isEmpty());
    }

    void aStopBetweenTwoRunsEndsIt() {
        m_server->respond(u"/a"_s, 200, "a");
        Told told(planFor(m_server->link(u"/a"_s)), planFor(m_server->link(u"/a"_s)));
        connect(&told.run, &ComparisonRun::runEnded, &told.run, [&] { told.run.stop(); });
        told.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.ended, 1, 30'000);
        QCOMPARE(told.runsEnded, 1);
    }

    // Fifteen runs against nobody would tell no more than one.
    void aRunWithoutAnAnswerEndsIt() {
        m_server->respond(u"/a"_s, 200, "a");
        m_server->respond(u"/gone"_s, 404, "gone");
        Told told(planFor(m_server->link(u"/a"_s)), planFor(m_server->link(u"/gone"_s)));
        told.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.ended, 1, 30'000);
        QCOMPARE(told.refusals.size(), 1);
        QCOMPARE(told.refusals.first().first, Side::B);
        QCOMPARE(told.refusals.first().second.kind, QByteArray(bench::nothingToCompare));
        QVERIFY(told.run.rounds().isEmpty());
    }

    void aPlanThatCannotBeginIsNamed() {
        m_server->respond(u"/a"_s, 200, "a");
        ComparedPlan bad = planFor(QString());
        bad.plan.linksFile = u"/nonexistent/links"_s;
        Told told(planFor(m_server->link(u"/a"_s)), bad);
        told.run.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.ended, 1, 30'000);
        QCOMPARE(told.refusals.size(), 1);
        QCOMPARE(told.refusals.first().first, Side::B);
    }

private:
    std::unique_ptr<support::TestServer> m_server;
};

QTEST_GUILESS_MAIN(ComparisonRunTest)
#include "tst_comparisonrun.moc"
