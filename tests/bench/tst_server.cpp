#include "client.h"

#include "bench/server/server.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include <sys/resource.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace bench::server;

namespace {

std::string started(Server& server) {
    return server.start();
}

void write(const QTemporaryDir& folder, const char* name, std::string_view bytes) {
    const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

Options rootAt(const QTemporaryDir& folder) {
    Options options;
    options.content.root = folder.path().toStdString();
    return options;
}

} // namespace

class ServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aConnectionIsKeptForTheNextRequest() {
        Server server;
        QCOMPARE(started(server), std::string());
        Client client(server.port());
        for (int request = 0; request < 3; ++request) {
            const auto answer = client.ask("/page/7");
            QCOMPARE(answer.status, 200);
            QVERIFY(answer.whole);
        }
        QTRY_COMPARE(server.counters().answered, 3U);
        const Counters counters = server.counters();
        QCOMPARE(counters.accepted, 1U);
        QCOMPARE(counters.requests, 3U);
        QCOMPARE(counters.inFlight, 0U);
        QCOMPARE(server.requests("/page/7").back().number, 3U);
    }

    void pipelinedRequestsAreAnsweredInOrder() {
        Server server;
        started(server);
        Client client(server.port());
        std::string all;
        for (int request = 0; request < 300; ++request)
            all += "GET /redirect-to?url=/" + std::to_string(request) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        client.send(all);
        for (int request = 0; request < 300; ++request)
            QCOMPARE(client.answer().headers["location"], '/' + std::to_string(request));
    }

    void aClientThatWantsToCloseIsClosed() {
        Server server;
        started(server);
        Client client(server.port());
        QCOMPARE(client.ask("/empty", "Connection: close\r\n").status, 200);
        QVERIFY(client.closed());
        Client old(server.port());
        old.send("GET /empty HTTP/1.0\r\n\r\n");
        QCOMPARE(old.answer().status, 200);
        QVERIFY(old.closed());
    }

    void headHasTheHeadersAndNoBody() {
        Server server;
        started(server);
        Client client(server.port());
        client.send("HEAD /size/5000 HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(client.answer(true).headers["content-length"], std::string("5000"));
        QCOMPARE(client.ask("/size/3").body, std::string("xxx"));
    }

    void everyFramingBringsTheWholeBody() {
        Server server;
        started(server);
        for (const char* kind : {"length", "chunked", "close"}) {
            Client client(server.port());
            const auto answer = client.ask(std::string("/size/3000001?kind=") + kind);
            QVERIFY2(answer.whole, kind);
            QCOMPARE(answer.body.size(), 3'000'001U);
        }
    }

    void aRequestThatCannotBeReadIsAnsweredAndClosed() {
        Server server;
        started(server);
        Client client(server.port());
        client.send("GET / HTTP/1.1\r\n\r\n");
        QCOMPARE(client.answer().status, 400);
        QVERIFY(client.closed());
        QCOMPARE(server.counters().requests, 0U);
        Client large(server.port());
        large.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n");
        QCOMPARE(large.answer().status, 431);
    }

    void aBodyHeldBackIsAskedForAndEchoed() {
        Server server;
        started(server);
        Client client(server.port());
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.answer(true).status, 100);
        client.send("hello");
        QCOMPARE(client.answer().body, std::string("hello"));
    }

    void filesAreServedAsTheyAre() {
        QTemporaryDir folder;
        const std::string large(1'000'003, 'y');
        write(folder, "index.html", "<p>index");
        write(folder, "sub/index.html", "<p>below");
        write(folder, "a b.txt", "text");
        write(folder, "large.bin", large);
        write(folder, "empty.html", "");
        Server server(rootAt(folder));
        started(server);
        Client client(server.port());
        QCOMPARE(client.ask("/").body, std::string("<p>index"));
        QCOMPARE(client.ask("/sub/").headers["content-type"], std::string("text/html"));
        QCOMPARE(client.ask("/a%20b.txt?query").body, std::string("text"));
        QVERIFY(client.ask("/large.bin").body == large);
        QVERIFY(client.ask("/empty.html").whole);
        QCOMPARE(client.ask("/missing.html").status, 404);
        QCOMPARE(client.ask("/page/1").status, 200);
    }

