#include "bench/server/knownrequest.h"
#include "bench/server/requestreader.h"

#include <QRegularExpression>
#include <QTest>

using namespace bench::server;

namespace {

const std::string fields = "Host: 127.0.0.1:8080\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n";

std::string get(const std::string& target, const std::string& rest = fields) {
    return "GET " + target + " HTTP/1.1\r\n" + rest;
}

KnownRequests learned(const std::string& bytes) {
    RequestReader reader;
    reader.consume(bytes);
    KnownRequests known;
    known.learn(reader.request(), bytes);
    return known;
}

} // namespace

class KnownRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void anotherTargetWithTheSameFieldsIsKnown() {
        const KnownRequests known = learned(get("/first"));
        const std::string input = get("/page/2?a=b") + get("/next");
        const auto found = known.recognise(input);
        QVERIFY(found);
        QCOMPARE(found->path, std::string_view("/page/2"));
        QCOMPARE(found->size, get("/page/2?a=b").size());
        QVERIFY(found->keepAlive);
    }

    void nothingIsKnownBeforeItWasRead() { QVERIFY(!KnownRequests().recognise(get("/"))); }

    void whatTheReaderWouldTakeDifferentlyIsLeftToIt_data() {
        QTest::addColumn<QByteArray>("input");
        const auto row = [](const char* name, const std::string& input) {
            QTest::newRow(name) << QByteArray::fromStdString(input);
        };
        row("nothing", "");
        row("a part", get("/x").substr(0, get("/x").size() - 1));
        row("a part of the line", "GET /x");
        row("another method", "HEAD /x HTTP/1.1\r\n" + fields);
        row("another version", "GET /x HTTP/1.0\r\n" + fields);
        row("other fields", get("/x", "Host: a\r\n\r\n"));
        row("a field more", get("/x", "X: y\r\n" + fields));
        row("a body announced", get("/x", fields.substr(0, fields.size() - 2) + "Content-Length: 3\r\n\r\nabc"));
        row("a space in the target", get("/x y"));
        row("something to decode", get("/%41"));
        row("a fragment", get("/x#y"));
        row("a control character", get("/x\x01"));
        row("DEL", get("/x\x7f"));
        row("more than ASCII", get("/\xc3\xa9"));
        row("an absolute target", get("http://a/x"));
        row("no target", "GET  HTTP/1.1\r\n" + fields);
        row("an empty line first", "\r\n" + get("/x"));
        row("a bare line feed", "GET /x HTTP/1.1\n" + fields);
        row("a line that is too long", get('/' + std::string(16 * 1024, 'x')));
    }
    void whatTheReaderWouldTakeDifferentlyIsLeftToIt() {
        QFETCH(QByteArray, input);
        QVERIFY(!learned(get("/first")).recognise(input.toStdString()));
    }

    void whatIsMoreThanFieldsIsNotLearned_data() {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const std::string& bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes);
        };
        row("a body", get("/", "Host: a\r\nContent-Length: 3\r\n\r\nabc"));
        row("a body of no bytes", get("/", "Host: a\r\nContent-Length: 0\r\n\r\n"));
        row("chunks", get("/", "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        row("another method", "POST / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("another version", "GET / HTTP/1.0\r\nHost: a\r\n\r\n");
        row("very long fields", get("/", "Host: a\r\nX: " + std::string(5'000, 'x') + "\r\n\r\n"));
        row("nothing", "");
    }
    void whatIsMoreThanFieldsIsNotLearned() {
        QFETCH(QByteArray, bytes);
        const std::string text = bytes.toStdString();
        QVERIFY(!learned(text).recognise(text));
    }

    void aClientThatClosesIsKnownAsThat() {
        const std::string closing = get("/", "Host: a\r\nConnection: close\r\n\r\n");
        const auto found = learned(closing).recognise(closing);
        QVERIFY(found && !found->keepAlive);
    }

    // Whatever follows the method: known means that the reader takes the very same bytes as the same path.
    void whatIsKnownIsWhatTheReaderReads() {
        const KnownRequests known = learned(get("/first"));
        int recognised = 0;
        for (int first = 0; first < 256; ++first) {
            for (int second = 0; second < 256; ++second) {
                const std::string target = std::string("/") + static_cast<char>(first) + static_cast<char>(second);
                const std::string input = get(target);
                const auto found = known.recognise(input);
                if (!found)
                    continue;
                ++recognised;
                RequestReader reader;
                QCOMPARE(reader.consume(input), found->size);
                QVERIFY(reader.state() == RequestReader::State::Complete);
                QCOMPARE(std::string_view(reader.request().path), found->path);
            }
        }
        QCOMPARE(recognised, 92 * 92); // printable ASCII but space, # and %
    }
};

QTEST_GUILESS_MAIN(KnownRequestTest)
#include "tst_knownrequest.moc"
