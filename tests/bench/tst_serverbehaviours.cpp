#include "client.h"

#include "bench/server/server.h"

#include <QRegularExpression>
#include <QTest>

#include <cerrno>

using namespace std::chrono_literals;
using namespace bench::server;

// What the server does under each of its names: /stall, /reset, /drip, /redirect …
class ServerBehavioursTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void stalledRequestsAreSeenAndGoWithTheirClient() {
        Server server;
        server.start();
        {
            Client client(server.port());
            client.send("GET /stall HTTP/1.1\r\nHost: a\r\n\r\n");
            QVERIFY(server.waitForRequests(1, 10s));
            QCOMPARE(server.counters().inFlight, 1U);
        }
        QTRY_COMPARE(server.counters().open, 0U);
        QCOMPARE(server.counters().inFlight, 0U);
    }

    void aStalledBodyHasItsHeadAndBeginning() {
        Server server;
        server.start();
        Client client(server.port());
        client.send("GET /stall-body HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(client.atMost(120).find("Content-Length: 100000\r\n") != std::string::npos);
    }

    void resetsReachTheClient() {
        Server server;
        server.start();
        Client client(server.port());
        client.ask("/reset");
        QCOMPARE(client.lastError(), ECONNRESET);
        Client within(server.port());
        within.send("GET /reset-body HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(within.untilClosed().size() > 100);
        QCOMPARE(within.lastError(), ECONNRESET);
    }

    void liesAboutLengthAreTold() {
        Server server;
        server.start();
        const auto fetch = [&](const char* path) { return Client(server.port()).ask(path); };
        QVERIFY(!fetch("/short").whole);
        QVERIFY(!fetch("/short").body.empty());
        QCOMPARE(fetch("/long").body.size(), 40U);
        QVERIFY(!fetch("/short-chunks").whole);
        QCOMPARE(fetch("/close").status, 0);
    }

    void aDripComesInPieces() {
        Server server;
        server.start();
        const auto before = std::chrono::steady_clock::now();
        const auto answer = Client(server.port()).ask("/drip?bytes=5&ms=10");
        QCOMPARE(answer.body, std::string("xxxxx"));
        QVERIFY(std::chrono::steady_clock::now() - before >= 40ms);
    }

    void aLateAnswerIsLate() {
        Server server;
        server.start();
        const auto before = std::chrono::steady_clock::now();
        QCOMPARE(Client(server.port()).ask("/delay/60").status, 200);
        QVERIFY(std::chrono::steady_clock::now() - before >= 60ms);
    }

    void flakyFailsAsOftenAsAskedForEachKey() {
        Server server;
        server.start();
        Client client(server.port());
        QCOMPARE(client.ask("/flaky/2?key=a&retry-after=1").headers["retry-after"], std::string("1"));
        QCOMPARE(client.ask("/flaky/2?key=b").status, 503);
        QCOMPARE(client.ask("/flaky/2?key=a").status, 503);
        QCOMPARE(client.ask("/flaky/2?key=a").status, 200);
        QCOMPARE(client.ask("/flaky/1?key=c&status=429").status, 429);
        QCOMPARE(client.ask("/flaky/1?key=d&status=99").status, 400);
        QCOMPARE(client.ask("/flaky/1?key=d&status=1000").status, 400);
        QCOMPARE(client.ask("/flaky/1?key=d&status=4294967796").status, 400); // 500 and 2 to the power of 32
        QCOMPARE(client.ask("/flaky/1?key=d").status, 503);                   // those were no failures
    }

    void redirectsLeadToTheEndOrRoundAndRound() {
        Server server;
        server.start();
        Client client(server.port());
        QCOMPARE(client.ask("/redirect/2?code=308").headers["location"], std::string("/redirect/1?code=308"));
        QCOMPARE(client.ask("/redirect/1?code=308").status, 308);
        QCOMPARE(client.ask("/redirect/0").status, 200);
        QCOMPARE(client.ask("/loop").headers["location"], std::string("/loop-back"));
        QCOMPARE(client.ask("/loop-back").headers["location"], std::string("/loop"));
        QCOMPARE(client.ask("/redirect-to?url=http%3A%2F%2Fa.test%2F").headers["location"],
                 std::string("http://a.test/"));
        QCOMPARE(client.ask("/redirect-to?url=%0d%0aX:1").status, 400);
    }

    void statusesAndTheirHeaders() {
        Server server;
        server.start();
        Client client(server.port());
        const auto answer = client.ask("/status/503?retry-after=120");
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.headers.at("retry-after"), std::string("120"));
        QCOMPARE(client.ask("/status/410").status, 410);
        QCOMPARE(client.ask("/status/none").status, 400);
        for (const char* path : {"/status/503", "/flaky/9"}) {
            const auto refused = client.ask(std::string(path) + "?retry-after=1%0d%0aSet-Cookie:%20a=b");
            QCOMPARE(refused.status, 400);
            QVERIFY(!refused.headers.contains("set-cookie"));
        }
    }

    void endlessAnswersNeedNoMemoryAndEndWithTheClient() {
        Server server;
        server.start();
        for (const char* path : {"/endless-header", "/endless-body", "/endless-body?kind=chunked", "/gzip-bomb"}) {
            Client client(server.port());
            client.send(std::string("GET ") + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
            QCOMPARE(client.atMost(5'000'000).size(), 5'000'000U);
        }
        QTRY_COMPARE(server.counters().open, 0U);
        QCOMPARE(server.counters().inFlight, 0U);
    }

    void anEndlessAnswerDoesNotKeepOthersWaiting() {
        Server server;
        server.start();
        Client greedy(server.port());
        greedy.send("GET /endless-body HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(greedy.atMost(1'000'000).size() == 1'000'000);
        QCOMPARE(Client(server.port()).ask("/page/1").status, 200);
    }

    void credentialsAreAskedForAndCounted() {
        Server server;
        server.start();
        Client client(server.port());
        const auto refused = client.ask("/auth?realm=Pier");
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.headers.at("www-authenticate"), std::string("Basic realm=\"Pier\", charset=\"UTF-8\""));
        QCOMPARE(client.ask("/auth", "Authorization: Basic dXNlcjpzZWNyZXQ=\r\n").status, 200);
        QCOMPARE(client.ask("/auth?user=a&password=b", "Authorization: Basic YTpi\r\n").status, 200);
        QCOMPARE(client.ask("/auth", "Authorization: Basic YTpi\r\n").status, 401);
        QCOMPARE(server.requests("/auth").size(), 4U);
    }

    void cookiesAreSetAndShown() {
        Server server;
        server.start();
        Client client(server.port());
        QCOMPARE(client.ask("/cookie/set?name=a&value=b").headers["set-cookie"], std::string("a=b; Path=/"));
        QCOMPARE(client.ask("/cookie/show", "Cookie: a=b\r\n").body, std::string("a=b"));
    }

    void pagesAreTheSameForTheSameNumber() {
        Server server;
        server.start();
        Client client(server.port());
        QCOMPARE(client.ask("/page/12").body, client.ask("/page/12").body);
        QVERIFY(client.ask("/page/12").body != client.ask("/page/13").body);
    }

    void charsetsAreWhatTheySay() {
        Server server;
        server.start();
        Client client(server.port());
        const auto japanese = client.ask("/charset/shift_jis?header=missing");
        QCOMPARE(japanese.headers.at("content-type"), std::string("text/html"));
        QVERIFY(japanese.body.find("\x92\xaa\x82\xcc") != std::string::npos); // the first two characters of the text
        QCOMPARE(client.ask("/charset/windows-1251?header=wrong").headers["content-type"],
                 std::string("text/html; charset=iso-8859-15"));
        QVERIFY(client.ask("/charset/windows-1251").body.find("\xcf\xf0\xe8\xeb\xe8\xe2\xfb") != std::string::npos);
        QCOMPARE(client.ask("/charset/utf-16").body.substr(0, 2), std::string("\xff\xfe"));
        QVERIFY(client.ask("/charset/gb18030?meta=yes").body.find("<meta charset=\"gb18030\">") != std::string::npos);
        QCOMPARE(client.ask("/charset/no-such-thing").status, 404);
    }

    void mediaHaveTheirMarks() {
        Server server;
        server.start();
        Client client(server.port());
        QVERIFY(client.ask("/image.png?width=3&height=2").body.starts_with("\x89PNG\r\n\x1a\n"));
        QVERIFY(client.ask("/pdf").body.starts_with("%PDF-"));
        const std::size_t smallest = client.ask("/image/0.png").body.size();
        const std::size_t largest = client.ask("/image/19.png").body.size();
        QVERIFY2(smallest >= 1'000 && smallest < 2'000, qPrintable(QString::number(smallest)));
        QVERIFY2(largest > 180'000 && largest < 210'000, qPrintable(QString::number(largest)));
        QCOMPARE(client.ask("/gzip").headers["content-encoding"], std::string("gzip"));
    }

    void everyBehaviourIsListed() {
        Server server;
        server.start();
        const std::string listing = Client(server.port()).ask("/").body;
        for (const auto group : {faults(), redirects(), pages(), media(), access()}) {
            for (const Behaviour& behaviour : group)
                QVERIFY(listing.find("<code>" + std::string(behaviour.path) + "</code>") != std::string::npos);
        }
    }

    void handlersOfTestsComeFirst() {
        Server server;
        server.handle("/page/1", [](const Request& request) { return answer(request, textResponse(418, "mine")); });
        server.handle("/mine/",
                      [](const Request& request) { return answer(request, textResponse(200, request.path)); });
        server.start();
        Client client(server.port());
        QCOMPARE(client.ask("/page/1").status, 418);
        QCOMPARE(client.ask("/page/2").status, 200);
        QCOMPARE(client.ask("/mine/a/b").body, std::string("/mine/a/b"));
        QCOMPARE(client.ask("/other").status, 404);
    }
};

QTEST_GUILESS_MAIN(ServerBehavioursTest)
#include "tst_serverbehaviours.moc"
