#include "base/file.h"
#include "bench/descriptor.h"
#include "library/library.h"
#include "tests/cli/windowstage.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using support::CommandStage;
using support::Finished;

// `bench --save` while somebody else has the library open.
class BenchSavingTest : public QObject {
    Q_OBJECT

    static QList<library::Run> runsOf(const QString& file) {
        const auto opened = library::Library::open({file, library::OpenMode::ReadOnly, false});
        return opened ? (*opened)->here().runs.list().valueOr(QList<library::Run>()) : QList<library::Run>();
    }
    static QStringList saving(const CommandStage& stage, const QString& library) {
        return {u"bench"_s, stage.page(1), u"--requests"_s, u"20"_s, u"--save"_s, u"ebb"_s, u"--library"_s, library};
    }
    // What is in a file goes into the library that is free again.
    static void bringIn(const CommandStage& stage, std::unique_ptr<library::Library> held, const QString& library,
                        const QByteArray& said) {
        static const QRegularExpression command(u"tidemark-cli runs import '([^']+)' --library"_s);
        const QString written = command.match(QString::fromUtf8(said)).captured(1);
        QVERIFY2(!written.isEmpty(), said.constData());
        held.reset();
        const Finished brought = stage.run({u"runs"_s, u"import"_s, written, u"--library"_s, library});
        QVERIFY(QFile::remove(written));
        QVERIFY2(brought.exitCode == 0, brought.err.constData());
        QCOMPARE(runsOf(library).size(), 1);
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void anOpenWindowTakesTheRun() {
        WindowStage window;
        const Finished finished = CommandStage::finishedOf(*window.start(saving(window, window.file())));
        QVERIFY2(finished.exitCode == 0, finished.err.constData());
        const QList<library::Run> runs = runsOf(window.file());
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs.first().name, u"ebb"_s);
        const Finished shown =
            CommandStage::finishedOf(*window.start({u"runs"_s, u"show"_s, u"ebb"_s, u"--library"_s, window.file()}));
        QVERIFY2(shown.out.contains("20 succeeded, 0 failed"), shown.out.constData());
    }

    void theLibraryIsFreeWhileTheRunGoesOn() {
        CommandStage stage;
        const QString file = stage.path(u"x.tidemark"_s);
        const auto process =
            stage.start({u"bench"_s, stage.link("/stall"), u"--save"_s, u"long"_s, u"--library"_s, file});
        QTRY_VERIFY_WITH_TIMEOUT(stage.requests("/stall") > 0, 20'000);
        QVERIFY(library::Library::open({file, library::OpenMode::ReadWrite, false}));
        QVERIFY(support::ProgramRunner::signal(*process, SIGINT));
        QCOMPARE(CommandStage::finishedOf(*process).exitCode, 130);
        QCOMPARE(runsOf(file).size(), 1);
    }

    void whatTheLibraryDoesNotTakeIsInAFile() {
        CommandStage stage;
        const QString file = stage.path(u"held.tidemark"_s);
        auto held = library::Library::open({file, library::OpenMode::ReadWrite, false});
        QVERIFY(held);
        const Finished finished = stage.run(saving(stage, file));
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.out.contains("20 succeeded"), finished.out.constData());
        const QByteArray holder = QByteArray("tst_benchsaving (process " + QByteArray::number(qApp->applicationPid()));
        QVERIFY2(finished.err.contains(holder), finished.err.constData());
        bringIn(stage, std::move(*held), file, finished.err);
    }

    // The result is told, the library held by somebody else: a signal ends the waiting, and loses nothing.
    void aSignalWhileTheRunIsSavedLosesNothing_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void aSignalWhileTheRunIsSavedLosesNothing() {
        QFETCH(int, number);
        CommandStage stage;
        const QString file = stage.path(u"held.tidemark"_s);
        auto held = library::Library::open({file, library::OpenMode::ReadWrite, false});
        QVERIFY(held);
        const auto process = stage.start(saving(stage, file));
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process->readAllStandardOutput()).contains("and 0 failed."), 30'000);
        QVERIFY(support::ProgramRunner::signal(*process, number));
        const Finished finished = CommandStage::finishedOf(*process);
        QVERIFY(!finished.crashed);
        QCOMPARE(finished.exitCode, 128 + number);
        bringIn(stage, std::move(*held), file, finished.err);
    }

    void aSecondSignalDuringTheLadderLosesNoStep() {
        CommandStage stage;
        const QString file = stage.path(u"held.tidemark"_s);
        auto held = library::Library::open({file, library::OpenMode::ReadWrite, false});
        QVERIFY(held);
        const auto process =
            stage.start({u"bench"_s, u"--ladder"_s, u"--save"_s, u"ebb"_s, u"--library"_s, file, u"--verbose"_s});
        QByteArray err;
        QTRY_VERIFY_WITH_TIMEOUT((err += process->readAllStandardError()).contains("measuring"), 30'000);
        QVERIFY(support::ProgramRunner::signal(*process, SIGINT));
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process->readAllStandardOutput()).contains("100 one at a time"), 30'000);
        QVERIFY(support::ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QVERIFY(!finished.crashed);
        QCOMPARE(finished.exitCode, 130);
        bringIn(stage, std::move(*held), file, finished.err);
    }

    // A pipe without a reader would be waited for without an end.
    void aPipeThatNobodyReadsIsWaitedForUntilASignal() {
        CommandStage stage;
        const QString pipe = stage.path(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const QString file = stage.path(u"x.tidemark"_s);
        const auto process = stage.start(saving(stage, file) + QStringList{u"--json"_s, pipe});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process->readAllStandardOutput()).contains("and 0 failed."), 30'000);
        QVERIFY(support::ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QVERIFY2(finished.err.contains("Nobody reads"), finished.err.constData());
        QCOMPARE(runsOf(file).size(), 1);
    }

    void aPipeWhoseReaderDoesNotReadKeepsNothingFromTheLibrary() {
        CommandStage stage;
        const QString pipe = stage.path(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const bench::Descriptor reading(::open(QFile::encodeName(pipe).constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
        const int size = ::fcntl(reading.get(), F_GETPIPE_SZ);
        const QByteArray full(size, 'x');
        QCOMPARE(::write(reading.get(), full.constData(), static_cast<std::size_t>(size)), ssize_t(size));
        const QString file = stage.path(u"x.tidemark"_s);
        const auto process = stage.start(saving(stage, file) + QStringList{u"--json"_s, pipe});
        QTRY_COMPARE_WITH_TIMEOUT(runsOf(file).size(), 1, 30'000);
        QVERIFY(support::ProgramRunner::signal(*process, SIGTERM));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 143);
        QVERIFY2(finished.err.contains("is not read to its end"), finished.err.constData());
    }

    void aLibraryThatCannotBeUsedIsSaidBeforeTheRun() {
        CommandStage stage;
        const QString file = stage.path(u"foreign.tidemark"_s);
        QVERIFY(base::writeFileAtomically(file, QByteArray(4'096, 'x')));
        QCOMPARE(stage.run(saving(stage, file)).exitCode, 3);
        QCOMPARE(stage.requests("/page/1"), 0);
    }
};

QTEST_GUILESS_MAIN(BenchSavingTest)
#include "tst_benchsaving.moc"
