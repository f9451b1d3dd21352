#include "models/peertable.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using bench::PeerKind;
using bench::PeerRow;
using bench::PeerState;
using models::PeerTable;

namespace {

PeerRow rowOf(PeerKind kind, PeerState state) {
    PeerRow row;
    row.kind = kind;
    row.state = state;
    return row;
}

PeerRow measured(PeerKind kind, qint64 done, double serverShare = 0.4) {
    PeerRow row = rowOf(kind, PeerState::Measured);
    row.counts = {done, 0, 5};
    row.use = {.cpuUserS = 0.3, .cpuSystemS = 0.7, .peakRssBytes = 52'428'800};
    row.serverShare = serverShare;
    return row;
}

PeerRow missing() {
    PeerRow row = rowOf(PeerKind::Ab, PeerState::Missing);
    row.why = u"Not installed: sudo apt install apache2-utils"_s;
    return row;
}

} // namespace

class PeerTableTest : public QObject {
    Q_OBJECT

    static QString cell(const PeerTable& table, int row, int column) {
        return table.index(row, column).data().toString();
    }

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void figuresStandBesideTheName() {
        PeerTable table;
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.set({measured(PeerKind::Wrk, 100'000), missing()});
        QCOMPARE(cell(table, 0, PeerTable::Name), u"wrk"_s);
        QCOMPARE(cell(table, 0, PeerTable::PerMinute), u"1,200,000"_s);
        QCOMPARE(cell(table, 0, PeerTable::Cpu), u"10.0 ms"_s);
        QCOMPARE(cell(table, 0, PeerTable::Memory), u"50 MiB"_s);
        QCOMPARE(cell(table, 0, PeerTable::Errors), u"0"_s);
        QCOMPARE(cell(table, 0, PeerTable::Server), u"40 %"_s);
        for (int column = PeerTable::PerMinute; column < PeerTable::Remark; ++column)
            QCOMPARE(cell(table, 1, column), u"–"_s);
        QVERIFY(cell(table, 1, PeerTable::Remark).contains("apache2-utils"_L1));
    }

    void barsAreOfThoseThatWereMeasuredAndTheFastestIsFirst() {
        PeerTable table;
        table.set({measured(PeerKind::Qt, 100), measured(PeerKind::Wrk, 300, 0.97), missing(),
                   rowOf(PeerKind::Hey, PeerState::Running), measured(PeerKind::Direct, 200)});
        const QList<PeerTable::Bar> bars = table.bars();
        QCOMPARE(bars.size(), 3);
        QCOMPARE(bars.at(0).name, u"wrk"_s);
        QVERIFY(bars.at(0).serverBound);
        QCOMPARE(bars.at(1).name, u"direct"_s);
        QVERIFY(!bars.at(1).serverBound);
        QCOMPARE(bars.at(2).perMinute, 1'200.0);
        QVERIFY(cell(table, 1, PeerTable::Remark).contains("Server-bound"_L1));
    }

    void aRowThatEndsLeavesTheOthersWhereTheyAre() {
        PeerTable table;
        table.set({rowOf(PeerKind::Wrk, PeerState::Running), missing()});
        const QSignalSpy reset(&table, &PeerTable::modelReset);
        const QSignalSpy changed(&table, &PeerTable::dataChanged);
        table.set({measured(PeerKind::Wrk, 500), missing()});
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
    }

    void theTextHoldsEachRowOnOneLine() {
        PeerTable table;
        PeerRow failed = rowOf(PeerKind::Hey, PeerState::Failed);
        failed.why = u"It said:\ttwo\nlines"_s;
        table.set({measured(PeerKind::Wrk, 500), failed});
        const QStringList lines = table.toText().split(u'\n');
        QCOMPARE(lines.size(), 3);
        for (const QString& line : lines)
            QCOMPARE(line.count(u'\t'), PeerTable::columns - 1);
    }
};

QTEST_GUILESS_MAIN(PeerTableTest)
#include "tst_peertable.moc"
