#include "bench/loadrun.h"

#include "bench/serverprocess.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <semaphore>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::LoadPlan;
using bench::LoadResult;
using bench::LoadRun;

namespace {

QString serverProgram() {
    return QStringLiteral(TIDEMARK_BIN_DIR "/tidemark-cli");
}

bool isAlive(qint64 process) {
    return process > 0 && ::kill(static_cast<pid_t>(process), 0) == 0;
}

// Children of this process, by their command lines.
QList<qint64> childrenThatServe(qint64 parent) {
    QList<qint64> found;
    QFile file(u"/proc/%1/task/%1/children"_s.arg(parent));
    if (!file.open(QIODevice::ReadOnly))
        return found;
    for (const QByteArray& child : file.readAll().simplified().split(' ')) {
        QFile line(u"/proc/%1/cmdline"_s.arg(QString::fromLatin1(child)));
        if (!child.isEmpty() && line.open(QIODevice::ReadOnly) && line.readAll().contains("serve"))
            found << child.toLongLong();
    }
    return found;
}

LoadPlan planWithServer(qint64 requests, int concurrency, const QString& delay = u"0:20ms"_s) {
    LoadPlan plan;
    plan.server = bench::ServerPlan{.delay = delay, .bodySize = 2'000, .seed = 3};
    plan.requests = requests;
    plan.concurrency = concurrency;
    return plan;
}

LoadPlan planFor(const QString& target, qint64 requests, int concurrency) {
    LoadPlan plan;
    plan.target = target;
    plan.requests = requests;
    plan.concurrency = concurrency;
    return plan;
}

// A run and what it told.
struct Run {
    explicit Run(const LoadPlan& plan, const QString& program = serverProgram())
        : run(plan, program) {
        QObject::connect(&run, &LoadRun::prepared, &run, [this] { ++prepared; });
        QObject::connect(&run, &LoadRun::ticked, &run, [this](const bench::LoadTick& tick) { ticks << tick; });
        QObject::connect(&run, &LoadRun::refused, &run, [this](const base::Error& why) { refusals << why; });
        QObject::connect(&run, &LoadRun::ended, &run, [this](const LoadResult& result) { results << result; });
    }

    LoadResult end(int timeoutMs = 30'000) {
        [&] { QTRY_COMPARE_WITH_TIMEOUT(results.size(), 1, timeoutMs); }();
        if (results.isEmpty())
            return {};
        const LoadResult& result = results.first();
        [&] {
            QVERIFY(refusals.isEmpty());
            QCOMPARE(result.requests, static_cast<qint64>(result.total.completed()) + result.notSent);
            QVERIFY(result.notSent >= 0);
            QCOMPARE(result.total.inFlight, 0U);
        }();
        return result;
    }
    base::Error refusal() {
        [&] { QTRY_COMPARE_WITH_TIMEOUT(refusals.size(), 1, 20'000); }();
        [&] { QVERIFY(results.isEmpty()); }();
        return refusals.value(0);
    }

    LoadRun run;
    int prepared = 0;
    QList<bench::LoadTick> ticks;
    QList<base::Error> refusals;
    QList<LoadResult> results;
};

// The other process: says the number of its server, then waits to be killed.
int serveUntilKilled(QCoreApplication& application) {
    bench::ServerProcess server(serverProgram(), {});
    QObject::connect(&server, &bench::ServerProcess::listening, &application, [] {
        const QList<qint64> children = childrenThatServe(QCoreApplication::applicationPid());
        std::printf("%lld\n", static_cast<long long>(children.value(0)));
        std::fflush(stdout);
    });
    server.start();
    return QCoreApplication::exec();
}

} // namespace

class LoadRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    // Ten million requests take a second to judge.
    void theThreadOfARunIsFreeWhileItIsJudged() {
        Run run(planWithServer(20, 5));
        std::binary_semaphore loopRan(0);
        bool wasFree = false;
        run.run.setJudge([&](LoadResult& result) {
            QMetaObject::invokeMethod(
                &run.run, [&loopRan] { loopRan.release(); }, Qt::QueuedConnection);
            wasFree = loopRan.try_acquire_for(20s);
            bench::judge(result);
        });
        run.run.start();
        QCOMPARE(run.end().total.succeeded, 20U);
        QVERIFY(wasFree);
    }

    void aRunCanGoWhileItIsJudged() {
        auto run = std::make_unique<LoadRun>(planWithServer(20, 5), serverProgram());
        QSignalSpy ended(run.get(), &LoadRun::ended);
        QObject place;
        std::binary_semaphore goes(0);
        bool wentMeanwhile = false;
        run->setJudge([&](LoadResult& result) {
            QMetaObject::invokeMethod(
                &place,
                [&] {
                    goes.release();
                    run.reset();
                },
                Qt::QueuedConnection);
            wentMeanwhile = goes.try_acquire_for(20s);
            bench::judge(result);
        });
        run->start();
        QTRY_VERIFY_WITH_TIMEOUT(!run, 30'000);
        QVERIFY(wentMeanwhile);
        QVERIFY(ended.isEmpty());
    }

    void aPlanWithItsServerBecomesAResult() {
        Run run(planWithServer(300, 10));
        run.run.start();
        const LoadResult result = run.end();
        QCOMPARE(run.prepared, 1);
        QCOMPARE(result.total.succeeded, 300U);
        QCOMPARE(result.total.bytes, 300 * 2'000);
        QCOMPARE(result.notSent, 0);
        QVERIFY(!result.stopped);
        QVERIFY(result.plan.target.startsWith("http://127.0.0.1:"_L1)); // what was used
        QVERIFY(result.elapsed > 0ns);
        QVERIFY(result.startedAt.isValid());
        QVERIFY(result.meanDelayS && *result.meanDelayS > 0.005 && *result.meanDelayS < 0.015);
        QVERIFY(result.client.cpuUserS + result.client.cpuSystemS > 0);
        QVERIFY(result.client.peakRssBytes > 1'000'000);
        QVERIFY(result.server && result.server->peakRssBytes > 1'000'000);
        QVERIFY(result.busiestThreadShare > 0 && result.busiestThreadShare <= 1);
        QVERIFY(!result.interfaceShare);
        QVERIFY(!run.ticks.isEmpty());
        QCOMPARE(run.ticks.last().share, 1.0);
        QVERIFY(run.ticks.last().ceilingPerMinute);
        QVERIFY(!run.run.series().points().empty());
        QTRY_VERIFY(childrenThatServe(QCoreApplication::applicationPid()).isEmpty());
    }

    void whatShowingCostsIsMeasuredWithAWindow() {
        support::TestServer server;
        Run run(planFor(server.link(u"/page/1"_s), 100, 5));
        run.run.setWithWindow(true);
        run.run.start();
        const LoadResult result = run.end();
        QVERIFY(result.interfaceShare && *result.interfaceShare >= 0 && *result.interfaceShare < 1);
        QVERIFY(!result.server);
    }

    void thePeakOfMemoryIsTheRunsOwn() {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the sanitizer keeps what was freed");
#endif
        support::TestServer server;
        { QByteArray(300'000'000, 'x').detach(); } // of the time before
        Run run(planFor(server.link(u"/page/1"_s), 20, 5));
        run.run.start();
        QVERIFY(run.end().client.peakRssBytes < 250'000'000);
    }

    void delaysOfSomeLinksAreNoCeilingOfAll() {
        support::TestServer server;
        server.handle(u"/late"_s, [](const bench::server::Request& request) {
            bench::server::Response response = bench::server::textResponse(200, "late");
            response.headers.emplace_back("Delay", "20ms");
            bench::server::Script script = bench::server::answer(request, response);
            script.steps.insert(script.steps.begin(), bench::server::Wait{20ms});
            return script;
        });
        QTemporaryDir folder;
        const auto resultOf = [&](const QStringList& paths) {
            LoadPlan plan = planFor({}, 400, 4);
            plan.linksFile = folder.filePath(u"links.txt"_s);
            QFile file(plan.linksFile);
            QStringList links;
            for (const QString& path : paths)
                links << server.link(path);
            [&] {
                QVERIFY(file.open(QIODevice::WriteOnly));
                QVERIFY(file.write(links.join(u'\n').toUtf8()) > 0);
            }();
            file.close();
            Run run(plan);
            run.run.start();
            const LoadResult result = run.end();
            [&] {
                for (const bench::LoadTick& tick : run.ticks)
                    QVERIFY(paths.size() == 1 || !tick.ceilingPerMinute);
            }();
            return result;
        };
        const LoadResult all = resultOf({u"/late"_s});
        QCOMPARE(all.meanDelayS, std::optional(0.02));
        QVERIFY(all.ceilingPerMinute());
        const LoadResult half = resultOf({u"/late"_s, u"/page/1"_s});
        QCOMPARE(half.total.succeeded, 400U);
        QCOMPARE(half.total.delayed, 200U);
        QVERIFY(half.steadyPerMinute);
        QVERIFY(!half.meanDelayS && !half.ceilingPerMinute() && !half.possibleShare());
    }

    void aServerThatDiesEndsTheRunWithWhatItHas() {
        Run run(planWithServer(1'000'000, 10, u"0:5ms"_s));
        run.run.start();
        QTRY_VERIFY(!run.ticks.isEmpty() && run.ticks.last().engine.total.succeeded > 20);
        const QList<qint64> servers = childrenThatServe(QCoreApplication::applicationPid());
        QCOMPARE(servers.size(), 1);
        ::kill(static_cast<pid_t>(servers.first()), SIGKILL);
        const LoadResult result = run.end();
        QVERIFY(result.stopped);
        QVERIFY(result.total.succeeded > 20);
        QVERIFY(result.notSent > 0);
        QVERIFY(!result.warnings.isEmpty());
        QVERIFY(result.server && result.server->peakRssBytes > 0); // as last seen
    }

    // Its connections' end is all that the run waits for, and is there before the system tells of its own.
    void aServerThatDiesWithNothingLeftToSendIsTold_data() {
        QTest::addColumn<int>("requests");
        QTest::newRow("all in flight") << 50;
        QTest::newRow("the others refused at once") << 60;
    }
    void aServerThatDiesWithNothingLeftToSendIsTold() {
        QFETCH(int, requests);
        Run run(planWithServer(requests, 50, u"60:60"_s));
        run.run.start();
        QTRY_VERIFY_WITH_TIMEOUT(!run.ticks.isEmpty() && run.ticks.last().engine.total.inFlight == 50, 20'000);
        const QList<qint64> servers = childrenThatServe(QCoreApplication::applicationPid());
        QCOMPARE(servers.size(), 1);
        ::kill(static_cast<pid_t>(servers.first()), SIGKILL);
        const LoadResult result = run.end();
        QVERIFY(result.serverDied);
        QVERIFY(result.stopped);
        QCOMPARE(result.verdict, bench::Verdict::Nothing);
        QVERIFY2(result.warnings.value(0).contains("test server ended"_L1), qPrintable(result.warnings.join(u'\n')));
    }

    void aServerThatGoesAfterTheLastAnswerIsNotMissed() {
        Run run(planWithServer(20, 5));
        bool killed = false;
        QObject::connect(&run.run, &LoadRun::ticked, &run.run, [&](const bench::LoadTick& tick) {
            if (tick.engine.phase != bench::Phase::Ended || std::exchange(killed, true))
                return;
            for (const qint64 server : childrenThatServe(QCoreApplication::applicationPid()))
                ::kill(static_cast<pid_t>(server), SIGKILL);
        });
        run.run.start();
        const LoadResult result = run.end();
        QVERIFY(killed);
        QVERIFY(!result.serverDied && !result.stopped);
        QCOMPARE(result.total.succeeded, 20U);
    }

    void aStopAtAnyMomentGivesAResult_data() {
        QTest::addColumn<int>("milliseconds");
        for (const int milliseconds : {-1, 0, 1, 5, 20, 100, 400})
            QTest::addRow("%d", milliseconds) << milliseconds;
    }
    void aStopAtAnyMomentGivesAResult() {
        QFETCH(int, milliseconds);
        Run run(planWithServer(1'000'000, 20));
        run.run.start();
        if (milliseconds < 0)
            run.run.stop();
        else
            QTimer::singleShot(milliseconds, &run.run, &LoadRun::stop);
        const LoadResult result = run.end(10'000);
        QVERIFY(result.stopped);
        QCOMPARE(result.requests, 1'000'000);
        QVERIFY(run.ticks.isEmpty() || run.ticks.last().share < 0.5); // what was cancelled is not done
        run.run.stop();                                               // says nothing more
        QCoreApplication::processEvents();
        QCOMPARE(run.results.size(), 1);
    }

    void aStopAfterTheLastOutcomeMakesNoPartialResult() {
        support::TestServer server;
        Run run(planFor(server.link(u"/page/1"_s), 20, 5));
        int stops = 0;
        connect(&run.run, &LoadRun::ticked, &run.run, [&](const bench::LoadTick& tick) {
            if (tick.engine.phase == bench::Phase::Ended && ++stops == 1) // its connections are being closed
                run.run.stop();
        });
        run.run.start();
        const LoadResult result = run.end();
        QVERIFY(stops > 1);
        QVERIFY(!result.stopped);
        QCOMPARE(result.total.succeeded, 20U);
        QCOMPARE(run.ticks.last().share, 1.0);
    }

    void aRunMayGoAtAnyTime() {
        const auto goes = [](const std::function<bool(const Run&)>& when) {
            Run run(planWithServer(1'000'000, 20));
            run.run.start();
            QTRY_VERIFY(when(run));
        };
        goes([](const Run&) { return true; });
        goes([](const Run&) { return !childrenThatServe(QCoreApplication::applicationPid()).isEmpty(); });
        goes([](const Run& run) { return run.prepared > 0; });
        goes([](const Run& run) { return !run.ticks.isEmpty(); });
        QVERIFY(childrenThatServe(QCoreApplication::applicationPid()).isEmpty());
    }

    void whatCannotBeginIsRefused() {
        Run noProgram(planWithServer(10, 1), u"/nowhere/tidemark-cli"_s);
        noProgram.run.start();
        QCOMPARE(noProgram.refusal().kind, QByteArray(bench::serverFailed));
        QVERIFY(noProgram.refusals.first().message.contains("/nowhere/tidemark-cli"_L1));

        LoadPlan badDelay = planWithServer(10, 1, u"soon"_s);
        Run complains(badDelay);
        complains.run.start();
        const base::Error why = complains.refusal();
        QCOMPARE(why.kind, QByteArray(bench::serverFailed));
        QVERIFY2(why.message.contains("soon"_L1), qPrintable(why.message)); // what the server said

        LoadPlan noLinks = planFor({}, 10, 1);
        noLinks.linksFile = u"/nowhere/links.txt"_s;
        Run noFile(noLinks);
        noFile.run.start();
        QCOMPARE(noFile.refusal().kind, QByteArray(bench::badPlan));

        LoadPlan noBody = planFor(u"http://127.0.0.1:1/"_s, 10, 1);
        noBody.bodyFile = u"/nowhere/body"_s;
        Run noBodyFile(noBody);
        noBodyFile.run.start();
        QVERIFY(!noBodyFile.refusal().message.isEmpty());
    }

    void filesThatWereReadAreNotReadAgain() {
        support::TestServer server;
        QTemporaryDir folder;
        LoadPlan plan = planFor({}, 20, 5);
        plan.linksFile = folder.filePath(u"links.txt"_s);
        QFile file(plan.linksFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(server.link(u"/page/1"_s).toUtf8() + '\n');
        file.close();
        const auto targets = bench::Targets::of(plan, {});
        QVERIFY(targets);
        QVERIFY(file.remove());
        plan.bodyFile = file.fileName(); // nor is the body
        Run run(plan);
        run.run.setTargets(*targets);
        run.run.setBody({});
        run.run.start();
        QCOMPARE(run.end().total.succeeded, 20U);
    }

    void aServerThatSaysNothingIsNotWaitedForLong() {
        QTemporaryDir folder;
        QFile script(folder.filePath(u"silent"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nexec sleep 100\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        bench::ServerProcess server(script.fileName(), {});
        server.setPatience(200ms);
        QSignalSpy failed(&server, &bench::ServerProcess::failed);
        server.start();
        QTRY_COMPARE(failed.size(), 1);
    }

    void aServerThatSaysNonsenseIsRefused_data() {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("a word") << QByteArray("hello\\n");
        QTest::newRow("no port") << QByteArray("http://127.0.0.1/\\n");
        QTest::newRow("no line") << QByteArray(3'000, 'x');
        QTest::newRow("nothing") << QByteArray();
    }
    void aServerThatSaysNonsenseIsRefused() {
        QFETCH(QByteArray, said);
        QTemporaryDir folder;
        QFile script(folder.filePath(u"odd"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nprintf '" + said + "'\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        bench::ServerProcess server(script.fileName(), {});
        QSignalSpy failed(&server, &bench::ServerProcess::failed);
        QSignalSpy listening(&server, &bench::ServerProcess::listening);
        server.start();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(listening.size(), 0);
    }

    void theServerEndsWithAProgramThatIsKilled() {
        QProcess program;
        program.start(QCoreApplication::applicationFilePath(), {u"--serve"_s});
        QTRY_VERIFY(program.canReadLine());
        const qint64 server = program.readLine().trimmed().toLongLong();
        QVERIFY(isAlive(server));
        program.kill();
        QVERIFY(program.waitForFinished());
        QTRY_VERIFY(!isAlive(server));
    }

    void aFailingTargetIsAResultAndNoRefusal() {
        quint16 port = 0;
        { port = support::TestServer().port(); }
        Run run(planFor(u"http://127.0.0.1:%1/"_s.arg(port), 30, 5));
        run.run.start();
        const LoadResult result = run.end();
        QCOMPARE(result.total.failed, 30U);
        QCOMPARE(result.verdict, bench::Verdict::Errors);
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().value(1) == "--serve"_L1)
        return serveUntilKilled(application);
    LoadRunTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_loadrun.moc"
