#include "enginefixture.h"

#include "tests/net/scriptedserver.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using bench::LoadPlan;

namespace {

// What a client made of an answer.
struct Reading {
    bool refused = true;
    int status = 0;
    qint64 bytes = 0; // of the body

    bool operator==(const Reading& other) const {
        return refused == other.refused && (refused || (status == other.status && bytes == other.bytes));
    }
};

QByteArray printed(const Reading& reading) {
    return reading.refused
               ? QByteArray("refused")
               : QByteArray::number(reading.status) + " with " + QByteArray::number(reading.bytes) + " bytes";
}

// Of curl 7.88; a later one may be as strict as we are.
enum class Differs { No, WeRefuse, CurlRefuses };

} // namespace

Q_DECLARE_METATYPE(Differs)

// The direct engine beside curl, on answers that are odd: the same outcome, or a difference that has a reason.
class CurlTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_curl = QStandardPaths::findExecutable(u"curl"_s);
    ScriptedServer m_server;

    Reading byCurl(bool isHead) {
        const QString body = m_folder.filePath(u"body"_s);
        QFile::remove(body);
        QStringList arguments{u"-q"_s, u"-s"_s, u"--noproxy"_s, u"*"_s, u"--http1.1"_s, u"--max-time"_s, u"10"_s};
        if (isHead)
            arguments << u"--head"_s;
        arguments << u"-o"_s << (isHead ? u"/dev/null"_s : body) << u"-w"_s << u"%{http_code}"_s
                  << m_server.link().toString();
        QProcess process;
        process.start(m_curl, arguments);
        [&] { QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 15'000); }();
        return {.refused = process.exitCode() != 0,
                .status = process.readAllStandardOutput().toInt(),
                .bytes = QFile(body).size()};
    }

    Reading byEngine(bool isHead) {
        LoadPlan plan = planFor(m_server.link().toString(), 1, 1);
        plan.engine = bench::EngineKind::Direct;
        plan.method = isHead ? "HEAD" : "GET";
        EngineFixture fixture(plan);
        const bench::EngineTick tick = fixture.run();
        const bool answered = tick.total.succeeded == 1 || tick.total.errors.contains("http-status");
        return {.refused = !answered,
                .status = tick.total.statuses.empty() ? 0 : tick.total.statuses.begin()->first,
                .bytes = tick.total.bytes};
    }

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        if (m_curl.isEmpty())
            QSKIP("curl is not installed");
    }

    void bothSayTheSame_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("close");
        QTest::addColumn<bool>("isHead");
        QTest::addColumn<Differs>("differs");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const QByteArray& answer, Differs differs = Differs::No,
                            const char* reason = "") {
            QTest::newRow(name) << answer << answer.endsWith("<close>") << answer.startsWith("<head>") << differs
                                << QByteArray(reason);
        };
        addHeads(row);
        addBodies(row);
        addFaults(row);
    }

    void bothSayTheSame() {
        QFETCH(QByteArray, answer);
        QFETCH(bool, close);
        QFETCH(bool, isHead);
        QFETCH(Differs, differs);
        QFETCH(QByteArray, reason);
        answer.replace("<close>", "").replace("<head>", "");
        m_server.script = [answer, close](QTcpSocket& socket, const ScriptedServer::Request&) {
            socket.write(answer);
            if (close)
                socket.disconnectFromHost();
        };
        const Reading curl = byCurl(isHead);
        const Reading ours = byEngine(isHead);
        const QByteArray both = "curl: " + printed(curl) + ", the engine: " + printed(ours) + "; " + reason;
        QVERIFY2(differs != Differs::No || curl == ours, both.constData());
        QVERIFY2(differs != Differs::WeRefuse || ours.refused, both.constData());
        QVERIFY2(differs != Differs::CurlRefuses || !ours.refused, both.constData());
    }

