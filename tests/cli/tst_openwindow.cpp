#include "archive/pipeline.h"
#include "base/file.h"
#include "formats/importer.h"
#include "formats/links.h"
#include "library/library.h"
#include "services.h"
#include "tests/support/programrunner.h"
#include "tests/support/testserver.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <unistd.h>

using support::Finished;
using support::ProgramRunner;
using support::TestServer;

// `archive` while something else has the library open and takes links, as the window does.
class OpenWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() {
        m_runner = std::make_unique<ProgramRunner>();
        m_server = std::make_unique<TestServer>();
        // The window's socket stands where that of the program is looked for.
        qputenv("XDG_RUNTIME_DIR", m_runner->environment().value(QStringLiteral("XDG_RUNTIME_DIR")).toUtf8());
        openWindow();
    }
    void cleanup() { m_window.reset(); }

    void outcomesOfTheWindowAreToldAsItsOwn() {
        const Finished finished = finishedOf(*archive({page(1), link("/status/404")}));
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.out.contains(QByteArray("archived\t" + page(1).toUtf8() + '\t')), finished.out.constData());
        QVERIFY2(finished.out.contains("\t404 Not Found: the site has no such page. Check"), finished.out.constData());
        QVERIFY2(finished.err.contains("it was handed 2 links"), finished.err.constData());
        QVERIFY2(finished.err.contains("1 archived, 1 failed"), finished.err.constData());
        const Finished well = finishedOf(*archive({page(2)}));
        QCOMPARE(well.exitCode, 0);
        QVERIFY2(well.err.contains("handed 1 link and"), well.err.constData());
    }

    void jsonIsThatOfARunOfItsOwn() {
        const auto keysOf = [](const QByteArray& line) { return QJsonDocument::fromJson(line).object().keys(); };
        const Finished handed = finishedOf(*archive({page(1), QStringLiteral("--json")}));
        QCOMPARE(handed.exitCode, 0);
        m_window.reset();
        const Finished own = finishedOf(*archive({page(1), QStringLiteral("--json")}));
        QCOMPARE(own.exitCode, 0);
        QVERIFY(keysOf(own.out).size() > 5);
        QCOMPARE(keysOf(handed.out), keysOf(own.out));
        QVERIFY(QJsonDocument::fromJson(handed.out).object()[QStringLiteral("title")].toString().size() > 0);
    }

    void fileOfLinksIsHandedOverToo() {
        QByteArray list("no link here\n");
        for (int i = 0; i < 1'200; ++i) // more than one message
            list += QByteArray(page(i % 40).toUtf8() + '\n');
        QVERIFY(base::writeFileAtomically(m_runner->path(QStringLiteral("l")), list));
        const Finished finished = finishedOf(*archive({QStringLiteral("--from"), m_runner->path(QStringLiteral("l"))}));
        QCOMPARE(finished.exitCode, 1); // for the line without a link
        QCOMPARE(finished.out.count("archived\t"), 40);
        QCOMPARE(m_server->requestCount(QStringLiteral("/page/1")), 1);
    }

    void keptOnesAreToldAndNotHandedOver() {
        QCOMPARE(finishedOf(*archive({page(1)})).exitCode, 0);
        const Finished again = finishedOf(*archive({page(1), page(2), QStringLiteral("--new-only")}));
        QCOMPARE(again.exitCode, 0);
        QVERIFY2(again.out.contains(QByteArray("kept\t" + page(1).toUtf8())), again.out.constData());
        QCOMPARE(m_server->requestCount(QStringLiteral("/page/1")), 1);
    }

    void failedOnesAreCapturedAgainByTheWindow() {
        QCOMPARE(finishedOf(*archive({link("/status/404")})).exitCode, 1);
        m_server->respond(QStringLiteral("/status/404"), 200, "<p>It is back, with enough words to be a page.</p>");
        const Finished again = finishedOf(*archive({QStringLiteral("--retry-failed")}));
        QVERIFY2(again.exitCode == 0 && again.out.contains("archived\t"), again.err.constData());
    }

    // Each time left a job in the list; only one of them can be captured again.
    void linkThatFailedTwiceIsWaitedForOnce() {
        QCOMPARE(finishedOf(*archive({link("/status/404")})).exitCode, 1);
        QCOMPARE(finishedOf(*archive({link("/status/404")})).exitCode, 1);
        const Finished again = finishedOf(*archive({QStringLiteral("--retry-failed")}));
        QVERIFY(!again.timedOut);
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(again.out.count("404 Not Found"), 1);
    }

    void interruptedLeavesTheWindowAtWork() {
        const auto process = archive({link("/stall")});
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requestCount(QStringLiteral("/stall")) > 0, 20'000);
        QVERIFY(ProgramRunner::signal(*process, SIGINT));
        const Finished finished = finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QVERIFY2(finished.err.contains("the window goes on with 1 link"), finished.err.constData());
    }

    void windowThatEndsLeavesTheRestToTheProgram() {
        const auto process = archive({page(1), link("/stall")});
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requestCount(QStringLiteral("/stall")) > 0, 20'000);
        m_server->respond(QStringLiteral("/stall"), 200, "<p>Now it answers with a few words.</p>");
        m_window.reset();
        const Finished finished = finishedOf(*process);
        QCOMPARE(finished.exitCode, 0);
        QCOMPARE(finished.out.count("archived\t"), 2);
        QVERIFY2(finished.err.contains("The window was closed"), finished.err.constData());
        QVERIFY2(finished.err.contains("2 archived, 0 failed"), finished.err.constData());
    }

    void nobodyHasToWait() {
        const Finished finished = finishedOf(*archive({link("/stall"), QStringLiteral("--no-wait")}));
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(finished.out.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(m_server->requestCount(QStringLiteral("/stall")) > 0, 20'000);
    }

    void clearedListHidesNoOutcome() {
        m_onEnded = [this] {
            m_window->library().write(
                this, [](library::Stores& stores) { return stores.jobs.clearFinished(); },
                [](const base::Result<QList<library::Job>>& cleared) { QVERIFY(cleared); });
        };
        const Finished finished = finishedOf(*archive({page(1), link("/status/410")}));
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.out.contains("archived\t") && finished.out.contains("\t410 Gone"), finished.out.constData());
    }

    void windowOfAnotherUserIsNamed() {
        const QString setpriv = QStringLiteral("/usr/bin/setpriv");
        if (::geteuid() != 0 || !QFileInfo(setpriv).isExecutable())
            QSKIP("Only root can start a program as another user.");
        const auto everybody = QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QFile::setPermissions(m_runner->folder(), QFile::permissions(m_runner->folder()) | everybody));
        QDir folder(m_runner->folder());
        for (const QString& name : folder.entryList({QStringLiteral("x.tidemark*")}))
            QVERIFY(
                QFile::setPermissions(folder.filePath(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        const auto process = m_runner->start(
            setpriv, {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                      QStringLiteral("--clear-groups"), ProgramRunner::programPath(QStringLiteral("tidemark-cli")),
                      QStringLiteral("archive"), page(1), QStringLiteral("--library"), file()});
        const Finished finished = finishedOf(*process);
        if (finished.exitCode == 126 || finished.exitCode == 127)
            QSKIP("Another user cannot reach the program here.");
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.err.contains("of the user “root”"), finished.err.constData());
        QCOMPARE(m_server->requestCount(QStringLiteral("/page/1")), 0);
    }

    void settingsOfTheWindowHold() {
        const Finished finished =
            finishedOf(*archive({page(1), QStringLiteral("--user-agent"), QStringLiteral("X/1")}));
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.err.contains("not heeded: --user-agent"), finished.err.constData());
    }

private:
    QString file() const { return m_runner->path(QStringLiteral("x.tidemark")); }
    QString link(const char* path) const { return m_server->link(QString::fromLatin1(path)); }
    QString page(int number) const { return m_server->link(QStringLiteral("/page/%1").arg(number)); }

    void openWindow() {
        m_onEnded = {};
        auto opened = Services::open({.libraryFile = file(),
                                      .settingsFile = m_runner->path(QStringLiteral("settings.ini")),
                                      .settings = {},
                                      .takesLinks = true,
                                      .policy = {}});
        QVERIFY(opened);
        m_window = *std::move(opened);
        connect(m_window.get(), &Services::linksHandedOver, this, &OpenWindowTest::take);
        archive::Pipeline* pipeline = &m_window->pipeline();
        connect(pipeline, &archive::Pipeline::idle, this, [this] {
            if (m_onEnded)
                m_onEnded();
        });
        QMetaObject::invokeMethod(pipeline, &archive::Pipeline::start);
    }

    void take(const QStringList& links) {
        QList<library::NewJob> jobs;
        for (const QString& text : links)
            jobs << formats::jobOf(*formats::linkOf(text));
        m_window->library().write(
            this, [jobs](library::Stores& stores) { return stores.jobs.add(jobs, library::IfKept::CaptureAgain); },
            [this](const base::Result<library::AddedJobs>& added) {
                QVERIFY(added);
                if (m_window)
                    QMetaObject::invokeMethod(&m_window->pipeline(), &archive::Pipeline::wake);
            });
    }

    std::unique_ptr<QProcess> archive(const QStringList& arguments) const {
        return m_runner->start(QStringLiteral("tidemark-cli"),
                               QStringList{QStringLiteral("archive"), QStringLiteral("--library"), file()} + arguments);
    }

    // The window lives in this thread: it works while the program is waited for.
    static Finished finishedOf(QProcess& process) {
        Finished finished;
        finished.timedOut = !QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000);
        finished.crashed = process.exitStatus() == QProcess::CrashExit;
        finished.exitCode = finished.timedOut || finished.crashed ? -1 : process.exitCode();
        finished.out = process.readAllStandardOutput();
        finished.err = process.readAllStandardError();
        return finished;
    }

    std::unique_ptr<ProgramRunner> m_runner;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Services> m_window;
    std::function<void()> m_onEnded;
};

QTEST_GUILESS_MAIN(OpenWindowTest)
#include "tst_openwindow.moc"
