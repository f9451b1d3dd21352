#include "tests/ui/benchmark/benchfixture.h"

#include <QAccessible>
#include <QApplication>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QScrollArea>
#include <QSemaphore>

using namespace Qt::StringLiterals;
using stage::BenchStage;

// A run and the rest of the window: closing, a library that cannot keep anything, keys.
class BenchmarkWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    void itsKeyShowsThePlace() {
        BenchStage bench;
        bench.window->showPlace(u"archive"_s);
        QVERIFY(!bench.screen().isVisible());
        bench.key(Qt::Key_3, Qt::ControlModifier);
        QVERIFY(bench.screen().isVisible());
        QTRY_VERIFY(bench.find<QWidget>("startRunButton")->hasFocus());
    }

    void closingAsksAndKeepsWhatWasMeasured() {
        BenchStage bench;
        bench.begin();
        auto* banner = bench.find<ui::Banner>("leavingBanner");
        QVERIFY(!bench.window->close());
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->message().contains(u"benchmark"_s), qPrintable(banner->message()));
        bench.press("stayButton");
        QVERIFY(!banner->isVisible() && bench.session().running());

        QVERIFY(!bench.window->close());
        bench.press("leaveButton");
        QTRY_VERIFY(!bench.window->isVisible());
        QVERIFY(bench.session().settled());
        bench.window.reset();
        const auto kept = bench.kept();
        QCOMPARE(kept.size(), 1);
        const auto summary = bench::summaryOf(kept.first());
        QVERIFY(summary && summary->stopped && summary->succeeded > 0);
        QTRY_VERIFY(BenchStage::servers().isEmpty());
    }

    void closedTwiceItClosesAndKeeps() {
        BenchStage bench;
        bench.begin();
        QVERIFY(!bench.window->close());
        bench.window->close();
        QTRY_VERIFY(!bench.window->isVisible());
        bench.window.reset();
        QCOMPARE(bench.kept().size(), 1);
    }

    void theEndOfTheSessionKeepsItToo() {
        BenchStage bench;
        bench.begin();
        bench.window->closeWithoutAsking();
        QTRY_VERIFY(!bench.window->isVisible());
        bench.window.reset();
        QCOMPARE(bench.kept().size(), 1);
    }

    void theQuestionGoesAwayWithTheRun() {
        BenchStage bench;
        bench.window->setQuestionGrace({});
        bench.begin();
        QVERIFY(!bench.window->close());
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
        QTRY_VERIFY(!bench.find<ui::Banner>("leavingBanner")->isVisible());
        QVERIFY(bench.window->isVisible());
    }

    void whoStartsAnotherRunInsteadOfLeavingStays() {
        QSemaphore disk;
        BenchStage bench;
        const auto release = qScopeGuard([&disk] { disk.release(); });
        bench.window->setQuestionGrace({});
        bench.begin();
        bench.stage.library().write(
            bench.window.get(),
            [&disk](library::Stores&) -> base::Result<void> {
                disk.acquire(); // slow: the result waits to be kept
                return {};
            },
            [](const base::Result<void>&) {});
        QVERIFY(!bench.window->close());
        bench.press("leaveButton");
        QTRY_VERIFY(!bench.session().running());
        QVERIFY(!bench.session().settled() && bench.window->isVisible());
        bench.press("startRunButton");
        QTRY_VERIFY(bench.text("completedNumber") != u"–"_s && bench.text("completedNumber") != u"0"_s);
        QVERIFY(!bench.window->close());
        auto* banner = bench.find<ui::Banner>("leavingBanner");
        QVERIFY(banner->isVisible()); // it is asked again
        QVERIFY(bench.session().state() == ui::LoadSession::State::Running);
        bench.press("stayButton");
        disk.release();
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
        QCOMPARE(bench.kept().size(), 2);
        QVERIFY(bench.window->isVisible());
    }

    void aWindowThatGoesTakesItsServerAlong() {
        BenchStage bench;
        bench.begin();
        QCOMPARE(BenchStage::servers().size(), 1);
        bench.window.reset();
        QTRY_VERIFY(BenchStage::servers().isEmpty());
    }

    void aLibraryThatCannotBeWrittenShowsTheRunAllTheSame() {
        BenchStage bench;
        bench.window.reset();
        auto opened = library::Library::open(
            {.file = bench.stage.library().file(), .mode = library::OpenMode::ReadOnly, .threads = true});
        QVERIFY(opened);
        const std::unique_ptr<library::Library> readOnly = *std::move(opened);
        const ui::Core core = bench.stage.core();
        bench.window = std::make_unique<ui::MainWindow>(ui::Core{.library = *readOnly,
                                                                 .pipeline = core.pipeline,
                                                                 .recorder = core.recorder,
                                                                 .credentials = core.credentials,
                                                                 .settingsFile = core.settingsFile,
                                                                 .serverProgram = core.serverProgram});
        bench.window->show();
        bench.window->showPlace(u"benchmark"_s);
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.plan(40, 10);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.session().running());
        QVERIFY(bench.ended());
        QCOMPARE(bench.text("completedNumber"), u"40"_s);
        QVERIFY(!bench.text("runSentence").isEmpty());
        QVERIFY2(bench.said().contains(u"not kept"_s), qPrintable(bench.said()));
        bench.press("keepPlanButton");
        QTRY_VERIFY2(!bench.said().contains(u"not kept"_s), qPrintable(bench.said()));
        QCOMPARE(bench.find<ui::Banner>("benchSaidBanner")->tone(), ui::Banner::Tone::Warning);
        bench.window.reset();
    }

    void whereNoServerCanBeStartedItIsSaid() {
        BenchStage bench;
        bench.window.reset();
        ui::Core core = bench.stage.core();
        core.serverProgram = u"/nowhere/tidemark-cli"_s;
        bench.window = std::make_unique<ui::MainWindow>(core);
        bench.window->show();
        bench.window->showPlace(u"benchmark"_s);
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.press("startRunButton");
        QTRY_VERIFY2(bench.said().contains(u"/nowhere/tidemark-cli"_s), qPrintable(bench.said()));
        QVERIFY(bench.find<QWidget>("startRunButton")->isVisible());
    }

    void foldsAndSplittersAreRemembered() {
        BenchStage bench;
        bench.unfold();
        QVERIFY(bench.window->close());
        bench.reopen();
        QVERIFY(bench.find<QWidget>("planDetails")->isVisible());
        bench.key(Qt::Key_F9);
        QVERIFY(bench.window->close());
        bench.reopen();
        QVERIFY(!bench.find<QWidget>("planDetails")->isVisible());
    }

    // From the top left: what to run, Start, what came of it, the runs.
    void tabGoesThroughThePlaceInItsOrder() {
        BenchStage bench;
        bench.keep(stage::madeUpRun(u"one"_s, 50));
        bench.reopen();
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
        bench.runs().selectRow(0); // what works on a run can be reached
        bench.find<QWidget>("keepPlanButton")->setFocus();
        QStringList passed;
        while (!passed.contains(u"runTable"_s) && passed.size() < 60) {
            bench.key(Qt::Key_Tab);
            passed << QApplication::focusWidget()->objectName();
        }
        const QStringList wanted{u"planList"_s,        u"planDetailsButton"_s, u"startRunButton"_s, u"secondChartBox"_s,
                                 u"exportRunButton"_s, u"runFilterEdit"_s,     u"runTable"_s};
        QList<qsizetype> places;
        for (const QString& name : wanted)
            places << passed.indexOf(name);
        QVERIFY2(!places.contains(-1) && std::is_sorted(places.begin(), places.end()), qPrintable(passed.join(u' ')));
    }

    void whatCanBeReachedHasAName() {
        BenchStage bench;
        bench.unfold();
        QStringList nameless;
        int reached = 0;
        for (QWidget* widget : bench.screen().findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || qobject_cast<QScrollArea*>(widget))
                continue;
            ++reached;
            const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            if (widget->objectName() != u"qt_spinbox_lineedit"_s && (!face || face->text(QAccessible::Name).isEmpty()))
                nameless << QString(QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName());
        }
        QVERIFY(reached > 40);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }
};

QTEST_MAIN(BenchmarkWindowTest)
#include "tst_benchmarkwindow.moc"
