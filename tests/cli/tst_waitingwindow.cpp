#include "tests/cli/windowstage.h"

#include <QTest>

#include <csignal>

using support::CommandStage;
using support::Finished;
using support::ProgramRunner;

// `archive` with a window that waits itself: paused, held by a benchmark, halted; and one that is not waited for.
class WaitingWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() { m_window = std::make_unique<WindowStage>(); }
    void cleanup() { m_window.reset(); }

    void interruptedLeavesTheWindowAtWork() {
        const auto process = m_window->startArchive({m_window->link("/stall")});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->requests("/stall") > 0, 20'000);
        QVERIFY(ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QVERIFY2(finished.err.contains("the window goes on with 1 link"), finished.err.constData());
    }

    void nobodyHasToWait() {
        const Finished finished =
            CommandStage::finishedOf(*m_window->startArchive({m_window->link("/stall"), QStringLiteral("--no-wait")}));
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(finished.out.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->requests("/stall") > 0, 20'000);
    }

    void pausedWindowIsSaidOnceAndWaitedFor() {
        m_window->setPaused(true);
        const auto process = m_window->startArchive({m_window->page(1)});
        QByteArray err;
        const auto said = [&](const char* words) {
            err += process->readAllStandardError();
            return err.contains(words);
        };
        QTRY_VERIFY_WITH_TIMEOUT(said("The window is paused"), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(said("handed 1 link, which waits"), 20'000);
        QVERIFY(err.contains("--no-wait"));
        m_window->setPaused(false);
        const Finished finished = CommandStage::finishedOf(*process);
        err += finished.err;
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(finished.out.contains("archived\t"));
        QCOMPARE(err.count("is paused"), 1);
        QCOMPARE(err.count("The window goes on."), 1);
    }

    void pausedWindowHoldsUpNobodyWhoDoesNotWait() {
        m_window->setPaused(true);
        const Finished finished =
            CommandStage::finishedOf(*m_window->startArchive({m_window->page(1), QStringLiteral("--no-wait")}));
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.err.contains("The window is paused"), finished.err.constData());
    }

    void heldWindowIsSaidAndWaitedFor() {
        m_window->setHeld(QStringLiteral("A benchmark is running."));
        const auto process = m_window->startArchive({m_window->page(1)});
        QByteArray err;
        const auto said = [&](const char* words) {
            err += process->readAllStandardError();
            return err.contains(words);
        };
        QTRY_VERIFY_WITH_TIMEOUT(said("handed 1 link, which waits"), 20'000);
        QVERIFY2(err.contains("The window: A benchmark is running."), err.constData());
        QCOMPARE(m_window->requests("/page/1"), 0);
        m_window->setHeld({});
        const Finished finished = CommandStage::finishedOf(*process);
        err += finished.err;
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(finished.out.contains("archived\t"));
        QCOMPARE(err.count("The window goes on."), 1);
    }

    // The pipeline itself says so; why it halts is another test's.
    void haltedWindowEndsTheCommand_data() {
        QTest::addColumn<archive::Halt>("halt");
        QTest::addColumn<bool>("isStarted");
        QTest::newRow("disk full, before") << archive::Halt::DiskFull << false;
        QTest::newRow("damaged, before") << archive::Halt::ReadOnly << false;
        QTest::newRow("disk full, while waiting") << archive::Halt::DiskFull << true;
        QTest::newRow("damaged, while waiting") << archive::Halt::ReadOnly << true;
    }
    void haltedWindowEndsTheCommand() {
        QFETCH(archive::Halt, halt);
        QFETCH(bool, isStarted);
        const auto sayHalt = [&] {
            QMetaObject::invokeMethod(
                &m_window->services().pipeline(),
                [pipeline = &m_window->services().pipeline(), halt] {
                    Q_EMIT pipeline->haltChanged(halt, QStringLiteral("No room."));
                },
                Qt::BlockingQueuedConnection);
        };
        if (!isStarted)
            sayHalt();
        const auto process = m_window->startArchive({m_window->link("/stall")});
        if (isStarted) {
            QTRY_VERIFY_WITH_TIMEOUT(m_window->requests("/stall") > 0, 20'000);
            sayHalt();
        }
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("The window has halted: No room."), finished.err.constData());
        QVERIFY2(isStarted ? finished.err.contains("1 left waiting") : finished.err.contains("Nothing was handed over"),
                 finished.err.constData());
    }

    void interruptedWhileLinksAreReadSaysWhatWasHandedOver() {
        const auto process = m_window->startArchive({m_window->page(1), QStringLiteral("--from"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->requests("/page/1") > 0, 20'000);
        QVERIFY(ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QVERIFY2(finished.err.contains("The window was handed 1 link and keeps"), finished.err.constData());
        QVERIFY2(finished.err.contains("The rest of the list was not read."), finished.err.constData());
    }

private:
    std::unique_ptr<WindowStage> m_window;
};

QTEST_GUILESS_MAIN(WaitingWindowTest)
#include "tst_waitingwindow.moc"
