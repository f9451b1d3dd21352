#include "bench/kerneldrops.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr char softnet[] = "0004b1e0 00000002 0000001f 00000000 00000000 00000000\n"
                           "00031f7a 0000001a 00000010 00000000 00000000 00000000\n";
constexpr char netstat[] = "TcpExt: SyncookiesSent PruneCalled RcvPruned ListenOverflows ListenDrops TCPBacklogDrop "
                           "TCPRcvQDrop\n"
                           "TcpExt: 0 900 3 40 50 600 7000\n"
                           "IpExt: InNoRoutes ListenDrops\n"
                           "IpExt: 1 100000\n";

} // namespace

class KernelDropsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void packetsAreAddedUpOverTheProcessors() {
        QCOMPARE(bench::kernelDropsFrom(softnet, {}), std::optional<qint64>(28));
    }

    // What overflowed is among what a listener dropped, and to prune a queue is not yet to drop from it.
    void connectionsAreCountedOnce() { QCOMPARE(bench::kernelDropsFrom({}, netstat), std::optional<qint64>(7'653)); }

    void bothAreAdded() { QCOMPARE(bench::kernelDropsFrom(softnet, netstat), std::optional<qint64>(7'681)); }

    void nothingIsSaidWhereNothingIsTold_data() {
        QTest::addColumn<QByteArray>("softnet");
        QTest::addColumn<QByteArray>("netstat");
        QTest::newRow("no files") << QByteArray() << QByteArray();
        QTest::newRow("empty lines") << QByteArray("\n\n") << QByteArray("\n \n");
        QTest::newRow("one number a processor") << QByteArray("0004b1e0\n") << QByteArray();
        QTest::newRow("no numbers") << QByteArray("zz yy xx\n") << QByteArray("TcpExt: ListenDrops\nTcpExt: many\n");
        QTest::newRow("names alone") << QByteArray() << QByteArray("TcpExt: ListenDrops\n");
        QTest::newRow("other names") << QByteArray() << QByteArray("TcpExt: A B\nTcpExt: 1 2\n");
        QTest::newRow("fewer numbers") << QByteArray() << QByteArray("TcpExt: A ListenDrops\nTcpExt: 1\n");
        QTest::newRow("below nothing") << QByteArray() << QByteArray("TcpExt: ListenDrops\nTcpExt: -4\n");
        QTest::newRow("too large") << QByteArray("1 fffffffff\n")
                                   << QByteArray("TcpExt: ListenDrops\nTcpExt: 99999999999999999999\n");
        QTest::newRow("bytes") << QByteArray("\0\xff\n\x80 \x80", 6) << QByteArray("TcpExt:\nTcpExt:\n");
    }
    void nothingIsSaidWhereNothingIsTold() {
        QFETCH(QByteArray, softnet);
        QFETCH(QByteArray, netstat);
        QCOMPARE(bench::kernelDropsFrom(softnet, netstat), std::nullopt);
    }

    void aLineThatCannotBeReadLeavesTheOthers() {
        QCOMPARE(bench::kernelDropsFrom("x y z\n1 5 0\n\n1 ffffffff 0", {}), std::optional(qint64{5} + 0xffffffffLL));
        QCOMPARE(bench::kernelDropsFrom({}, "TcpExt: ListenDrops RcvPruned X\r\nTcpExt: 4 ? 1\r\n"),
                 std::optional<qint64>(4));
    }

    void thisComputerTellsIfItIsLinux() {
        QCOMPARE(bench::kernelDropsSoFar().has_value(),
                 QFile::exists(u"/proc/net/softnet_stat"_s) || QFile::exists(u"/proc/net/netstat"_s));
    }
};

QTEST_GUILESS_MAIN(KernelDropsTest)
#include "tst_kerneldrops.moc"
