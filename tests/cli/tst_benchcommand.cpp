#include "base/file.h"
#include "bench/delays.h"
#include "bench/loadplan.h"
#include "tests/support/commandstage.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using support::CommandStage;
using support::Finished;

// `bench` and `runs` as programs, against the real test server.
class BenchCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { m_stage = std::make_unique<CommandStage>(); }
    void cleanup() { m_stage.reset(); }

    void resultIsOneObject() {
        const Finished finished = bench({u"--serve-delay"_s, u"0:20ms"_s, u"--serve-body-size"_s, u"2000"_s,
                                         u"--requests"_s, u"200"_s, u"--concurrency"_s, u"20"_s, u"--json"_s, u"-"_s});
        QCOMPARE(finished.exitCode, 0);
        const QJsonObject json = objectOf(finished.out);
        for (const char* name : {"schema",
                                 "engine",
                                 "model",
                                 "plan",
                                 "requests",
                                 "not_sent",
                                 "completed",
                                 "succeeded",
                                 "failed",
                                 "errors",
                                 "statuses",
                                 "elapsed_s",
                                 "warm_up_s",
                                 "requests_per_minute",
                                 "steady_rpm",
                                 "mean_in_flight",
                                 "bytes",
                                 "latency_ms",
                                 "failed_latency_ms",
                                 "ceiling_rpm",
                                 "ceiling_share",
                                 "cpu_user_s",
                                 "cpu_system_s",
                                 "peak_rss_bytes",
                                 "server",
                                 "verdict",
                                 "warnings"})
            QVERIFY2(json.contains(QLatin1String(name)), name);
        QCOMPARE(json[u"succeeded"_s].toInt(), 200);
        QCOMPARE(json[u"statuses"_s].toObject(), (QJsonObject{{u"200"_s, 200}}));
        QCOMPARE(json[u"bytes"_s].toInt(), 200 * 2'000);
        QVERIFY(json[u"server"_s].toObject()[u"peak_rss_bytes"_s].toDouble() > 0);
        const double elapsed = json[u"elapsed_s"_s].toDouble();
        QVERIFY(elapsed > 0);
        QVERIFY(qAbs(json[u"requests_per_minute"_s].toDouble() * elapsed / 60 - 200) < 0.01);
        const QJsonObject latency = json[u"latency_ms"_s].toObject();
        QCOMPARE(latency[u"n"_s].toInt(), 200);
        QVERIFY(latency[u"p90"_s].isDouble()); // needs 100 samples
        QVERIFY(latency[u"p99"_s].isNull());   // needs 1,000
        // What the seed draws is what the server makes wait.
        const auto drawn = bench::drawnDelays({0ms, 20ms, 1ms}, 1, 200);
        const double meanS = double(std::accumulate(drawn.begin(), drawn.end(), 0ms).count()) / 1'000 / 200;
        QVERIFY(qAbs(json[u"ceiling_rpm"_s].toDouble() * meanS / (60 * 20) - 1) < 0.001);
    }

    void textSaysWhatCameOfIt() {
        const Finished finished = bench({u"--serve-delay"_s, u"0:20ms"_s, u"--serve-body-size"_s, u"1"_s});
        QCOMPARE(finished.exitCode, 0);
        QVERIFY2(finished.out.contains("100 succeeded, 0 failed, 0 not sent"), finished.out.constData());
        for (const char* row : {"elapsed", "best possible", "requests/min", "latency, ms", "verdict", "test server"})
            QVERIFY2(finished.out.contains(row), row);
        QVERIFY2(finished.err.isEmpty(), finished.err.constData()); // progress is for terminals
        const QByteArray last = finished.out.trimmed().split('\n').last();
        QVERIFY2(last.startsWith("100 requests, 50 at a time, in ") && last.endsWith(" and 0 failed."),
                 last.constData());
    }

    void failuresAreCountedAndSetTheStatus() {
        const Finished finished = bench({m_stage->link("/status/404"), u"--requests"_s, u"30"_s, u"--json"_s, u"-"_s});
        QCOMPARE(finished.exitCode, 1);
        const QJsonObject json = objectOf(finished.out);
        QCOMPARE(json[u"failed"_s].toInt(), 30);
        QCOMPARE(json[u"statuses"_s].toObject(), (QJsonObject{{u"404"_s, 30}}));
        QVERIFY(json[u"ceiling_rpm"_s].isNull());
        QVERIFY(json[u"server"_s].isNull());
        QCOMPARE(m_stage->requests("/status/404"), 30);
        QCOMPARE(json[u"error_examples"_s].toObject(), (QJsonObject{{u"http-status"_s, u"404 Not Found"_s}}));
        const Finished text = bench({m_stage->link("/status/404"), u"--requests"_s, u"30"_s});
        QVERIFY2(text.out.contains("http-status, the first: 404 Not Found\n"), text.out.constData());
    }

    void nobodyThereIsAnErrorOfEachRequest() {
        const Finished finished = bench({u"http://127.0.0.1:1/"_s, u"--requests"_s, u"20"_s, u"--json"_s, u"-"_s});
        QCOMPARE(finished.exitCode, 1);
        QCOMPARE(objectOf(finished.out)[u"errors"_s].toObject(), (QJsonObject{{u"refused"_s, 20}}));
    }

    void thresholdsDecideTheStatus_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("thresholds");
        QTest::addColumn<int>("status");
        QTest::newRow("slow") << u"/page/1"_s << QStringList{u"--min-rpm"_s, u"1e11"_s} << 4;
        QTest::newRow("quick enough") << u"/page/1"_s << QStringList{u"--min-rpm"_s, u"1"_s} << 0;
        QTest::newRow("too few to say") << u"/page/1"_s << QStringList{u"--max-p99"_s, u"100000"_s} << 4;
        QTest::newRow("errors") << u"/status/500"_s << QStringList{u"--max-error-share"_s, u"0.5"_s} << 4;
        QTest::newRow("errors that may be") << u"/status/500"_s << QStringList{u"--max-error-share"_s, u"1"_s} << 0;
        QTest::newRow("errors, and slow")
            << u"/status/500"_s << QStringList{u"--max-error-share"_s, u"1"_s, u"--min-rpm"_s, u"1e11"_s} << 4;
        QTest::newRow("failed, however quickly") << u"/status/500"_s << QStringList{u"--min-rpm"_s, u"1"_s} << 4;
    }
    void thresholdsDecideTheStatus() {
        QFETCH(QString, path);
        QFETCH(QStringList, thresholds);
        QFETCH(int, status);
        const Finished finished = bench(QStringList{m_stage->server().link(path)} + thresholds);
        QCOMPARE(finished.exitCode, status);
        QCOMPARE(finished.err.contains("Threshold missed"), status == 4);
    }

    void aThresholdOfP99IsJudgedWithEnoughSamples() {
        QCOMPARE(bench({m_stage->page(1), u"--requests"_s, u"1000"_s, u"--max-p99"_s, u"60000"_s}).exitCode, 0);
        QCOMPARE(bench({m_stage->page(1), u"--requests"_s, u"1000"_s, u"--max-p99"_s, u"0.001"_s}).exitCode, 4);
    }

    void whatCannotBeSaysWhy_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("saying");
        const QString here = u"http://127.0.0.1:1/"_s;
        QTest::newRow("no target") << QStringList{} << QByteArray("no target");
        QTest::newRow("beyond this computer") << QStringList{u"http://192.0.2.1/"_s} << QByteArray("--remote");
        QTest::newRow("another scheme") << QStringList{u"ftp://127.0.0.1/"_s} << QByteArray("http://host/path");
        QTest::newRow("none") << QStringList{here, u"--requests"_s, u"0"_s} << QByteArray("from 1 to 100000000");
        QTest::newRow("too many at once")
            << QStringList{here, u"--concurrency"_s, u"1000000"_s} << QByteArray("from 1 to 10000");
        QTest::newRow("no engine") << QStringList{here, u"--engine"_s, u"steam"_s} << QByteArray("steam");
        QTest::newRow("no header") << QStringList{here, u"--header"_s, u"colon"_s} << QByteArray("Name: value");
        QTest::newRow("no delay") << QStringList{u"--serve-delay"_s, u"3:0"_s} << QByteArray("3:0");
        QTest::newRow("two targets") << QStringList{here, u"--links"_s, u"list"_s} << QByteArray("one of them");
        QTest::newRow("the test server and a link")
            << QStringList{here, u"--serve-delay"_s, u"0:1"_s} << QByteArray("one of them");
        QTest::newRow("the test server and another")
            << QStringList{u"http://192.0.2.1/"_s, u"--serve-seed"_s, u"2"_s} << QByteArray("one of them");
        QTest::newRow("too large a seed")
            << QStringList{u"--serve-seed"_s, u"9000000000000001"_s} << QByteArray("from 0 to 9000000000000000");
        QTest::newRow("a ladder of one's own")
            << QStringList{u"--ladder"_s, u"--requests"_s, u"5"_s} << QByteArray("--requests has no meaning");
        QTest::newRow("a ladder elsewhere") << QStringList{u"--ladder"_s, here} << QByteArray("127.0.0.1:1");
        QTest::newRow("no plan") << QStringList{u"--plan"_s, u"/proc/version"_s} << QByteArray("neither a load plan");
        QTest::newRow("no time") << QStringList{here, u"--timeout"_s, u"0"_s}
                                 << QByteArray("--timeout takes a number of seconds from 0.001 to 600, not");
        QTest::newRow("too much time") << QStringList{here, u"--timeout"_s, u"9999"_s}
                                       << QByteArray("seconds from 0.001");
        QTest::newRow("too many") << QStringList{here, u"--requests"_s, u"99999999999"_s}
                                  << QByteArray("from 1 to 100000000");
        QTest::newRow("a seed below") << QStringList{u"--serve-seed"_s, u"-4"_s} << QByteArray("from 0 to");
        QTest::newRow("a body that GET would not send")
            << QStringList{here, u"--body-file"_s, u"/proc/version"_s} << QByteArray("--method");
        QTest::newRow("a run without a name") << QStringList{here, u"--save"_s, u" "_s} << QByteArray("wants a name");
        QTest::newRow("a ladder without a name")
            << QStringList{u"--ladder"_s, u"--save"_s, u" "_s} << QByteArray("wants a name");
        for (const char* option : {"--json", "--save", "--links", "--plan", "--save-plan", "--body-file"})
            QTest::newRow(qPrintable(QString(QLatin1String(option) + " without a value"_L1)))
                << QStringList{here, QString::fromLatin1(option), QString()}
                << QByteArray(QByteArray(option) + " wants a value");
        QTest::newRow("a header twice") << QStringList{here, u"--header"_s, u"X-Tide: ebb"_s, u"--header"_s,
                                                       u"x-tide: flood"_s}
                                        << QByteArray("x-tide twice");
        QTest::newRow("a body that HEAD would not send")
            << QStringList{here, u"--method"_s, u"HEAD"_s, u"--body-file"_s, u"/proc/version"_s}
            << QByteArray("HEAD request has no body");
        QTest::newRow("no share") << QStringList{here, u"--max-error-share"_s, u"2"_s} << QByteArray("from 0 to 1");
    }
    void whatCannotBeSaysWhy() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, saying);
        const Finished finished = bench(arguments);
        QCOMPARE(finished.exitCode, 2);
        QVERIFY2(finished.err.contains(saying), finished.err.constData());
        QVERIFY(finished.out.isEmpty());
    }

    void whatCannotBeReadIsSaidAndNothingIsSent() {
        for (const char* option : {"--body-file", "--plan"}) {
            const Finished finished =
                bench({m_stage->page(1), u"--method"_s, u"PUT"_s, QString::fromLatin1(option), u"/nowhere"_s});
            QCOMPARE(finished.exitCode, 2);
            QVERIFY2(finished.err.contains("/nowhere"), finished.err.constData());
        }
        QCOMPARE(m_stage->requests("/page/1"), 0);
    }

    void theNumberStandsInTheLink() {
        QCOMPARE(bench({m_stage->link("/page/") + u"{}"_s, u"--requests"_s, u"3"_s}).exitCode, 0);
        for (const char* path : {"/page/1", "/page/2", "/page/3"})
            QCOMPARE(m_stage->requests(path), 1);
    }

    void linksOfAFileAreTakenInTurn() {
        const QByteArray list = m_stage->page(1).toUtf8() + '\n' + m_stage->page(2).toUtf8() + '\n';
        QVERIFY(base::writeFileAtomically(m_stage->path(u"list"_s), list));
        QCOMPARE(bench({u"--links"_s, m_stage->path(u"list"_s), u"--requests"_s, u"10"_s}).exitCode, 0);
        QCOMPARE(m_stage->requests("/page/1"), 5);
        QCOMPARE(m_stage->requests("/page/2"), 5);
    }

    void methodHeaderAndBodyAreSent() {
        QVERIFY(base::writeFileAtomically(m_stage->path(u"body"_s), "low water"));
        QCOMPARE(bench({m_stage->link("/page/1"), u"--requests"_s, u"1"_s, u"--method"_s, u"POST"_s, u"--header"_s,
                        u"X-Tide: ebb"_s, u"--body-file"_s, m_stage->path(u"body"_s), u"--max-error-share"_s, u"1"_s})
                     .exitCode,
                 0);
        QCOMPARE(m_stage->server().lastHeader(u"/page/1"_s, "x-tide"), QByteArray("ebb"));
        QCOMPARE(m_stage->server().lastHeader(u"/page/1"_s, "content-length"), QByteArray("9"));
    }

    void anInterruptKeepsWhatWasMeasured() {
        m_stage->server().respond(u"/quick"_s, 200, "x");
        const QString file = m_stage->path(u"result.json"_s);
        const auto process =
            m_stage->start({u"bench"_s, m_stage->link("/quick"), u"--requests"_s, u"100000000"_s, u"--json"_s, file});
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->requests("/quick") > 50, 30'000);
        QVERIFY(support::ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        const auto written = base::readFile(file, 1'000'000);
        QVERIFY(written);
        const QJsonObject json = objectOf(*written);
        QVERIFY(json[u"completed"_s].toDouble() > 0);
        QVERIFY(json[u"not_sent"_s].toDouble() > 0);
        QCOMPARE(json[u"completed"_s].toDouble() + json[u"not_sent"_s].toDouble(), 1e8);
        QCOMPARE(json[u"succeeded"_s].toDouble() + json[u"failed"_s].toDouble(), json[u"completed"_s].toDouble());
        QVERIFY2(finished.out.contains("not sent"), finished.out.constData());
    }

    void aRunWhoseServerDiesIsNoSuccess() {
        const auto process = m_stage->start({u"bench"_s, u"--serve-delay"_s, u"60:60"_s, u"--requests"_s, u"1000"_s,
                                             u"--concurrency"_s, u"40"_s, u"--max-error-share"_s, u"1"_s});
        qint64 server = 0;
        QTRY_VERIFY_WITH_TIMEOUT((server = childOf(process->processId())) > 0 && openFiles(server) > 40, 30'000);
        ::kill(static_cast<pid_t>(server), SIGKILL);
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.err.contains("test server ended"), finished.err.constData());
    }

    void theLadderEndsWithTheStepThatIsInterrupted() {
        const QString library = m_stage->path(u"runs.tidemark"_s);
        const QString json = m_stage->path(u"ladder.json"_s);
        const auto process = m_stage->start(
            {u"bench"_s, u"--ladder"_s, u"--json"_s, json, u"--save"_s, u"evening"_s, u"--library"_s, library});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process->readAllStandardOutput()).contains('\n'), 30'000);
        for (const char* heading : {"step", "delay", "best", "elapsed", "article"})
            QVERIFY2(out.contains(heading), out.constData());
        QVERIFY(support::ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QCOMPARE(finished.out.count('\n'), 1);
        QVERIFY2(finished.out.startsWith("100 one at a time") && finished.out.contains("2:45.54"),
                 finished.out.constData());
        QVERIFY2(finished.out.contains("stopped"), finished.out.constData());
        const auto written = base::readFile(json, 1'000'000);
        QVERIFY(written);
        QCOMPARE(written->count('\n'), 1);
        QCOMPARE(objectOf(*written)[u"step"_s].toString(), u"100 one at a time"_s);
        const Finished kept = m_stage->run({u"runs"_s, u"--json"_s, u"--library"_s, library});
        QCOMPARE(kept.out.count('\n'), 1);
        QCOMPARE(objectOf(kept.out)[u"name"_s].toString(), u"evening · 100 one at a time"_s);
    }

    void whatCannotBeWrittenIsSaidBeforeTheRun() {
        for (const QStringList& options : {QStringList{m_stage->page(1)}, QStringList{u"--ladder"_s}}) {
            const Finished finished = bench(options + QStringList{u"--json"_s, u"/nonexistent/x.json"_s});
            QCOMPARE(finished.exitCode, 1);
            QVERIFY2(finished.err.contains("/nonexistent/x.json"), finished.err.constData());
            QVERIFY(finished.out.isEmpty());
        }
        QCOMPARE(m_stage->requests("/page/1"), 0);
        const QString there = m_stage->path(u"there.json"_s); // is looked at, not emptied
        QVERIFY(base::writeFileAtomically(there, "kept"));
        QCOMPARE(bench({m_stage->page(1), u"--json"_s, there, u"--save"_s, u" "_s}).exitCode, 2);
        QCOMPARE(base::readFile(there, 100).valueOr({}), QByteArray("kept"));
    }

    void aServerThatRefusesEndsTheRunWhereThatIsWanted() {
        const Finished finished = bench({u"http://127.0.0.1:1/"_s, u"--duration"_s, u"3600"_s,
                                         u"--stop-after-refused"_s, u"100"_s, u"--json"_s, u"-"_s});
        QCOMPARE(finished.exitCode, 1);
        QVERIFY2(finished.err.contains("100 connections in a row were refused"), finished.err.constData());
        const QJsonObject json = objectOf(finished.out);
        QVERIFY(json[u"stopped"_s].toBool());
        QVERIFY(json[u"errors"_s].toObject()[u"refused"_s].toInt() >= 100);
    }

    // Under a terminal of its own, whose lines are written over each other.
    void theLastProgressOfAStoppedRunIsNotWhole() {
        const QString json = m_stage->path(u"stopped.json"_s);
        const QString command =
            u"'%1' bench http://127.0.0.1:1/ --requests 100000000 --stop-after-refused 100 --json '%2'"_s.arg(
                support::ProgramRunner::programPath(u"tidemark-cli"_s), json);
        const Finished finished =
            m_stage->runner().run(u"/usr/bin/script"_s, {u"-q"_s, u"-e"_s, u"-c"_s, command, u"/dev/null"_s});
        QCOMPARE(finished.exitCode, 1);
        const auto written = base::readFile(json, 1'000'000);
        QVERIFY(written);
        const QJsonObject errors = objectOf(*written)[u"errors"_s].toObject();
        QByteArray last;
        for (const QByteArray& line : finished.out.split('\r')) {
            if (line.contains("requests/min · "))
                last = line;
        }
        QVERIFY2(last.contains("\x1b[K0 % · 0 requests/min · 0 in flight · "), last.constData());
        const QByteArray failed =
            last.mid(last.lastIndexOf("· ") + 3).replace(",", "").replace(" failed", "").trimmed();
        QCOMPARE(failed.toInt(), errors[u"refused"_s].toInt());
    }

    // Over several looks, four a second: answers that come late, and more refusals in all than would end it.
    void oneAnswerAmongRefusalsGoesOn() {
        const QByteArray list = m_stage->link("/delay/10").toUtf8() + "\nhttp://127.0.0.1:1/\n";
        QVERIFY(base::writeFileAtomically(m_stage->path(u"list"_s), list));
        const Finished finished =
            bench({u"--links"_s, m_stage->path(u"list"_s), u"--requests"_s, u"1000"_s, u"--concurrency"_s, u"2"_s,
                   u"--stop-after-refused"_s, u"400"_s, u"--json"_s, u"-"_s});
        const QJsonObject json = objectOf(finished.out);
        QVERIFY2(json[u"elapsed_s"_s].toDouble() > 2, finished.out.constData());
        QCOMPARE(json[u"errors"_s].toObject(), (QJsonObject{{u"refused"_s, 500}}));
        QCOMPARE(json[u"succeeded"_s].toInt(), 500);
        QCOMPARE(json[u"not_sent"_s].toInt(), 0);
    }

    void verboseSaysWhatIsDone() {
        const Finished finished =
            bench({u"--serve-delay"_s, u"0:20ms"_s, u"--serve-body-size"_s, u"10"_s, u"--verbose"_s});
        QCOMPARE(finished.exitCode, 0);
        for (const char* said : {"tidemark-cli serve --port 0 --body-size 10 --seed 1 --delay 0:20ms",
                                 "at http://127.0.0.1:", "--concurrency 50", "100 measured"})
            QVERIFY2(finished.err.contains(said), finished.err.constData());
    }

    void notesAreToldOnce() {
        const Finished finished = bench({m_stage->page(1), u"--no-keep-alive"_s, u"--requests"_s, u"5"_s});
        QCOMPARE(finished.err.count("local ports"), 1);
        QCOMPARE(finished.err.count("has to close first"), 1);
    }

    void figuresAreInTheWindowsUnitsAndSayWhyTheyAreMissing() {
        const Finished finished = bench({u"--serve-delay"_s, u"0:20ms"_s, u"--serve-body-size"_s, u"3000"_s});
        QVERIFY2(finished.out.contains("300 kB, "), finished.out.constData());
        QVERIFY2(finished.out.contains("p99 needs 1,000 requests"), finished.out.constData());
        QVERIFY2(!finished.out.contains("p90 needs"), finished.out.constData());
    }

private:
    Finished bench(const QStringList& arguments) const { return m_stage->run(QStringList{u"bench"_s} + arguments); }
    static qint64 childOf(qint64 process) {
        const auto children = base::readFile(u"/proc/%1/task/%1/children"_s.arg(process), 10'000);
        return children ? children->simplified().split(' ').first().toLongLong() : 0;
    }
    static qint64 openFiles(qint64 process) {
        return QDir(u"/proc/%1/fd"_s.arg(process)).entryList(QDir::AllEntries | QDir::System | QDir::Hidden).size();
    }
    static QJsonObject objectOf(const QByteArray& text) { return QJsonDocument::fromJson(text).object(); }

    std::unique_ptr<CommandStage> m_stage;
};

QTEST_GUILESS_MAIN(BenchCommandTest)
#include "tst_benchcommand.moc"
