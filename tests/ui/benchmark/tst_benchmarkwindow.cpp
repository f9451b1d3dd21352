#include "tests/ui/benchmark/benchfixture.h"

#include "archive/pipeline.h"
#include "ui/archive/archivescreen.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QRegularExpression>
#include <QScrollArea>

using namespace Qt::StringLiterals;
using stage::BenchStage;

// A run and the rest of the window: closing, archiving at the same time, a library that cannot keep anything.
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
        begin(bench);
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
        begin(bench);
        QVERIFY(!bench.window->close());
        bench.window->close();
        QTRY_VERIFY(!bench.window->isVisible());
        bench.window.reset();
        QCOMPARE(bench.kept().size(), 1);
    }

    void theEndOfTheSessionKeepsItToo() {
        BenchStage bench;
        begin(bench);
        bench.window->closeWithoutAsking();
        QTRY_VERIFY(!bench.window->isVisible());
        bench.window.reset();
        QCOMPARE(bench.kept().size(), 1);
    }

    void theQuestionGoesAwayWithTheRun() {
        BenchStage bench;
        bench.window->setQuestionGrace({});
        begin(bench);
        QVERIFY(!bench.window->close());
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
        QTRY_VERIFY(!bench.find<ui::Banner>("leavingBanner")->isVisible());
        QVERIFY(bench.window->isVisible());
    }

    void aWindowThatGoesTakesItsServerAlong() {
        BenchStage bench;
        begin(bench);
        QCOMPARE(BenchStage::servers().size(), 1);
        bench.window.reset();
        QTRY_VERIFY(BenchStage::servers().isEmpty());
    }

    void archivingDuringARunIsAskedAbout() {
        BenchStage bench;
        begin(bench);
        auto* gate = bench.find<ui::Banner>("startGateBanner");
        bench.window->archiveLinks({u"http://127.0.0.1:1/a"_s}); // from a later start
        QVERIFY(gate->isVisible());
        QCOMPARE(bench.stage.counts().all(), 0);
        bench.press("archiveNowButton");
        QVERIFY(!gate->isVisible());
        QTRY_COMPARE(bench.stage.counts().all(), 1);

        bench.window->archiveLinks({u"http://127.0.0.1:1/b"_s});
        bench.press("archiveAfterwardsButton");
        QVERIFY(!gate->isVisible());
        bench.window->archiveLinks({u"http://127.0.0.1:1/c"_s}); // the answer holds for this run
        QVERIFY(!gate->isVisible());
        QCOMPARE(bench.stage.counts().all(), 1);
        bench.window->showPlace(u"benchmark"_s);
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
        QTRY_COMPARE(bench.stage.counts().all(), 3);
    }

    void linksThatAreImportedDuringARunWaitForItsEnd() {
        BenchStage bench;
        bench.stage.pipeline().start();
        begin(bench);
        auto* banner = bench.find<ui::Banner>("haltBanner");
        QVERIFY(!banner->isVisible()); // nothing waits
        auto* dialog = import(bench, "http://127.0.0.1:1/a\nhttp://127.0.0.1:1/b\n");
        const QString status = stage::find<QLabel>(*dialog, "transferStatus")->text();
        QVERIFY2(status.contains(u"benchmark is running"_s), qPrintable(status));
        QVERIFY(!bench.find<ui::Banner>("startGateBanner")->isHidden()); // asked, in its place
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->message().contains(u"benchmark is running"_s), qPrintable(banner->message()));
        QCOMPARE(bench.stage.counts().waiting, 2);
        QCOMPARE(bench.stage.counts().running, 0);

        dialog->close();
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
        QTRY_COMPARE(bench.stage.counts().running, 2);
        QTRY_VERIFY(!banner->isVisible());
        QVERIFY(bench.find<ui::Banner>("startGateBanner")->isHidden());
    }

    void whatWasImportedBeginsAtOnceWhereThatIsTheAnswer() {
        BenchStage bench;
        bench.stage.pipeline().start();
        begin(bench);
        import(bench, "http://127.0.0.1:1/a\n")->close();
        bench.window->showPlace(u"archive"_s);
        QVERIFY(bench.find<ui::Banner>("startGateBanner")->isVisible());
        bench.press("archiveNowButton");
        QTRY_COMPARE(bench.stage.counts().running, 1);
        QTRY_VERIFY(!bench.find<ui::Banner>("haltBanner")->isVisible());
        QVERIFY(bench.session().running());
    }

    void archivingThatWentOnWhenTheRunBeganGoesOn() {
        BenchStage bench;
        bench.stage.addJobs({u"http://127.0.0.1:1/a"_s});
        bench.stage.pipeline().start();
        QTRY_COMPARE(bench.window->findChild<ui::ArchiveScreen*>()->running(), 1);
        bench.plan(100'000, 5);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.find<ui::Banner>("runQuestionBanner")->isVisible());
        bench.press("goAheadButton");
        QTRY_VERIFY(bench.session().running());
        bench.stage.addJobs({u"http://127.0.0.1:1/b"_s});
        bench.stage.pipeline().wake();
        QTRY_COMPARE(bench.stage.counts().running, 2);
        QVERIFY(!bench.find<ui::Banner>("haltBanner")->isVisible());
    }

    void goingOnAfterAPauseIsAskedAboutToo() {
        BenchStage bench;
        begin(bench);
        bench.window->showPlace(u"archive"_s);
        auto* pause = bench.find<QAction>("pauseAction");
        bench.key(Qt::Key_P, Qt::ControlModifier);
        QVERIFY(pause->isChecked()); // nothing to ask about
        auto* gate = bench.find<ui::Banner>("startGateBanner");
        QVERIFY(!gate->isVisible());
        bench.key(Qt::Key_P, Qt::ControlModifier);
        QVERIFY(gate->isVisible());
        QVERIFY(pause->isChecked());
        bench.press("archiveNowButton");
        QVERIFY(!pause->isChecked());
        bench.window->showPlace(u"benchmark"_s);
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
    }

    void archivingThatWasAskedAboutCanBeLeft() {
        BenchStage bench;
        begin(bench);
        bench.window->archiveLinks({u"http://127.0.0.1:1/a"_s});
        auto* gate = bench.find<ui::Banner>("startGateBanner");
        QTest::mouseClick(gate->findChild<QAbstractButton*>(u"dismissButton"_s), Qt::LeftButton);
        bench.window->showPlace(u"benchmark"_s);
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
        QCOMPARE(bench.stage.counts().all(), 0);
        bench.window->archiveLinks({u"http://127.0.0.1:1/b"_s}); // no run: at once
        QVERIFY(!gate->isVisible());
        QTRY_COMPARE(bench.stage.counts().all(), 1);
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

private:
    static ui::TransferDialog* import(BenchStage& bench, const QByteArray& links) {
        const QString file = bench.stage.path(u"links.txt"_s);
        QFile list(file);
        if (!list.open(QIODevice::WriteOnly) || list.write(links) != links.size())
            qFatal("%s", qPrintable(list.errorString()));
        list.close();
        bench.find<QAction>("importAction")->trigger();
        auto* dialog = bench.window->findChild<ui::TransferDialog*>();
        dialog->setPath(file);
        QSignalSpy broughtIn(dialog, &ui::TransferDialog::linksBroughtIn);
        QTest::mouseClick(stage::find<QAbstractButton>(*dialog, "startTransferButton"), Qt::LeftButton);
        if (!QTest::qWaitFor([&] { return !broughtIn.isEmpty(); }, 20'000))
            qFatal("nothing was brought in");
        return dialog;
    }

    static void begin(BenchStage& bench) {
        bench.plan(100'000, 5);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.text("completedNumber") != u"–"_s && bench.text("completedNumber") != u"0"_s);
    }
};

QTEST_MAIN(BenchmarkWindowTest)
#include "tst_benchmarkwindow.moc"