    void aFileThatBecomesShorterEndsItsConnection() {
        QTemporaryDir folder;
        write(folder, "large.bin", std::string(30'000'000, 'y'));
        Server server(rootAt(folder));
        started(server);
        Client client(server.port());
        client.send("GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(client.atMost(1'000).size(), 1'000U);
        std::filesystem::resize_file(folder.path().toStdString() + "/large.bin", 0);
        QVERIFY(client.untilClosed().size() < 30'000'000U);
        QTRY_COMPARE(server.counters().open, 0U);
    }

    void nothingOutsideTheFolderIsServed() {
        QTemporaryDir outside;
        QTemporaryDir folder;
        write(outside, "secret.txt", "secret");
        write(folder, "inside.txt", "inside");
        std::filesystem::create_symlink(outside.path().toStdString(), folder.path().toStdString() + "/way-out");
        Server server(rootAt(folder));
        started(server);
        Client client(server.port());
        const std::string up =
            '/' + std::filesystem::path(outside.path().toStdString()).filename().string() + "/secret.txt";
        for (const std::string& path : {"/.." + up, "/%2e%2e" + up, "/x/../.." + up, "/%2e%2e%2f" + up.substr(1),
                                        std::string("/way-out/secret.txt"), std::string("//etc/passwd"),
                                        std::string("/inside.txt%00.html"), std::string("/../../../../etc/passwd")})
            QVERIFY2(client.ask(path).body.find("secret") == std::string::npos && client.ask(path).status == 404,
                     path.c_str());
        QCOMPARE(client.ask("/way-out/../inside.txt").status, 404);
        QCOMPARE(client.ask("/inside.txt").status, 200);
    }

    void oneBodyAnswersEveryOtherPath() {
        Options options;
        options.content.body = std::string(100, 'b');
        options.content.behaviours = false;
        Server server(options);
        started(server);
        Client client(server.port());
        QCOMPARE(client.ask("/1").body.size(), 100U);
        QCOMPARE(client.ask("/status/500").status, 200);
    }

    void delaysAreWholeStepsAndTheSameForTheSameSeed() {
        const auto delays = [](std::uint64_t seed) {
            Content content;
            content.body = "x";
            content.delay = Delay{1'000ms, 4'000ms, 1'000ms};
            content.seed = seed;
            Responder responder(content);
            std::vector<std::int64_t> drawn;
            for (int request = 0; request < 200; ++request) {
                const Script script = responder.respond({});
                drawn.push_back(std::get<Wait>(script.steps.front()).time.count());
            }
            return drawn;
        };
        const auto drawn = delays(5);
        QCOMPARE(std::set<std::int64_t>(drawn.begin(), drawn.end()),
                 (std::set<std::int64_t>{1'000, 2'000, 3'000, 4'000}));
        QVERIFY(delays(5) == drawn);
        QVERIFY(delays(6) != drawn);
    }

    void aDelayedBodyIsLate() {
        Options options;
        options.content.body = "x";
        options.content.delay = Delay{50ms, 50ms, 1ms};
        Server server(options);
        started(server);
        const auto before = std::chrono::steady_clock::now();
        QCOMPARE(Client(server.port()).ask("/").body, std::string("x"));
        QVERIFY(std::chrono::steady_clock::now() - before >= 50ms);
    }

    void hundredsOfConnectionsAtOnceAreAccepted() {
        Server server;
        started(server);
        std::vector<std::unique_ptr<Client>> clients;
        for (int index = 0; index < 400; ++index) {
            clients.push_back(std::make_unique<Client>(server.port()));
            clients.back()->send("GET /delay/200 HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        for (const auto& client : clients)
            QCOMPARE(client->answer().status, 200);
        QCOMPARE(server.counters().peakOpen, 400U);
        QVERIFY(server.counters().peakInFlight > 50);
    }

    void otherLoopbackAddressesCanBeListenedOn() {
        Options options;
        options.address = "127.0.0.2";
        Server server(options);
        QCOMPARE(started(server), std::string());
        QCOMPARE(server.origin(), "http://127.0.0.2:" + std::to_string(server.port()));
        QCOMPARE(Client(server.port(), "127.0.0.2").ask("/empty").status, 200);
    }

    void aPortInUseIsAnErrorWithAReason() {
        Server first;
        started(first);
        Options options;
        options.port = first.port();
        Server second(options);
        QVERIFY(started(second).find("in use") != std::string::npos);
        Options wrong;
        wrong.address = "localhost";
        QVERIFY(!Server(wrong).start().empty());
    }

    void whatIsMissingForTheListenerIsNamed() {
        Server server; // its own loop needs two
        int free = ::dup(0);
        QVERIFY(free >= 0);
        ::close(free);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const rlimit few{static_cast<rlim_t>(free) + 2, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        const std::string failure = server.start();
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QCOMPARE(failure, std::string(std::strerror(EMFILE)));
    }

    void aStoppedServerDropsItsClientsAndCanStartAgainOnItsPort() {
        Server server;
        started(server);
        const std::uint16_t port = server.port();
        Client client(port);
        client.send("GET /stall HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(server.waitForRequests(1, 10s));
        server.stop();
        QVERIFY(client.closed());
        QCOMPARE(Client(port).lastError(), ECONNREFUSED);
        QCOMPARE(started(server), std::string());
        QCOMPARE(server.port(), port);
        QCOMPARE(Client(port).ask("/empty").status, 200);
    }

    void idleConnectionsAreClosed() {
        Options options;
        options.idleTimeout = 50ms;
        Server server(options);
        started(server);
        Client client(server.port());
        QCOMPARE(client.ask("/delay/120").status, 200);
        QVERIFY(client.closed());
        Client silent(server.port());
        QVERIFY(silent.closed());
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
