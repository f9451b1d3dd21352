#include "client.h"

#include "bench/server/server.h"

#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>

#include <array>
#include <cerrno>
#include <cmath>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

using namespace std::chrono_literals;
using namespace bench::server;
using std::chrono::milliseconds;

namespace {

// As `tidemark-cli serve` runs it: no log of requests, so that known ones are not read again.
Options load(std::size_t size = 1'000) {
    Options options;
    options.keepLog = false;
    options.content.body = std::string(size, 'b');
    return options;
}

// Whether `seen` of `count` is within four deviations of a share.
bool isShare(int seen, int count, double share) {
    return std::abs(seen - count * share) <= 4 * std::sqrt(count * share * (1 - share));
}

} // namespace

class ServerFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void faultsHaveTheirSharesAndShiftNoDelay() {
        constexpr int count = 20'000;
        Content content;
        content.seed = 3;
        content.delay = Delay{0ms, 3'000ms, 1ms};
        content.faults.statuses = {{503, 0.02}, {404, 0.1}};
        content.faults.reset = 0.05;
        content.faults.truncate = 0.01;
        Fates fates(content);
        std::map<int, int> statuses;
        std::map<Fate::Fault, int> faults;
        for (const milliseconds delay : bench::drawnDelays(*content.delay, 3, count)) {
            const Fate fate = fates.next();
            QCOMPARE(fate.delay.value_or(-1ms), delay);
            ++faults[fate.fault];
            if (fate.fault == Fate::Fault::Status)
                ++statuses[fate.status];
        }
        QVERIFY(isShare(statuses[503], count, 0.02));
        QVERIFY(isShare(statuses[404], count, 0.1));
        QVERIFY(isShare(faults[Fate::Fault::Reset], count, 0.05));
        QVERIFY(isShare(faults[Fate::Fault::Truncate], count, 0.01));
        QVERIFY(isShare(faults[Fate::Fault::None], count, 0.82));
    }

    void aShareOfAllIsAllAndOfNoneIsNone() {
        Content content;
        content.faults.statuses = {{503, 1.0}};
        Fates all(content);
        content.faults.statuses = {{503, 0.0}};
        Fates none(content);
        for (int request = 0; request < 1'000; ++request) {
            QVERIFY(all.next().fault == Fate::Fault::Status);
            QVERIFY(none.next().fault == Fate::Fault::None);
        }
    }

    void aStatusThatWasAskedForIsAnAnswerAndKeepsTheConnection() {
        Options options = load();
        options.content.faults.statuses = {{503, 1.0}};
        Server server(options);
        server.start();
        Client client(server.port());
        for (int request = 0; request < 3; ++request)
            QCOMPARE(client.ask("/x").status, 503);
        QCOMPARE(client.ask("/empty").status, 200);
        QCOMPARE(server.counters().accepted, 1U);
    }

    void aResetIsAReset() {
        Options options = load();
        options.content.faults.reset = 1;
        Server server(options);
        server.start();
        for (int request = 0; request < 2; ++request) {
            Client client(server.port());
            QCOMPARE(client.ask("/x").status, 0);
            QCOMPARE(client.lastError(), ECONNRESET);
        }
        QTRY_COMPARE(server.counters().answered, 2U);
    }

