#include "library/library.h"
#include "tests/library/olderlibrary.h"
#include "tests/support/programrunner.h"
#include "tests/support/testserver.h"

#include <QProcess>
#include <QTest>

#include <csignal>

using library::JobState;

// The window program as a whole, without a display to show it on.
class WindowProgramTest : public QObject {
    Q_OBJECT

    static constexpr int patience = 20'000; // ms

    static QByteArray page(const char* title) {
        return "<title>" + QByteArray(title) + "</title><article><p>" +
               QByteArray("The tide leaves its mark. ").repeated(60) + "</p></article>";
    }

    static QHash<QString, JobState> states(const support::ProgramRunner& runner) {
        QHash<QString, JobState> states;
        const auto opened = library::Library::open(
            {.file = runner.path(QStringLiteral("l.tidemark")), .mode = library::OpenMode::ReadOnly, .threads = false});
        if (!opened)
            return states;
        const auto ids = (*opened)->here().jobs.ids({});
        const auto rows = (*opened)->here().jobs.rows(ids ? *ids : QList<library::JobId>());
        for (const library::Job& job : rows ? *rows : QList<library::Job>())
            states.insert(job.link, job.state);
        return states;
    }

    static QStringList where(const support::ProgramRunner& runner) {
        return {QStringLiteral("--library"), runner.path(QStringLiteral("l.tidemark"))};
    }

    static int end(QProcess& program, int signalNumber) {
        const bool sent = support::ProgramRunner::signal(program, signalNumber);
        return sent && program.waitForFinished(patience) ? program.exitCode() : -1;
    }

private Q_SLOTS:
    void saysWhatItCanDo() {
        const support::ProgramRunner runner;
        const auto help = runner.run(QStringLiteral("tidemark"), {QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains("--library") && help.out.contains("LINK"));
        QCOMPARE(runner.run(QStringLiteral("tidemark"), {QStringLiteral("--version")}).out,
                 QByteArray("tidemark " TIDEMARK_VERSION "\n"));
        for (const QString& option : {QStringLiteral("--sideways"), QStringLiteral("--help-all")}) {
            const auto wrong = runner.run(QStringLiteral("tidemark"), {option});
            QCOMPARE(wrong.exitCode, 2);
            QVERIFY(wrong.err.contains(option.mid(2).toLatin1()));
        }
    }

    void withoutADisplayItExplainsItself_data() {
        QTest::addColumn<QString>("display");
        QTest::newRow("none") << QString();
        QTest::newRow("one that is not there") << QStringLiteral(":4711");
    }
    void withoutADisplayItExplainsItself() {
        QFETCH(QString, display);
        support::ProgramRunner runner;
        for (const char* name : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"})
            runner.environment().remove(QString::fromLatin1(name));
        if (!display.isEmpty())
            runner.environment().insert(QStringLiteral("DISPLAY"), display);
        const auto finished = runner.run(QStringLiteral("tidemark"), {});
        QVERIFY(!finished.crashed);
        QCOMPARE(finished.exitCode, 2);
        QVERIFY(finished.err.contains("tidemark-cli"));
    }

    void linksOfTheCommandLineAreArchived() {
        support::TestServer server;
        server.respond(QStringLiteral("/a"), 200, page("A"));
        const support::ProgramRunner runner;
        const QString link = server.link(QStringLiteral("/a"));
        const auto program = runner.start(QStringLiteral("tidemark"), where(runner) + QStringList{link});
        QTRY_COMPARE_WITH_TIMEOUT(states(runner).value(link, JobState::Failed), JobState::Done, patience);
        QCOMPARE(end(*program, SIGTERM), 128 + SIGTERM);
    }

    void olderLibraryIsBroughtUpToDateAndTheWindowGoesOn() {
        support::TestServer server;
        server.respond(QStringLiteral("/a"), 200, page("A"));
        const support::ProgramRunner runner;
        const QString file = runner.path(QStringLiteral("l.tidemark"));
        QVERIFY(library::Library::open({.file = file, .threads = false}));
        QVERIFY(older::make(file, 1));
        const QString link = server.link(QStringLiteral("/a"));
        const auto program = runner.start(QStringLiteral("tidemark"), where(runner) + QStringList{link});
        QTRY_COMPARE_WITH_TIMEOUT(states(runner).value(link, JobState::Failed), JobState::Done, patience);
        QVERIFY(QFile::exists(file + QStringLiteral(".version-1")));
        QCOMPARE(end(*program, SIGTERM), 128 + SIGTERM);
    }

    // A reader that holds the log up makes the opening wait for seconds, so that the start window is shown.
    void windowGoesOnAfterTheStartWindowWasShown() {
        using library::Database;
        const support::ProgramRunner runner;
        const QString file = runner.path(QStringLiteral("l.tidemark"));
        QVERIFY(library::Library::open({.file = file, .threads = false}));
        QVERIFY(older::make(file, 1));
        auto reader = Database::open(file, Database::Access::ReadOnly);
        QVERIFY((*reader)->execute("BEGIN; SELECT count(*) FROM page"));
        {
            const auto writer = Database::open(file, Database::Access::ReadWrite);
            QVERIFY((*writer)->execute("INSERT INTO tag(name) VALUES('in the log')"));
        }
        support::TestServer server;
        server.respond(QStringLiteral("/a"), 200, page("A"));
        const QString link = server.link(QStringLiteral("/a"));
        const auto program = runner.start(QStringLiteral("tidemark"), where(runner) + QStringList{link});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file + QStringLiteral(".version-1")), patience);
        reader->reset();
        QTRY_COMPARE_WITH_TIMEOUT(states(runner).value(link, JobState::Failed), JobState::Done, patience);
        QCOMPARE(end(*program, SIGTERM), 128 + SIGTERM);
    }

