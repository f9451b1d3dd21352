#include "bench/peeroutput.h"

#include <QRegularExpression>
#include <QTest>

using namespace bench;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(bench::PeerKind)

namespace {

// Each as the program's documentation describes it, or as it was seen to print, shortened to what is read.
const QByteArray wrkSaid = "Running 5s test @ http://127.0.0.1:1/\n  1 threads and 64 connections\n"
                           "  6000 requests in 5.01s, 6.00MB read\n"
                           "  Socket errors: connect 0, read 3, write 1, timeout 2\n"
                           "  Non-2xx or 3xx responses: 10\n"
                           "Requests/sec:   1200.00\nTransfer/sec:      1.20MB\n";
const QByteArray heySaid = "\nSummary:\n  Total:\t5.0000 secs\n  Slowest:\t0.0121 secs\n  Requests/sec:\t200.0000\n\n"
                           "Response time histogram:\n  0.000 [1]\t|\n  0.001 [989]\t|##\n\n"
                           "Status code distribution:\n  [200]\t980 responses\n  [503]\t10 responses\n\n"
                           "Error distribution:\n  [10]\tGet \"http://127.0.0.1:1/\": EOF\n";
const QByteArray longHeySaid = "Summary:\n  Total:\t50.0000 secs\n  Requests/sec:\t30000.0000\n\n"
                               "Status code distribution:\n  [200]\t1000000 responses\n";
const QByteArray ohaSaid = "Summary:\n  Success rate:\t100.00%\n  Total:\t5.0010 sec\n  Requests/sec:\t202.0000\n\n"
                           "Status code distribution:\n  [200] 1000 responses\n\n"
                           "Error distribution:\n  [64] aborted due to deadline\n  [4] connection error\n";
const QByteArray abSaid = "Concurrency Level:      64\nTime taken for tests:   5.000 seconds\n"
                          "Complete requests:      1000\nFailed requests:        7\n"
                          "   (Connect: 0, Receive: 7, Length: 0, Exceptions: 0)\nNon-2xx responses:      3\n";
const QByteArray h2loadSaid = "finished in 5.00s, 200.00 req/s, 1.2MB/s\n"
                              "requests: 1000 total, 1064 started, 1000 done, 990 succeeded, 10 failed, 4 errored, 0 "
                              "timeout\nstatus codes: 990 2xx, 0 3xx, 0 4xx, 6 5xx\n";
const QByteArray ownSaid = R"({"completed":1000,"failed":20,"elapsed_s":5.02,"engine":"qt"})";
const QByteArray scriptSaid = "a greeting\n"
                              R"({"done": 1000, "failed": 5, "seconds": 5.25})"
                              "\n\n";
const QByteArray autocannonSaid = R"({"errors":4,"timeouts":1,"non2xx":6,"2xx":990,"duration":5.1})";

} // namespace

class PeerOutputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void figuresAreReadFromWhatEachPrints_data() {
        QTest::addColumn<PeerKind>("kind");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<PeerCounts>("counts");
        QTest::newRow("wrk: broken connections are failures") << PeerKind::Wrk << wrkSaid << PeerCounts{6'006, 16, 5.0};
        QTest::newRow("hey") << PeerKind::Hey << heySaid << PeerCounts{1'000, 20, 5.0};
        QTest::newRow("hey counts a million statuses and goes on")
            << PeerKind::Hey << longHeySaid << PeerCounts{1'500'000, 0, 50.0};
        QTest::newRow("oha: what the end cut off is no failure")
            << PeerKind::Oha << ohaSaid << PeerCounts{1'004, 4, 5.001};
        QTest::newRow("ab") << PeerKind::Ab << abSaid << PeerCounts{1'000, 10, 5.0};
        QTest::newRow("h2load") << PeerKind::H2load << h2loadSaid << PeerCounts{1'000, 10, 5.0};
        QTest::newRow("qt") << PeerKind::Qt << ownSaid << PeerCounts{1'000, 20, 5.02};
        QTest::newRow("direct") << PeerKind::Direct << ownSaid << PeerCounts{1'000, 20, 5.02};
        QTest::newRow("aiohttp") << PeerKind::Aiohttp << scriptSaid << PeerCounts{1'000, 5, 5.25};
        QTest::newRow("k6") << PeerKind::K6 << scriptSaid << PeerCounts{1'000, 5, 5.25};
        QTest::newRow("autocannon") << PeerKind::Autocannon << autocannonSaid << PeerCounts{1'000, 10, 5.1};
    }
    void figuresAreReadFromWhatEachPrints() {
        QFETCH(PeerKind, kind);
        QFETCH(QByteArray, output);
        QFETCH(PeerCounts, counts);
        const auto read = peerCounts(kind, output);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->done, counts.done);
        QCOMPARE(read->failed, counts.failed);
        QVERIFY(qAbs(read->seconds - counts.seconds) < 1e-6);
    }

    void nonsenseIsRefused_data() {
        QTest::addColumn<PeerKind>("kind");
        for (const PeerKind kind : peerKinds)
            QTest::newRow(qPrintable(peerName(kind))) << kind;
    }
    void nonsenseIsRefused() {
        QFETCH(PeerKind, kind);
        const QByteArrayList nonsense{
            {},
            "hello\n",
            QByteArray("\0\xff\n{\"", 5),
            "{}\n",
            R"({"completed":-1,"failed":0,"elapsed_s":1,"done":-1,"seconds":1,"2xx":-5,"non2xx":0,"duration":1})",
            R"({"completed":5,"failed":9,"elapsed_s":1,"done":5,"seconds":1,"2xx":1e300,"non2xx":9,"duration":1})",
            R"({"completed":5,"failed":1,"elapsed_s":0,"done":5,"seconds":0,"2xx":5,"non2xx":0,"duration":0})",
            "Total: NaN secs\nRequests/sec: NaN\n 99999999999999999999 requests in 1s\n"
            "Complete requests: x\nfinished in 0, 0 req/s\n"};
        for (const QByteArray& each : nonsense) {
            const auto read = peerCounts(kind, each);
            QVERIFY2(!read, each.constData());
            QCOMPARE(read.error().kind, QByteArray(badOutput));
        }
    }

    void aProgramAllOfWhoseRequestsFailedHasNoFigures() {
        QVERIFY(!peerCounts(PeerKind::Qt, R"({"completed":10,"failed":10,"elapsed_s":1})"));
        QVERIFY(peerCounts(PeerKind::Qt, R"({"completed":10,"failed":9,"elapsed_s":1})"));
    }

    void aLinkStaysOneArgumentWhateverItHolds() {
        const QString link = u"http://127.0.0.1:1/;touch x `y` $HOME \"' &| -c\n"_s;
        for (const PeerKind kind : peerKinds) {
            const PeerCommand command = peerCommand(kind, u"/bin/it"_s, link, {});
            QCOMPARE(command.program, u"/bin/it"_s);
            const QString whole = kind == PeerKind::K6 ? QString("TARGET="_L1 % link) : link;
            QCOMPARE(command.arguments.filter(u"touch"_s), QStringList{whole});
            QVERIFY(!command.input.contains("touch"));
        }
    }

    void allAreGivenTheSameWork() {
        const PeerWork work{std::chrono::seconds(7), 33, 3, 500};
        for (const PeerKind kind : peerKinds) {
            const QStringList arguments = peerCommand(kind, u"it"_s, u"http://127.0.0.1:1/"_s, work).arguments;
            QVERIFY2(arguments.contains(u"7"_s) || arguments.contains(u"7s"_s), qPrintable(peerName(kind)));
            QCOMPARE(arguments.contains(u"33"_s), kind != PeerKind::Sequential);
        }
    }

    void threadsAreNeverMoreThanConnections() {
        const PeerWork work{.connections = 2, .threads = 8};
        const QStringList arguments = peerCommand(PeerKind::Wrk, u"wrk"_s, u"http://127.0.0.1:1/"_s, work).arguments;
        QCOMPARE(arguments.at(arguments.indexOf(u"-t"_s) + 1), u"2"_s);
    }

    void scriptsComeWithTheProgram() {
        for (const PeerKind kind : {PeerKind::Aiohttp, PeerKind::K6})
            QVERIFY(!peerCommand(kind, u"it"_s, u"http://127.0.0.1:1/"_s, {}).input.isEmpty());
    }

    void namesLeadBack() {
        for (const PeerKind kind : peerKinds) {
            QVERIFY(peerFromName(peerName(kind)) == kind);
            QVERIFY(!peerSentence(kind).isEmpty());
        }
        QVERIFY(!peerFromName(u"curl"_s));
    }
};

QTEST_GUILESS_MAIN(PeerOutputTest)
#include "tst_peeroutput.moc"
