#include "archive/handedlinks.h"
#include "archive/intake.h"
#include "archive/pipeline.h"
#include "base/file.h"
#include "library/database.h"
#include "library/errors.h"
#include "library/library.h"
#include "net/handover.h"
#include "services.h"
#include "tests/support/commandstage.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <unistd.h>

using support::CommandStage;
using support::Finished;
using support::ProgramRunner;

// `archive` while something else has the library open and takes links, as the window does.
class OpenWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() {
        m_stage = std::make_unique<CommandStage>();
        // The window's socket stands where that of the program is looked for.
        qputenv("XDG_RUNTIME_DIR", m_stage->runner().environment().value(QStringLiteral("XDG_RUNTIME_DIR")).toUtf8());
        openWindow();
    }
    void cleanup() { m_window.reset(); }

    void outcomesOfTheWindowAreToldAsItsOwn() {
        const Finished finished = CommandStage::finishedOf(*archive({m_stage->page(1), m_stage->link("/status/404")}));
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.out.contains(QByteArray("archived\t" + m_stage->page(1).toUtf8() + '\t')),
                 finished.out.constData());
        QVERIFY2(finished.out.contains("\t404 Not Found: the site has no such page. Check"), finished.out.constData());
        QVERIFY2(finished.err.contains("it was handed 2 links"), finished.err.constData());
        QVERIFY2(finished.err.contains("1 archived, 1 failed"), finished.err.constData());
        const Finished well = CommandStage::finishedOf(*archive({m_stage->page(2)}));
        QCOMPARE(well.exitCode, 0);
        QVERIFY2(well.err.contains("handed 1 link and"), well.err.constData());
    }

    void jsonIsThatOfARunOfItsOwn() {
        const auto keysOf = [](const QByteArray& line) { return QJsonDocument::fromJson(line).object().keys(); };
        const Finished handed = CommandStage::finishedOf(*archive({m_stage->page(1), QStringLiteral("--json")}));
        QCOMPARE(handed.exitCode, 0);
        m_window.reset();
        const Finished own = CommandStage::finishedOf(*archive({m_stage->page(1), QStringLiteral("--json")}));
        QCOMPARE(own.exitCode, 0);
        QVERIFY(keysOf(own.out).size() > 5);
        QCOMPARE(keysOf(handed.out), keysOf(own.out));
        QVERIFY(QJsonDocument::fromJson(handed.out).object()[QStringLiteral("title")].toString().size() > 0);
    }

    void fileOfLinksIsHandedOverToo() {
        QByteArray list("no link here\n");
        for (int i = 0; i < 1'200; ++i) // more than one message
            list += QByteArray(m_stage->page(i % 40).toUtf8() + '\n');
        QVERIFY(base::writeFileAtomically(m_stage->path(QStringLiteral("l")), list));
        const Finished finished =
            CommandStage::finishedOf(*archive({QStringLiteral("--from"), m_stage->path(QStringLiteral("l"))}));
        QCOMPARE(finished.exitCode, 1); // for the line without a link
        QCOMPARE(finished.out.count("archived\t"), 40);
        QCOMPARE(m_stage->requests("/page/1"), 1);
    }

    void keptOnesAreToldAndNotHandedOver() {
        QCOMPARE(CommandStage::finishedOf(*archive({m_stage->page(1)})).exitCode, 0);
        const Finished again =
            CommandStage::finishedOf(*archive({m_stage->page(1), m_stage->page(2), QStringLiteral("--new-only")}));
        QCOMPARE(again.exitCode, 0);
        QVERIFY2(again.out.contains(QByteArray("kept\t" + m_stage->page(1).toUtf8())), again.out.constData());
        QCOMPARE(m_stage->requests("/page/1"), 1);
    }

    void failedOnesAreCapturedAgainByTheWindow() {
        QCOMPARE(CommandStage::finishedOf(*archive({m_stage->link("/status/404")})).exitCode, 1);
        m_stage->server().respond(QStringLiteral("/status/404"), 200,
                                  "<p>It is back, with enough words to be a page.</p>");
        const Finished again = CommandStage::finishedOf(*archive({QStringLiteral("--retry-failed")}));
        QVERIFY2(again.exitCode == 0 && again.out.contains("archived\t"), again.err.constData());
    }

    // Each time left a job in the list; only one of them can be captured again.
    void linkThatFailedTwiceIsWaitedForOnce() {
        QCOMPARE(CommandStage::finishedOf(*archive({m_stage->link("/status/404")})).exitCode, 1);
        QCOMPARE(CommandStage::finishedOf(*archive({m_stage->link("/status/404")})).exitCode, 1);
        const Finished again = CommandStage::finishedOf(*archive({QStringLiteral("--retry-failed")}));
        QVERIFY(!again.timedOut);
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.out.count("404 Not Found"), 1);
    }

    void interruptedLeavesTheWindowAtWork() {
        const auto process = archive({m_stage->link("/stall")});
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/stall") > 0, 20'000);
        QVERIFY(ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QVERIFY2(finished.err.contains("the window goes on with 1 link"), finished.err.constData());
    }

    void windowThatEndsLeavesTheRestToTheProgram() {
        const auto process = archive({m_stage->page(1), m_stage->link("/stall")});
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/stall") > 0, 20'000);
        m_stage->server().respond(QStringLiteral("/stall"), 200, "<p>Now it answers with a few words.</p>");
        m_window.reset();
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 0);
        QCOMPARE(finished.out.count("archived\t"), 2);
        QVERIFY2(finished.err.contains("The window was closed"), finished.err.constData());
        QVERIFY2(finished.err.contains("2 archived, 0 failed"), finished.err.constData());
    }

    void nobodyHasToWait() {
        const Finished finished =
            CommandStage::finishedOf(*archive({m_stage->link("/stall"), QStringLiteral("--no-wait")}));
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(finished.out.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/stall") > 0, 20'000);
    }

    void clearedListHidesNoOutcome() {
        m_onEnded = [this] {
            m_window->library().write(
                this, [](library::Stores& stores) { return stores.jobs.clearFinished(); },
                [](const base::Result<QList<library::Job>>& cleared) { QVERIFY(cleared); });
        };
        const Finished finished = CommandStage::finishedOf(*archive({m_stage->page(1), m_stage->link("/status/410")}));
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.out.contains("archived\t") && finished.out.contains("\t410 Gone"), finished.out.constData());
    }

    void windowOfAnotherUserIsNamed() {
        const QString setpriv = QStringLiteral("/usr/bin/setpriv");
        if (::geteuid() != 0 || !QFileInfo(setpriv).isExecutable())
            QSKIP("Only root can start a program as another user.");
        const auto everybody = QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QFile::setPermissions(m_stage->runner().folder(),
                                      QFile::permissions(m_stage->runner().folder()) | everybody));
        QDir folder(m_stage->runner().folder());
        for (const QString& name : folder.entryList({QStringLiteral("x.tidemark*")}))
            QVERIFY(
                QFile::setPermissions(folder.filePath(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        const auto process = m_stage->runner().start(
            setpriv, {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                      QStringLiteral("--clear-groups"), ProgramRunner::programPath(QStringLiteral("tidemark-cli")),
                      QStringLiteral("archive"), m_stage->page(1), QStringLiteral("--library"), file()});
        const Finished finished = CommandStage::finishedOf(*process);
        if (finished.exitCode == 126 || finished.exitCode == 127)
            QSKIP("Another user cannot reach the program here.");
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("of the user “root”"), finished.err.constData());
        QCOMPARE(m_stage->requests("/page/1"), 0);
    }

    void loginsAndWhatIsNoLinkAreTakenApart() {
        const QString withLogin =
            m_stage->link("/auth").replace(QStringLiteral("http://"), QStringLiteral("http://user:secret@"));
        QVERIFY(base::writeFileAtomically(m_stage->path(QStringLiteral("l")),
                                          m_stage->page(3).toUtf8() + "\r\nno link\r\n"));
        const Finished finished = CommandStage::finishedOf(*archive(
            {QStringLiteral("ftp://e.org/"), withLogin, QStringLiteral("--from"), m_stage->path(QStringLiteral("l"))}));
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.err.contains("ftp://e.org/: Only http and https"), finished.err.constData());
        QVERIFY2(finished.err.contains("line 2"), finished.err.constData());
        QVERIFY2(finished.err.contains("handed 2 links"), finished.err.constData());
        QVERIFY2(finished.err.contains("2 archived, 0 failed, 2 refused"), finished.err.constData());
        QVERIFY(!finished.out.contains("secret") && !finished.err.contains("secret"));
    }

    void bookmarksKeepWhatCameAlong() {
        const QByteArray bookmarks = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><H3>Boats</H3><DL><DT><A HREF=\"" +
                                     m_stage->page(5).toUtf8() + "\">x</A><DD>Read it.</DL></DL>";
        QVERIFY(base::writeFileAtomically(m_stage->path(QStringLiteral("b.html")), bookmarks));
        const Finished finished =
            CommandStage::finishedOf(*archive({QStringLiteral("--from"), m_stage->path(QStringLiteral("b.html"))}));
        QCOMPARE(finished.exitCode, 0);
        const auto library =
            library::Library::open({.file = file(), .mode = library::OpenMode::ReadOnly, .threads = false});
        QVERIFY(library);
        library::Stores& stores = (*library)->here();
        const auto page = stores.pages.page(stores.pages.find(m_stage->page(5)).valueOr(0));
        QVERIFY(page);
        QCOMPARE(page->tags, QStringList{QStringLiteral("Boats")});
        QCOMPARE(page->note, QStringLiteral("Read it."));
    }

    void pausedWindowIsSaidOnceAndWaitedFor() {
        setPaused(true);
        const auto process = archive({m_stage->page(1)});
        QByteArray err;
        const auto said = [&](const char* words) {
            err += process->readAllStandardError();
            return err.contains(words);
        };
        QTRY_VERIFY_WITH_TIMEOUT(said("The window is paused"), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(said("handed 1 link, which waits"), 20'000);
        QVERIFY(err.contains("--no-wait"));
        setPaused(false);
        const Finished finished = CommandStage::finishedOf(*process);
        err += finished.err;
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(finished.out.contains("archived\t"));
        QCOMPARE(err.count("is paused"), 1);
        QCOMPARE(err.count("The window goes on."), 1);
    }

    void pausedWindowHoldsUpNobodyWhoDoesNotWait() {
        setPaused(true);
        const Finished finished = CommandStage::finishedOf(*archive({m_stage->page(1), QStringLiteral("--no-wait")}));
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.err.contains("The window is paused"), finished.err.constData());
    }

    void heldWindowIsSaidAndWaitedFor() {
        setHeld(QStringLiteral("A benchmark is running."));
        const auto process = archive({m_stage->page(1)});
        QByteArray err;
        const auto said = [&](const char* words) {
            err += process->readAllStandardError();
            return err.contains(words);
        };
        QTRY_VERIFY_WITH_TIMEOUT(said("handed 1 link, which waits"), 20'000);
        QVERIFY2(err.contains("The window: A benchmark is running."), err.constData());
        QCOMPARE(m_stage->requests("/page/1"), 0);
        setHeld({});
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
                &m_window->pipeline(),
                [pipeline = &m_window->pipeline(), halt] {
                    Q_EMIT pipeline->haltChanged(halt, QStringLiteral("No room."));
                },
                Qt::BlockingQueuedConnection);
        };
        if (!isStarted)
            sayHalt();
        const auto process = archive({m_stage->link("/stall")});
        if (isStarted) {
            QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/stall") > 0, 20'000);
            sayHalt();
        }
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("The window has halted: No room."), finished.err.constData());
        QVERIFY2(isStarted ? finished.err.contains("1 left waiting") : finished.err.contains("Nothing was handed over"),
                 finished.err.constData());
    }

    void interruptedWhileLinksAreReadSaysWhatWasHandedOver() {
        const auto process = archive({m_stage->page(1), QStringLiteral("--from"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/page/1") > 0, 20'000);
        QVERIFY(ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QVERIFY2(finished.err.contains("The window was handed 1 link and keeps"), finished.err.constData());
        QVERIFY2(finished.err.contains("The rest of the list was not read."), finished.err.constData());
    }

    void windowThatEndsWhileLinksAreReadLosesNone() {
        const auto process = archive({m_stage->page(1), QStringLiteral("--from"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/page/1") > 0, 20'000);
        m_window.reset();
        process->write(m_stage->page(2).toUtf8() + '\n' + m_stage->page(3).toUtf8() + '\n');
        process->closeWriteChannel();
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.err.contains("3 archived, 0 failed"), QByteArray(finished.err + finished.out).constData());
        for (const char* path : {"/page/1", "/page/2", "/page/3"})
            QVERIFY(m_stage->requests(path) >= 1);
    }

    // As `sqlite3 x.tidemark ".backup y"` does, while the program that took over is at work.
    void otherProgramThatOpensTheLibraryTakesNothingAwayAfterATakeOver() {
        const auto process = archive({m_stage->page(1), QStringLiteral("--from"), QStringLiteral("-")});
        QByteArray out;
        const auto isArchived = [&](int page) {
            out += process->readAllStandardOutput();
            return out.contains(QByteArray("archived\t" + m_stage->page(page).toUtf8() + '\t'));
        };
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/page/1") > 0, 20'000);
        m_window.reset();
        process->write(m_stage->page(2).toUtf8() + '\n');
        process->closeWriteChannel();
        m_stage->server().respond(QStringLiteral("/page/2"), 503, {}); // it stays at work
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/page/2") > 0, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(isArchived(1), 20'000);
        QVERIFY(QFileInfo(QString(file() + u"-wal")).size() > 0);
        {
            const auto other = library::Database::open(file(), library::Database::Access::ReadWrite);
            QVERIFY(other);
            QVERIFY((*other)->execute("SELECT count(*) FROM page"));
        }
        QVERIFY(QFileInfo(QString(file() + u"-wal")).size() > 0);
        m_stage->server().respond(QStringLiteral("/page/2"), 200, "<p>Now it answers with a few words.</p>");
        QTRY_VERIFY_WITH_TIMEOUT(isArchived(2), 60'000);
        const auto library =
            library::Library::open({.file = file(), .mode = library::OpenMode::ReadOnly, .threads = false});
        QVERIFY(library);
        QCOMPARE((*library)->here().pages.kept({m_stage->page(1), m_stage->page(2)})->size(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 20'000);
    }

    void windowOfAnotherVersionIsNamed() {
        m_window.reset();
        const auto held = library::Library::open({.file = file()});
        QVERIFY(held);
        const auto other =
            net::HandoverServer::listen((*held)->file(), [](const QByteArray&, const auto& reply) { reply("taken"); });
        QVERIFY(other);
        const Finished finished = CommandStage::finishedOf(*archive({m_stage->page(1)}));
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("of another version"), finished.err.constData());
    }

    void partOfWhichOnlyTheFirstLinksFoundRoomIsSaidAsItIs() {
        m_window.reset();
        const auto held = library::Library::open({.file = file(), .threads = false});
        QVERIFY(held);
        const auto answer = [&](const QByteArray& message, const auto& reply) {
            archive::WindowAnswer said;
            if (const auto handed = archive::handedLinksOf(message); handed && !handed->links.isEmpty()) {
                const auto taken =
                    archive::takeIn((*held)->here(), handed->links.mid(0, 2), library::IfKept::CaptureAgain);
                said.jobs = taken ? taken->jobs : QList<library::JobId>();
                said.error = base::Error{library::libraryFull, QStringLiteral("No room.")};
            }
            reply(archive::messageOf(said));
        };
        const auto other = net::HandoverServer::listen((*held)->file(), answer);
        QVERIFY(other);
        const Finished finished =
            CommandStage::finishedOf(*archive({m_stage->page(1), m_stage->page(2), m_stage->page(3)}));
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("No room. The window was handed 2 links and keeps them."),
                 finished.err.constData());
        QVERIFY2(finished.err.contains(QByteArray("Not handed over: " + m_stage->page(3).toUtf8())),
                 finished.err.constData());
        QVERIFY2(finished.err.contains("2 left waiting"), finished.err.constData());
    }

    void settingsOfTheWindowHold() {
        const Finished finished = CommandStage::finishedOf(
            *archive({m_stage->page(1), QStringLiteral("--user-agent"), QStringLiteral("X/1")}));
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.err.contains("not heeded: --user-agent"), finished.err.constData());
    }

private:
    QString file() const { return m_stage->path(QStringLiteral("x.tidemark")); }
    void openWindow() {
        m_onEnded = {};
        auto opened = Services::open({.libraryFile = file(),
                                      .settingsFile = m_stage->path(QStringLiteral("settings.ini")),
                                      .settings = {},
                                      .takesLinks = true,
                                      .policy = {}});
        QVERIFY(opened);
        m_window = *std::move(opened);
        archive::Pipeline* pipeline = &m_window->pipeline();
        connect(pipeline, &archive::Pipeline::idle, this, [this] {
            if (m_onEnded)
                m_onEnded();
        });
        QMetaObject::invokeMethod(pipeline, &archive::Pipeline::start);
    }

    void setPaused(bool paused) {
        QMetaObject::invokeMethod(
            &m_window->pipeline(), [pipeline = &m_window->pipeline(), paused] { pipeline->setPaused(paused); },
            Qt::BlockingQueuedConnection);
    }

    void setHeld(const QString& why) {
        QMetaObject::invokeMethod(
            &m_window->pipeline(), [pipeline = &m_window->pipeline(), why] { pipeline->setHeld(why); },
            Qt::BlockingQueuedConnection);
    }

    std::unique_ptr<QProcess> archive(const QStringList& arguments) const {
        return m_stage->start(QStringList{QStringLiteral("archive"), QStringLiteral("--library"), file()} + arguments);
    }

    std::unique_ptr<CommandStage> m_stage;
    std::unique_ptr<Services> m_window;
    std::function<void()> m_onEnded;
};

QTEST_GUILESS_MAIN(OpenWindowTest)
#include "tst_openwindow.moc"
