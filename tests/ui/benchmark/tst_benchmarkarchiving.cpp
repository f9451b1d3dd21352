#include "archive/pipeline.h"
#include "tests/ui/benchmark/benchfixture.h"
#include "ui/archive/archivescreen.h"

#include <QAction>

using namespace Qt::StringLiterals;
using stage::BenchStage;

// Archiving and a run at the same time: what a person begins is asked about, what comes in elsewhere is held.
class BenchmarkArchivingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
    }

    void whatIsHandedOverDuringARunIsAskedAboutAndWaits() {
        BenchStage bench;
        bench.stage.pipeline().start();
        bench.begin();
        auto* gate = bench.find<ui::Banner>("startGateBanner");
        bench.window->archiveLinks({u"http://127.0.0.1:1/a"_s}); // from a later start
        QVERIFY(gate->isVisible());
        QTRY_COMPARE(bench.stage.counts().waiting, 1); // on disk before it is answered
        bench.press("archiveAfterwardsButton");
        QVERIFY(!gate->isVisible());
        bench.window->archiveLinks({u"http://127.0.0.1:1/b"_s}); // the answer holds for this run
        QVERIFY(!gate->isVisible());
        QTRY_COMPARE(bench.stage.counts().waiting, 2);
        endRun(bench);
        QTRY_COMPARE(bench.stage.counts().running, 2);
    }

    void whatIsHandedOverDuringARunBeginsAtOnceWhereThatIsTheAnswer() {
        BenchStage bench;
        bench.stage.pipeline().start();
        bench.begin();
        bench.window->archiveLinks({u"http://127.0.0.1:1/a"_s});
        bench.press("archiveNowButton");
        QVERIFY(!bench.find<ui::Banner>("startGateBanner")->isVisible());
        QTRY_COMPARE(bench.stage.counts().running, 1);
        QVERIFY(bench.session().running());
        endRun(bench);
    }

    void whatWasHandedOverOutlivesTheWindowThatAsks() {
        BenchStage bench;
        bench.begin();
        bench.window->archiveLinks({u"http://127.0.0.1:1/a"_s});
        QTRY_COMPARE(bench.stage.counts().waiting, 1);
        QVERIFY(bench.find<ui::Banner>("startGateBanner")->isVisible());
        bench.reopen();
        QCOMPARE(bench.stage.counts().waiting, 1);
    }

    void aRunThatEndsUnansweredDoesNotPutArchivingOffUntilTheNext() {
        BenchStage bench;
        bench.stage.addJobs({u"http://127.0.0.1:1/a"_s});
        bench.begin();
        bench.window->showPlace(u"archive"_s);
        auto* pause = bench.find<QAction>("pauseAction");
        pause->trigger();
        pause->trigger(); // going on is asked about
        auto* gate = bench.find<ui::Banner>("startGateBanner");
        QVERIFY(gate->isVisible());
        QVERIFY(bench.find<QAbstractButton>("archiveAfterwardsButton")->isVisible());
        endRun(bench);
        bench.window->showPlace(u"archive"_s);
        QVERIFY(gate->isVisible());
        QVERIFY2(gate->message().contains(u"has ended"_s), qPrintable(gate->message()));
        QVERIFY(!bench.find<QAbstractButton>("archiveAfterwardsButton")->isVisible());

        bench.window->showPlace(u"benchmark"_s);
        bench.begin(); // the next run: asked as before, and the answer is for this one
        bench.window->showPlace(u"archive"_s);
        QVERIFY2(gate->message().contains(u"is running"_s), qPrintable(gate->message()));
        bench.press("archiveAfterwardsButton");
        QVERIFY(pause->isChecked());
        endRun(bench);
        QVERIFY(!pause->isChecked());
    }

    void linksThatAreImportedDuringARunWaitForItsEnd() {
        BenchStage bench;
        bench.stage.pipeline().start();
        bench.begin();
        auto* banner = bench.find<ui::Banner>("haltBanner");
        QVERIFY(!banner->isVisible()); // nothing waits
        auto* dialog = bringIn(bench, "http://127.0.0.1:1/a\nhttp://127.0.0.1:1/b\n");
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
        bench.begin();
        bringIn(bench, "http://127.0.0.1:1/a\n")->close();
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
        bench.begin();
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
        bench.begin();
        bench.window->showPlace(u"archive"_s);
        auto* pause = bench.find<QAction>("pauseAction");
        pause->trigger();
        pause->trigger();
        auto* gate = bench.find<ui::Banner>("startGateBanner");
        QTest::mouseClick(gate->findChild<QAbstractButton*>(u"dismissButton"_s), Qt::LeftButton);
        endRun(bench);
        QVERIFY(pause->isChecked());
        bench.window->archiveLinks({u"http://127.0.0.1:1/b"_s}); // no run: nothing is asked
        QVERIFY(!gate->isVisible());
        QTRY_COMPARE(bench.stage.counts().waiting, 1);
    }

    void whatWasHandedOverIsNotLostWithTheQuestion() {
        BenchStage bench;
        bench.stage.pipeline().start();
        bench.begin();
        bench.window->archiveLinks({u"http://127.0.0.1:1/a"_s});
        auto* gate = bench.find<ui::Banner>("startGateBanner");
        QTest::mouseClick(gate->findChild<QAbstractButton*>(u"dismissButton"_s), Qt::LeftButton);
        QTRY_COMPARE(bench.stage.counts().waiting, 1);
        endRun(bench);
        QTRY_COMPARE(bench.stage.counts().running, 1);
    }

private:
    static void endRun(BenchStage& bench) {
        bench.window->showPlace(u"benchmark"_s);
        bench.press("stopRunButton");
        QVERIFY(bench.ended());
    }

    static ui::TransferDialog* bringIn(BenchStage& bench, const QByteArray& links) {
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
};

QTEST_MAIN(BenchmarkArchivingTest)
#include "tst_benchmarkarchiving.moc"
