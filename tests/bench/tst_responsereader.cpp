#include "bench/direct/limits.h"
#include "bench/direct/responsereader.h"

#include <QRegularExpression>
#include <QTest>

#include <cstring>

using bench::direct::Fault;
using bench::direct::ResponseReader;
using State = ResponseReader::State;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

struct Reading {
    ResponseReader reader;
    std::size_t taken = 0;
};

// The bytes cut at each of `cuts`, to a connection that stays open.
Reading readingOf(std::string_view bytes, std::initializer_list<std::size_t> cuts = {}, bool withoutBody = false) {
    Reading reading;
    reading.reader.next(withoutBody);
    std::size_t from = 0;
    for (const std::size_t to : cuts) {
        reading.taken += reading.reader.consume(bytes.substr(from, to - from));
        from = to;
    }
    reading.taken += reading.reader.consume(bytes.substr(from));
    return reading;
}

// Everything that can be told from outside, to compare readings.
std::string printed(const ResponseReader& reader) {
    return std::to_string(static_cast<int>(reader.state())) + ' ' + bench::direct::faultName(reader.fault()) + ' ' +
           std::to_string(reader.status()) + ' ' + std::to_string(reader.bodyBytes()) + ' ' +
           (reader.keepAlive() ? "keep " : "close ") + std::to_string(reader.delay().value_or(-1ms).count()) + ' ' +
           std::string(reader.location());
}

const std::string wellFormed[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200\r\ncontent-length:0\r\n\r\n",
    "HTTP/1.1 404 \r\nContent-Length: 3,3\r\nContent-Length: 3\r\nX-Empty:\r\n\r\n404",
    "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\n\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5;q=\"1\"\r\nhello\r\n00A \r\n0123456789\r\n0\r\nX: "
    "1\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
    "HTTP/1.1 304 Not Modified\r\nContent-Length: 450000\r\ndelay: 250ms\r\n\r\n",
    "HTTP/1.1 302 Found\r\nLocation:  /there \r\ndelay: 2\r\nConnection: x, close\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nX: \xe4\x01\r\nContent-Length: 0\r\n\r\n",
};

} // namespace

class ResponseReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aPlainResponseIsRead() {
        const auto [reader, taken] =
            readingOf("HTTP/1.1 200 OK\r\nContent-Length: 5\r\ndelay: 1500ms\r\n\r\nhelloHTTP");
        QCOMPARE(reader.state(), State::Complete);
        QCOMPARE(reader.status(), 200);
        QCOMPARE(reader.bodyBytes(), 5U);
        QVERIFY(reader.keepAlive());
        QCOMPARE(reader.delay(), std::optional(1500ms));
        QCOMPARE(
            taken,
            std::strlen("HTTP/1.1 200 OK\r\nContent-Length: 5\r\ndelay: 1500ms\r\n\r\nhello")); // not what comes after
    }

    void wellFormedOnesAreCompleteHoweverTheyAreCut() {
        for (const std::string& bytes : wellFormed) {
            const auto [whole, taken] = readingOf(bytes);
            QVERIFY2(whole.state() == State::Complete, bytes.c_str());
            QCOMPARE(taken, bytes.size());
            ResponseReader slowly;
            slowly.next(false);
            for (std::size_t at = 0; at < bytes.size(); ++at) {
                QVERIFY(slowly.state() != State::Complete);
                QCOMPARE(slowly.consume(std::string_view(bytes).substr(at, 1)), std::size_t(1));
                QCOMPARE(printed(readingOf(bytes, {at}).reader), printed(whole));
            }
            QCOMPARE(printed(slowly), printed(whole));
        }
    }

    void responsesWithoutABodyEndWithTheirHead() {
        const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 450000\r\n\r\n";
        QCOMPARE(readingOf(head, {}, true).reader.state(), State::Complete); // to HEAD
        QCOMPARE(readingOf(head).reader.state(), State::Body);
        QCOMPARE(readingOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", {}, true).reader.state(),
                 State::Complete);
        QVERIFY(readingOf("HTTP/1.1 204 x\r\n\r\n").reader.keepAlive());
    }

    void theEndOfTheConnectionEndsABodyWithoutALength() {
        for (const char* fields : {"", "Transfer-Encoding: gzip\r\n", "Connection: keep-alive\r\n"}) {
            auto [reader, taken] = readingOf("HTTP/1.1 200 OK\r\n"s + fields + "\r\nall that comes");
            QCOMPARE(reader.state(), State::UntilEnd);
            reader.end();
            QCOMPARE(reader.state(), State::Complete);
            QCOMPARE(reader.bodyBytes(), 14U);
            QVERIFY(!reader.keepAlive());
        }
    }

    void theEndOfTheConnectionBeforeTheResponsesEndIsAFault() {
        const std::string& chunked = wellFormed[4];
        for (std::size_t at = 1; at < chunked.size(); ++at) {
            ResponseReader reader = readingOf(std::string_view(chunked).substr(0, at)).reader;
            reader.end();
            QCOMPARE(reader.fault(), Fault::CutShort);
        }
        ResponseReader nothing;
        nothing.next(false);
        nothing.end();
        QCOMPARE(nothing.fault(), Fault::NothingCame);
    }

    void aBodyCanBeDroppedUnread() {
        auto [reader, taken] = readingOf("HTTP/1.1 200 OK\r\nContent-Length: 450000\r\n\r\nxx");
        QCOMPARE(reader.skippable(), 449'998U);
        reader.dropped(449'998);
        QCOMPARE(reader.state(), State::Complete);
        QCOMPARE(reader.bodyBytes(), 450'000U);

        ResponseReader chunked = readingOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n").reader;
        QCOMPARE(chunked.skippable(), 0x1000U);
        chunked.dropped(0x1000);
        QCOMPARE(chunked.skippable(), 0U);
        QCOMPARE(chunked.consume("\r\n0\r\n\r\n"), std::size_t(7));
        QCOMPARE(chunked.state(), State::Complete);
    }

    void whatIsNoResponseIsRefusedByName_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const char* name, const std::string& bytes) {
            QTest::addRow("%s: %.40s", name, QByteArray::fromStdString(bytes).toPercentEncoding().constData())
                << QByteArray::fromStdString(bytes) << QByteArray(name);
        };
        const std::string head = "HTTP/1.1 200 OK\r\n";
        for (const char* line : {"SSH-2.0-OpenSSH\r\n", "HTTP/2 200\r\n", "HTTP/1.1 20\r\n", "HTTP/1.1 2000 OK\r\n",
                                 "HTTP/1.1  200 OK\r\n", "HTTP/1.1 099 x\r\n", "HTTP/1.1 2x0 OK\r\n",
                                 "HTTP/1.1200 OK\r\n", "HTTP/1.x 200 OK\r\n", " HTTP/1.1 200 OK\r\n",
                                 "HTTP/1.1 200 a\rb\r\n", "\r\nHTTP/1.1 200 OK\r\n", "http/1.1 200 OK\r\n", "<html>"})
            row("status-line", line);
        for (const char* field : {"no colon\r\n", ": no name\r\n", "spaced : x\r\n", "a(b): x\r\n", "a: b\rc\r\n"})
            row("header-field", head + field);
        row("header-field", head + "a: b"s + '\0' + "c\r\n");
        row("folded-field", head + "a: b\r\n c\r\n\r\n");
        row("folded-field", head + "\ta: b\r\n\r\n");
        row("line-end", "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
        row("line-end", head + "Content-Length: 0\n\r\n");
        for (const char* length :
             {"-1", "+1", "0x10", "1 2", "", ",", "1,", "1, 2", "9223372036854775808", "99999999999999999999999"})
            row("content-length", head + "Content-Length: " + length + "\r\n");
        row("content-length", head + "Content-Length: 1\r\nContent-Length: 2\r\n");
        row("two-lengths", head + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("two-lengths", head + "Transfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\n");
        row("transfer-coding", head + "Transfer-Encoding: chunked, chunked\r\n");
        row("transfer-coding", head + "Transfer-Encoding: chunked, gzip\r\n");
        row("transfer-coding", head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n");
        row("transfer-coding", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n");
        const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
        for (const char* chunk :
             {"\r\n", "x\r\n", "-1\r\n", "0x5\r\n", " 5\r\n", "5 5\r\n", ";a\r\n", "8000000000000000\r\n",
              "fffffffffffffffff\r\n", "5\r\nhelloworld\r\n", "5;a\rb\r\nhello"})
            row("chunk", chunked + chunk);
        row("line-end", chunked + "5\nhello\n");
        row("line-end", chunked + "5\r\nhello\n");
        row("folded-field", chunked + "0\r\n x\r\n\r\n");
        row("upgrade", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n");
    }
    void whatIsNoResponseIsRefusedByName() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, name);
        const std::string_view all(bytes.constData(), std::size_t(bytes.size()));
        QCOMPARE(QByteArray(bench::direct::faultName(readingOf(all).reader.fault())), name);
        for (std::size_t at = 1; at < all.size(); ++at)
            QCOMPARE(QByteArray(bench::direct::faultName(readingOf(all, {at}).reader.fault())), name);
    }

    void noHeadGrowsWithoutEnd() {
        ResponseReader endless;
        endless.next(false);
        endless.consume("HTTP/1.1 200 OK\r\nX: ");
        std::size_t taken = 0;
        for (; endless.state() != State::Failed && taken < 10'000'000; ++taken)
            endless.consume("y");
        QCOMPARE(endless.fault(), Fault::HeadTooLarge);
        QVERIFY(taken <= bench::direct::maxHead);

        std::string fields = "HTTP/1.1 200 OK\r\n";
        for (std::uint32_t i = 0; i <= bench::direct::maxFields; ++i)
            fields += "a:\r\n";
        QCOMPARE(readingOf(fields).reader.fault(), Fault::HeadTooLarge);

        std::string extension = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;";
        extension.append(bench::direct::maxChunkLine, 'e');
        QCOMPARE(readingOf(extension).reader.fault(), Fault::HeadTooLarge);

        std::string trailers = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
        for (int i = 0; i < 400; ++i)
            trailers.append("t: ").append(200, 't').append("\r\n");
        QCOMPARE(readingOf(trailers).reader.fault(), Fault::HeadTooLarge);

        std::string interim;
        for (int i = 0; i <= bench::direct::maxInterim; ++i)
            interim += "HTTP/1.1 100 Continue\r\n\r\n";
        QCOMPARE(readingOf(interim).reader.fault(), Fault::TooManyHeads);
    }

    // A long body in small chunks is no long head.
    void manyChunksAreRead() {
        ResponseReader reader = readingOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").reader;
        for (int i = 0; i < 100'000; ++i)
            reader.consume("1\r\nx\r\n");
        reader.consume("0\r\n\r\n");
        QCOMPARE(reader.state(), State::Complete);
        QCOMPARE(reader.bodyBytes(), 100'000U);
    }

    void aReaderBeginsAnew() {
        ResponseReader reader;
        for (const std::string& bytes : wellFormed) {
            reader.next(false);
            QVERIFY(!reader.begun());
            QCOMPARE(reader.consume(bytes), bytes.size());
            QCOMPARE(printed(reader), printed(readingOf(bytes).reader));
            reader.next(false);
            reader.consume("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransf");
        }
    }
};

QTEST_GUILESS_MAIN(ResponseReaderTest)
#include "tst_responsereader.moc"
