#include "cli/benchoutcome.h"
#include "cli/console.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using cli::BenchRun;
using cli::Thresholds;

// The exit status that the end of a run gives.
class BenchOutcomeTest : public QObject {
    Q_OBJECT

    static BenchRun::Ended ended(quint64 succeeded, quint64 failed, qint64 notSent) {
        BenchRun::Ended made;
        bench::LoadResult& result = made.result;
        result.total.succeeded = succeeded;
        result.total.failed = failed;
        result.notSent = notSent;
        result.requests = static_cast<qint64>(succeeded + failed) + notSent;
        result.plan.requests = result.requests;
        result.elapsed = std::chrono::minutes(1);
        return made;
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aRunThatDidNotHappenAsPlannedIsNoSuccess_data() {
        QTest::addColumn<BenchRun::Ended>("run");
        QTest::addColumn<Thresholds>("thresholds");
        QTest::addColumn<int>("status");
        const auto changed = [](BenchRun::Ended run, auto change) {
            change(run);
            return run;
        };
        const auto timed = [](BenchRun::Ended& run) { run.result.plan.duration = std::chrono::minutes(1); };
        const auto due = [](BenchRun::Ended& run) { run.result.plan.rate = 10; };
        const auto died = [](BenchRun::Ended& run) { run.result.stopped = true; };
        const auto interrupted = [](BenchRun::Ended& run) {
            run.result.stopped = true;
            run.signal = SIGINT;
        };
        const Thresholds none;
        const Thresholds all{.leastPerMinute = {}, .mostP99Ms = {}, .mostErrorShare = 1};
        QTest::newRow("all well") << ended(10, 0, 0) << none << 0;
        QTest::newRow("one failed") << ended(9, 1, 0) << none << 1;
        QTest::newRow("all may fail") << ended(0, 10, 0) << all << 0;
        QTest::newRow("some left over") << ended(9, 0, 1) << none << 1;
        QTest::newRow("some left over, all may fail") << ended(9, 0, 1) << all << 1;
        QTest::newRow("some left over by the time set") << changed(ended(9, 0, 1), timed) << none << 0;
        QTest::newRow("some were due and not sent") << changed(changed(ended(9, 0, 1), timed), due) << none << 1;
        QTest::newRow("the server died") << changed(ended(9, 0, 1), died) << none << 1;
        QTest::newRow("the server died, timed") << changed(changed(ended(9, 0, 0), timed), died) << none << 1;
        QTest::newRow("nothing completed") << ended(0, 0, 10) << none << 1;
        QTest::newRow("nothing completed in time") << changed(ended(0, 0, 0), timed) << none << 1;
        QTest::newRow("nothing completed, all may fail") << ended(0, 0, 10) << all << 4;
        QTest::newRow("interrupted") << changed(ended(9, 0, 1), interrupted) << none << 130;
        QTest::newRow("interrupted at once") << changed(ended(0, 0, 10), interrupted) << all << 130;
    }
    void aRunThatDidNotHappenAsPlannedIsNoSuccess() {
        QFETCH(BenchRun::Ended, run);
        QFETCH(Thresholds, thresholds);
        cli::Console console;
        QTEST(cli::statusOf(run, thresholds, console), "status");
    }
};

QTEST_GUILESS_MAIN(BenchOutcomeTest)
#include "tst_benchoutcome.moc"
