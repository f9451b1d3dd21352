#include "bench/delays.h"
#include "models/format.h"
#include "tests/ui/benchmark/benchfixture.h"
#include "ui/benchmark/heatmap.h"

#include <QApplication>
#include <QClipboard>
#include <QRegularExpression>
#include <QTabWidget>

#include <numeric>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using stage::BenchStage;

// Plans and runs, by keys and buttons, against the real test server.
class BenchmarkScreenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    void theFirstStepOfTheArticleIsReady() {
        BenchStage bench;
        QVERIFY(bench.find<QWidget>("startRunButton")->isVisible());
        QVERIFY(!bench.find<QWidget>("planDetails")->isVisible());
        QVERIFY2(bench.text("planSummary").contains(u"100 requests, 1 in flight"_s),
                 qPrintable(bench.text("planSummary")));
        const auto delays = bench::drawnDelays({0ms, 3s, 1s}, 1, 100); // what the server will draw
        const QString sum = models::durationText(std::accumulate(delays.begin(), delays.end(), 0ms));
        QVERIFY2(bench.text("planSummary").contains(sum), qPrintable(bench.text("planSummary")));
        QVERIFY2(bench.find<QListWidget>("planList")->item(1)->text().endsWith(sum), qPrintable(sum));
        auto* list = bench.find<QListWidget>("planList");
        QCOMPARE(list->count(), 7); // a heading and six steps
        QVERIFY2(list->item(6)->text().contains(u"52 min 7 s, 5.19 GB"_s), qPrintable(list->item(6)->text()));
        QVERIFY(bench.find<QAbstractButton>("benchmarkPlaceButton")->isChecked());
    }

    void stepsAreChosenByKey() {
        BenchStage bench;
        auto* list = bench.find<QListWidget>("planList");
        list->setFocus();
        for (int down = 0; down < 5; ++down)
            QTest::keyClick(list, Qt::Key_Down);
        QVERIFY2(bench.text("planSummary").contains(u"1,000,000 requests, 1,000 in flight"_s),
                 qPrintable(bench.text("planSummary")));
        QTest::keyClick(list, Qt::Key_Home);
        QVERIFY2(bench.text("planSummary").contains(u"100 requests, 1 in flight"_s),
                 qPrintable(bench.text("planSummary")));
    }

    void aRunIsShownAndKept() {
        BenchStage bench;
        bench.plan(200, 20);
        bench.type("planNameField", u"two hundred"_s);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.find<QWidget>("stopRunButton")->isVisible());
        QVERIFY(bench.find<QWidget>("runProgress")->isVisible());
        QVERIFY(bench.ended());
        QVERIFY(bench.find<QWidget>("startRunButton")->isVisible());
        QVERIFY(!bench.find<QWidget>("runProgress")->isVisible());
        QCOMPARE(bench.text("completedNumber"), u"200"_s);
        QCOMPARE(bench.text("errorsNumber"), u"0"_s);
        QVERIFY(bench.text("p50Number").endsWith(u" ms"_s));
        QCOMPARE(bench.text("p999Number"), u"–"_s); // of too few
        QVERIFY(bench.text("possibleNumber").endsWith(u" %"_s));
        QVERIFY2(bench.text("runSentence").startsWith(u"200 requests, 20 at a time"_s),
                 qPrintable(bench.text("runSentence")));
        QVERIFY(bench.text("runStatus").contains(u"two hundred\u2069 · "_s));
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
        QCOMPARE(bench.cell(0, models::RunListModel::Name), u"two hundred"_s);
        QCOMPARE(bench.kept().size(), 1);
        const auto& outcomes = *bench.find<QTableView>("outcomeTable")->model();
        QCOMPARE(outcomes.index(0, 1).data().toString(), u"200"_s);
        QVERIFY(BenchStage::servers().isEmpty());
    }

    void theHeatMapSaysWhatLiesUnderAPlace() {
        ui::HeatMap map;
        map.resize(400, 200);
        QVERIFY(map.wordsAt({200, 100}).isEmpty());
        map.draw(stage::madeUpRun(u"x"_s, 500).series);
        QVERIFY2(map.accessibleDescription().startsWith(u"Between 20.0 ms"_s), qPrintable(map.accessibleDescription()));
        QStringList words;
        for (int y = 0; y < map.height(); ++y)
            words << map.wordsAt({200, y});
        words.removeDuplicates();
        const QRegularExpression form(u"^after [0-9.]+ s: [1-9][0-9]* requests of 20\\.0 ms to 25\\.1 ms$"_s);
        QCOMPARE(words.filter(form).size(), 1);
    }

    void keysStartAndStop() {
        BenchStage bench;
        bench.plan(100'000, 10);
        bench.key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(bench.text("completedNumber") != u"–"_s && bench.text("completedNumber") != u"0"_s);
        QVERIFY(bench.window->windowTitle().contains(u'%'));
        bench.key(Qt::Key_Escape);
        QVERIFY(bench.ended(10'000));
        const QString left = bench.find<QLabel>("leftNumber")->accessibleName();
        QVERIFY2(left.startsWith(u"not sent: "_s) && !left.endsWith(u": 0"_s), qPrintable(left));
        QVERIFY2(bench.text("resultWarnings").contains(u"stopped"_s), qPrintable(bench.text("resultWarnings")));
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
        QVERIFY(bench.cell(0, models::RunListModel::VerdictColumn).contains(u"stopped early"_s));
        QCOMPARE(bench.window->windowTitle(), u"Tidemark"_s);
    }

    void stoppedAtOnceThereIsNothingToKeep() {
        BenchStage bench;
        bench.plan(1'000, 10);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.session().running());
        bench.key(Qt::Key_Escape);
        QVERIFY(bench.ended(10'000));
        QCOMPARE(bench.text("completedNumber"), u"0"_s);
        QVERIFY2(bench.said().contains(u"not kept"_s), qPrintable(bench.said()));
        QCOMPARE(bench.kept().size(), 0);
        bench.plan(20, 10); // and the next one is none the worse
        bench.press("startRunButton");
        QTRY_VERIFY(bench.session().running());
        QVERIFY(bench.ended());
        QCOMPARE(bench.text("completedNumber"), u"20"_s);
    }

    void twoRunsAtOnceAreImpossible() {
        BenchStage bench;
        bench.plan(100'000, 5);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.session().state() == ui::LoadSession::State::Running);
        QVERIFY(!bench.find<QWidget>("startRunButton")->isVisible());
        bench.key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY2(bench.said().contains(u"already"_s), qPrintable(bench.said()));
        QCOMPARE(BenchStage::servers().size(), 1);
        QTRY_VERIFY(bench.text("completedNumber") != u"–"_s && bench.text("completedNumber") != u"0"_s);
        bench.press("stopRunButton");
        QVERIFY(bench.ended(10'000));
        QCOMPARE(bench.kept().size(), 1);
    }

    void nothingIsDrawnInAPlaceThatIsNotSeen() {
        BenchStage bench;
        bench.plan(100'000, 5);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.text("completedNumber") != u"–"_s && bench.text("completedNumber") != u"0"_s);
        QSignalSpy ticks(&bench.session(), &ui::LoadSession::ticked);
        bench.window->showPlace(u"archive"_s);
        const QString before = bench.text("completedNumber");
        QTRY_VERIFY(ticks.size() >= 3);
        QCOMPARE(bench.text("completedNumber"), before);
        bench.window->showPlace(u"benchmark"_s);
        QTRY_VERIFY(bench.text("completedNumber") != before);
        bench.key(Qt::Key_Escape);
        QVERIFY(bench.ended(10'000));
    }

    void whileLinksAreArchivedItAsksFirst() {
        BenchStage bench;
        bench.plan(20, 10);
        library::JobCounts counts;
        counts.running = 2;
        Q_EMIT bench.stage.pipeline().countsChanged(counts);
        auto* question = bench.find<ui::Banner>("runQuestionBanner");
        bench.press("startRunButton");
        QTRY_VERIFY(question->isVisible());
        QVERIFY2(question->message().contains(u"2 pages"_s), qPrintable(question->message()));
        bench.press("refrainButton");
        QVERIFY(!question->isVisible() && !bench.session().running());
        bench.press("startRunButton");
        QTRY_VERIFY(question->isVisible());
        bench.press("goAheadButton");
        QVERIFY(bench.session().running() && !question->isVisible());
        QVERIFY(bench.ended());
        QCOMPARE(bench.kept().size(), 1);
    }

    void beyondThisComputerItAsksFirst() {
        BenchStage bench;
        bench.unfold();
        bench.choose("targetKindBox", 1);
        bench.type("targetField", u"http://192.0.2.1/{}"_s);
        bench.press("startRunButton");
        auto* question = bench.find<ui::Banner>("runQuestionBanner");
        QTRY_VERIFY(question->isVisible());
        QVERIFY2(question->message().contains(u"192.0.2.1"_s), qPrintable(question->message()));
        QTRY_VERIFY(bench.find<QWidget>("refrainButton")->hasFocus()); // Enter does nothing rash
        bench.key(Qt::Key_Escape);
        QVERIFY(!question->isVisible() && !bench.session().running());

        QFile links(bench.stage.path(u"links.txt"_s));
        QVERIFY(links.open(QIODevice::WriteOnly));
        links.write("http://127.0.0.1:1/\nhttp://192.0.2.7/\n");
        links.close();
        bench.choose("targetKindBox", 2);
        bench.type("linksFileField", links.fileName());
        bench.press("startRunButton");
        QTRY_VERIFY(question->isVisible());
        QVERIFY2(question->message().contains(u"192.0.2.7"_s), qPrintable(question->message()));
        QVERIFY(!question->message().contains(u"127.0.0.1"_s));
        bench.press("refrainButton");
        QVERIFY(!bench.session().running());
    }

    void aTargetThatRefusesIsAResultOfErrors() {
        quint16 port = 0;
        { port = 1; } // nobody listens there
        BenchStage bench;
        bench.plan(50, 5);
        bench.choose("targetKindBox", 1);
        bench.type("targetField", u"http://127.0.0.1:%1/"_s.arg(port));
        bench.press("startRunButton");
        QTRY_COMPARE(bench.text("completedNumber"), u"50"_s);
        QVERIFY(bench.ended());
        QVERIFY(bench.text("errorsNumber").startsWith(u"50 · 100"_s));
        QVERIFY(bench.text("runStatus").contains(u"Errors"_s));
        QTRY_COMPARE(bench.cell(0, models::RunListModel::VerdictColumn), u"errors"_s);
    }

    void aLinksFileThatIsNotThereIsSaid() {
        BenchStage bench;
        bench.plan(10, 5);
        bench.choose("targetKindBox", 2);
        bench.type("linksFileField", u"/nowhere/links.txt"_s);
        bench.press("startRunButton");
        QTRY_VERIFY2(bench.said().contains(u"links.txt"_s), qPrintable(bench.said()));
        QVERIFY(!bench.session().running());
    }

    void aRunThatCannotBeginSaysWhy() {
        BenchStage bench;
        bench.plan(10, 5);
        bench.type("bodyFileField", u"/nowhere/body"_s);
        bench.press("startRunButton");
        QTRY_VERIFY2(bench.said().contains(u"could not start"_s), qPrintable(bench.said()));
        QVERIFY(bench.find<QWidget>("startRunButton")->isVisible());
        QCOMPARE(bench.kept().size(), 0);
    }

    void aPipeForABodyDoesNotHoldTheWindowUp() {
        BenchStage bench;
        const QString pipe = bench.stage.path(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        bench.plan(10, 5);
        bench.type("bodyFileField", pipe);
        bench.press("startRunButton");
        QTRY_VERIFY2(bench.said().contains(pipe), qPrintable(bench.said()));
        QVERIFY(!bench.session().running());
    }

    void theSentenceIsCopied() {
        BenchStage bench;
        bench.plan(30, 10);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.session().running());
        QVERIFY(bench.ended());
        bench.press("copySentenceButton");
        QCOMPARE(QGuiApplication::clipboard()->text(), bench.text("runSentence"));
        auto* tabs = bench.find<QTabWidget>("runTabs");
        QCOMPARE(tabs->currentIndex(), 0); // the charts stay in view
    }
};

QTEST_MAIN(BenchmarkScreenTest)
#include "tst_benchmarkscreen.moc"
