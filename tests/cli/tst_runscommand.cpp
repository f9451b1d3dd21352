#include "base/file.h"
#include "tests/support/commandstage.h"

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

private:
    Finished bench(const QStringList& arguments) const { return m_stage->run(QStringList{u"bench"_s} + arguments); }
    static QJsonObject objectOf(const QByteArray& text) { return QJsonDocument::fromJson(text).object(); }

    std::unique_ptr<CommandStage> m_stage;
};

QTEST_GUILESS_MAIN(RunsCommandTest)
#include "tst_runscommand.moc"
