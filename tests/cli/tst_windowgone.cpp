#include "archive/handedlinks.h"
#include "archive/intake.h"
#include "library/database.h"
#include "library/errors.h"
#include "library/library.h"
#include "net/handover.h"
#include "tests/cli/windowstage.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <unistd.h>

using support::CommandStage;
using support::Finished;
using support::ProgramRunner;

// `archive` with a window that ends meanwhile, or with one that cannot take what it is handed.
class WindowGoneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() { m_window = std::make_unique<WindowStage>(); }
    void cleanup() { m_window.reset(); }

    void windowThatEndsLeavesTheRestToTheProgram() {
        const auto process = m_window->startArchive({m_window->page(1), m_window->link("/stall")});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->requests("/stall") > 0, 20'000);
        m_window->server().respond(QStringLiteral("/stall"), 200, "<p>Now it answers with a few words.</p>");
        m_window->close();
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 0);
        QCOMPARE(finished.out.count("archived\t"), 2);
        QVERIFY2(finished.err.contains("The window was closed"), finished.err.constData());
        QVERIFY2(finished.err.contains("2 archived, 0 failed"), finished.err.constData());
    }

    void windowThatEndsWhileLinksAreReadLosesNone() {
        const auto process = m_window->startArchive({m_window->page(1), QStringLiteral("--from"), QStringLiteral("-")});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->requests("/page/1") > 0, 20'000);
        m_window->close();
        process->write(m_window->page(2).toUtf8() + '\n' + m_window->page(3).toUtf8() + '\n');
        process->closeWriteChannel();
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.err.contains("3 archived, 0 failed"), QByteArray(finished.err + finished.out).constData());
        for (const char* path : {"/page/1", "/page/2", "/page/3"})
            QVERIFY(m_window->requests(path) >= 1);
    }

    // As `sqlite3 x.tidemark ".backup y"` does, while the program that took over is at work.
    void otherProgramThatOpensTheLibraryTakesNothingAwayAfterATakeOver() {
        const auto process = m_window->startArchive({m_window->page(1), QStringLiteral("--from"), QStringLiteral("-")});
        QByteArray out;
        const auto isArchived = [&](int page) {
            out += process->readAllStandardOutput();
            return out.contains(QByteArray("archived\t" + m_window->page(page).toUtf8() + '\t'));
        };
        QTRY_VERIFY_WITH_TIMEOUT(m_window->requests("/page/1") > 0, 20'000);
        m_window->close();
        process->write(m_window->page(2).toUtf8() + '\n');
        process->closeWriteChannel();
        m_window->server().respond(QStringLiteral("/page/2"), 503, {}); // it stays at work
        QTRY_VERIFY_WITH_TIMEOUT(m_window->requests("/page/2") > 0, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(isArchived(1), 20'000);
        QVERIFY(QFileInfo(QString(m_window->file() + u"-wal")).size() > 0);
        {
            const auto other = library::Database::open(m_window->file(), library::Database::Access::ReadWrite);
            QVERIFY(other);
            QVERIFY((*other)->execute("SELECT count(*) FROM page"));
        }
        QVERIFY(QFileInfo(QString(m_window->file() + u"-wal")).size() > 0);
        m_window->server().respond(QStringLiteral("/page/2"), 200, "<p>Now it answers with a few words.</p>");
        QTRY_VERIFY_WITH_TIMEOUT(isArchived(2), 60'000);
        const auto library =
            library::Library::open({.file = m_window->file(), .mode = library::OpenMode::ReadOnly, .threads = false});
        QVERIFY(library);
        QCOMPARE((*library)->here().pages.kept({m_window->page(1), m_window->page(2)})->size(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 20'000);
    }

    void windowOfAnotherUserIsNamed() {
        const QString setpriv = QStringLiteral("/usr/bin/setpriv");
        if (::geteuid() != 0 || !QFileInfo(setpriv).isExecutable())
            QSKIP("Only root can start a program as another user.");
        const auto everybody = QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QFile::setPermissions(m_window->runner().folder(),
                                      QFile::permissions(m_window->runner().folder()) | everybody));
        QDir folder(m_window->runner().folder());
        for (const QString& name : folder.entryList({QStringLiteral("x.tidemark*")}))
            QVERIFY(
                QFile::setPermissions(folder.filePath(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        const auto process = m_window->runner().start(
            setpriv, {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                      QStringLiteral("--clear-groups"), ProgramRunner::programPath(QStringLiteral("tidemark-cli")),
                      QStringLiteral("archive"), m_window->page(1), QStringLiteral("--library"), m_window->file()});
        const Finished finished = CommandStage::finishedOf(*process);
        if (finished.exitCode == 126 || finished.exitCode == 127)
            QSKIP("Another user cannot reach the program here.");
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("of the user “root”"), finished.err.constData());
        QCOMPARE(m_window->requests("/page/1"), 0);
    }

    void windowOfAnotherVersionIsNamed() {
        m_window->close();
        const auto held = library::Library::open({.file = m_window->file()});
        QVERIFY(held);
        const auto other =
            net::HandoverServer::listen((*held)->file(), [](const QByteArray&, const auto& reply) { reply("taken"); });
        QVERIFY(other);
        const Finished finished = CommandStage::finishedOf(*m_window->startArchive({m_window->page(1)}));
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("of another version"), finished.err.constData());
    }

    void partOfWhichOnlyTheFirstLinksFoundRoomIsSaidAsItIs() {
        m_window->close();
        const auto held = library::Library::open({.file = m_window->file(), .threads = false});
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
        const Finished finished = CommandStage::finishedOf(
            *m_window->startArchive({m_window->page(1), m_window->page(2), m_window->page(3)}));
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("No room. The window was handed 2 links and keeps them."),
                 finished.err.constData());
        QVERIFY2(finished.err.contains(QByteArray("Not handed over: " + m_window->page(3).toUtf8())),
                 finished.err.constData());
        QVERIFY2(finished.err.contains("2 left waiting"), finished.err.constData());
    }

private:
    std::unique_ptr<WindowStage> m_window;
};

QTEST_GUILESS_MAIN(WindowGoneTest)
#include "tst_windowgone.moc"
