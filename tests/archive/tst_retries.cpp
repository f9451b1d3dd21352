#include "scriptedserver.h"
#include "station.h"

#include "archive/errors.h"
#include "ui/idlefetcher.h"

using namespace std::chrono_literals;
using library::JobState;

// What passes with time, with a clock that the tests move.
class RetriesTest : public QObject {
    Q_OBJECT

    support::FakeClock m_clock;

    // Pauses pass at once. What is under way gets all the time it needs: no deadline may fall on a busy machine.
    bool advanceUntil(Station& station, const std::function<bool()>& holds, std::chrono::seconds most = 7'200s) {
        const auto advanceWhenQuiet = [&] {
            if (holds())
                return true;
            if (station.fetcher->inFlight() == 0) {
                most -= 1s;
                m_clock.advance(1s);
            }
            return false;
        };
        return QTest::qWaitFor(advanceWhenQuiet, 20'000) && most >= 0s;
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatPassesIsCapturedInTheEnd() {
        ScriptedServer server;
        server.serve("/page", [](const Request& request) {
            return request.times < 3
                       ? Reply{.status = 502, .body = "not yet"}
                       : Reply{.body = "<title>Third time</title><p>" + QByteArray("lucky ").repeated(99)};
        });
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(advanceUntil(station, [&] { return station.state(id) == JobState::Done; }));
        QCOMPARE(server.times("/page"), 3);
        const auto captures = station.captures(server.link("/page"));
        QCOMPARE(captures.size(), 1); // one visit
        QCOMPARE(captures[0].attempts, 3);
    }

    void threeAttemptsAreTheMost() {
        ScriptedServer server;
        server.serve("/page", Reply{.status = 500, .body = "never"});
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(advanceUntil(station, [&] { return station.state(id) == JobState::Failed; }));
        QCOMPARE(server.times("/page"), 3);
        QCOMPARE(station.captures(server.link("/page")).value(0).attempts, 3);
    }

    void brokenConnectionsAreRetried() {
        ScriptedServer server;
        server.serve("/page", [](const Request& request) {
            if (request.times == 1)
                return Reply{.reset = true};
            if (request.times == 2)
                return Reply{.body = "<p>half", .promisedLength = 100'000};
            return Reply{.body = "<title>Whole</title><p>" + QByteArray("whole ").repeated(99)};
        });
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(advanceUntil(station, [&] { return station.state(id) == JobState::Done; }));
        QCOMPARE(station.job(id).title, QStringLiteral("Whole"));
    }

    void retryAfterWaitsOnDiskAndOverARestart() {
        ScriptedServer server;
        server.serve("/page", [](const Request& request) {
            return request.times == 1 ? Reply{.status = 503, .body = "busy", .headers = {"Retry-After: 600"}}
                                      : Reply{.body = "<title>Back</title><p>" + QByteArray("again ").repeated(99)};
        });
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Waiting);
        const auto notBefore = station.job(id).notBefore;
        QVERIFY(notBefore);
        QCOMPARE(m_clock.nowUtc().secsTo(*notBefore), 600);
        QCOMPARE(station.job(id).attempts, 1);
        QCOMPARE(station.job(id).status, 503);
        QVERIFY(station.job(id).errorText.contains(QStringLiteral("503")));

        station.start(); // the program was started again
        QVERIFY(station.waitForIdle());
        m_clock.advance(500s);
        QCOMPARE(station.state(id), JobState::Waiting);
        QCOMPARE(server.times("/page"), 1);
        QVERIFY(advanceUntil(station, [&] { return station.state(id) == JobState::Done; }));
        QCOMPARE(server.times("/page"), 2);
    }

    void retryAfterOfMoreThanAnHourIsAFailureThatNamesTheTime() {
        ScriptedServer server;
        server.serve("/page", Reply{.status = 429, .body = "busy", .headers = {"Retry-After: 86400"}});
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Failed);
        QCOMPARE(station.job(id).errorKind, QByteArray(archive::waitTooLong));
        QVERIFY(!station.job(id).errorText.isEmpty());
        QCOMPARE(server.times("/page"), 1);
    }

    void busyHostIsLeftAloneAndOthersGoOn() {
        ScriptedServer busy;
        ScriptedServer other(QStringLiteral("127.0.0.3"));
        busy.serve("/1", [](const Request& request) {
            return request.times == 1 ? Reply{.status = 429, .body = "slow", .headers = {"Retry-After: 300"}}
                                      : Reply{.body = "<p>" + QByteArray("fine ").repeated(99)};
        });
        busy.servePage("/2", "Second");
        other.servePage("/3", "Third");
        Station station(m_clock);
        station.settings.hostLimit = 1;
        const auto first = station.add(busy.link("/1"));
        const auto second = station.add(busy.link("/2"));
        const auto third = station.add(other.link("/3"));
        station.start();
        QVERIFY(station.waitForState(third, JobState::Done));
        QVERIFY(station.waitForIdle());
        m_clock.advance(200s);
        station.settle();
        QCOMPARE(busy.times("/2"), 0);
        QCOMPARE(station.state(second), JobState::Waiting);
        QVERIFY(advanceUntil(station, [&] {
            return station.state(first) == JobState::Done && station.state(second) == JobState::Done;
        }));
    }

    void whatArrivesInTheTurnOfABusyAnswerIsAskedForAgain() {
        Station station(m_clock);
        auto fetcher = std::make_unique<stage::IdleFetcher>();
        stage::IdleFetcher& net = *fetcher;
        station.makePipeline(std::move(fetcher));
        const auto ids = station.add({QStringLiteral("http://127.0.0.2/1"), QStringLiteral("http://127.0.0.2/2")});
        station.pipeline->start();
        QTRY_COMPARE(net.inFlight(), 2);
        QCOMPARE(net.request(0).link.path(), QStringLiteral("/1"));
        net::Exchange busy;
        busy.finalLink = net.request(0).link;
        busy.status = 503;
        busy.error = net::ErrorKind::HttpStatus;
        busy.retryAfter = 300s;
        net::Exchange page;
        page.finalLink = net.request(1).link;
        page.status = 200;
        page.body = "<p>fine</p>";
        net.end(0, busy);
        net.end(0, page); // its capture was put back already
        QTRY_VERIFY(station.job(ids.at(0)).notBefore);
        QTRY_COMPARE(station.state(ids.at(1)), JobState::Waiting);
        QCOMPARE(station.job(ids.at(1)).attempts, 0);
        QCOMPARE(net.inFlight(), 0);
    }

    void clockSetBackHoldsNothingUp() {
        ScriptedServer server;
        server.serve("/page", [](const Request& request) {
            return request.times == 1 ? Reply{.status = 503, .body = "busy", .headers = {"Retry-After: 60"}}
                                      : Reply{.body = "<title>Back</title><p>" + QByteArray("again ").repeated(99)};
        });
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QVERIFY(station.job(id).notBefore);
        m_clock.setNowUtc(m_clock.nowUtc().addYears(-1));
        QVERIFY(advanceUntil(
            station, [&] { return station.state(id) == JobState::Done; }, 300s));
        QVERIFY(station.job(id).durationMs >= 0);
    }

    void clockSetBackDuringACaptureGivesNoNegativeTime() {
        ScriptedServer server;
        server.serve("/page", [this](const Request&) {
            m_clock.setNowUtc(m_clock.nowUtc().addDays(-2));
            return Reply{.body = "<title>Odd</title><p>" + QByteArray("times ").repeated(99)};
        });
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Done);
        QVERIFY(station.job(id).durationMs >= 0);
        const auto capture = station.captures(server.link("/page")).value(0);
        QVERIFY(capture.startedAt <= capture.finishedAt);
    }

    void stalledServerTimesOut() {
        ScriptedServer server;
        server.serve("/page", Reply{.hold = true});
        Station station(m_clock);
        station.settings.attempts = 1;
        const auto id = station.add(server.link("/page"));
        station.start();
        QTRY_COMPARE(server.open(), 1);
        QVERIFY(QTest::qWaitFor(
            [&] {
                m_clock.advance(1s);
                return station.state(id) == JobState::Failed;
            },
            20'000));
        QVERIFY(station.job(id).errorKind.endsWith("timeout"));
        QTRY_COMPARE(server.open(), 0);
    }
};

QTEST_GUILESS_MAIN(RetriesTest)
#include "tst_retries.moc"
