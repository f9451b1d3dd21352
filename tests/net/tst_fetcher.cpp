#include "fetchfixture.h"
#include "scriptedserver.h"

#include "tests/support/fakeclock.h"

#include <QSignalSpy>

#include <netinet/in.h>
#include <string_view>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using net::ErrorKind;
using Request = ScriptedServer::Request;

namespace {

// On a thread of its own, so that the end of the connection comes together with the last bytes.
class CuttingServer {
public:
    CuttingServer() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(m_listener, 8) != 0 ||
            ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            qFatal("no loopback port");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~CuttingServer() {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }
    CuttingServer(const CuttingServer&) = delete;
    CuttingServer& operator=(const CuttingServer&) = delete;
    QUrl link() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(m_port)); }

private:
    void serve() const {
        static constexpr std::string_view cut = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
        for (int socket; (socket = ::accept(m_listener, nullptr, nullptr)) >= 0; ::close(socket)) {
            char request[4096];
            if (::recv(socket, request, sizeof request, 0) > 0)
                ::send(socket, cut.data(), cut.size(), MSG_NOSIGNAL);
        }
    }
    int m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    quint16 m_port = 0;
    std::thread m_thread;
};

} // namespace

class FetcherTest : public QObject {
    Q_OBJECT

    static ScriptedServer::Script always(const QByteArray& bytes, bool close = false) {
        return [bytes, close](QTcpSocket& socket, const Request&) {
            socket.write(bytes);
            if (close)
                socket.disconnectFromHost();
        };
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void fetchesAPageAndCountsIt() {
        ScriptedServer server;
        server.script = always(ScriptedServer::response("<p>hello", "Content-Type: text/html\r\nX-A: 1\r\n"));
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link(u"/a?b=c#part"_s));
        QCOMPARE(exchange.errorText, QString());
        QCOMPARE(exchange.status, 200);
        QCOMPARE(exchange.body, QByteArray("<p>hello"));
        QCOMPARE(net::headerValue(exchange.headers, "content-type"), QByteArray("text/html"));
        QCOMPARE(exchange.finalLink, server.link(u"/a?b=c#part"_s));
        QCOMPARE(server.requests.first().path, QByteArray("/a?b=c"));
        QVERIFY(exchange.timings.queuedUs >= 0 && exchange.timings.lookupUs >= 0);
        QVERIFY(exchange.timings.firstByteUs > 0 && exchange.timings.totalUs >= exchange.timings.firstByteUs);
        QVERIFY(exchange.lease);
        const measure::Tick tick = fixture.recorder.tick();
        QCOMPARE(tick.started, 1u);
        QCOMPARE(tick.succeeded, 1u);
        QCOMPARE(tick.bytes, 8);
    }

