#include "library/library.h"
#include "tests/support/programrunner.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using support::Finished;
using support::ProgramRunner;

namespace {

const QString cli = QStringLiteral("tidemark-cli");

QByteArray pageOf(const QByteArray& word) {
    QByteArray html = "<html><body><article id=story>";
    for (int i = 0; i < 100; ++i)
        html += "<p>The " + word + " was told by the keeper of the lamp in one long sentence of many words.</p>";
    return html + "</article><section id=remarks><p>Remarks stand here.</p></section></body></html>";
}

} // namespace

class ReExtractCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() {
        m_runner = std::make_unique<ProgramRunner>();
        m_file = m_runner->path(QStringLiteral("a.tidemark"));
        auto opened = library::Library::open({.file = m_file, .mode = library::OpenMode::ReadWrite, .threads = false});
        QVERIFY(opened);
        add((*opened)->here(), "1", "story");
        add((*opened)->here(), "2", "tale");
    }

    void dryRunThenAllThenUndo() {
        QCOMPARE(tally(run({QStringLiteral("--dry-run"), QStringLiteral("--json")}), "changed"), 2);
        QVERIFY(!shown().contains("keeper"));
        const Finished done = run({QStringLiteral("--json")});
        QCOMPARE(done.exitCode, 0);
        QCOMPARE(tally(done, "changed"), 2);
        QVERIFY2(done.err.contains("2 articles changed, 0 unchanged, 0 failed."), done.err.constData());
        QVERIFY(shown().contains("keeper"));
        QCOMPARE(tally(run({QStringLiteral("--json")}), "total"), 0);
        QCOMPARE(tally(run({QStringLiteral("--all"), QStringLiteral("--json")}), "unchanged"), 2);
        const Finished back = run({QStringLiteral("--undo")});
        QCOMPARE(back.exitCode, 0);
        QVERIFY2(back.err.contains("2 articles put back as they were.\n"), back.err.constData());
        QVERIFY(!shown().contains("keeper"));
        const Finished nothing = run({QStringLiteral("--undo")});
        QCOMPARE(nothing.exitCode, 1);
        QVERIFY(nothing.err.contains("nothing to undo"));
        QCOMPARE(m_runner->run(cli, {QStringLiteral("verify"), QStringLiteral("--library"), m_file}).exitCode, 0);
    }

    void killedInTheMiddleEachPageIsTheOldOrTheNewAndTheNextGoesOn() {
        constexpr int pages = 600;
        {
            auto opened =
                library::Library::open({.file = m_file, .mode = library::OpenMode::ReadWrite, .threads = false});
            QVERIFY(opened);
            for (int number = 2; number < pages; ++number)
                add((*opened)->here(), QByteArray::number(number + 1), "story");
        }
        qsizetype remade = 0;
        for (int kill = 0; kill < 2; ++kill) {
            const auto process = m_runner->start(cli, command());
            QVERIFY(QTest::qWaitFor([&] { return found("keeper") > remade; }, support::patience));
            process->kill();
            QVERIFY(process->waitForFinished());
            remade = found("keeper");
            QCOMPARE(found("poor"), pages - remade);
            QCOMPARE(m_runner->run(cli, {QStringLiteral("verify"), QStringLiteral("--library"), m_file}).exitCode, 0);
        }
        QVERIFY2(remade < pages, "the kills came too late to prove anything");
        const Finished rest = run({QStringLiteral("--json")});
        QCOMPARE(rest.exitCode, 0);
        QCOMPARE(tally(rest, "changed"), pages - remade);
        QCOMPARE(found("poor"), 0);
        const Finished back = run({QStringLiteral("--undo")}); // what was made before the kills, too
        QVERIFY2(back.err.contains("600 articles put back"), back.err.constData());
        QCOMPARE(found("keeper"), 0);
        QCOMPARE(m_runner->run(cli, {QStringLiteral("verify"), QStringLiteral("--library"), m_file}).exitCode, 0);
    }

    void namedPagesAloneAreMadeAgainAndUnknownOnesSaid() {
        const Finished done = run({link("2"), link("9"), QStringLiteral("--json")});
        QCOMPARE(done.exitCode, 1);
        QVERIFY(done.err.contains("There is no page"));
        QCOMPARE(tally(done, "changed"), 1);
        QVERIFY(!shown().contains("keeper"));
    }

    void choicesAreListedHeededAndForgotten() {
        {
            auto opened =
                library::Library::open({.file = m_file, .mode = library::OpenMode::ReadWrite, .threads = false});
            QVERIFY((*opened)->here().choices.remember(QStringLiteral("a.example"), "{\"part\":\"section#remarks\"}",
                                                       QDateTime()));
        }
        const Finished list = run({QStringLiteral("--choices")});
        QCOMPARE(list.exitCode, 0);
        QCOMPARE(list.out, QByteArray("a.example\tonly the part section#remarks\t2 pages\n"));
        const auto json = QJsonDocument::fromJson(run({QStringLiteral("--choices"), QStringLiteral("--json")}).out);
        QCOMPARE(json.object()[QStringLiteral("choice")].toObject()[QStringLiteral("part")].toString(),
                 QStringLiteral("section#remarks"));
        QCOMPARE(run({}).exitCode, 0);
        QVERIFY(shown().contains("Remarks stand here.") && !shown().contains("keeper"));
        QCOMPARE(run({QStringLiteral("--forget"), QStringLiteral("a.example")}).exitCode, 0);
        const Finished none = run({QStringLiteral("--choices")});
        QVERIFY(none.out.isEmpty() && none.err.contains("Nothing is remembered for any site."));
        QCOMPARE(run({QStringLiteral("--forget"), QStringLiteral("a.example")}).exitCode, 1);
        QCOMPARE(run({}).exitCode, 0);
        QVERIFY(shown().contains("keeper"));
    }

    void whatDoesNotGoTogetherIsSaid() {
        QCOMPARE(run({QStringLiteral("--undo"), QStringLiteral("--all")}).exitCode, 2);
        QCOMPARE(run({QStringLiteral("--undo"), link("1")}).exitCode, 2);
        QCOMPARE(run({QStringLiteral("--choices"), QStringLiteral("--forget"), QStringLiteral("x")}).exitCode, 2);
        QCOMPARE(run({QStringLiteral("--all"), link("1")}).exitCode, 2);
    }

    void whileAnotherWritesItSaysSoAndADryRunWorks() {
        auto opened = library::Library::open({.file = m_file, .mode = library::OpenMode::ReadWrite, .threads = false});
        QVERIFY(opened);
        QCOMPARE(run({}).exitCode, 3);
        QCOMPARE(run({QStringLiteral("--undo")}).exitCode, 3);
        QCOMPARE(tally(run({QStringLiteral("--dry-run"), QStringLiteral("--json")}), "changed"), 2);
        QCOMPARE(run({QStringLiteral("--choices")}).exitCode, 0);
    }

    void aLibraryThatIsNotThereIsSaidAndNotMade() {
        m_file = m_runner->path(QStringLiteral("none.tidemark"));
        for (const QStringList& arguments :
             {QStringList(), {QStringLiteral("--undo")}, {QStringLiteral("--forget"), QStringLiteral("x")}}) {
            const Finished done = run(arguments);
            QCOMPARE(done.exitCode, 3);
            QVERIFY2(done.err.contains("There is no library at"), done.err.constData());
            QVERIFY(!QFile::exists(m_file));
        }
    }

    void helpHasAnExample() {
        const Finished help = run({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains("Example:") && help.out.contains("--forget SITE"));
    }

private:
    static QString link(const QByteArray& name) {
        return QStringLiteral("http://a.example/%1").arg(QLatin1String(name));
    }

    void add(library::Stores& stores, const QByteArray& name, const QByteArray& word) {
        library::NewSnapshot snapshot;
        snapshot.capturedAt = QDateTime::currentDateTimeUtc();
        snapshot.finalLink = link(name);
        snapshot.mediaType = "text/html";
        snapshot.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        snapshot.body = library::pack(pageOf(word), "text/html");
        snapshot.article = library::pack("<p>poor</p>", "text/html");
        snapshot.title = QStringLiteral("Poor");
        snapshot.text = QStringLiteral("poor");
        library::CaptureRecord capture;
        capture.startedAt = capture.finishedAt = snapshot.capturedAt;
        capture.outcome = "stored";
        capture.timings = "{}";
        QVERIFY(stores.snapshots.importSnapshot({link(name), {}, {}, {}}, capture, snapshot));
    }

    // Pages whose article has the word.
    qsizetype found(const char* word) const {
        const auto opened =
            library::Library::open({.file = m_file, .mode = library::OpenMode::ReadOnly, .threads = false});
        library::PageQuery query;
        query.search = QLatin1String(word);
        const auto pages = opened ? (*opened)->here().search.find(query, 0, false) : opened.error();
        return pages ? pages->size() : -1;
    }

    QStringList command() const { return {QStringLiteral("re-extract"), QStringLiteral("--library"), m_file}; }
    Finished run(const QStringList& arguments) const { return m_runner->run(cli, command() + arguments); }
    QByteArray shown() const {
        return m_runner->run(cli, {QStringLiteral("show"), link("1"), QStringLiteral("--library"), m_file}).out;
    }
    static int tally(const Finished& finished, const char* name) {
        return QJsonDocument::fromJson(finished.out).object()[QLatin1String(name)].toInt(-1);
    }

    std::unique_ptr<ProgramRunner> m_runner;
    QString m_file;
};

QTEST_GUILESS_MAIN(ReExtractCommandTest)
#include "tst_reextractcommand.moc"
