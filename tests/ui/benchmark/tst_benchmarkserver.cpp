#include "tests/ui/benchmark/benchfixture.h"

#include <QProcess>
#include <QUrl>

#include <csignal>

using namespace Qt::StringLiterals;
using stage::BenchStage;

// What a person reads when the test server, a program of its own, does not come up or ends in mid-run.
class BenchmarkServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        stage::setLanguage(u"en"_s);
        QVERIFY(m_folder.isValid());
    }

    void aServerThatDoesNotComeUpSaysWhy_data() {
        QTest::addColumn<QString>("script"); // empty: none
        QTest::addColumn<QString>("saying");
        QTest::newRow("missing") << QString() << u"there is no such program"_s;
        QTest::newRow("ends") << u"exit 0"_s << u"it ended at once, without a word"_s;
        QTest::newRow("ends and says why")
            << u"echo 'tidemark-cli: The sea is dry.' >&2; exit 1"_s << u"did not come up: The sea is dry."_s;
        QTest::newRow("rubbish") << u"echo '  all is\twell '; exec sleep 60"_s << u"and said “all is well”"_s;
        QTest::newRow("an address elsewhere")
            << u"echo http://192.0.2.1:80/; exec sleep 60"_s << u"said “http://192.0.2.1:80/”"_s;
        QTest::newRow("rubbish without end")
            << u"exec tr '\\0' x < /dev/zero"_s << QString(u"said “"_s + QString(300, u'x') + u'”');
        QTest::newRow("not to be run") << u"#"_s << u"no program that may be run"_s;
    }
    void aServerThatDoesNotComeUpSaysWhy() {
        QFETCH(QString, script);
        QFETCH(QString, saying);
        const bool runs = script != u"#"_s;
        const QString program = script.isEmpty() ? m_folder.filePath(u"nowhere"_s) : writeScript(script, runs);
        BenchStage bench(program);
        refused(bench);
        QVERIFY2(bench.said().startsWith(u"The run could not start: The test server ("_s), qPrintable(bench.said()));
        QVERIFY2(bench.said().contains(program), qPrintable(bench.said()));
        QVERIFY2(bench.said().contains(saying), qPrintable(bench.said()));
        QVERIFY2(bench.said().endsWith(u'.') && !bench.said().endsWith(u".."_s), qPrintable(bench.said()));
        QCOMPARE(bench.kept().size(), 0);
        QCOMPARE(bench.text("completedNumber"), u"–"_s);
    }

    void aPortThatIsTakenIsNamed() {
        const QString program = QStringLiteral(TIDEMARK_BIN_DIR "/tidemark-cli");
        QProcess other;
        other.start(program, {u"serve"_s, u"--port"_s, u"0"_s});
        QTRY_VERIFY_WITH_TIMEOUT(other.canReadLine(), 20'000);
        const int port = QUrl(QString::fromUtf8(other.readLine()).trimmed()).port();
        BenchStage bench(writeScript(u"exec '%1' serve --port %2"_s.arg(program, QString::number(port))));
        refused(bench);
        QVERIFY2(bench.said().endsWith(u"port %1: Address already in use."_s.arg(port)), qPrintable(bench.said()));
        QVERIFY2(!bench.said().contains(u"tidemark-cli:"_s), qPrintable(bench.said()));
        other.kill();
        QVERIFY(other.waitForFinished());
    }

    // It has been asked and has said nothing yet: there is no figure, and nothing to keep.
    void aServerThatDiesBeforeItsFirstAnswerLeavesNothing() {
        BenchStage bench;
        bench.plan(1'000, 5, u"60:60"_s);
        bench.press("startRunButton");
        QTRY_COMPARE(bench.text("flightNumber"), u"5"_s);
        killServer();
        QVERIFY(bench.ended(10'000));
        QCOMPARE(bench.said(), u"The run is not kept: The test server ended before the first answer."_s);
        QCOMPARE(bench.kept().size(), 0);
    }

    void aServerThatDiesInMidRunEndsItAndIsNamedWhereTheResultIs() {
        BenchStage bench;
        bench.begin();
        killServer();
        QVERIFY(bench.ended(10'000));
        QCOMPARE(bench.said(), u"The test server ended in mid-run, so the run ended too."_s);
        QVERIFY2(bench.text("resultWarnings").contains(u"test server ended in mid-run"_s),
                 qPrintable(bench.text("resultWarnings")));
        QVERIFY(bench.find<QLabel>("leftNumber")->accessibleName().startsWith(u"not sent: 9"_s)); // of 100,000
        QTRY_COMPARE(bench.runs().model()->rowCount(), 1);
        QVERIFY(bench.cell(0, models::RunListModel::VerdictColumn).contains(u"stopped early"_s));
        // The next one has a server of its own.
        bench.plan(20, 10);
        bench.press("startRunButton");
        QTRY_VERIFY(bench.session().running());
        QVERIFY(bench.ended());
        QCOMPARE(bench.text("completedNumber"), u"20"_s);
    }

private:
    static void killServer() {
        const QList<qint64> servers = BenchStage::servers();
        QCOMPARE(servers.size(), 1);
        ::kill(static_cast<pid_t>(servers.first()), SIGKILL);
    }
    static void refused(BenchStage& bench) {
        bench.press("startRunButton");
        QTRY_VERIFY_WITH_TIMEOUT(bench.said().contains(u"could not start"_s), 20'000);
        QVERIFY(!bench.session().running());
        QVERIFY(bench.find<QWidget>("startRunButton")->isVisible());
    }
    QString writeScript(const QString& line, bool mayRun = true) {
        const QString name = m_folder.filePath(u"%1-run.sh"_s.arg(++m_scripts));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(QString(u"#!/bin/sh\n"_s + line + u'\n').toUtf8()) < 0)
            qFatal("no script");
        file.setPermissions(mayRun ? QFile::ReadOwner | QFile::ExeOwner : QFile::ReadOwner);
        return name;
    }

    QTemporaryDir m_folder;
    int m_scripts = 0;
};

QTEST_MAIN(BenchmarkServerTest)
#include "tst_benchmarkserver.moc"