    void emptyBodyIsAnAnswer() {
        ScriptedServer server;
        server.script = always(ScriptedServer::response(""));
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link());
        QVERIFY(exchange.ok());
        QCOMPARE(exchange.status, 200);
        QVERIFY(exchange.body.isEmpty());
    }

    void bodyThatEndsWithTheConnectionIsWhole() {
        ScriptedServer server;
        server.script = always("HTTP/1.1 200 OK\r\n\r\nall of it", true);
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link());
        QVERIFY2(exchange.ok(), qPrintable(exchange.errorText));
        QCOMPARE(exchange.body, QByteArray("all of it"));
    }

    void doneIsNeverCalledFromWithinFetchOrCancel() {
        FetchFixture fixture;
        fixture.start(QUrl(u"ftp://127.0.0.1/"_s));
        QCOMPARE(fixture.ended, 0);
        QTRY_COMPARE(fixture.ended, 1);
        QCOMPARE(fixture.exchanges.first().error, ErrorKind::BadScheme);
        const auto id = fixture.start(QUrl(u"http://127.0.0.1:1/"_s));
        fixture.fetcher->cancel(id);
        QCOMPARE(fixture.ended, 1);
        QTRY_COMPARE(fixture.ended, 2);
        QCOMPARE(fixture.exchanges.last().error, ErrorKind::Cancelled);
    }

    // What a server sends, and what that is called.
    void wrongAnswersHaveNames_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("shorter than promised")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort") << ErrorKind::Reset;
        QTest::newRow("chunks without an end")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n") << ErrorKind::Reset;
        QTest::newRow("closed without an answer") << QByteArray() << ErrorKind::Reset;
        QTest::newRow("closed within the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-") << ErrorKind::Reset;
        // Qt hangs up on what is not HTTP, tries again and then says no more than that.
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << ErrorKind::Reset;
        QTest::newRow("binary") << QByteArray("\x15\x03\x01\x00\x02\x02\x16\r\n\r\n", 11) << ErrorKind::Reset;
        QTest::newRow("bad gzip")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!")
            << ErrorKind::BadResponse;
        QTest::newRow("redirect without a link")
            << QByteArray("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n") << ErrorKind::BadResponse;
        QTest::newRow("404") << ScriptedServer::response("gone", {}, "404 Not Found") << ErrorKind::HttpStatus;
        QTest::newRow("418") << ScriptedServer::response("tea", {}, "418 Teapot") << ErrorKind::HttpStatus;
        QTest::newRow("500") << ScriptedServer::response("oops", {}, "500 Oops") << ErrorKind::HttpStatus;
        QTest::newRow("599") << ScriptedServer::response("oops", {}, "599 Oops") << ErrorKind::HttpStatus;
        QTest::newRow("407") << ScriptedServer::response("", {}, "407 Proxy") << ErrorKind::Proxy;
    }
    void wrongAnswersHaveNames() {
        QFETCH(QByteArray, answer);
        QFETCH(ErrorKind, kind);
        ScriptedServer server;
        server.script = always(answer, true);
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link());
        QCOMPARE(net::errorName(exchange.error), net::errorName(kind));
        QVERIFY(!exchange.errorText.isEmpty());
        QCOMPARE(fixture.recorder.tick().failed, kind == ErrorKind::BadResponse && exchange.status == 302 ? 0u : 1u);
    }

    void bodyCutAtTheEndOfAChunkIsNeverTakenAsWhole() {
        const CuttingServer server;
        FetchFixture fixture;
        for (int i = 0; i < 100; ++i)
            QCOMPARE(net::errorName(fixture.run(server.link()).error), "reset");
    }

    void bodyOfAnErrorIsKept() {
        ScriptedServer server;
        server.script = always(ScriptedServer::response("<p>gone", {}, "410 Gone"));
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link());
        QCOMPARE(exchange.error, ErrorKind::HttpStatus);
        QCOMPARE(exchange.status, 410);
        QCOMPARE(exchange.body, QByteArray("<p>gone"));
        QVERIFY(exchange.errorText.contains(u"410 Gone"_s));
    }

    void nobodyListeningIsRefused() {
        QUrl link;
        {
            ScriptedServer server;
            link = server.link();
        }
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(link);
        QCOMPARE(exchange.error, ErrorKind::Refused);
        QCOMPARE(fixture.recorder.tick().errors.at("refused"), 1u);
    }

    void unknownNameIsNotFoundAndNothingIsSent() {
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(QUrl(u"http://gone.example/"_s));
        QCOMPARE(exchange.error, ErrorKind::NameNotFound);
        QVERIFY(exchange.errorText.contains(u"gone.example"_s));
        QCOMPARE(fixture.recorder.tick().started, 0u);
    }

    void nameIsLookedUpOnceAndSentAsHost() {
        ScriptedServer server(QHostAddress(u"127.0.0.2"_s));
        server.script = always(ScriptedServer::response("x"));
        FetchFixture fixture;
        fixture.resolver->know(u"page.example"_s, {"127.0.0.2"});
        for (int i = 0; i < 3; ++i)
            QVERIFY(fixture.run(server.link(u"/"_s, u"page.example"_s)).ok());
        QCOMPARE(fixture.resolver->lookups, 1);
        QCOMPARE(server.requests.first().header("Host"),
                 QByteArray("page.example:" + QByteArray::number(server.serverPort())));
        QCOMPARE(server.connections, 1); // kept alive
    }

    void nextAddressIsTriedWhenOneRefuses() {
        ScriptedServer server(QHostAddress(u"127.0.0.3"_s));
        server.script = always(ScriptedServer::response("x"));
        FetchFixture fixture;
        fixture.resolver->know(u"two.example"_s, {"127.0.0.2", "127.0.0.3"});
        QVERIFY(fixture.run(server.link(u"/"_s, u"two.example"_s)).ok());
        QCOMPARE(fixture.recorder.tick().started, 1u);
        QCOMPARE(fixture.recorder.tick().succeeded, 1u);
    }

    void headersAreOursAndNoMore() {
        ScriptedServer server;
        server.script = always(ScriptedServer::response("x"));
        net::FetchOptions options;
        options.userAgent = "Tidemark/test";
        FetchFixture fixture(options);
        net::FetchRequest request = fixture.request(server.link(u"/a"_s));
        request.link.setUserInfo(u"me:secret"_s);
        request.accept = "text/html";
        request.referrer = server.link(u"/page?secret=1"_s);
        const net::Exchange exchange = fixture.run(request);
        const Request& seen = server.requests.first();
        QCOMPARE(seen.header("User-Agent"), QByteArray("Tidemark/test"));
        QCOMPARE(seen.header("Accept"), QByteArray("text/html"));
        QCOMPARE(seen.header("Referer"), server.link(u"/"_s).toEncoded()); // the origin only
        QVERIFY(seen.header("Accept-Encoding").contains("gzip"));
        QVERIFY(!seen.head.contains("secret"));
        QVERIFY(seen.header("Authorization").isEmpty() && seen.header("Cookie").isEmpty());
        QVERIFY(!exchange.finalLink.toString().contains(u"secret"_s));
    }

    void credentialsAreAskedForByRealmAndSentToTheirOriginOnly() {
        ScriptedServer other(QHostAddress(u"127.0.0.2"_s));
        other.script = always(ScriptedServer::response("other"));
        ScriptedServer server;
        server.script = [&](QTcpSocket& socket, const Request& request) {
            if (request.header("Authorization") == "Basic bWU6c2VjcmV0")
                socket.write(ScriptedServer::redirect(other.link(u"/"_s, u"127.0.0.2"_s).toEncoded()));
            else
                socket.write(ScriptedServer::response("who?", "WWW-Authenticate: Basic realm=\"vault\"\r\n",
                                                      "401 Unauthorized"));
        };
        FetchFixture fixture;
        net::FetchRequest request = fixture.request(server.link());
        const net::Exchange asked = fixture.run(request);
        QCOMPARE(asked.error, ErrorKind::HttpStatus);
        QCOMPARE(asked.status, 401);
        QCOMPARE(asked.authenticateRealm, QByteArray("vault"));
        request.credentials = net::Credentials{u"me"_s, u"secret"_s};
        request.referrer = server.link(u"/"_s);
        const net::Exchange exchange = fixture.run(request);
        QCOMPARE(exchange.body, QByteArray("other"));
        QVERIFY(other.requests.first().header("Authorization").isEmpty());
        QVERIFY(other.requests.first().header("Referer").isEmpty());
    }

    void cookiesStayWithinTheirCaptureAndHost() {
        ScriptedServer other(QHostAddress(u"127.0.0.2"_s));
        other.script = always(ScriptedServer::response("other"));
        ScriptedServer server;
        server.script = [&](QTcpSocket& socket, const Request& request) {
            if (request.path == "/set")
                socket.write(ScriptedServer::redirect("/set2", "302 Found", "Set-Cookie: a=1; Path=/\r\n"));
            else if (request.path == "/set2")
                socket.write(ScriptedServer::redirect("/out", "302 Found", "Set-Cookie: b=2\r\nSet-Cookie: c=3\r\n"));
            else
                socket.write(ScriptedServer::redirect(other.link(u"/"_s, u"127.0.0.2"_s).toEncoded()));
        };
        FetchFixture fixture;
        net::FetchRequest request = fixture.request(server.link(u"/set"_s));
        request.cookies = net::Fetcher::makeCookieJar();
        QVERIFY(fixture.run(request).ok());
        QCOMPARE(server.requests[1].header("Cookie"), QByteArray("a=1"));
        QCOMPARE(server.requests[2].header("Cookie"), QByteArray("a=1; b=2; c=3"));
        QVERIFY(other.requests.first().header("Cookie").isEmpty());
        request.cookies = net::Fetcher::makeCookieJar();
        QVERIFY(fixture.run(request).ok());
        QVERIFY(server.requests[3].header("Cookie").isEmpty());
    }

    void redirectsOfEveryKindAreFollowed_data() {
        QTest::addColumn<QByteArray>("status");
        for (const char* status : {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"})
            QTest::newRow(status) << QByteArray(status);
    }
    void redirectsOfEveryKindAreFollowed() {
        QFETCH(QByteArray, status);
        ScriptedServer server;
        server.script = [&](QTcpSocket& socket, const Request& request) {
            socket.write(request.path == "/end" ? ScriptedServer::response("end")
                                                : ScriptedServer::redirect("/end", status));
        };
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link(u"/start#here"_s));
        QCOMPARE(exchange.body, QByteArray("end"));
        QCOMPARE(exchange.redirects.size(), 1);
        QCOMPARE(exchange.redirects.first().status, status.left(3).toInt());
        QCOMPARE(exchange.redirects.first().from, server.link(u"/start#here"_s));
        QCOMPARE(exchange.finalLink, server.link(u"/end#here"_s));
        QCOMPARE(fixture.recorder.tick().succeeded, 2u);
    }

    void circlesAndLongChainsEnd() {
        ScriptedServer server;
        server.script = [&](QTcpSocket& socket, const Request& request) {
            if (request.path == "/a")
                socket.write(ScriptedServer::redirect("/b"));
            else if (request.path == "/b")
                socket.write(ScriptedServer::redirect("/a"));
            else
                socket.write(ScriptedServer::redirect(request.path + "x"));
        };
        FetchFixture fixture;
        const net::Exchange circle = fixture.run(server.link(u"/a"_s));
        QCOMPARE(circle.error, ErrorKind::TooManyRedirects);
        QCOMPARE(server.requests.size(), 2);
        server.requests.clear();
        const net::Exchange chain = fixture.run(server.link(u"/x"_s));
        QCOMPARE(chain.error, ErrorKind::TooManyRedirects);
        QCOMPARE(server.requests.size(), 11);
    }

    void sameLinkAgainWithANewCookieIsNoCircle() {
        ScriptedServer server;
        server.script = [&](QTcpSocket& socket, const Request& request) {
            socket.write(request.header("Cookie").isEmpty()
                             ? ScriptedServer::redirect("/", "302 Found", "Set-Cookie: seen=1\r\n")
                             : ScriptedServer::response("in"));
        };
        FetchFixture fixture;
        net::FetchRequest request = fixture.request(server.link());
        request.cookies = net::Fetcher::makeCookieJar();
        QCOMPARE(fixture.run(request).body, QByteArray("in"));
    }

    void redirectNeverLeavesHttp() {
        ScriptedServer server;
        server.script = always(ScriptedServer::redirect("file:///etc/passwd"));
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link());
        QCOMPARE(exchange.error, ErrorKind::BadScheme);
        QVERIFY(exchange.body.isEmpty());
    }

    void privateAddressIsReachedOnlyAsTheGivenHost() {
        ScriptedServer inside; // 127.0.0.1 is private
        inside.script = always(ScriptedServer::response("secret"));
        ScriptedServer outside(QHostAddress(u"127.0.0.2"_s));
        outside.script = always(ScriptedServer::redirect(inside.link().toEncoded()));
        FetchFixture fixture;
        fixture.resolver->know(u"public.example"_s, {"127.0.0.2"});
        fixture.resolver->know(u"rebound.example"_s, {"127.0.0.1"});
        const net::Exchange redirected = fixture.run(outside.link(u"/"_s, u"public.example"_s));
        QCOMPARE(redirected.error, ErrorKind::PrivateAddress);
        net::FetchRequest image = fixture.request(inside.link(u"/"_s, u"rebound.example"_s));
        image.givenHost = u"public.example"_s;
        image.referrer = outside.link(u"/"_s, u"public.example"_s);
        QCOMPARE(fixture.run(image).error, ErrorKind::PrivateAddress);
        QCOMPARE(inside.requests.size(), 0);
        QVERIFY(fixture.run(inside.link()).ok()); // the person asked for it
    }

    void retryAfterIsReported() {
        ScriptedServer server;
        server.script = always(ScriptedServer::response("busy", "Retry-After: 17\r\n", "503 Busy"));
        FetchFixture fixture;
        QCOMPARE(fixture.run(server.link()).retryAfter, std::optional(17s));
    }

    void silenceEndsByItsOwnDeadlines() {
        support::FakeClock clock;
        ScriptedServer server;
        server.script = [](QTcpSocket& socket, const Request& request) {
            if (request.path == "/body")
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
        };
        FetchFixture fixture({}, &clock);
        fixture.start(server.link(u"/silent"_s));
        fixture.start(server.link(u"/body"_s));
        QSignalSpy progress(fixture.fetcher.get(), &net::Fetcher::progressed);
        QTRY_COMPARE(server.requests.size(), 2);
        QTRY_COMPARE(progress.size(), 1);
        QCoreApplication::sendPostedEvents(); // the note that the request went out was posted before its bytes were
        clock.advance(29'500ms);
        QCoreApplication::processEvents();
        QCOMPARE(fixture.ended, 0);
        clock.advance(1s);
        QTRY_COMPARE(fixture.ended, 2);
        QCOMPARE(fixture.exchanges[0].error, ErrorKind::IdleTimeout);
        QCOMPARE(fixture.exchanges[1].error, ErrorKind::IdleTimeout);
        QCOMPARE(fixture.recorder.tick().inFlight, 0u);
    }

    void dripEndsByTheWholeDeadline() {
        support::FakeClock clock;
        ScriptedServer server;
        QPointer<QTcpSocket> dripping;
        server.script = [&](QTcpSocket& socket, const Request&) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            dripping = &socket;
        };
        FetchFixture fixture({}, &clock);
        fixture.start(server.link());
        QTRY_VERIFY(dripping);
        qint64 received = 0;
        connect(fixture.fetcher.get(), &net::Fetcher::progressed, this,
                [&](const net::FetchProgress& progress) { received = progress.received; });
        for (int i = 1; i <= 8 && fixture.ended == 0; ++i) {
            dripping->write("x");
            QTRY_COMPARE(received, i);
            clock.advance(14s);
            QCoreApplication::processEvents();
        }
        QCOMPARE(fixture.ended, 0);
        clock.advance(9s);
        QTRY_COMPARE(fixture.ended, 1);
        QCOMPARE(fixture.exchanges.first().error, ErrorKind::Timeout);
        QVERIFY(fixture.exchanges.first().body.isEmpty());
    }

    void connectionThatIsNeverAcceptedTimesOut() {
        support::FakeClock clock;
        FetchFixture fixture({}, &clock);
        // A full backlog: the kernel answers no further SYN.
        QTcpServer full;
        full.setListenBacklogSize(1);
        QVERIFY(full.listen(QHostAddress::LocalHost));
        full.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> fill;
        for (int i = 0; i < 2; ++i) { // one more than the backlog (listen(2) of Linux)
            fill.push_back(std::make_unique<QTcpSocket>());
            fill.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), full.serverPort());
            QTRY_COMPARE(fill.back()->state(), QAbstractSocket::ConnectedState);
        }
        fixture.start(QUrl(u"http://127.0.0.1:%1/"_s.arg(full.serverPort())));
        QTRY_COMPARE(fixture.fetcher->inFlight(), 1);
        clock.advance(14s);
        QCoreApplication::processEvents();
        QCOMPARE(fixture.ended, 0);
        clock.advance(2s);
        QTRY_COMPARE(fixture.ended, 1);
        QCOMPARE(fixture.exchanges.first().error, ErrorKind::ConnectTimeout);
    }

    void waitingInLineIsNotCountedInTheDeadline() {
        support::FakeClock clock;
        ScriptedServer server;
        server.script = always(ScriptedServer::response("x"));
        FetchFixture fixture({}, &clock);
        fixture.fetcher->setPaused(true);
        fixture.start(server.link());
        clock.advance(10min);
        QCoreApplication::processEvents();
        QCOMPARE(fixture.fetcher->waiting(), 1);
        QCOMPARE(server.requests.size(), 0);
        fixture.fetcher->setPaused(false);
        QTRY_COMPARE(fixture.ended, 1);
        QVERIFY(fixture.exchanges.first().ok());
        QCOMPARE(fixture.exchanges.first().timings.queuedUs, 600'000'000);
    }

    void cancelWorksInEveryState() {
        ScriptedServer server;
        server.script = [](QTcpSocket& socket, const Request& request) {
            if (request.path == "/body")
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
        };
        net::FetchOptions options;
        options.limit = 3;
        FetchFixture fixture(options);
        fixture.resolver->answers = false;
        QSignalSpy progress(fixture.fetcher.get(), &net::Fetcher::progressed);
        QList<net::FetchId> ids;
        ids << fixture.start(QUrl(u"http://hangs.example/"_s)) << fixture.start(server.link(u"/silent"_s))
            << fixture.start(server.link(u"/body"_s)) << fixture.start(server.link(u"/waits"_s));
        QTRY_COMPARE(server.requests.size(), 2);
        QTRY_COMPARE(progress.size(), 1);
        QCOMPARE(fixture.fetcher->waiting(), 1);
        for (const net::FetchId id : std::as_const(ids))
            fixture.fetcher->cancel(id);
        for (const net::FetchId id : std::as_const(ids))
            fixture.fetcher->cancel(id); // twice
        fixture.fetcher->cancel(4711);
        QTRY_COMPARE(fixture.ended, 4);
        for (const net::Exchange& exchange : std::as_const(fixture.exchanges))
            QCOMPARE(exchange.error, ErrorKind::Cancelled);
        QCOMPARE(fixture.fetcher->inFlight(), 0);
        QCOMPARE(fixture.fetcher->waiting(), 0);
        QCOMPARE(fixture.recorder.tick().inFlight, 0u);
        fixture.fetcher->cancel(ids.first()); // after the end
        fixture.run(QUrl(u"ftp://127.0.0.1/"_s));
        QCOMPARE(fixture.ended, 5);
    }

    void fetcherMayGoWhileEverythingIsUnderWay() {
        ScriptedServer server;
        server.script = always("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
        int told = 0;
        {
            FetchFixture fixture;
            fixture.resolver->answers = false;
            const auto start = [&](const QUrl& link) {
                fixture.fetcher->fetch(fixture.request(link), [&told](const net::Exchange&) { ++told; });
            };
            for (int i = 0; i < 20; ++i)
                start(server.link());
            start(QUrl(u"http://hangs.example/"_s));
            QTRY_COMPARE(server.requests.size(), 6);
            QCOMPARE(server.open, 6);
        }
        QTRY_COMPARE(server.open, 0);
        QCOMPARE(server.requests.size(), 6);
        QCOMPARE(told, 0);
    }

    void bodyOverTheCapIsRefusedByItsHead() {
        ScriptedServer server;
        server.script = always("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\nhello");
        FetchFixture fixture;
        const net::Exchange exchange = fixture.run(server.link());
        QCOMPARE(exchange.error, ErrorKind::TooLarge);
        QVERIFY(exchange.body.isEmpty());
    }

    void bodyUpToTheCapIsKeptAndOneByteMoreIsNot() {
        ScriptedServer server;
        server.script = [](QTcpSocket& socket, const Request& request) {
            socket.write("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(request.path.mid(1).toInt(), 'x'));
            socket.disconnectFromHost();
        };
        FetchFixture fixture;
        net::FetchRequest request = fixture.request(server.link(u"/100000"_s));
        request.maxBodyBytes = 100'000;
        QCOMPARE(fixture.run(request).body.size(), 100'000);
        request.link = server.link(u"/100001"_s);
        QCOMPARE(fixture.run(request).error, ErrorKind::TooLarge);
    }

    void thousandAreInFlightToOneHost() {
        ScriptedServer server;
        QList<QTcpSocket*> held;
        server.script = [&](QTcpSocket& socket, const Request&) { held.append(&socket); };
        net::FetchOptions options;
        options.limit = options.hostLimit = 1'000;
        FetchFixture fixture(options);
        for (int i = 0; i < 1'100; ++i)
            fixture.start(server.link(u"/%1"_s.arg(i)));
        QTRY_COMPARE_WITH_TIMEOUT(held.size(), 1'000, 20'000);
        QCOMPARE(fixture.fetcher->inFlight(), 1'000);
        QCOMPARE(fixture.fetcher->waiting(), 100);
        QCOMPARE(server.connections, 1'000);
        server.script = always(ScriptedServer::response("x"));
        for (QTcpSocket* socket : std::as_const(held))
            socket->write(ScriptedServer::response("x"));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.ended, 1'100, 20'000);
        QCOMPARE(fixture.recorder.tick().succeeded, 1'100u);
        QCOMPARE(server.connections, 1'000); // those that waited took over open connections
    }

    void slowHostDoesNotHoldUpOthers() {
        ScriptedServer slow(QHostAddress(u"127.0.0.2"_s));
        ScriptedServer quick(QHostAddress(u"127.0.0.3"_s));
        quick.script = always(ScriptedServer::response("x"));
        net::FetchOptions options;
        options.limit = 8;
        options.hostLimit = 4;
        FetchFixture fixture(options);
        for (int i = 0; i < 50; ++i)
            fixture.start(slow.link(u"/"_s, u"127.0.0.2"_s));
        for (int i = 0; i < 50; ++i)
            fixture.start(quick.link(u"/"_s, u"127.0.0.3"_s));
        QTRY_COMPARE(fixture.ended, 50);
        QCOMPARE(slow.requests.size(), 4);
    }

    void slowedHostWaitsItsTime() {
        support::FakeClock clock;
        ScriptedServer server;
        server.script = always(ScriptedServer::response("x"));
        ScriptedServer other(QHostAddress(u"127.0.0.2"_s));
        other.script = server.script;
        const QUrl elsewhere = other.link(u"/"_s, u"127.0.0.2"_s);
        FetchFixture fixture({}, &clock);
        fixture.fetcher->slowHost(u"127.0.0.1"_s, 5s);
        fixture.start(server.link());
        QVERIFY(fixture.run(elsewhere).ok()); // asked later, and answered
        QCOMPARE(fixture.fetcher->waiting(), 1);
        clock.advance(4'999ms);
        QVERIFY(fixture.run(elsewhere).ok());
        QCOMPARE(server.requests.size(), 0);
        clock.advance(1ms);
        QTRY_COMPARE(fixture.ended, 3);
        QVERIFY(fixture.exchanges.last().ok());
    }

    void deadHostIsNotAskedAgainForImagesFor5Minutes() {
        support::FakeClock clock;
        FetchFixture fixture({}, &clock);
        net::FetchRequest image = fixture.request(QUrl(u"http://gone.example/a.png"_s));
        image.lane = net::Lane::Asset;
        QCOMPARE(fixture.run(image).error, ErrorKind::NameNotFound);
        QCOMPARE(fixture.run(image).error, ErrorKind::NameNotFound);
        QCOMPARE(fixture.resolver->lookups, 1);
        QCOMPARE(fixture.run(QUrl(u"http://gone.example/"_s)).error, ErrorKind::NameNotFound); // a page asks again
        QCOMPARE(fixture.resolver->lookups, 2);
        clock.advance(5min + 1s);
        QCOMPARE(fixture.run(image).error, ErrorKind::NameNotFound);
        QCOMPARE(fixture.resolver->lookups, 3);
    }

    void bodiesWaitForTheByteBudgetAndNothingStandsStill() {
        constexpr int size = 3'000'000;
        ScriptedServer server;
        server.script = always(ScriptedServer::response(QByteArray(size, 'x')));
        net::FetchOptions options;
        options.memoryBudget = 2 * size + 500'000;
        FetchFixture fixture(options);
        for (int i = 0; i < 6; ++i)
            fixture.start(server.link());
        QTRY_COMPARE_WITH_TIMEOUT(fixture.ended, 1, 10'000); // the oldest goes on, the others wait with what they have
        net::FetchRequest image = fixture.request(server.link(u"/image"_s));
        image.lane = net::Lane::Asset;
        options.hostLimit = 7;
        fixture.fetcher->setOptions(options);
        fixture.start(image);
        // Its body is held: no other page passes the budget, but the image of a capture begun does.
        QTRY_COMPARE_WITH_TIMEOUT(fixture.ended, 2, 10'000);
        QCOMPARE(fixture.exchanges.last().finalLink, image.link);
        for (int expected = 3; expected <= 7; ++expected) {
            QVERIFY(fixture.ended < 7);
            fixture.exchanges.clear(); // gives the leases back
            QTRY_VERIFY_WITH_TIMEOUT(fixture.ended >= expected, 10'000);
            if (fixture.ended == 7)
                break;
        }
        QCOMPARE(fixture.ended, 7);
        for (const net::Exchange& exchange : std::as_const(fixture.exchanges))
            QCOMPARE(exchange.body.size(), size);
    }

    void bodyLargerThanTheBudgetStillArrives() {
        ScriptedServer server;
        server.script = always(ScriptedServer::response(QByteArray(5'000'000, 'x')));
        net::FetchOptions options;
        options.memoryBudget = 1'000'000;
        FetchFixture fixture(options);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(fixture.run(server.link()).body.size(), 5'000'000);
    }

    void limitsChangeWhileRunning() {
        ScriptedServer server;
        net::FetchOptions options;
        options.hostLimit = 2;
        FetchFixture fixture(options);
        for (int i = 0; i < 20; ++i)
            fixture.start(server.link());
        QTRY_COMPARE(server.requests.size(), 2);
        options.hostLimit = 15;
        fixture.fetcher->setOptions(options);
        QTRY_COMPARE(server.requests.size(), 15);
        QCOMPARE(fixture.fetcher->waiting(), 5);
    }
};

QTEST_GUILESS_MAIN(FetcherTest)
#include "tst_fetcher.moc"
