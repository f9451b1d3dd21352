#include "bench/server/limits.h"
#include "bench/server/requestreader.h"

#include <QRegularExpression>
#include <QTest>

using bench::server::RequestReader;
using State = RequestReader::State;

namespace {

RequestReader readerOf(std::string_view bytes) {
    RequestReader reader;
    reader.consume(bytes);
    return reader;
}

// Everything that can be told from outside, to compare readings.
std::string printed(const RequestReader& reader) {
    const auto& request = reader.request();
    std::string text = std::to_string(static_cast<int>(reader.state())) + '/' + std::to_string(reader.failure());
    if (reader.state() != State::Complete)
        return text;
    text +=
        '\n' + request.method + ' ' + request.path + '?' + request.query + ' ' + (request.keepAlive ? "keep" : "close");
    for (const auto& [name, value] : request.headers)
        text += '\n' + name + '=' + value;
    return text + "\n" + request.body + '#' + std::to_string(request.bodySize);
}

const char* const wellFormed[] = {
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "\r\nGET /a%20b?x=1&y=%41 HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nX-Spaces: \t v v \t\r\n\r\n",
    "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: x, Close\r\n\r\nhello",
    "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;q=1\r\nhello\r\n1\r\n!\r\n0\r\nX-T: 1\r\n\r\n",
    "GET http://other.example:80/x?y HTTP/1.1\r\nHost: other.example\r\n\r\n",
    "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
};

} // namespace

class ServerRequestReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aPlainRequestIsRead() {
        const RequestReader reader =
            readerOf("GET /a%20b?x=1&y=%41&x=2 HTTP/1.1\r\nHost: site\r\nUser-Agent: me\r\n\r\n");
        QVERIFY(reader.state() == State::Complete);
        const auto& request = reader.request();
        QCOMPARE(request.method, std::string("GET"));
        QCOMPARE(request.path, std::string("/a b"));
        QCOMPARE(request.parameter("x"), std::string("1"));
        QCOMPARE(request.parameter("y"), std::string("A"));
        QCOMPARE(request.parameter("z", "none"), std::string("none"));
        QCOMPARE(request.numberParameter("x", 9), 1U);
        QVERIFY(request.header("user-AGENT") == "me");
        QVERIFY(request.keepAlive);
    }

    void howTheBytesAreCutNeverChangesTheOutcome() {
        for (const char* text : wellFormed) {
            const std::string_view bytes = text;
            const std::string whole = printed(readerOf(bytes));
            for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
                RequestReader reader;
                QCOMPARE(reader.consume(bytes.substr(0, cut)), cut);
                reader.consume(bytes.substr(cut));
                QCOMPARE(printed(reader), whole);
            }
            RequestReader byByte;
            for (std::size_t index = 0; index < bytes.size(); ++index)
                byByte.consume(bytes.substr(index, 1));
            QCOMPARE(printed(byByte), whole);
            QVERIFY(byByte.state() == State::Complete);
        }
    }

    void whatFollowsARequestIsLeftForTheNext() {
        const std::string_view bytes =
            "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET /2 HTTP/1.1\r\nHost: a\r\n\r\n";
        RequestReader reader;
        const std::size_t taken = reader.consume(bytes);
        QCOMPARE(reader.request().body, std::string("hi"));
        reader.next();
        QCOMPARE(reader.consume(bytes.substr(taken)), bytes.size() - taken);
        QCOMPARE(reader.request().path, std::string("/2"));
        QVERIFY(reader.request().body.empty());
    }

    void aChunkedBodyIsPutTogether() {
        const RequestReader reader = readerOf(wellFormed[3]);
        QCOMPARE(reader.request().body, std::string("hello!"));
        QCOMPARE(reader.request().bodySize, 6U);
    }

    void onlyTheBeginningOfALongBodyIsKept() {
        const std::size_t size = bench::server::keptRequestBody * 3;
        RequestReader reader;
        reader.consume("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
        reader.consume(std::string(size, 'x'));
        QVERIFY(reader.state() == State::Complete);
        QCOMPARE(reader.request().body.size(), bench::server::keptRequestBody);
        QCOMPARE(reader.request().bodySize, size);
    }

    void aBodyHeldBackIsAskedFor() {
        const RequestReader reader =
            readerOf("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(reader.awaitsContinue());
        QVERIFY(!readerOf("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n").awaitsContinue());
    }

    void malformedRequestsAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const char* bytes, int status) {
            QTest::newRow(name) << QByteArray(bytes) << status;
        };
        row("TLS greeting", "\x16\x03\x01\x02", 400);
        row("bare line feed", "GET / HTTP/1.1\nHost: a\n\n", 400);
        row("two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("no version", "GET /\r\n\r\n", 400);
        row("space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505);
        row("a version that is none", "GET / HTTQ/1.1\r\nHost: a\r\n\r\n", 400);
        row("a method that is no token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("a relative target", "GET page HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("a broken percent", "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
        row("space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400);
        row("a folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", 400);
        row("a control character", "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n", 400);
        row("a header without a colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400);
        row("lengths that differ", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
        row("a negative length", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400);
        row("a length with a plus", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400);
        row("an overflowing length", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400);
        row("a huge length", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\n\r\n", 413);
        row("length and chunks", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            400);
        row("an unknown coding", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501);
        row("chunks in HTTP/1.0", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
        row("a chunk without a size", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400);
        row("a huge chunk", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n", 413);
        row("an overflowing chunk",
            "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400);
        row("a chunk that goes on", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", 400);
        row("a broken trailer", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nx y: 1\r\n\r\n",
            400);
    }

    void malformedRequestsAreRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        const RequestReader reader =
            readerOf(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        QVERIFY(reader.state() == State::Failed);
        QCOMPARE(reader.failure(), status);
    }

    void everyPartHasALimit() {
        using namespace bench::server;
        QCOMPARE(readerOf("GET /" + std::string(maxRequestLine, 'x')).failure(), 414);
        QCOMPARE(readerOf("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(maxHead, 'x')).failure(), 431);
        std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
        for (std::size_t field = 0; field < maxHeaders; ++field)
            many += "X: 1\r\n";
        QCOMPARE(readerOf(many).failure(), 431);
        std::string trailers = "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
        for (std::size_t size = 0; size < maxHead; size += 6)
            trailers += "X: 1\r\n";
        QCOMPARE(readerOf(trailers).failure(), 431);
    }
};

QTEST_GUILESS_MAIN(ServerRequestReaderTest)
#include "tst_serverrequestreader.moc"
