#include "bench/delays.h"
#include "bench/limits.h"
#include "bench/loadplan.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

class LoadPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyStepOfTheArticleIsAPlanThatHolds() {
        const QList<bench::LadderStep> ladder = bench::articleLadder();
        QCOMPARE(ladder.size(), 6);
        for (const bench::LadderStep& step : ladder) {
            const auto checked = bench::checkPlan(step.plan);
            QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
            QVERIFY(!step.article.elapsed.isEmpty());
        }
        QCOMPARE(ladder.first().plan.engine, bench::EngineKind::Sequential);
        QCOMPARE(ladder.last().plan.requests, 1'000'000);
        QCOMPARE(ladder.last().plan.server->delay, u"0:1"_s);
    }

    // The article's table: what is best possible.
    void theExpectedDurationIsWhatTheDelayAllows() {
        const QList<bench::LadderStep> ladder = bench::articleLadder();
        const auto drawn = bench::drawnDelays({milliseconds(0), milliseconds(3'000), milliseconds(1'000)}, 1, 100);
        QCOMPARE(bench::expectedDuration(ladder.at(0).plan),
                 std::accumulate(drawn.begin(), drawn.end(), milliseconds(0)));
        QCOMPARE(bench::expectedDuration(ladder.at(1).plan), milliseconds(3'000)); // the longest delay
        const auto ofTenThousand =
            bench::expectedDuration(ladder.at(3).plan); // 10,000 × 1.5 s ÷ 1,000, and an uneven end
        QVERIFY(ofTenThousand > milliseconds(15'000) && ofTenThousand <= milliseconds(18'000));
        QCOMPARE(bench::expectedDuration(ladder.at(4).plan), milliseconds(150'000)); // 100,000 × 1.5 s ÷ 1,000
        QCOMPARE(bench::expectedDuration(ladder.at(5).plan), milliseconds(500'000));
        bench::LoadPlan somebodyElses;
        somebodyElses.target = u"http://127.0.0.1:8080/"_s;
        QCOMPARE(bench::expectedDuration(somebodyElses), std::nullopt);
        somebodyElses.duration = milliseconds(30'000);
        somebodyElses.warmUp = milliseconds(5'000);
        QCOMPARE(bench::expectedDuration(somebodyElses), milliseconds(35'000));
    }

    // 1,000 delays one after the other take their sum; with as many places the longest; between, what the places carry.
    void theBestPossibleTimeComesFromTheDrawnDelays() {
        bench::LoadPlan plan = bench::articleLadder().at(2).plan;
        const auto drawn = bench::drawnDelays({milliseconds(0), milliseconds(3'000), milliseconds(1'000)}, 1, 1'000);
        const milliseconds sum = std::accumulate(drawn.begin(), drawn.end(), milliseconds(0));
        QCOMPARE(bench::bestPossible(plan), milliseconds(3'000));
        plan.concurrency = 1;
        QCOMPARE(bench::bestPossible(plan), sum);
        plan.concurrency = 10;
        const auto best = bench::bestPossible(plan);
        QVERIFY(best >= sum / 10 && best <= sum / 10 + milliseconds(3'000)); // R. Graham 1966
        plan.concurrency = 1'000'000;
        QCOMPARE(bench::bestPossible(plan), milliseconds(3'000));
        bench::LoadPlan unknown = plan;
        unknown.server.reset();
        QCOMPARE(bench::bestPossible(unknown), std::nullopt);
        unknown = plan;
        unknown.duration = milliseconds(5'000);
        QCOMPARE(bench::bestPossible(unknown), std::nullopt);
        unknown = plan;
        unknown.requests = 100'000'000; // too many to work out
        QCOMPARE(bench::bestPossible(unknown), std::nullopt);
    }

    void aStepThatWasChangedSaysSo() {
        const bench::LoadPlan step = bench::articleLadder().at(1).plan;
        QCOMPARE(bench::nameOfPlan(step), u"100 at once"_s);
        const auto named = [&step](auto change) {
            bench::LoadPlan plan = step;
            change(plan);
            return bench::nameOfPlan(plan);
        };
        const QString changed = u"100 at once, changed"_s;
        QCOMPARE(named([](auto& p) { p.requests = 101; }), changed);
        QCOMPARE(named([](auto& p) { p.concurrency = 99; }), changed);
        QCOMPARE(named([](auto& p) { p.server->delay = u"0:1"_s; }), changed);
        QCOMPARE(named([](auto& p) { p.server->seed = 2; }), changed);
        QCOMPARE(named([](auto& p) { p.server.reset(); }), changed);
        QCOMPARE(named([](auto& p) { p.keepAlive = false; }), changed);
        QCOMPARE(named([](auto& p) { p.timeout = milliseconds(1); }), changed);
        QCOMPARE(named([&changed](auto& p) { // and changed once more
                     p.name = changed;
                     p.requests = 5;
                 }),
                 changed);
        QCOMPARE(named([&changed](auto& p) { p.name = changed; }), u"100 at once"_s); // back to what it was
        QCOMPARE(named([](auto& p) { p.name = u"1,000"_s; }), u"1,000, changed"_s);   // another step's name
        QCOMPARE(named([](auto& p) {
                     p.name = u"my own"_s;
                     p.requests = 5;
                 }),
                 u"my own"_s);
    }

    void aResultIsAPlanToo() {
        const bench::LoadPlan step = bench::articleLadder().at(3).plan;
        bench::LoadPlan fired = step;
        fired.target = u"http://127.0.0.1:45678/"_s; // where its server listened
        const QJsonObject result{{u"schema"_s, 1}, {u"requests"_s, 9}, {u"plan"_s, bench::planToJson(fired)}};
        for (const QJsonObject& json : {result, bench::planToJson(fired), bench::planToJson(step)}) {
            const auto plan = bench::planFromFile(QJsonDocument(json).toJson());
            QVERIFY2(plan, QJsonDocument(json).toJson().constData());
            QVERIFY(*plan == step);
        }
        fired.target = u"http://192.0.2.1/"_s; // no address of the built-in server: not to be dropped in silence
        const auto odd = bench::planFromFile(QJsonDocument(bench::planToJson(fired)).toJson());
        QVERIFY(odd && !bench::checkPlan(*odd));
        bench::LoadPlan elsewhere;
        elsewhere.target = u"http://127.0.0.1:80/"_s;
        elsewhere.requests = 7;
        const auto same =
            bench::planFromFile(QJsonDocument(QJsonObject{{u"plan"_s, bench::planToJson(elsewhere)}}).toJson());
        QVERIFY(same);
        QCOMPARE(same->target, elsewhere.target);
    }

    void whatIsNeitherPlanNorResultIsRefused() {
        for (const char* text : {"", "{}", "[1]", "\"plan\"", "{\"plan\": ", "\xff\xfe", "{\"a\":1}{\"a\":2}"}) {
            const auto plan = bench::planFromFile(text);
            QVERIFY2(!plan, text);
            QCOMPARE(plan.error().kind, QByteArray(bench::badPlan));
        }
        QVERIFY(!bench::planFromFile(R"({"plan": {"concurrency": "many"}})"));
    }

    void aPlanThatCannotBeSaysWhy_data() {
        QTest::addColumn<bench::LoadPlan>("plan");
        QTest::addColumn<QString>("saying");
        const auto plan = [](auto change) {
            bench::LoadPlan made;
            made.target = u"http://127.0.0.1/"_s;
            change(made);
            return made;
        };
        QTest::newRow("no target") << plan([](auto& p) { p.target.clear(); }) << u"target"_s;
        QTest::newRow("no link") << plan([](auto& p) { p.target = u"nonsense"_s; }) << u"nonsense"_s;
        QTest::newRow("another scheme") << plan([](auto& p) { p.target = u"ftp://127.0.0.1/"_s; }) << u"http"_s;
        QTest::newRow("number in the host")
            << plan([](auto& p) { p.target = u"http://host{}.example/a"_s; }) << u"server's name"_s;
        QTest::newRow("number as the host") << plan([](auto& p) { p.target = u"http://{}"_s; }) << u"server's name"_s;
        QTest::newRow("number in the port")
            << plan([](auto& p) { p.target = u"http://127.0.0.1:8{}?x=1"_s; }) << u"server's name"_s;
        QTest::newRow("number in the fragment")
            << plan([](auto& p) { p.target = u"http://127.0.0.1/a#{}"_s; }) << u"not sent"_s;
        QTest::newRow("number in the user")
            << plan([](auto& p) { p.target = u"http://{}@127.0.0.1/"_s; }) << u"Authorization"_s;
        QTest::newRow("number as the scheme") << plan([](auto& p) { p.target = u"{}://127.0.0.1/"_s; }) << u"http"_s;
        QTest::newRow("two numbers") << plan([](auto& p) { p.target = u"http://a.example/{}/{}"_s; })
                                     << u"more than one"_s;
        QTest::newRow("a password") << plan([](auto& p) { p.target = u"http://me:secret@127.0.0.1/"_s; })
                                    << u"Authorization"_s;
        QTest::newRow("no requests") << plan([](auto& p) { p.requests = 0; }) << u"requests"_s;
        QTest::newRow("too many") << plan([](auto& p) { p.requests = bench::mostRequests + 1; }) << u"requests"_s;
        QTest::newRow("none at a time") << plan([](auto& p) { p.concurrency = 0; }) << u"concurrency"_s;
        QTest::newRow("too many at a time")
            << plan([](auto& p) { p.concurrency = bench::mostConcurrency + 1; }) << u"10,000"_s;
        QTest::newRow("sequential, two at a time") << plan([](auto& p) {
            p.engine = bench::EngineKind::Sequential;
            p.concurrency = 2;
        }) << u"one request at a time"_s;
        QTest::newRow("threads of another engine") << plan([](auto& p) { p.threads = 2; }) << u"direct engine alone"_s;
        QTest::newRow("unchecked by another engine")
            << plan([](auto& p) { p.insecure = true; }) << u"direct engine alone"_s;
        QTest::newRow("too many threads") << plan([](auto& p) {
            p.engine = bench::EngineKind::Direct;
            p.threads = bench::mostThreads + 1;
        }) << u"threads"_s;
        QTest::newRow("checked and unchecked") << plan([](auto& p) {
            p.engine = bench::EngineKind::Direct;
            p.caFile = u"ca.pem"_s;
            p.insecure = true;
        }) << u"not both"_s;
        QTest::newRow("no method") << plan([](auto& p) { p.method = "G E T"; }) << u"G E T"_s;
        QTest::newRow("a body that HEAD would not send") << plan([](auto& p) {
            p.method = "HEAD";
            p.bodyFile = u"body"_s;
        }) << u"HEAD request has no body"_s;
        QTest::newRow("a forged header") << plan([](auto& p) {
            p.headers = {{"X-A", "1\r\nHost: other"}};
        }) << u"X-A"_s;
        QTest::newRow("our own header") << plan([](auto& p) {
            p.headers = {{"Content-Length", "5"}};
        }) << u"Content-Length"_s;
        QTest::newRow("a secret not kept") << plan([](auto& p) {
            p.headers = {{"Cookie", QByteArray()}};
        }) << u"Cookie"_s;
        QTest::newRow("no timeout") << plan([](auto& p) { p.timeout = milliseconds(0); }) << u"timeout"_s;
        QTest::newRow("a server of one's own and the test server") << plan([](auto& p) {
            p.target = u"http://192.0.2.1/"_s;
            p.server = bench::ServerPlan{};
        }) << u"one of them"_s;
        QTest::newRow("links and the test server") << plan([](auto& p) {
            p.target.clear();
            p.linksFile = u"links"_s;
            p.server = bench::ServerPlan{};
        }) << u"one of them"_s;
        QTest::newRow("a seed that JSON cannot hold") << plan([](auto& p) {
            p.target.clear();
            p.server = bench::ServerPlan{.delay = {}, .seed = bench::mostSeed + 1};
        }) << u"seed"_s;
        QTest::newRow("a delay that is none") << plan([](auto& p) {
            p.target.clear();
            p.server = bench::ServerPlan{.delay = u"3:1"_s};
        }) << u"3:1"_s;
    }
    void aPlanThatCannotBeSaysWhy() {
        QFETCH(bench::LoadPlan, plan);
        QFETCH(QString, saying);
        const auto checked = bench::checkPlan(plan);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, QByteArray(bench::badPlan));
        QVERIFY2(checked.error().message.contains(saying), qPrintable(checked.error().message));
    }

    void theNumberMayStandInPathAndQuery() {
        for (const QString& target : {u"http://127.0.0.1/{}"_s, u"http://127.0.0.1:81/a?n={}"_s, u"http://[::1]/a{}b"_s,
                                      u"http://127.0.0.1?n={}"_s}) {
            bench::LoadPlan plan;
            plan.target = target;
            QVERIFY2(bench::checkPlan(plan), qPrintable(target));
        }
    }

    void aPlanComesBackFromJsonAsItWas() {
        bench::LoadPlan plan;
        plan.name = u"näme “quoted”"_s;
        plan.method = "POST";
        plan.headers = {{"Accept", "text/html"}, {"X-Empty", QByteArray("")}};
        plan.bodyFile = u"/tmp/a body"_s;
        plan.requests = 100'000'000;
        plan.duration = milliseconds(1'500);
        plan.warmUp = milliseconds(250);
        plan.concurrency = 77;
        plan.timeout = milliseconds(1'234);
        plan.connectTimeout = milliseconds(99);
        plan.keepAlive = false;
        plan.followRedirects = true;
        plan.server = bench::ServerPlan{.delay = u"0:3000ms"_s, .bodySize = 1'024, .seed = bench::mostSeed};
        const auto text = QJsonDocument(bench::planToJson(plan)).toJson();
        const auto back = bench::planFromJson(QJsonDocument::fromJson(text).object());
        QVERIFY(back);
        QVERIFY(*back == plan);
        QVERIFY(bench::checkPlan(*back));
    }

    void secretsAreNotKeptWithAPlan() {
        bench::LoadPlan plan;
        plan.target = u"http://127.0.0.1/"_s;
        plan.headers = {{"Authorization", "Bearer deep-secret"},
                        {"cookie", "id=deep-secret"},
                        {"X-Api-Key", "deep-secret"},
                        {"PRIVATE-TOKEN", "deep-secret"},
                        {"X-Client-Secret", "deep-secret"},
                        {"Session-Id", "deep-secret"},
                        {"X-Password", "deep-secret"},
                        {"X-Goog-Authenticated-User", "deep-secret"}};
        const QByteArray text = QJsonDocument(bench::planToJson(plan)).toJson();
        QVERIFY2(!text.contains("deep-secret"), text.constData());
        QVERIFY(!bench::planAsCommand(plan).contains("deep-secret"_L1));
        const auto back = bench::planFromJson(QJsonDocument::fromJson(text).object());
        QVERIFY(back);
        QCOMPARE(back->headers.size(), plan.headers.size());
        QVERIFY(!bench::checkPlan(*back)); // until they are given again
    }

    void brokenJsonNamesTheFieldThatIsWrong_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        QTest::newRow("text for a number") << QByteArray(R"({"concurrency":"many"})") << u"concurrency"_s;
        QTest::newRow("half a request") << QByteArray(R"({"requests":1.5})") << u"requests"_s;
        QTest::newRow("an unknown engine") << QByteArray(R"({"engine":"steam"})") << u"engine"_s;
        QTest::newRow("headers as text") << QByteArray(R"({"headers":"a: b"})") << u"headers"_s;
        QTest::newRow("a header of three") << QByteArray(R"({"headers":[["a","b","c"]]})") << u"headers"_s;
        QTest::newRow("stages of one number") << QByteArray(R"({"stages":[[1]]})") << u"stages"_s;
        QTest::newRow("stages as text") << QByteArray(R"({"stages":"500:30"})") << u"stages"_s;
        QTest::newRow("a rate as text") << QByteArray(R"({"rate_per_s":"10"})") << u"rate_per_s"_s;
        QTest::newRow("an endless time") << QByteArray(R"({"timeout_s":1e300})") << u"timeout_s"_s;
        QTest::newRow("a server that is none") << QByteArray(R"({"server":true})") << u"server"_s;
        QTest::newRow("a number for truth") << QByteArray(R"({"keep_alive":1})") << u"keep_alive"_s;
    }
    void brokenJsonNamesTheFieldThatIsWrong() {
        QFETCH(QByteArray, json);
        QFETCH(QString, field);
        const auto plan = bench::planFromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!plan);
        QVERIFY2(plan.error().message.contains(field), qPrintable(plan.error().message));
    }

    void theCommandIsQuotedForAShell() {
        bench::LoadPlan plan;
        plan.target = u"http://127.0.0.1/?a=1&b={}"_s;
        plan.headers = {{"X-It", "it's"}};
        const QString command = bench::planAsCommand(plan);
        QVERIFY2(command.contains("'http://127.0.0.1/?a=1&b={}'"_L1), qPrintable(command));
        QVERIFY2(command.contains(R"('X-It: it'\''s')"_L1), qPrintable(command));
    }

    void whatIsOfTheDirectEngineIsKeptAndNamed() {
        bench::LoadPlan plan;
        plan.target = u"https://127.0.0.1/"_s;
        plan.engine = bench::EngineKind::Direct;
        plan.threads = 3;
        plan.caFile = u"/etc/my own.pem"_s;
        plan.localAddresses = {u"127.0.0.5"_s, u"::1"_s};
        auto back = bench::planFromJson(bench::planToJson(plan));
        QVERIFY(back && *back == plan);
        const QString command = bench::planAsCommand(plan);
        QVERIFY2(command.contains("--engine direct --threads 3 --ca-file '/etc/my own.pem'"_L1), qPrintable(command));
        QVERIFY2(command.contains("--local-address 127.0.0.5 --local-address ::1"_L1), qPrintable(command));
        QVERIFY(bench::checkPlan(plan));
        plan.localAddresses << u"here"_s;
        QVERIFY(!bench::checkPlan(plan));
        plan.localAddresses.removeLast();
        plan.caFile.clear();
        plan.insecure = true;
        back = bench::planFromJson(bench::planToJson(plan));
        QVERIFY(back && *back == plan);
        QVERIFY(bench::planAsCommand(plan).contains(" --insecure"_L1));
    }

    void theRateIsKeptAndNamed() {
        bench::LoadPlan plan;
        plan.target = u"http://127.0.0.1/"_s;
        plan.engine = bench::EngineKind::Direct;
        plan.requests = 0;
        plan.rate = 12.5;
        plan.stages = {{500, milliseconds(30'000)}, {0, milliseconds(1'500)}};
        plan.firstByteTimeout = milliseconds(250);
        auto back =
            bench::planFromJson(QJsonDocument::fromJson(QJsonDocument(bench::planToJson(plan)).toJson()).object());
        QVERIFY(back && *back == plan);
        QVERIFY(bench::checkPlan(plan));
        const QString command = bench::planAsCommand(plan);
        QVERIFY2(command.contains("--rate 12.5 --stage 500:30 --stage 0:1.5"_L1), qPrintable(command));
        QVERIFY2(command.contains("--first-byte-timeout 0.25"_L1), qPrintable(command));
        QCOMPARE(bench::expectedDuration(plan), milliseconds(31'500));
        QVERIFY(!bench::bestPossible(plan));
    }

    void aRateThatCannotBeKeptIsRefused_data() {
        using bench::EngineKind;
        QTest::addColumn<int>("engine");
        QTest::addColumn<double>("rate");
        QTest::addColumn<QList<bench::Stage>>("stages");
        QTest::addColumn<int>("requests");
        const QList<bench::Stage> none;
        QTest::newRow("an engine that waits") << int(EngineKind::Qt) << 10.0 << none << 10;
        QTest::newRow("a negative one") << int(EngineKind::Direct) << -1.0 << none << 10;
        QTest::newRow("too high") << int(EngineKind::Direct) << 1e9 << none << 10;
        QTest::newRow("no number") << int(EngineKind::Direct) << qQNaN() << none << 10;
        QTest::newRow("without an end") << int(EngineKind::Direct) << 10.0 << none << 0;
        const milliseconds time(1'000);
        QTest::newRow("stages and a number") << int(EngineKind::Direct) << 1.0 << QList<bench::Stage>{{5, time}} << 10;
        QTest::newRow("nothing to send") << int(EngineKind::Direct) << 0.0 << QList<bench::Stage>{{0, time}} << 0;
        QTest::newRow("no time") << int(EngineKind::Direct) << 1.0 << QList<bench::Stage>{{5, milliseconds(0)}} << 0;
        QTest::newRow("a rate below nothing") << int(EngineKind::Direct) << 1.0 << QList<bench::Stage>{{-5, time}} << 0;
        QTest::newRow("too many requests")
            << int(EngineKind::Direct) << 1e6 << QList<bench::Stage>{{1e6, milliseconds(1'000'000)}} << 0;
        QTest::newRow("too many stages") << int(EngineKind::Direct) << 1.0
                                         << QList<bench::Stage>(bench::mostStages + 1, {5, time}) << 0;
    }
    void aRateThatCannotBeKeptIsRefused() {
        QFETCH(int, engine);
        QFETCH(double, rate);
        QFETCH(QList<bench::Stage>, stages);
        QFETCH(int, requests);
        bench::LoadPlan plan;
        plan.target = u"http://127.0.0.1/"_s;
        plan.engine = static_cast<bench::EngineKind>(engine);
        plan.rate = rate;
        plan.stages = stages;
        plan.requests = requests;
        const auto checked = bench::checkPlan(plan);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, bench::badPlan);
    }

    void textsThatAreNoStagesAreNone() {
        QVERIFY((bench::stageFromText(u"500:30"_s) == bench::Stage{500, milliseconds(30'000)}));
        QVERIFY((bench::stageFromText(u"0:0.001"_s) == bench::Stage{0, milliseconds(1)}));
        for (const char* text : {"", ":", "500", "500:", ":30", "a:1", "1:b", "-1:5", "1:0", "1:-5", "1:1e99", "1e99:1",
                                 "nan:1", "1:nan", "1:2:3", "inf:1"})
            QVERIFY2(!bench::stageFromText(QString::fromLatin1(text)), text);
    }

    void theCommandOfAServerThatAnswersAtOnceNamesNoDelay() {
        bench::LoadPlan plan;
        plan.server = bench::ServerPlan{.delay = {}, .bodySize = 10, .seed = 4};
        const QString command = bench::planAsCommand(plan);
        QVERIFY2(!command.contains("--serve-delay"_L1), qPrintable(command));
        QVERIFY2(command.contains("--serve-body-size 10 --serve-seed 4"_L1), qPrintable(command));
        plan.server->delay = u"0:5ms"_s;
        QVERIFY(bench::planAsCommand(plan).contains("--serve-delay 0:5ms"_L1));
    }

    void theCommandAllowsWhatThePlanReaches() {
        bench::LoadPlan plan;
        plan.target = u"http://192.0.2.1/{}"_s;
        QVERIFY(bench::planAsCommand(plan).contains(" --remote"_L1));
        plan.target = u"http://127.0.0.1/{}"_s;
        QVERIFY(!bench::planAsCommand(plan).contains("--remote"_L1));
        plan.server = bench::ServerPlan{}; // as a result says it, with the address that its server had
        QVERIFY2(!bench::planAsCommand(plan).contains("http"_L1), qPrintable(bench::planAsCommand(plan)));
    }

    void loopbackIsToldByTheHostAlone() {
        for (const QString& link : {u"http://localhost:80/"_s, u"http://127.0.0.1/"_s, u"http://127.9.9.9/"_s,
                                    u"http://[::1]:81/"_s, u"http://127.255.0.19/"_s})
            QVERIFY2(bench::isLoopback(QUrl(link)), qPrintable(link));
        for (const QString& link :
             {u"http://example.org/"_s, u"http://127.0.0.1.example.org/"_s, u"http://10.0.0.1/"_s,
              u"http://localhost.example/"_s, u"http://[::2]/"_s, u"https://a.localhost/"_s, u"http://127.0.0.256/"_s})
            QVERIFY2(!bench::isLoopback(QUrl(link)), qPrintable(link));
    }
};

QTEST_GUILESS_MAIN(LoadPlanTest)
#include "tst_loadplan.moc"