    void aTruncatedAnswerIsHalfOfWhatItPromised() {
        Options options = load(100'001);
        options.content.faults.truncate = 1;
        Server server(options);
        server.start();
        for (int request = 0; request < 2; ++request) {
            Client client(server.port());
            const auto answer = client.ask("/x");
            QVERIFY(!answer.whole);
            QCOMPARE(answer.headers.at("content-length"), std::string("100001"));
            QCOMPARE(answer.body.size(), 50'000U);
            QVERIFY(client.closed());
            QCOMPARE(client.lastError(), 0);
        }
    }

    void closingAfterEachAnswerIsSaidAndDone() {
        Options options = load();
        options.closeAfterEach = true;
        Server server(options);
        server.start();
        for (const char* path : {"/x", "/x", "/empty"}) {
            Client client(server.port());
            const auto answer = client.ask(path);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.headers.at("connection"), std::string("close"));
            QVERIFY(client.closed());
        }
        QTRY_COMPARE(server.counters().open, 0U);
    }

    void aDripTakesItsTimeAndIsWhole() {
        Options options = load(1'234);
        options.content.drip = true;
        Server server(options);
        server.start();
        const auto before = std::chrono::steady_clock::now();
        const auto answer = Client(server.port()).ask("/x");
        QVERIFY(answer.whole);
        QCOMPARE(answer.body, *options.content.body);
        QVERIFY(std::chrono::steady_clock::now() - before >= 900ms);
    }

    void standstillsComeAgainAndAgain() {
        Options options = load();
        options.standstill = Standstill{80ms, 120ms};
        Server server(options);
        server.start();
        Client client(server.port());
        int late = 0;
        const auto begin = std::chrono::steady_clock::now();
        while (late < 3 && std::chrono::steady_clock::now() - begin < 20s) {
            const auto before = std::chrono::steady_clock::now();
            QCOMPARE(client.ask("/x").status, 200);
            late += std::chrono::steady_clock::now() - before >= 60ms;
        }
        QCOMPARE(late, 3);
    }

    void aServerThatStandsStillCanBeStopped() {
        Options options = load();
        options.standstill = Standstill{3'600'000ms, 1ms};
        Server server(options);
        server.start();
        const bench::Descriptor asking(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const sockaddr_in there{AF_INET, htons(server.port()), {htonl(INADDR_LOOPBACK)}, {}};
        QCOMPARE(::connect(asking.get(), reinterpret_cast<const sockaddr*>(&there), sizeof there), 0);
        const std::string_view request = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
        std::array<char, 4'096> answer{};
        pollfd answered{asking.get(), POLLIN, 0};
        do { // until nobody answers any more
            while (::recv(asking.get(), answer.data(), answer.size(), MSG_DONTWAIT) > 0)
                ;
            QCOMPARE(::send(asking.get(), request.data(), request.size(), MSG_NOSIGNAL), ssize_t(request.size()));
        } while (::poll(&answered, 1, 1'000) > 0);
        const auto before = std::chrono::steady_clock::now();
        server.stop();
        QVERIFY(std::chrono::steady_clock::now() - before < 30s);
        QVERIFY(server.start().empty());
    }

    void eachRequestIsALineOfTheAccessLog() {
        QTemporaryFile log;
        QVERIFY(log.open());
        Options options = load(10);
        options.accessLog = log.handle();
        Server server(options);
        server.start();
        Client client(server.port());
        client.ask("/a%20b?c=\"d\"");
        client.ask("/status/404");
        client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        client.answer(true);
        Client(server.port()).ask("/reset");
        QTRY_COMPARE(server.counters().answered, 4U);
        server.stop();
        QVERIFY(log.seek(0));
        const QList<QByteArray> lines = log.readAll().split('\n');
        QCOMPARE(lines.size(), 5); // the last line ends, too
        const QString start =
            QStringLiteral("^127\\.0\\.0\\.1 - - \\[[0-3][0-9]/[A-Z][a-z]{2}/20[0-9]{2}:[0-9]{2}:[0-9]{2}:"
                           "[0-9]{2} \\+0000\\] ");
        const QStringList ends{QStringLiteral("\"GET /a%20b\\?c=\\\\x22d\\\\x22 HTTP/1\\.1\" 200 10$"),
                               QStringLiteral("\"GET /status/404 HTTP/1\\.1\" 404 [0-9]+$"),
                               QStringLiteral("\"HEAD / HTTP/1\\.1\" 200 0$"),
                               QStringLiteral("\"GET /reset HTTP/1\\.1\" - 0$")};
        for (qsizetype line = 0; line < ends.size(); ++line)
            QVERIFY2(QRegularExpression(QString(start + ends[line])).match(QString::fromUtf8(lines[line])).hasMatch(),
                     lines[line].constData());
    }

    void aLogThatNobodyReadsDoesNotHoldUpTheStop() {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
        const bench::Descriptor reading(ends[0]);
        const bench::Descriptor writing(ends[1]);
        const std::string filling(4'096, '.');
        while (::write(writing.get(), filling.data(), filling.size()) > 0)
            ;
        QCOMPARE(::fcntl(writing.get(), F_SETFL, 0), 0); // blocks, as a shell's pipe does
        Options options = load();
        options.accessLog = writing.get();
        Server server(options);
        server.start();
        QCOMPARE(Client(server.port()).ask("/x").status, 200);
        server.stop();
        QVERIFY(server.accessLogFailure().empty());
    }

    void aLogThatCannotBeWrittenIsSaidAndTheServerGoesOn() {
        const bench::Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
        QVERIFY(bool(full));
        Options options = load();
        options.accessLog = full.get();
        Server server(options);
        server.start();
        Client client(server.port());
        for (int request = 0; request < 3; ++request)
            QCOMPARE(client.ask("/x").status, 200);
        server.stop();
        QVERIFY(!server.accessLogFailure().empty());
    }
};

QTEST_GUILESS_MAIN(ServerFaultsTest)
#include "tst_serverfaults.moc"
