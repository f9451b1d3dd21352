#include "enginefixture.h"

#include "base/descriptors.h"
#include "bench/processuse.h"
#include "net/resolver.h"
#include "tests/support/testserver.h"

#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::EngineTick;
using bench::LoadPlan;

namespace {

// Knows nobody.
class EmptyResolver final : public net::Resolver {
public:
    void lookup(const QString&, Found found) override {
        QTimer::singleShot(0, &m_context, [found = std::move(found)] {
            found({.addresses = {}, .error = net::ErrorKind::NameNotFound});
        });
    }

private:
    QObject m_context;
};

std::uint64_t countOf(const EngineTick& tick, const char* kind) {
    const auto found = tick.total.errors.find(kind);
    return found == tick.total.errors.end() ? 0 : found->second;
}

} // namespace

class EngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEngines(); }
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        base::raiseDescriptorLimit();
    }
    void init() { takeEngine(); }

    void everyRequestHasOneOutcome_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<int>("status");
        QTest::newRow("a page") << u"/page/1"_s << QByteArray() << 200;
        QTest::newRow("nothing") << u"/empty"_s << QByteArray() << 200;
        QTest::newRow("no content") << u"/status/204"_s << QByteArray() << 204;
        QTest::newRow("busy") << u"/status/503"_s << QByteArray("http-status") << 503;
        QTest::newRow("credentials") << u"/auth"_s << QByteArray("http-status") << 401;
        QTest::newRow("a redirect") << u"/redirect/1"_s << QByteArray() << 302;
        QTest::newRow("reset") << u"/reset"_s << QByteArray("reset") << 0;
        QTest::newRow("closed") << u"/close"_s << QByteArray("reset") << 0;
        QTest::newRow("reset within the body") << u"/reset-body"_s << QByteArray("truncated") << -1;
        QTest::newRow("cut off") << u"/short"_s << QByteArray("truncated") << 200;
        QTest::newRow("chunks cut off") << u"/short-chunks"_s << QByteArray("reset") << 200;
        QTest::newRow("not HTTP") << u"/not-http"_s << QByteArray("reset") << 0;
        QTest::newRow("silent") << u"/stall"_s << QByteArray("timeout") << 0;
        QTest::newRow("silent within the body") << u"/stall-body"_s << QByteArray("timeout") << 200;
    }
    void everyRequestHasOneOutcome() {
        QFETCH(QString, path);
        QFETCH(QByteArray, error);
        QFETCH(int, status);
        if (testedEngine == bench::EngineKind::Direct) // Qt does not tell these from a reset
            error = path == "/short-chunks"_L1 ? "truncated" : path == "/not-http"_L1 ? "bad-response" : error;
        support::TestServer server;
        LoadPlan plan = planFor(server.link(path), 40, 10);
        plan.timeout = error == "timeout" ? 1s : 20s; // room for the head on a busy machine
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.sent, 40);
        if (error.isEmpty())
            QCOMPARE(tick.total.succeeded, 40U);
        else if (status >= 0)
            QCOMPARE(tick.total.errors, (std::map<std::string, std::uint64_t>{{error.toStdString(), 40}}));
        else // a reset throws away what has not been read, so the head came or did not
            QCOMPARE(countOf(tick, "reset") + countOf(tick, error.constData()), 40U);
        if (status > 0)
            QCOMPARE(tick.total.statuses, (std::map<int, std::uint64_t>{{status, 40}}));
        else if (status == 0)
            QVERIFY(tick.total.statuses.empty());
    }

    void theFirstOfAKindIsToldWithItsWords() {
        support::TestServer server;
        server.respond(u"/busy"_s, 503, "no");
        const auto saidOf = [](const QString& target, const std::string& kind) {
            EngineFixture fixture(planFor(target, 30, 5));
            const auto examples = fixture.run().errorExamples;
            const auto found = examples.find(kind);
            return found == examples.end() || examples.size() != 1 ? u"nothing"_s : found->second;
        };
        QCOMPARE(saidOf(server.link(u"/busy"_s), "http-status"), u"503 Service Unavailable"_s);
        QCOMPARE(saidOf(server.link(u"/short"_s), "truncated"),
                 u"%1 of %2 bytes came."_s.arg(QLocale().toString(79), QLocale().toString(1079)));
        quint16 port = 0;
        { port = support::TestServer().port(); }
        QCOMPARE(saidOf(u"http://127.0.0.1:%1/"_s.arg(port), "refused"), u"Connection refused"_s);
        EngineFixture well(planFor(server.link(u"/page/1"_s), 30, 5));
        QVERIFY(well.run().errorExamples.empty());
    }

    void whatAWarmUpMetFirstIsTheExampleToo() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/status/500"_s), 20, 2);
        plan.warmUp = 100ms;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QVERIFY(tick.warmUpRequests > 0);
        QVERIFY(tick.errorExamples.at("http-status").startsWith(u"500"_s));
    }

    void timeoutsAreInTheHistogramWithTheTimeTheyWaited() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/stall"_s), 10, 10);
        plan.timeout = 200ms;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QVERIFY(tick.total.failedLatency.minimum() >= 200'000);
    }

    void nobodyListens() {
        quint16 port = 0;
        { port = support::TestServer().port(); }
        EngineFixture fixture(planFor(u"http://127.0.0.1:%1/"_s.arg(port), 200, 50));
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.errors, (std::map<std::string, std::uint64_t>{{"refused", 200}}));
        QCOMPARE(tick.total.bytes, 0);
    }

    void aNameThatNobodyHasFailsEachRequest() {
        EngineFixture fixture(planFor(u"http://nobody.test/"_s, 5, 2), 10, {},
                              [] { return std::make_unique<EmptyResolver>(); });
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.errors, (std::map<std::string, std::uint64_t>{{"name-not-found", 5}}));
    }

    void aNameIsAskedForByItsName() {
        support::TestServer server;
        EngineFixture fixture(planFor(server.url(u"/page/1"_s, u"localhost"_s).toString(), 5, 2));
        QCOMPARE(fixture.run().total.succeeded, 5U);
        QCOMPARE(server.lastHeader(u"/page/1"_s, "Host"), QByteArray("localhost:" + QByteArray::number(server.port())));
    }

    void aThousandAreInFlightToOneHost() {
        if (base::descriptorLimit() < 2'300)
            QSKIP("too few descriptors for both ends of a thousand connections");
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(u"/delay/1500"_s), 1'000, 1'000));
        QCOMPARE(fixture.run(60'000).total.succeeded, 1'000U);
        QCOMPARE(server.counters().peakInFlight, 1'000U);
    }

    void neverMoreThanAllowedAreInFlight() {
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(u"/delay/5"_s), 300, 100), 7);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.succeeded, 300U);
        QCOMPARE(tick.places, 7);
        QCOMPARE(server.counters().peakOpen, 7U);
    }

    void sequentialIsOneAtATime() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/delay/2"_s), 30, 1);
        plan.engine = bench::EngineKind::Sequential;
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().total.succeeded, 30U);
        QCOMPARE(server.counters().peakInFlight, 1U);
    }

    void eachNumberIsAskedForOnce() {
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(u"/page/"_s) + u"{}"_s, 200, 20));
        fixture.run();
        QSet<QByteArray> asked;
        for (const auto& request : server.server().requests())
            asked.insert(QByteArray::fromStdString(request.path));
        QCOMPARE(asked.size(), 200);
        QVERIFY(asked.contains("/page/1"));
        QVERIFY(asked.contains("/page/200"));
    }

    void linksOfAFileAreTakenInTurn() {
        support::TestServer one;
        support::TestServer other(support::at(u"127.0.0.2"_s));
        QTemporaryDir folder;
        QFile file(folder.filePath(u"links.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QString(one.link(u"/page/1"_s) % u'\n' % other.link(u"/page/2"_s) % u'\n').toUtf8());
        file.close();
        LoadPlan plan = planFor({}, 10, 3);
        plan.linksFile = file.fileName();
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().total.succeeded, 10U);
        QCOMPARE(one.requestCount(u"/page/1"_s), 5);
        QCOMPARE(other.requestCount(u"/page/2"_s), 5);
    }

    void methodHeadersAndBodyReachTheServer() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/echo"_s), 3, 1);
        plan.method = "POST";
        plan.headers = {{"X-Test", "yes"}, {"User-Agent", "somebody"}};
        EngineFixture fixture(plan, 10, "hello");
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.succeeded, 3U);
        QCOMPARE(tick.total.bytes, 15);
        QCOMPARE(server.lastHeader(u"/echo"_s, "X-Test"), QByteArray("yes"));
        QCOMPARE(server.lastHeader(u"/echo"_s, "User-Agent"), QByteArray("somebody"));
        QCOMPARE(server.server().requests("/echo").front().method, "POST");
    }

    void nothingIsSentThatThePlanDoesNotSay() {
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(u"/cookie/set?name=a&value=b"_s), 3, 1));
        fixture.run();
        const auto requests = server.server().requests("/cookie/set");
        QCOMPARE(requests.size(), 3U);
        QVERIFY(requests.back().header("Cookie").empty());
        QVERIFY(requests.back().header("Upgrade").empty());
        QCOMPARE(requests.back().header("Accept-Encoding"), "identity");
        QVERIFY(server.server().requests("/").empty()); // no redirect was followed
    }

    void bodiesAreCountedAsTheyCome_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("short") << u"/size/1000"_s << qint64(1'000);
        QTest::newRow("long") << u"/size/450000"_s << qint64(450'000);
        QTest::newRow("long, in chunks") << u"/size/450000?kind=chunked"_s << qint64(450'000);
        QTest::newRow("long, until closed") << u"/size/450000?kind=close"_s << qint64(450'000);
        QTest::newRow("very long") << u"/size/5000000"_s << qint64(5'000'000);
        QTest::newRow("very long, in chunks") << u"/size/5000000?kind=chunked"_s << qint64(5'000'000);
    }
    void bodiesAreCountedAsTheyCome() {
        QFETCH(QString, path);
        QFETCH(qint64, bytes);
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(path), 40, 20));
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.succeeded, 40U);
        QCOMPARE(tick.total.bytes, 40 * bytes);
    }

    void bodiesWithoutEndNeedNoMemory() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/endless-body"_s), 20, 20);
        plan.timeout = 1s;
        bench::forgetPeak();
        [[maybe_unused]] const qint64 before = bench::ownUse().peakRssBytes;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QCOMPARE(tick.total.errors, (std::map<std::string, std::uint64_t>{{"timeout", 20}}));
        QVERIFY(tick.total.bytes > 20'000'000);
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed
        QVERIFY(bench::ownUse().peakRssBytes - before < 60'000'000);