    void secondStartHandsItsLinksOver() {
        support::TestServer server;
        server.respond(QStringLiteral("/a"), 200, page("A"));
        server.respond(QStringLiteral("/b"), 200, page("B"));
        const support::ProgramRunner runner;
        const QString first = server.link(QStringLiteral("/a"));
        const QString second = server.link(QStringLiteral("/b"));
        const auto program = runner.start(QStringLiteral("tidemark"), where(runner) + QStringList{first});
        QTRY_COMPARE_WITH_TIMEOUT(states(runner).value(first, JobState::Failed), JobState::Done, patience);
        const auto other = runner.run(QStringLiteral("tidemark"), where(runner) + QStringList{second});
        QCOMPARE(other.exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(states(runner).value(second, JobState::Failed), JobState::Done, patience);
        QCOMPARE(end(*program, SIGINT), 128 + SIGINT);
    }

    void secondStartSaysWhatIsNoLink() {
        support::TestServer server;
        server.respond(QStringLiteral("/a"), 200, page("A"));
        const support::ProgramRunner runner;
        const QString link = server.link(QStringLiteral("/a"));
        const QString first = server.link(QStringLiteral("/first"));
        server.respond(QStringLiteral("/first"), 200, page("First"));
        const auto program = runner.start(QStringLiteral("tidemark"), where(runner) + QStringList{first});
        QTRY_COMPARE_WITH_TIMEOUT(states(runner).value(first, JobState::Failed), JobState::Done, patience);
        const auto mixed = runner.run(
            QStringLiteral("tidemark"),
            where(runner) + QStringList{QStringLiteral("notalink"), QStringLiteral("file:///etc/passwd"), link});
        QCOMPARE(mixed.exitCode, 1);
        QVERIFY2(mixed.err.contains("tidemark: notalink: This is not a link."), mixed.err.constData());
        QVERIFY2(mixed.err.contains("tidemark: file:///etc/passwd: Only http and https"), mixed.err.constData());
        QVERIFY2(!mixed.err.contains("/a:"), mixed.err.constData());
        QTRY_COMPARE_WITH_TIMEOUT(states(runner).value(link, JobState::Failed), JobState::Done, patience);
        QCOMPARE(states(runner).size(), 2);

        const auto none =
            runner.run(QStringLiteral("tidemark"), where(runner) + QStringList{QStringLiteral("notalink")});
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.err.contains("tidemark: notalink: This is not a link."), none.err.constData());
        QCOMPARE(end(*program, SIGTERM), 128 + SIGTERM);
        QCOMPARE(states(runner).size(), 2);
    }

    void closedInATransferTheLinkWaits() {
        support::TestServer server;
        const QString link = server.link(QStringLiteral("/stall"));
        server.handle(QStringLiteral("/stall"), [](const bench::server::Request&) {
            return bench::server::Script{.steps = {bench::server::Stall{}}, .keepAlive = false};
        });
        const support::ProgramRunner runner;
        const auto program = runner.start(QStringLiteral("tidemark"), where(runner) + QStringList{link});
        QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(QStringLiteral("/stall")), 1, patience);
        QCOMPARE(end(*program, SIGTERM), 128 + SIGTERM);
        QCOMPARE(states(runner).value(link, JobState::Failed), JobState::Waiting);
    }

    void libraryThatIsNoneIsRefused() {
        const support::ProgramRunner runner;
        QFile file(runner.path(QStringLiteral("l.tidemark")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("this is a shopping list, not a library\n").repeated(100));
        file.close();
        const auto program = runner.start(QStringLiteral("tidemark"), where(runner));
        QByteArray said; // and shown until it is closed
        QTRY_VERIFY_WITH_TIMEOUT((said += program->readAllStandardError()).contains("tidemark:"), patience);
        QVERIFY(said.contains("l.tidemark"));
        QCOMPARE(end(*program, SIGTERM), 128 + SIGTERM);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("this is a shopping list"));
    }
};

QTEST_GUILESS_MAIN(WindowProgramTest)
#include "tst_windowprogram.moc"
