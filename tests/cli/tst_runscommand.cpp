#include "base/file.h"
#include "library/library.h"
#include "tests/support/commandstage.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using support::CommandStage;
using support::Finished;

// `runs` as a program, on what `bench --save` kept.
class RunsCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { m_stage = std::make_unique<CommandStage>(); }
    void cleanup() { m_stage.reset(); }

    void runsAreKeptListedShownAndExported() {
        const QString library = m_stage->path(u"runs.tidemark"_s);
        const auto runs = [&](const QStringList& words) {
            return m_stage->run(QStringList{u"runs"_s} + words + QStringList{u"--library"_s, library});
        };
        QCOMPARE(runs({}).exitCode, 3); // reading makes no library
        for (const char* name : {"=ebb", "flood"})
            QCOMPARE(bench({m_stage->page(1), u"--requests"_s, u"40"_s, u"--save"_s, QString::fromLatin1(name),
                            u"--library"_s, library})
                         .exitCode,
                     0);
        const Finished listed = runs({});
        QCOMPARE(listed.out.count('\n'), 2);
        QVERIFY(listed.out.contains("=ebb") && listed.out.contains("flood"));
        const QByteArray newest = runs({u"--json"_s}).out.split('\n').first();
        QCOMPARE(objectOf(newest)[u"name"_s].toString(), u"flood"_s);

        const Finished shown = runs({u"show"_s, u"flood"_s});
        QVERIFY2(shown.out.contains("40 succeeded, 0 failed"), shown.out.constData());
        QCOMPARE(objectOf(runs({u"show"_s, u"flood"_s, u"--json"_s}).out)[u"succeeded"_s].toInt(), 40);
        const auto exported = [&](const char* format) {
            const QString file = m_stage->path(u"out"_s);
            const Finished done = runs({u"export"_s, u"=ebb"_s, u"--format"_s, QString::fromLatin1(format), file});
            return done.exitCode == 0 ? base::readFile(file, 10'000'000).valueOr({}) : done.err;
        };
        QCOMPARE(objectOf(exported("json"))[u"succeeded"_s].toInt(), 40);
        QVERIFY(exported("hgrm").contains("Percentile"));
        const QByteArray report = exported("report");
        QVERIFY(report.contains("<svg") && report.contains("default-src 'none'") && !report.contains("<script"));
        QByteArray table = exported("csv");
        QVERIFY(table.contains("ebb"));
        for (const QByteArray& cell : table.replace('\n', ',').replace('\r', "").split(',')) // none is a formula
            QVERIFY2(!cell.startsWith('=') && !cell.startsWith("\"="), cell.constData());

        QCOMPARE(runs({u"export"_s, u"flood"_s, u"--format"_s, u"papyrus"_s, u"-"_s}).exitCode, 2);
        const Finished unknown = runs({u"show"_s, u"neap"_s});
        QVERIFY(unknown.exitCode != 0);
        QVERIFY2(unknown.err.contains("neap"), unknown.err.constData());
        QCOMPARE(runs({u"sink"_s}).exitCode, 2);
    }

    void runsAreChangedAndBroughtBack() {
        save(u"ebb"_s);
        save(u"ebb"_s);
        const Finished two = runs({u"show"_s, u"ebb"_s});
        QCOMPARE(two.exitCode, 1);
        QVERIFY2(two.err.contains("by its number: 1, 2"), two.err.constData());
        QCOMPARE(runs({u"rename"_s, u"2"_s, u"1"_s}).exitCode, 0); // a name that is a number names nothing else
        QVERIFY(objectOf(runs({u"show"_s, u"1"_s, u"--json"_s}).out)[u"plan"_s].toObject()[u"name"_s] == u"ebb"_s);
        QCOMPARE(runs({u"pin"_s, u"1"_s}).exitCode, 0);
        QVERIFY(runs({u"list"_s}).out.split('\n').first().endsWith("pinned"));
        QCOMPARE(runs({u"unpin"_s, u"1"_s}).exitCode, 0);

        const Finished deleted = runs({u"delete"_s, u"ebb"_s});
        QCOMPARE(deleted.exitCode, 0);
        QVERIFY2(deleted.err.contains("runs restore 1"), deleted.err.constData());
        QCOMPARE(runs({u"list"_s}).out.count('\n'), 1);
        QVERIFY(runs({u"list"_s, u"--deleted"_s}).out.contains("ebb"));
        QCOMPARE(runs({u"delete"_s, u"ebb"_s}).exitCode, 1);
        QCOMPARE(runs({u"restore"_s, u"1"_s}).exitCode, 0);
        QCOMPARE(runs({u"restore"_s, u"1"_s}).exitCode, 1);
        QCOMPARE(runs({u"list"_s}).out.count('\n'), 2);
        for (const QStringList& wrong :
             {QStringList{u"rename"_s, u"1"_s}, {u"delete"_s}, {u"rename"_s, u"1"_s, u" "_s}})
            QCOMPARE(runs(wrong).exitCode, 2);
        QCOMPARE(m_stage->run({u"runs"_s, u"delete"_s, u"1"_s, u"--library"_s, m_stage->path(u"none"_s)}).exitCode, 3);
        QVERIFY(!QFileInfo::exists(m_stage->path(u"none"_s)));
    }

    void twoRunsAreCompared() {
        save(u"ebb"_s);
        save(u"flood"_s, u"80"_s);
        const QJsonObject json = objectOf(runs({u"compare"_s, u"ebb"_s, u"flood"_s, u"--json"_s}).out);
        const QJsonObject succeeded = json[u"values"_s].toObject()[u"succeeded"_s].toObject();
        QCOMPARE(succeeded, (QJsonObject{{u"first"_s, 40}, {u"second"_s, 80}, {u"difference"_s, 40}, {u"share"_s, 1}}));
        QCOMPARE(json[u"plans_differ_in"_s], (QJsonValue(QJsonArray{u"requests"_s})));
        const Finished text = runs({u"compare"_s, u"1"_s, u"2"_s});
        QCOMPARE(text.exitCode, 0);
        QVERIFY2(
            QRegularExpression(u"succeeded +40 +80 +\\+40 +\\+100.0"_s).match(QString::fromUtf8(text.out)).hasMatch(),
            text.out.constData());
        QCOMPARE(runs({u"compare"_s, u"ebb"_s}).exitCode, 2);
        QCOMPARE(runs({u"compare"_s, u"ebb"_s, u"neap"_s}).exitCode, 1);
    }

    void anExportIsBroughtIntoAnotherLibraryOnce() {
        save(u"ebb"_s);
        const QString file = m_stage->path(u"ebb.json"_s);
        QCOMPARE(runs({u"export"_s, u"ebb"_s, u"--format"_s, u"json"_s, file}).exitCode, 0);
        QVERIFY(runs({u"import"_s, file}).err.contains("kept already, as run 1"));
        const QStringList other{u"--library"_s, m_stage->path(u"other.tidemark"_s)};
        QCOMPARE(m_stage->run(QStringList{u"runs"_s, u"import"_s, file} + other).exitCode, 0);
        const Finished shown = m_stage->run(QStringList{u"runs"_s, u"show"_s, u"ebb"_s} + other);
        QCOMPARE(shown.out, runs({u"show"_s, u"ebb"_s}).out);
        QVERIFY(base::writeFileAtomically(file, "{}"));
        QCOMPARE(runs({u"import"_s, file}).exitCode, 1);
    }

    void whatBenchWroteIsBroughtIn() {
        const QString file = m_stage->path(u"result.json"_s);
        const Finished piped = bench({m_stage->page(1), u"--requests"_s, u"30"_s, u"--json"_s, u"-"_s});
        QVERIFY(base::writeFileAtomically(file, piped.out));
        QCOMPARE(runs({u"import"_s, file}).exitCode, 0);
        QCOMPARE(bench({m_stage->page(1), u"--requests"_s, u"50"_s, u"--json"_s, file}).exitCode, 0);
        QVERIFY(QFileInfo(file).size() < 20'000);
        const Finished brought = runs({u"import"_s, file});
        QVERIFY2(brought.exitCode == 0, brought.err.constData());
        QVERIFY(runs({u"import"_s, file}).err.contains("kept already, as run 2"));
        const auto written = base::readFile(file, 1'000'000);
        QVERIFY(written);
        QJsonObject told = objectOf(*written);
        told.remove(u"kept"_s);
        QJsonObject kept = objectOf(runs({u"show"_s, u"2"_s, u"--json"_s}).out);
        for (QJsonObject* each : {&told, &kept}) { // a run in the library is named by its target
            QJsonObject plan = each->take(u"plan"_s).toObject();
            plan.remove(u"name"_s);
            each->insert(u"plan"_s, plan);
        }
        QCOMPARE(kept, told);
    }

    void whatWasKeptAtOnceIsTheSameAsWhatIsInTheFile() {
        const QString file = m_stage->path(u"result.json"_s);
        QCOMPARE(bench({m_stage->page(1), u"--requests"_s, u"30"_s, u"--save"_s, u"ebb"_s, u"--library"_s, library(),
                        u"--json"_s, file})
                     .exitCode,
                 0);
        QVERIFY(runs({u"import"_s, file}).err.contains("kept already, as run 1"));
    }

    // What is told of a run beside its measurements differs between versions.
    void aRunThatAnOlderVersionKeptIsNotBroughtInTwice() {
        save(u"ebb"_s);
        const QString file = m_stage->path(u"ebb.json"_s);
        QCOMPARE(runs({u"export"_s, u"ebb"_s, u"--format"_s, u"json"_s, file}).exitCode, 0);
        const QString other = m_stage->path(u"other.tidemark"_s);
        {
            const auto from = library::Library::open({library(), library::OpenMode::ReadOnly, false});
            const auto to = library::Library::open({other, library::OpenMode::ReadWrite, false});
            QVERIFY(from && to);
            auto run = (*from)->here().runs.run(1);
            QVERIFY(run);
            QJsonObject summary = objectOf(run->summary);
            QVERIFY(summary.contains(u"most_in_flight"_s));
            summary.remove(u"most_in_flight"_s);
            run->summary = QJsonDocument(summary).toJson();
            QVERIFY((*to)->here().runs.add(*run));
        }
        const QStringList there{u"--library"_s, other};
        const Finished brought = m_stage->run(QStringList{u"runs"_s, u"import"_s, file} + there);
        QVERIFY2(brought.err.contains("kept already, as run 1"), brought.err.constData());
        QCOMPARE(m_stage->run(QStringList{u"runs"_s} + there).out.count('\n'), 1);
    }

    void anOptionWithoutEffectIsRefused_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("saying");
        const auto row = [](const QStringList& words, const char* saying) {
            QTest::newRow(qPrintable(words.join(u' '))) << words << QByteArray(saying);
        };
        row({u"show"_s, u"ebb"_s, u"--format"_s, u"csv"_s}, "runs show takes no --format");
        row({u"delete"_s, u"ebb"_s, u"--deleted"_s}, "runs delete takes no --deleted");
        row({u"export"_s, u"ebb"_s, u"-"_s, u"--format"_s, u"csv"_s, u"--json"_s}, "runs export takes no --json");
        row({u"--format"_s, u"csv"_s}, "runs list takes no --format");
        row({u"compare"_s, u"ebb"_s, u"ebb"_s, u"--deleted"_s}, "runs compare takes no --deleted");
        row({u"rename"_s, u"ebb"_s, u"flood"_s, u"--json"_s}, "runs rename takes no --json");
    }
    void anOptionWithoutEffectIsRefused() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, saying);
        save(u"ebb"_s);
        const Finished refused = runs(words);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains(saying), refused.err.constData());
        QVERIFY(refused.out.isEmpty());
        QCOMPARE(runs({}).out.count("ebb"), 1); // nothing was done
    }

    void aRunThatWasStoppedIsMarked() {
        QCOMPARE(bench({u"http://127.0.0.1:1/"_s, u"--duration"_s, u"600"_s, u"--stop-after-refused"_s, u"50"_s,
                        u"--save"_s, u"cut"_s, u"--library"_s, library()})
                     .exitCode,
                 1);
        QVERIFY2(runs({u"list"_s}).out.contains("stopped early"), runs({}).out.constData());
    }

private:
    QString library() const { return m_stage->path(u"runs.tidemark"_s); }
    Finished runs(const QStringList& words) const {
        return m_stage->run(QStringList{u"runs"_s} + words + QStringList{u"--library"_s, library()});
    }
    void save(const QString& name, const QString& requests = u"40"_s) const {
        QCOMPARE(
            bench({m_stage->page(1), u"--requests"_s, requests, u"--save"_s, name, u"--library"_s, library()}).exitCode,
            0);
    }
    Finished bench(const QStringList& arguments) const { return m_stage->run(QStringList{u"bench"_s} + arguments); }
    static QJsonObject objectOf(const QByteArray& text) { return QJsonDocument::fromJson(text).object(); }

    std::unique_ptr<CommandStage> m_stage;
};

QTEST_GUILESS_MAIN(RunsCommandTest)
#include "tst_runscommand.moc"
