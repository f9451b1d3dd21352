#include "base/file.h"
#include "formats/links.h"
#include "library/library.h"
#include "tests/library/olderlibrary.h"
#include "tests/support/programrunner.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using support::Finished;
using support::ProgramRunner;

namespace {

const QString cli = QStringLiteral("tidemark-cli");
const QString cache = QStringLiteral(TIDEMARK_FIXTURES "/formats/cache");

} // namespace

class TransferCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() { m_runner = std::make_unique<ProgramRunner>(); }

    void cacheGoesInAndComesOut() {
        QCOMPARE(run("import", {cache}).exitCode, 0);
        const QJsonObject again =
            QJsonDocument::fromJson(run("import", {cache, QStringLiteral("--json")}).out).object();
        QCOMPARE(again[QStringLiteral("unchanged")].toInt(), 1);
        QCOMPARE(again[QStringLiteral("format")].toString(), QStringLiteral("cached-articles"));
        const QString out = path("out");
        QCOMPARE(run("export", {QStringLiteral("--format"), QStringLiteral("cached-articles"), out}).exitCode, 0);
        QCOMPARE(QDir(out).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QDir(cache).entryList(QDir::AllEntries | QDir::NoDotAndDotDot));
        const Finished byYear =
            run("export", {QStringLiteral("--by-year"), QStringLiteral("--format=cached-articles"), path("years")});
        QCOMPARE(byYear.exitCode, 0);
        QCOMPARE(QDir(path("years")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0).size(), 4);
    }

    void olderLibraryIsReadAsItIsAndBroughtUpToDateByTheFirstThatWrites() {
        QCOMPARE(run("import", {cache}).exitCode, 0);
        const QString file = path("data/tidemark/library.tidemark");
        QVERIFY(older::make(file, 1));
        const Finished listed = run("list", {});
        QCOMPARE(listed.exitCode, 0);
        QVERIFY(listed.out.contains("http://notes.example/"));
        QCOMPARE(listed.err, QByteArray());
        const Finished written = run("import", {cache});
        QCOMPARE(written.exitCode, 0);
        QVERIFY2(written.err.contains("brought up to date"), written.err.constData());
        QVERIFY(QFile::exists(file + QStringLiteral(".version-1")));
        const Finished again = run("import", {cache});
        QVERIFY(!again.err.contains("brought up to date"));
        QVERIFY(!QFile::exists(file + QStringLiteral(".version-1")));
        QCOMPARE(run("list", {}).out, listed.out);
        QCOMPARE(run("verify", {}).exitCode, 0);
    }

    void linksGoToStandardOutput() {
        QCOMPARE(run("import", {cache}).exitCode, 0);
        const Finished links =
            run("export", {QStringLiteral("--format"), QStringLiteral("links"), QStringLiteral("-")});
        QCOMPARE(links.exitCode, 0);
        QCOMPARE(links.out, QByteArray("http://notes.example/harbour/python/2016/04/22/lock-gates.html\n"));
        const Finished marks =
            run("export", {QStringLiteral("--format"), QStringLiteral("bookmarks"), QStringLiteral("-")});
        QCOMPARE(formats::linksInBookmarks(marks.out).links.size(), 1);
    }

    void linksWaitAndNothingIsFetched() {
        const Finished piped = m_runner->run(cli, {QStringLiteral("import"), QStringLiteral("-")},
                                             "http://127.0.0.1:9/a\nhttp://127.0.0.1:9/b\nno link\n");
        QCOMPARE(piped.exitCode, 1); // a line was no link
        QVERIFY(piped.err.contains("line 3"));
        QCOMPARE(run("list", {QStringLiteral("--failed")}).out, QByteArray());
        QCOMPARE(run("import", {QStringLiteral(TIDEMARK_FIXTURES "/formats/bookmarks.html"), QStringLiteral("--json")})
                     .exitCode,
                 1);
    }

    void wrongUsageIsTold() {
        QCOMPARE(run("export", {path("x")}).exitCode, 2);
        QCOMPARE(run("export", {QStringLiteral("--format"), QStringLiteral("docx"), path("x")}).exitCode, 2);
        QCOMPARE(
            run("export", {QStringLiteral("--format"), QStringLiteral("links"), QStringLiteral("--by-year"), path("x")})
                .exitCode,
            2);
        QCOMPARE(run("export", {QStringLiteral("--format"), QStringLiteral("links"), QStringLiteral("--json"),
                                QStringLiteral("-")})
                     .exitCode,
                 2);
        QCOMPARE(run("import", {cache, QStringLiteral("--format"), QStringLiteral("docx")}).exitCode, 2);
        QCOMPARE(run("import", {}).exitCode, 2);
    }

    void failedImportMakesNoLibrary() {
        const QString library = path("new.tidemark");
        QCOMPARE(run("import", {path("missing"), QStringLiteral("--library"), library}).exitCode, 1);
        QVERIFY(!QFileInfo::exists(library));
    }

    void brokenEntriesAreNamedAndTheRestComesIn() {
        QVERIFY(QDir().mkpath(path("in/00000000000000000000000000000000")));
        const QString entry = path("in/11111111111111111111111111111111");
        QVERIFY(QDir().mkpath(entry));
        QVERIFY(base::writeFileAtomically(QString(entry + QStringLiteral("/index.md")),
                                          "url: http://e.org/\nhash_url: x\n\n<p>y</p>"));
        const Finished finished = run("import", {path("in")});
        QCOMPARE(finished.exitCode, 1);
        QVERIFY(finished.err.contains("00000000000000000000000000000000"));
        QVERIFY(finished.err.contains("hash_url"));
        QCOMPARE(run("list", {}).out.count('\n'), 1);
    }

    void libraryInUseIsReadButNotWritten() {
        QCOMPARE(run("import", {cache, QStringLiteral("--library"), path("x.tidemark")}).exitCode, 0);
        const auto held = library::Library::open({.file = path("x.tidemark")});
        QVERIFY(held);
        const Finished refused = run("import", {cache, QStringLiteral("--library"), path("x.tidemark")});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY(!refused.err.isEmpty());
        QCOMPARE(run("list", {QStringLiteral("--library"), path("x.tidemark")}).out.count('\n'), 1);
        QCOMPARE(run("search", {QStringLiteral("semaphore"), QStringLiteral("--library"), path("x.tidemark")}).exitCode,
                 0);
        QCOMPARE(run("export",
                     {QStringLiteral("--format=links"), path("l"), QStringLiteral("--library"), path("x.tidemark")})
                     .exitCode,
                 0);
    }

    void interruptedImportKeepsWhatIsIn() {
        QByteArray links;
        for (int i = 0; i < 500'000; ++i)
            links += "http://e.org/" + QByteArray::number(i) + '\n';
        QVERIFY(base::writeFileAtomically(path("many.txt"), links));
        const auto process = m_runner->start(cli, {QStringLiteral("import"), path("many.txt")});
        QVERIFY(process->waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(m_runner->environment().value(QStringLiteral("XDG_DATA_HOME")) +
                                           QStringLiteral("/tidemark/library.tidemark-wal"))
                                         .size() > 0,
                                 20'000);
        QTRY_VERIFY(ProgramRunner::heeds(*process, SIGINT));
        QVERIFY(ProgramRunner::signal(*process, SIGINT));
        QVERIFY(process->waitForFinished(20'000));
        QCOMPARE(process->exitStatus(), QProcess::NormalExit);
        QVERIFY(process->exitCode() == 130 || process->exitCode() == 0);
        QCOMPARE(run("verify", {}).exitCode, 0);
    }

    void inputThatNeverEndsIsLeft() {
        const auto process = m_runner->start(cli, {QStringLiteral("import"), QStringLiteral("-")});
        QVERIFY(process->waitForStarted());
        process->write("http://e.org/\n");
        QTRY_VERIFY(ProgramRunner::heeds(*process, SIGTERM));
        QVERIFY(!process->waitForFinished(500));
        QVERIFY(ProgramRunner::signal(*process, SIGTERM));
        QVERIFY(process->waitForFinished(support::patience));
        QCOMPARE(process->exitCode(), 143);
    }

private:
    QString path(const char* name) const { return m_runner->path(QString::fromLatin1(name)); }
    Finished run(const char* command, const QStringList& arguments) const {
        return m_runner->run(cli, QStringList{QString::fromLatin1(command)} + arguments);
    }
    std::unique_ptr<ProgramRunner> m_runner;
};

QTEST_GUILESS_MAIN(TransferCommandsTest)
#include "tst_transfercommands.moc"