private:
    template<class Row>
    static void addHeads(const Row& row) {
        const QByteArray body = "Content-Length: 4\r\n\r\nfine";
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        row("plain", ok + body);
        row("no reason", "HTTP/1.1 200 \r\n" + body);
        row("no space before no reason", "HTTP/1.1 200\r\n" + body);
        row("a reason in other letters", "HTTP/1.1 200 \xd6k\xc3\xa4y\r\n" + body);
        row("an error with a body", "HTTP/1.1 404 Not Found\r\n" + body);
        row("a status nobody knows", "HTTP/1.1 299 Odd\r\n" + body);
        row("a status of a class nobody knows", "HTTP/1.1 799 Odd\r\n" + body);
        row("a redirect not followed", "HTTP/1.1 302 Found\r\nLocation: /there\r\n" + body);
        row("a redirect without a place", "HTTP/1.1 302 Found\r\n" + body);
        row("100 before", "HTTP/1.1 100 Continue\r\n\r\n" + ok + body);
        row("102 and 103 before",
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + ok + body);
        row("100 with a length before", "HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n" + ok + body);
        row("names in capitals", ok + "CONTENT-LENGTH: 4\r\n\r\nfine");
        row("names in small letters", ok + "content-length: 4\r\n\r\nfine");
        row("no space after the colon", ok + "Content-Length:4\r\n\r\nfine");
        row("spaces and tabs around a value", ok + "Content-Length: \t 4 \t\r\n\r\nfine");
        row("a field without a value", ok + "X:\r\nY: \r\n" + body);
        row("a field said often", ok + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n" + body);
        row("letters beyond ASCII in a value", ok + "X: \xe4\xf6\xfc\r\n" + body);
        row("odd letters in a name", ok + "X!#$%&'*+-.^_`|~1: x\r\n" + body);
        row("a value of 30,000 letters", ok + "X: " + QByteArray(30'000, 'x') + "\r\n" + body);
        row("300 fields", ok + QByteArray("X: y\r\n").repeated(300) + body);
        row("HTTP/1.0 with a length", "HTTP/1.0 200 OK\r\n" + body + "<close>");
        row("HTTP/1.0 kept open", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + body);
        row("Connection: close", ok + "Connection: close\r\n" + body + "<close>");
    }

    template<class Row>
    static void addBodies(const Row& row) {
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
        row("until the end", ok + "\r\nfine<close>");
        row("until the end, empty", ok + "\r\n<close>");
        row("HTTP/1.0 until the end", "HTTP/1.0 200 OK\r\n\r\nfine<close>");
        row("a length of 0", ok + "Content-Length: 0\r\n\r\n");
        row("a length with noughts before", ok + "Content-Length: 0004\r\n\r\nfine");
        row("a length said twice", ok + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nfine");
        row("a length said twice in a list", ok + "Content-Length: 4, 4\r\n\r\nfine");
        row("more than the length", ok + "Content-Length: 4\r\n\r\nfine and more");
        row("204", "HTTP/1.1 204 No Content\r\n\r\n");
        row("204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\n");
        row("304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n");
        row("304 that says chunked", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("HEAD with a length", "<head>" + ok + "Content-Length: 4\r\n\r\n");
        row("HEAD that says chunked", "<head>" + chunked);
        row("HEAD of an error", "<head>HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n");
        row("chunked", chunked + "4\r\nfine\r\n0\r\n\r\n");
        row("chunked in capitals", ok + "Transfer-Encoding: CHUNKED\r\n\r\n4\r\nfine\r\n0\r\n\r\n");
        row("chunked, empty", chunked + "0\r\n\r\n");
        row("many chunks", chunked + QByteArray("1\r\nx\r\n").repeated(2'000) + "0\r\n\r\n");
        row("chunks with extensions", chunked + "4;a=b;c=\"d\"\r\nfine\r\n0;last\r\n\r\n");
        row("chunks with noughts and capitals", chunked + "000A\r\n0123456789\r\n000\r\n\r\n");
        row("trailers", chunked + "4\r\nfine\r\n0\r\nA: b\r\nContent-Length: 9\r\n\r\n");
        row("spaces after a chunk's size", chunked + "4  \r\nfine\r\n0\r\n\r\n");
        row("404 in chunks", "HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n");
    }

    template<class Row>
    static void addFaults(const Row& row) {
        const QByteArray body = "Content-Length: 4\r\n\r\nfine";
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
        row("nothing at all", "<close>");
        row("a head cut off", ok + "Content-Length: 4\r\n<close>");
        row("a length not reached", ok + "Content-Length: 9\r\n\r\nfine<close>");
        row("chunks cut off", chunked + "4\r\nfine\r\n<close>");
        row("a chunk without a number", chunked + "none\r\nfine\r\n0\r\n\r\n<close>");
        row("a chunk that is longer than it says", chunked + "3\r\nfine\r\n0\r\n\r\n<close>");
        row("no number as length", ok + "Content-Length: four\r\n\r\nfine<close>");
        row("a negative length", ok + "Content-Length: -4\r\n\r\nfine<close>");
        row("a length beyond all numbers", ok + "Content-Length: 99999999999999999999\r\n\r\nfine<close>",
            Differs::WeRefuse,
            "curl reads it until the end: RFC 9112 §6.3 calls it an error that cannot be recovered from");
        row("no HTTP", "fine, thank you\r\n\r\n<close>");
        row("a status of two digits", "HTTP/1.1 20 OK\r\n" + body + "<close>");
        row("NUL in a field", ok + QByteArray("X: a\0b\r\n", 8) + body + "<close>");
        row("lengths that differ", ok + "Content-Length: 4\r\nContent-Length: 9\r\n\r\nfine<close>");
        row("two lengths", ok + "Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n4\r\nfine\r\n0\r\n\r\n",
            Differs::WeRefuse, "RFC 9112 §6.3: may be an attempt at smuggling, and ought to be an error");
        row("a folded field", ok + "X: a\r\n b\r\n" + body, Differs::WeRefuse,
            "RFC 9112 §5.2: servers must not send it");
        row("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 4\n\nfine", Differs::WeRefuse,
            "RFC 9112 §2.2 lets a reader take them; two readers that differ are a way to smuggle");
        row("a space before the colon", ok + "X : y\r\n" + body, Differs::WeRefuse,
            "RFC 9112 §5.1: servers must not send it");
        row("a field without a colon", ok + "nothing\r\n" + body);
        row("a field without a name", ok + ": x\r\n" + body, Differs::WeRefuse,
            "RFC 9112 §5: a name is a token, of one letter or more");
        row("HTTP/1.0 in chunks", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n<close>",
            Differs::WeRefuse, "RFC 9112 §6.1: its framing is faulty");
        row("chunked twice", ok + "Transfer-Encoding: chunked, chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n<close>",
            Differs::WeRefuse, "RFC 9112 §6.1: must not be applied more than once");
        row("a coding nobody knows", ok + "Transfer-Encoding: odd\r\n\r\nfine<close>", Differs::CurlRefuses,
            "RFC 9112 §6.3: not chunked at last, so until the end; nobody here decodes it");
        row("HTTP/1.7", "HTTP/1.7 200 OK\r\n" + body, Differs::CurlRefuses,
            "RFC 9110 §2.5: a higher minor version is read as the highest one known");
        row("HTTP/2 in words", "HTTP/2 200 OK\r\n" + body + "<close>", Differs::WeRefuse,
            "its framing is another: RFC 9113");
        row("an empty line before", "\r\n" + ok + body + "<close>");
        row("a status of four digits", "HTTP/1.1 2000 OK\r\n" + body + "<close>");
        row("two spaces before the status", "HTTP/1.1  200 OK\r\n" + body + "<close>", Differs::WeRefuse,
            "RFC 9112 §4: a single one");
        row("101 that nobody asked for", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n<close>");
        row("a carriage return within a value", ok + "X: a\rb\r\n" + body, Differs::WeRefuse,
            "RFC 9110 §5.5: dangerous; to be refused, or replaced by a space");
        row("a space before a chunk's size", chunked + " 4\r\nfine\r\n0\r\n\r\n<close>");
        row("a chunk's line ends with a line feed", chunked + "4\nfine\n0\n\n<close>", Differs::WeRefuse,
            "RFC 9112 §7.1: as for line feeds alone, a way to smuggle");
        row("a chunk beyond all numbers", chunked + "FFFFFFFFFFFFFFFFFF\r\nfine\r\n0\r\n\r\n<close>");
    }
};

QTEST_GUILESS_MAIN(CurlTest)
#include "tst_curl.moc"