#endif
    }

    void redirectsAreFollowedWithinTheOriginWhenAsked() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/redirect/3"_s), 4, 2);
        plan.followRedirects = true;
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().total.statuses, (std::map<int, std::uint64_t>{{200, 4}}));
        plan.target = server.link(u"/loop"_s);
        EngineFixture endless(plan);
        QCOMPARE(endless.run().total.errors, (std::map<std::string, std::uint64_t>{{"too-many-redirects", 4}}));
    }

    void nobodyElseIsAskedByARedirect() {
        support::TestServer other(support::at(u"127.0.0.2"_s));
        support::TestServer server;
        server.handle(u"/away"_s, [&other](const bench::server::Request& request) {
            bench::server::Response response = bench::server::textResponse(302, "away");
            response.headers.emplace_back("Location", other.link(u"/page/1"_s).toStdString());
            return bench::server::answer(request, response);
        });
        LoadPlan plan = planFor(server.link(u"/away"_s), 2, 1);
        plan.followRedirects = true;
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().total.statuses, (std::map<int, std::uint64_t>{{302, 2}}));
        QCOMPARE(other.counters().accepted, 0U);
    }

    void delaysThatTheServerTellsAreSummed() {
        support::TestServer server;
        server.handle(u"/late"_s, [](const bench::server::Request& request) {
            bench::server::Response response = bench::server::textResponse(200, "late");
            response.headers.emplace_back("Delay", request.query.empty() ? "1" : request.query);
            bench::server::Script script = bench::server::answer(request, response);
            script.steps.insert(script.steps.begin(), bench::server::Wait{1s});
            return script;
        });
        EngineFixture seconds(planFor(server.link(u"/late"_s), 4, 4));
        EngineTick tick = seconds.run();
        QCOMPARE(tick.total.delayed, 4U);
        QCOMPARE(tick.total.delays, 4s);
        EngineFixture milliseconds(planFor(server.link(u"/late?617ms"_s), 2, 2));
        tick = milliseconds.run();
        QCOMPARE(tick.total.delays, 1'234ms);
        EngineFixture nonsense(planFor(server.link(u"/late?soon"_s), 2, 2));
        QCOMPARE(nonsense.run().total.delayed, 0U);
    }

    void aDelayLongerThanTheWholeAnswerTookIsNoneTold() {
        support::TestServer server;
        server.handle(u"/lie"_s, [](const bench::server::Request& request) {
            bench::server::Response response = bench::server::textResponse(200, "at once");
            response.headers.emplace_back("Delay", request.query);
            return bench::server::answer(request, response);
        });
        for (const char* told : {"/lie?86400", "/lie?86400000", "/lie?30000ms"}) {
            EngineFixture fixture(planFor(server.link(QString::fromLatin1(told)), 20, 4));
            const EngineTick tick = fixture.run();
            QCOMPARE(tick.total.succeeded, 20U);
            QCOMPARE(tick.total.delayed, 0U);
            QCOMPARE(tick.total.delays, 0s);
        }
    }

    void withoutKeepAliveEachRequestHasAConnection() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/page/1"_s), 60, 6);
        plan.keepAlive = false;
        EngineFixture fixture(plan);
        QCOMPARE(fixture.run().total.succeeded, 60U);
        QVERIFY(server.counters().accepted >= 60);
    }

    void theWarmUpIsInNoFigure() {
        support::TestServer server;
        LoadPlan plan = planFor(server.link(u"/page/"_s) + u"{}"_s, 50, 5);
        plan.warmUp = 200ms;
        EngineFixture fixture(plan);
        const EngineTick tick = fixture.run();
        QVERIFY(tick.warmUpRequests > 0);
        QCOMPARE(tick.sent, 50);
        QVERIFY(*tick.first >= 200ms);
        QCOMPARE(static_cast<qint64>(server.counters().requests), 50 + tick.warmUpRequests);
        QVERIFY(server.requestCount(u"/page/50"_s) > 0); // measured ones count from 1
        QVERIFY(tick.total.inFlightSeconds <= 5 * std::chrono::duration<double>(*tick.last - *tick.first).count() + 1);
    }

    void littlesLawHolds() {
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(u"/delay/30"_s), 1'000, 50));
        const measure::Tick total = fixture.run().total;
        const double recorded = static_cast<double>(total.latency.count()) * total.latency.mean() / 1e6;
        QVERIFY(std::abs(recorded - total.inFlightSeconds) < 0.03 * recorded);
    }

    void theSteadyPartIsWhatComesBetweenStartAndEnd() {
        support::TestServer server;
        EngineFixture tooShort(planFor(server.link(u"/delay/20"_s), 50, 50));
        QVERIFY(!tooShort.run().steadyPerMinute);
        EngineFixture fixture(planFor(server.link(u"/delay/20"_s), 500, 50));
        const EngineTick tick = fixture.run();
        const auto rate = tick.steadyPerMinute;
        QVERIFY(rate);
        QVERIFY(*rate <= 50 / 0.02 * 60 * 1.02); // the ceiling
        // The steady part has 400 of the 500 and takes no longer than all of them.
        QVERIFY(*rate >= 400 / std::chrono::duration<double>(*tick.last - *tick.first).count() * 60);
    }

    void ticksMayBeReadAtAnyTime() {
        support::TestServer server;
        EngineFixture fixture(planFor(server.link(u"/page/1"_s), 500, 10));
        QCOMPARE(fixture.engine->tick().sent, 0);
        fixture.start();
        QTRY_VERIFY([&] {
            const EngineTick tick = fixture.engine->tick();
            if (tick.total.started != static_cast<quint64>(tick.sent) ||
                tick.total.completed() + tick.total.inFlight != tick.total.started)
                qFatal("a tick does not add up");
            return tick.phase == bench::Phase::Ended;
        }());
        const auto elapsed = fixture.end().total.elapsed;
        QCOMPARE(fixture.engine->tick().total.elapsed, elapsed); // time stands still after the end
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
