#include "client.h"

#include "base/descriptors.h"
#include "bench/server/server.h"

#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>

using namespace std::chrono_literals;
using namespace bench::server;
using std::chrono::milliseconds;

namespace {

const std::string get = "GET /x HTTP/1.1\r\nHost: test\r\n\r\n";

// As `tidemark-cli serve` runs it: no log of requests, so that known ones are not read again.
Options load(std::size_t size = 1'000) {
    Options options;
    options.keepLog = false;
    options.content.body = std::string(size, 'b');
    return options;
}

milliseconds told(const std::string& header) {
    const bool fine = header.ends_with("ms");
    return milliseconds(std::stoll(header) * (fine ? 1 : 1'000));
}

} // namespace

class ServerLoadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void knownRequestsAreAnsweredAsThoseThatAreRead() {
        Server server(load());
        QCOMPARE(server.start(), std::string());
        Client client(server.port());
        const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
                                   "1000\r\n\r\n" +
                                   std::string(1'000, 'b');
        for (int request = 0; request < 4; ++request) {
            client.send(get);
            QCOMPARE(client.atMost(answer.size()), answer);
        }
        client.send(get + get.substr(0, 20));
        QCOMPARE(client.answer().body.size(), 1'000U);
        client.send(get.substr(20) + "HEAD /x HTTP/1.1\r\nHost: test\r\n\r\n");
        QCOMPARE(client.answer().body.size(), 1'000U);
        QCOMPARE(client.answer(true).headers["content-length"], std::string("1000"));
        QTRY_COMPARE(server.counters().answered, 7U);
        QCOMPARE(server.counters().requests, 7U);
        QCOMPARE(server.counters().inFlight, 0U);
    }

    void pipelinedKnownRequestsAreEachAnswered() {
        Server server(load(10));
        server.start();
        Client client(server.port());
        std::string all;
        for (int request = 0; request < 1'000; ++request)
            all += get;
        client.send(all);
        for (int request = 0; request < 1'000; ++request)
            QCOMPARE(client.answer().body.size(), 10U);
    }

    void behavioursKeepTheirPathsBesideTheBody() {
        Server server(load());
        server.start();
        Client client(server.port());
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(client.ask("/").body.size(), 1'000U);
            QCOMPARE(client.ask("/status/404").status, 404);
            QCOMPARE(client.ask("/size/3").body.size(), 3U);
            QCOMPARE(client.ask("/other").body.size(), 1'000U);
        }
    }

    void theListStandsAtTheAddressWhereNoLoadWasAskedFor() {
        Options options = load();
        options.content.list = true;
        Server server(options);
        server.start();
        Client client(server.port());
        for (int round = 0; round < 2; ++round) {
            QVERIFY(client.ask("/").body.find("<code>/stall</code>") != std::string::npos);
            QCOMPARE(client.ask("/other").body.size(), 1'000U);
        }
    }

    void delaysAreWaitedToldAndThoseOfTheSeed_data() {
        QTest::addColumn<int>("step");
        QTest::newRow("milliseconds") << 1;
        QTest::newRow("twenties") << 20;
    }
    void delaysAreWaitedToldAndThoseOfTheSeed() {
        QFETCH(int, step);
        Options options = load();
        options.content.delay = Delay{0ms, 60ms, milliseconds(step)};
        options.content.seed = 11;
        Server server(options);
        server.start();
        Client client(server.port());
        for (const milliseconds expected : bench::drawnDelays(*options.content.delay, 11, 12)) {
            const auto before = std::chrono::steady_clock::now();
            const auto answer = client.ask("/x");
            QCOMPARE(told(answer.headers.at("delay")), expected);
            QVERIFY(std::chrono::steady_clock::now() - before >= expected);
        }
    }

    void wholeSecondsAreToldAsSuch() {
        Options options = load();
        options.content.delay = Delay{0ms, 1'000ms, 1'000ms};
        Server server(options);
        server.start();
        Client client(server.port());
        for (const milliseconds expected : bench::drawnDelays(*options.content.delay, 1, 3))
            QCOMPARE(client.ask("/x").headers.at("delay"), std::to_string(expected.count() / 1'000));
    }

    void whereNoDelayIsDrawnNoneIsTold() {
        Server server(load());
        server.start();
        QVERIFY(!Client(server.port()).ask("/x").headers.contains("delay"));
    }

    void filesAreLateTooAndTellIt() {
        QTemporaryFile file(QStringLiteral("XXXXXX.txt"));
        QVERIFY(file.open() && file.write("text") == 4 && file.flush());
        Options options;
        options.content.root = QFileInfo(file.fileName()).absolutePath().toStdString();
        options.content.delay = Delay{30ms, 30ms, 1ms};
        Server server(options);
        server.start();
        const auto before = std::chrono::steady_clock::now();
        const auto answer = Client(server.port()).ask('/' + QFileInfo(file.fileName()).fileName().toStdString());
        QCOMPARE(answer.body, std::string("text"));
        QCOMPARE(answer.headers.at("delay"), std::string("30ms"));
        QVERIFY(std::chrono::steady_clock::now() - before >= 30ms);
    }

    void aClientThatHasClosedItsHalfStillGetsItsAnswer() {
        Options options = load();
        options.content.delay = Delay{50ms, 50ms, 1ms};
        Server server(options);
        server.start();
        for (int request = 0; request < 2; ++request) {
            Client client(server.port());
            client.send(get);
            client.endWriting();
            QCOMPARE(client.answer().body.size(), 1'000U);
            QVERIFY(client.closed());
        }
        QTRY_COMPARE(server.counters().open, 0U);
    }

    void aClientThatIsGoneWhileItsAnswerWaitsIsForgottenThen() {
        Options options = load(1'000'000);
        options.content.delay = Delay{50ms, 50ms, 1ms};
        Server server(options);
        server.start();
        {
            Client client(server.port());
            client.send(get);
            QVERIFY(server.waitForRequests(1, 10s));
        }
        QTRY_COMPARE(server.counters().open, 0U);
        QCOMPARE(server.counters().inFlight, 0U);
    }

    void clientsThatDoNotReadKeepNobodyWaiting() {
        Server server(load(20'000'000)); // more than what the kernel keeps for a connection
        server.start();
        std::vector<std::unique_ptr<Client>> silent;
        for (int index = 0; index < 50; ++index) {
            silent.push_back(std::make_unique<Client>(server.port()));
            silent.back()->send(get);
        }
        QVERIFY(server.waitForRequests(50, 10s));
        Client client(server.port());
        for (int request = 0; request < 20; ++request)
            QCOMPARE(client.ask("/size/5").body.size(), 5U);
        QCOMPARE(server.counters().inFlight - (server.counters().requests - server.counters().answered), 0U);
        QVERIFY(server.counters().inFlight >= 50);
    }

    void fiveThousandConnectionsAtOnceAreAllAnswered() {
        constexpr int count = 5'000;
        if (base::raiseDescriptorLimit() < 2 * count + 100)
            QSKIP("the hard limit of descriptors is below what both ends of 5,000 connections need");
        Options options = load(1'024);
        options.content.delay = Delay{0ms, 500ms, 1ms};
        Server server(options);
        server.start();
        std::vector<std::unique_ptr<Client>> clients;
        for (int index = 0; index < count; ++index)
            clients.push_back(std::make_unique<Client>(server.port()));
        QTRY_COMPARE_WITH_TIMEOUT(server.counters().open, std::uint64_t(count), 30'000);
        for (int round = 0; round < 2; ++round) {
            for (const auto& client : clients)
                QVERIFY(client->send(get));
            for (const auto& client : clients) {
                const auto answer = client->answer();
                QCOMPARE(answer.status, 200);
                QCOMPARE(answer.body.size(), 1'024U);
            }
        }
        QTRY_COMPARE(server.counters().answered, 2U * count);
        QCOMPARE(server.counters().accepted, std::uint64_t(count));
        QCOMPARE(server.counters().inFlight, 0U);
        QVERIFY(server.counters().peakInFlight > 500);
    }
};

QTEST_GUILESS_MAIN(ServerLoadTest)
#include "tst_serverload.moc"
