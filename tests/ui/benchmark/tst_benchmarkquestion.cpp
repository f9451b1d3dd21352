#include "tests/ui/benchmark/benchfixture.h"
#include "ui/widgets/worker.h"

#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using stage::BenchStage;

// What is asked before a run that reaches beyond this computer, or shares it with captures.
class BenchmarkQuestionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    // Every way to refuse it: nothing is left that could start, or keep its links in memory.
    void whatIsRefusedCannotStart_data() {
        QTest::addColumn<int>("way");
        QTest::newRow("not now") << 0;
        QTest::newRow("escape") << 1;
        QTest::newRow("the plan is changed") << 2;
        QTest::newRow("another plan is chosen") << 3;
    }
    void whatIsRefusedCannotStart() {
        QFETCH(int, way);
        BenchStage bench;
        ask(bench);
        if (way == 0)
            bench.press("refrainButton");
        else if (way == 1)
            bench.key(Qt::Key_Escape);
        else if (way == 2)
            bench.type("requestsBox", u"21"_s);
        else
            bench.find<QListWidget>("planList")->setCurrentRow(2);
        QVERIFY(!question(bench).isVisible());
        bench.find<QPushButton>("goAheadButton")->click();
        QVERIFY(!bench.session().running());
    }

    void thePlanThatWasAskedAboutIsTheOneThatStarts() {
        BenchStage bench;
        ask(bench);
        bench.press("goAheadButton");
        QTRY_VERIFY(bench.session().running());
        QVERIFY(bench.ended());
        QCOMPARE(bench.text("completedNumber"), u"20"_s);
    }

    // Where its links are read meanwhile.
    void aPlanThatIsChangedWhileItIsReadIsNotAskedAbout() {
        BenchStage bench;
        aimElsewhere(bench);
        bench.press("startRunButton");
        bench.type("requestsBox", u"21"_s);
        QTRY_VERIFY2(bench.said().contains(u"changed before"_s), qPrintable(bench.said()));
        QVERIFY(!question(bench).isVisible() && !bench.session().running());
    }

    void escapeGivesUpWhatIsBeingRead() {
        BenchStage bench;
        aimElsewhere(bench);
        bench.press("startRunButton");
        bench.key(Qt::Key_Escape);
        bool read = false; // works run one behind another
        bench.screen().findChild<ui::Worker*>()->run(
            &bench.screen(), [](const ui::Stop&) {}, [&read] { read = true; });
        QTRY_VERIFY(read);
        QVERIFY(!question(bench).isVisible() && !bench.session().running());
    }

private:
    static ui::Banner& question(const BenchStage& bench) { return *bench.find<ui::Banner>("runQuestionBanner"); }

    static void ask(BenchStage& bench) {
        bench.plan(20, 10);
        library::JobCounts counts;
        counts.running = 2;
        Q_EMIT bench.stage.pipeline().countsChanged(counts);
        bench.press("startRunButton");
        QTRY_VERIFY(question(bench).isVisible());
    }

    static void aimElsewhere(BenchStage& bench) {
        QFile links(bench.stage.path(u"links.txt"_s));
        QVERIFY(links.open(QIODevice::WriteOnly));
        links.write("http://192.0.2.7/\n");
        links.close();
        bench.plan(20, 10);
        bench.choose("targetKindBox", 2);
        bench.type("linksFileField", links.fileName());
    }
};

QTEST_MAIN(BenchmarkQuestionTest)
#include "tst_benchmarkquestion.moc"
