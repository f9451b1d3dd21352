#include "base/file.h"
#include "tests/support/commandstage.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using support::CommandStage;
using support::Finished;
using support::ProgramRunner;

namespace {

const QString cli = QStringLiteral("tidemark-cli");

int linesWith(const QByteArray& text, const char* begin) {
    int count = 0;
    for (const QByteArray& line : text.split('\n'))
        count += line.startsWith(begin);
    return count;
}

} // namespace

class ArchiveCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() { m_stage = std::make_unique<CommandStage>(); }

    void linksAreCapturedAndSaid() {
        const Finished finished = m_stage->archive({m_stage->page(1), m_stage->page(2)});
        QCOMPARE(finished.exitCode, 0);
        QCOMPARE(linesWith(finished.out, "archived\t"), 2);
        QVERIFY(finished.err.contains("2 archived, 0 failed"));
        QCOMPARE(m_stage->run({QStringLiteral("list")}).out.count('\n'), 2);
        QVERIFY(m_stage->run({QStringLiteral("show"), m_stage->page(1)}).out.size() > 100);
        QCOMPARE(m_stage->run({QStringLiteral("verify")}).exitCode, 0);
    }

    void jsonHasAnObjectALink() {
        const Finished finished =
            m_stage->archive({m_stage->page(1), m_stage->link("/status/410"), QStringLiteral("--json")});
        QCOMPARE(finished.exitCode, 1);
        int archived = 0;
        for (const QByteArray& line : finished.out.trimmed().split('\n')) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            const bool done = object[QStringLiteral("state")].toString() == QLatin1String("done");
            archived += done;
            QCOMPARE(object[QStringLiteral("status")].toInt(), done ? 200 : 410);
            QCOMPARE(object[QStringLiteral("error_kind")].toString(), done ? QString() : QStringLiteral("http-status"));
        }
        QCOMPARE(archived, 1);
    }

    void oneFailureIsStatusOne() {
        const Finished finished = m_stage->archive({m_stage->page(1), m_stage->link("/status/404")});
        QCOMPARE(finished.exitCode, 1);
        QCOMPARE(linesWith(finished.out, "failed\t"), 1);
        QVERIFY(m_stage->run({QStringLiteral("list"), QStringLiteral("--failed")}).out.contains("/status/404"));
    }

    void failureIsToldInTheSameWordsLater() {
        const Finished finished = m_stage->archive({m_stage->link("/status/404")});
        const QByteArray why = "404 Not Found: the site has no such page. Check the link for typing mistakes; the page "
                               "may have moved.";
        QVERIFY2(finished.out.contains(QByteArray('\t' + why + '\n')), finished.out.constData());
        const Finished listed = m_stage->run({QStringLiteral("list"), QStringLiteral("--failed")});
        QVERIFY2(listed.out.contains(QByteArray('\t' + why + '\t')), listed.out.constData());
        const QJsonObject page =
            QJsonDocument::fromJson(
                m_stage->run({QStringLiteral("list"), QStringLiteral("--failed"), QStringLiteral("--json")}).out)
                .object();
        QCOMPARE(page[QStringLiteral("last_error")].toString(), QStringLiteral("http-status"));
        QCOMPARE(page[QStringLiteral("last_error_text")].toString().toUtf8(), why);
    }

    void whatIsAlmostALinkIsHelped() {
        const auto said = [this](const QString& text) { return m_stage->archive({text}).err; };
        QVERIFY(said(QStringLiteral("www.example.org")).contains("write https://www.example.org\n"));
        QVERIFY(said(QStringLiteral("example.org/x")).contains("write https://example.org/x\n"));
        QVERIFY(said(QStringLiteral("http://example.org:99999/")).contains("port is out of range"));
        QVERIFY(base::writeFileAtomically(m_stage->path(QStringLiteral("l.txt")), "http://e.org/\n"));
        QVERIFY(said(QStringLiteral("l.txt")).contains("--from l.txt"));
        QVERIFY(said(m_stage->path(QStringLiteral("l.txt"))).contains("--from"));
    }

    void whatIsNoLinkIsSaidAndTheRestDone() {
        const Finished finished =
            m_stage->archive({QStringLiteral("nonsense"), QStringLiteral("file:///etc/passwd"), m_stage->page(1)});
        QCOMPARE(finished.exitCode, 1);
        QVERIFY(finished.err.contains("nonsense") && finished.err.contains("file:///etc/passwd"));
        QCOMPARE(linesWith(finished.out, "archived\t"), 1);
        QCOMPARE(m_stage->archive({QStringLiteral("nonsense")}).exitCode, 1);
    }

    void nothingWaitingIsAllWell() {
        const Finished finished = m_stage->archive({});
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(finished.out.isEmpty());
    }

    void fileAndStandardInputAreRead() {
        QByteArray list;
        for (int i = 0; i < 60; ++i)
            list += m_stage->page(i).toUtf8() + (i % 2 ? "\r\n" : "\n");
        QVERIFY(base::writeFileAtomically(m_stage->path(QStringLiteral("l.txt")), "# list\n" + list));
        const Finished fromFile = m_stage->archive({QStringLiteral("--from"), m_stage->path(QStringLiteral("l.txt"))});
        QCOMPARE(fromFile.exitCode, 0);
        QCOMPARE(linesWith(fromFile.out, "archived\t"), 60);
        const Finished piped = m_stage->runner().run(
            cli,
            {QStringLiteral("archive"), QStringLiteral("--from"), QStringLiteral("-"), QStringLiteral("--new-only")},
            list + m_stage->page(100).toUtf8() + "\nno link here\n");
        QCOMPARE(piped.exitCode, 1);
        QCOMPARE(linesWith(piped.out, "kept\t"), 60);
        QCOMPARE(linesWith(piped.out, "archived\t"), 1);
        QVERIFY(piped.err.contains("line 62"));
    }

    void unreadableListIsSaid() {
        const Finished missing = m_stage->archive({QStringLiteral("--from"), QStringLiteral("/nowhere")});
        QCOMPARE(missing.exitCode, 1);
        QVERIFY2(missing.err.contains("There is no file"), missing.err.constData());
        const Finished folder = m_stage->archive({QStringLiteral("--from"), m_stage->runner().folder()});
        QCOMPARE(folder.exitCode, 1);
        QVERIFY2(folder.err.contains("is a folder"), folder.err.constData());
        QVERIFY(base::writeFileAtomically(m_stage->path(QStringLiteral("b")), QByteArray(1000, '\0')));
        const Finished binary = m_stage->archive({QStringLiteral("--from"), m_stage->path(QStringLiteral("b"))});
        QCOMPARE(binary.exitCode, 1);
        QVERIFY(binary.err.contains("binary"));
        QVERIFY(base::writeFileAtomically(m_stage->path(QStringLiteral("e")), "\n\n"));
        const Finished empty = m_stage->archive({QStringLiteral("--from"), m_stage->path(QStringLiteral("e"))});
        QCOMPARE(empty.exitCode, 0);
        QVERIFY2(empty.err.contains("holds no link"), empty.err.constData());
    }

    void whoWroteItIsShownInOneLine() {
        m_stage->server().respond(QStringLiteral("/by"), 200,
                                  "<title>Lamps</title><meta name=author content='Nora Vahl'><article><p>" +
                                      QByteArray("Lamps that burn all night. ").repeated(30) + "</p></article>");
        QCOMPARE(m_stage->archive({m_stage->link("/by")}).exitCode, 0);
        const QString shown = QString::fromUtf8(m_stage->run({QStringLiteral("show"), m_stage->link("/by")}).out);
        QVERIFY2(shown.startsWith(QStringLiteral("Lamps\nNora Vahl \u00b7 captured ")), qPrintable(shown));
    }

    void olderJobsAreNamedAndDoneAlone() {
        QCOMPARE(m_stage
                     ->run({QStringLiteral("import"), QStringLiteral("-")},
                           m_stage->page(7).toUtf8() + '\n' + m_stage->page(8).toUtf8() + '\n')
                     .exitCode,
                 0);
        const Finished mine = m_stage->archive({m_stage->page(1)});
        QCOMPARE(mine.exitCode, 0);
        QCOMPARE(linesWith(mine.out, "archived\t"), 1);
        QVERIFY2(mine.err.contains("2 older"), mine.err.constData());
        QCOMPARE(linesWith(m_stage->archive({}).out, "archived\t"), 2);
    }

    void linkThatWaitsAlreadyIsDoneWhenNamed() {
        QCOMPARE(
            m_stage->run({QStringLiteral("import"), QStringLiteral("-")}, m_stage->page(7).toUtf8() + '\n').exitCode,
            0);
        QCOMPARE(linesWith(m_stage->archive({m_stage->page(7)}).out, "archived\t"), 1);
    }

    void failedOnesAreTriedAgain() {
        QCOMPARE(m_stage->archive({m_stage->link("/status/404")}).exitCode, 1);
        m_stage->server().respond(QStringLiteral("/status/404"), 200,
                                  "<p>It is back, with enough words to be a page.</p>");
        QCOMPARE(m_stage->archive({}).exitCode, 0);
        const Finished again = m_stage->archive({QStringLiteral("--retry-failed")});
        QCOMPARE(again.exitCode, 0);
        QCOMPARE(linesWith(again.out, "archived\t"), 1);
    }

    // Each failure left a job in the list; only one of them can be captured again, which must not count for another.
    void linkThatFailedTwiceBringsNoOlderLinkAlong() {
        QCOMPARE(m_stage->archive({m_stage->link("/status/404")}).exitCode, 1);
        QCOMPARE(m_stage->archive({m_stage->link("/status/404")}).exitCode, 1);
        QCOMPARE(m_stage->archive({m_stage->link("/status/503?retry-after=1800")}).exitCode, 1); // goes on waiting
        const int asked = m_stage->requests("/status/503");
        const Finished again = m_stage->archive({QStringLiteral("--retry-failed")});
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.err.contains("1 older link waits"), again.err.constData());
        QVERIFY2(!again.err.contains("left waiting"), again.err.constData());
        QCOMPARE(m_stage->requests("/status/503"), asked);
    }

    void postponedShortlyIsWaitedFor() {
        const Finished finished = m_stage->archive({m_stage->link("/flaky/1?status=503&retry-after=1")});
        QCOMPARE(finished.exitCode, 0);
        QCOMPARE(linesWith(finished.out, "archived\t"), 1);
    }

    void postponedLongIsLeftWaiting() {
        QElapsedTimer timer;
        timer.start();
        const Finished finished = m_stage->archive({m_stage->page(1), m_stage->link("/status/503?retry-after=1800")});
        QCOMPARE(finished.exitCode, 1);
        QVERIFY(timer.elapsed() < 30'000);
        QVERIFY2(finished.err.contains("1 left waiting"), finished.err.constData());
    }

    void optionsReachTheRequest() {
        QCOMPARE(
            m_stage->archive({m_stage->page(1), QStringLiteral("--user-agent"), QStringLiteral("Test/1")}).exitCode, 0);
        QCOMPARE(m_stage->server().lastHeader(QStringLiteral("/page/1"), "User-Agent"), QByteArray("Test/1"));
        QCOMPARE(m_stage->archive({m_stage->link("/page/2?images=2"), QStringLiteral("--no-assets")}).exitCode, 0);
        QCOMPARE(m_stage->archive({m_stage->link("/stall"), QStringLiteral("--timeout"), QStringLiteral("1")}).exitCode,
                 1);
    }

    void wrongOptionsAreRefused() {
        for (const QStringList& options : {QStringList{QStringLiteral("--concurrency"), QStringLiteral("0")},
                                           QStringList{QStringLiteral("--concurrency"), QStringLiteral("257")},
                                           QStringList{QStringLiteral("--per-host"), QStringLiteral("x")},
                                           QStringList{QStringLiteral("--timeout"), QStringLiteral("-1")},
                                           QStringList{QStringLiteral("--proxy"), QStringLiteral("ftp://x")}})
            QCOMPARE(m_stage->archive(options + QStringList{m_stage->page(1)}).exitCode, 2);
        QCOMPARE(m_stage->run({QStringLiteral("list")}).exitCode, 3); // and no library was made
    }

    void credentialsInALinkAreUsedAndNotKept() {
        const QString given =
            m_stage->link("/auth").replace(QStringLiteral("http://"), QStringLiteral("http://user:secret@"));
        const Finished finished = m_stage->archive({given, QStringLiteral("--json")});
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(!finished.out.contains("secret") && !finished.err.contains("secret"));
        QVERIFY(!m_stage->run({QStringLiteral("list"), QStringLiteral("--json")}).out.contains("secret"));
    }

    void signalsPutRunningJobsBack_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("status");
        QTest::newRow("SIGINT") << SIGINT << 130;
        QTest::newRow("SIGTERM") << SIGTERM << 143;
    }
    void signalsPutRunningJobsBack() {
        QFETCH(int, number);
        QFETCH(int, status);
        const auto process = m_stage->start({QStringLiteral("archive"), m_stage->link("/stall"), m_stage->page(1)});
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/stall") > 0, 20'000);
        QVERIFY(ProgramRunner::signal(*process, number));
        QVERIFY(process->waitForFinished(20'000));
        QCOMPARE(process->exitStatus(), QProcess::NormalExit);
        QCOMPARE(process->exitCode(), status);
        m_stage->server().respond(QStringLiteral("/stall"), 200, "<p>Now it answers with a few words.</p>");
        const Finished rest = m_stage->archive({});
        QCOMPARE(rest.exitCode, 0);
        QVERIFY(rest.out.contains("/stall"));
        QCOMPARE(m_stage->run({QStringLiteral("verify")}).exitCode, 0);
    }

    // Also those that were being stored when the signal came.
    void whatWasStoredBeforeTheEndIsSaid_data() {
        QTest::addColumn<int>("after");
        for (const int after : {1, 5, 12, 30})
            QTest::addRow("after %d outcomes", after) << after;
    }
    void whatWasStoredBeforeTheEndIsSaid() {
        QFETCH(int, after);
        QStringList arguments{QStringLiteral("archive"), QStringLiteral("--per-host"), QStringLiteral("16")};
        for (int i = 0; i < 200; ++i)
            arguments << m_stage->page(i);
        const auto process = m_stage->start(arguments);
        QByteArray out;
        while (linesWith(out, "archived\t") < after && process->waitForReadyRead(20'000))
            out += process->readAllStandardOutput();
        QVERIFY(ProgramRunner::signal(*process, SIGINT));
        QVERIFY(process->waitForFinished(20'000));
        out += process->readAllStandardOutput();
        const QByteArray err = process->readAllStandardError();
        QCOMPARE(process->exitCode(), 130);
        const qsizetype stored = m_stage->run({QStringLiteral("list")}).out.count('\n');
        QCOMPARE(linesWith(out, "archived\t"), int(stored));
        QVERIFY(stored < 200);
        QVERIFY2(err.contains(QByteArray(QByteArray::number(stored) + " archived")), err.constData());
        QVERIFY2(err.contains(QByteArray(QByteArray::number(200 - stored) + " left waiting")), err.constData());
    }

    void inputThatNeverEndsIsLeft() {
        const auto process = m_stage->start({QStringLiteral("archive"), QStringLiteral("--from"), QStringLiteral("-")});
        QVERIFY(process->waitForStarted());
        process->write("http://127.0.0.1:9/\n");
        QTRY_VERIFY(ProgramRunner::heeds(*process, SIGINT));
        QVERIFY(!process->waitForFinished(1'000));
        QVERIFY(ProgramRunner::signal(*process, SIGINT));
        QVERIFY(process->waitForFinished(support::patience));
        QCOMPARE(process->exitCode(), 130);
    }

    void closedReaderStopsNoWork() {
        const QString program = ProgramRunner::programPath(cli);
        const Finished finished = m_stage->runner().run(
            QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"), QStringLiteral("{ \"%1\" archive \"%2\" \"%3\"; echo status $? >&2; } | true")
                                       .arg(program, m_stage->page(1), m_stage->page(2))});
        QVERIFY2(finished.err.contains("status 0"), finished.err.constData());
        QCOMPARE(m_stage->run({QStringLiteral("list")}).out.count('\n'), 2);
    }

    void twoProgramsDoNotMeet() {
        const auto first = m_stage->start({QStringLiteral("archive"), m_stage->link("/stall")});
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/stall") > 0, 20'000);
        const Finished second = m_stage->archive({m_stage->page(1)});
        QCOMPARE(second.exitCode, 3);
        QVERIFY(!second.err.isEmpty());
        QCOMPARE(m_stage->run({QStringLiteral("list")}).exitCode, 0); // reading works meanwhile
        QVERIFY(ProgramRunner::signal(*first, SIGINT));
        QVERIFY(first->waitForFinished(20'000));
    }

private:
    std::unique_ptr<CommandStage> m_stage;
};

QTEST_GUILESS_MAIN(ArchiveCommandTest)
#include "tst_archivecommand.moc"
