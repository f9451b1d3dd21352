#include "models/breakdownrows.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

// 2,000 requests over 30 connections to one name, without TLS.
bench::LoadResult openLoop() {
    bench::LoadResult result;
    result.plan.rate = 100;
    for (int request = 0; request < 2'000; ++request) {
        result.total.latency.record(5'000);
        result.breakdown.service.record(3'000);
        result.breakdown.waited.record(2'000);
        result.breakdown.firstByte.record(1'000);
    }
    for (int connection = 0; connection < 30; ++connection)
        result.breakdown.connect.record(200);
    result.breakdown.lookUp.record(40'000);
    result.requests = 2'010;
    result.notSent = 10;
    return result;
}

QStringList firstColumn(const models::Rows& rows) {
    QStringList names;
    for (const QStringList& row : rows.rows)
        names << row.first();
    return names;
}

} // namespace

class BreakdownRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(u"en"_s));
    }

    void partsThatThereWereAreToldInTheirOrder() {
        const models::Rows rows = models::partRows(openLoop());
        QCOMPARE(firstColumn(rows), (QStringList{u"Service time"_s, u"Wait in the queue"_s, u"Name lookup"_s,
                                                 u"Connecting"_s, u"First byte"_s}));
        for (const QStringList& row : rows.rows)
            QCOMPARE(row.size(), rows.header.size());
        QCOMPARE(rows.rows.at(3).at(1), u"30"_s);
    }

    void anEngineThatSeesNoPartsHasNoRows() {
        bench::LoadResult result = openLoop();
        result.breakdown = {};
        QVERIFY(models::partRows(result).rows.isEmpty());
        QVERIFY(models::partSpans(result.breakdown).isEmpty());
    }

    // One look-up has no p50, and thirty connections no p99.
    void whatTooFewTellIsNotMadeUp() {
        const QList<models::PartSpan> spans = models::partSpans(openLoop().breakdown);
        QCOMPARE(spans.at(2).words(), u"mean 40.0 ms"_s);
        QVERIFY(!spans.at(2).p50);
        QVERIFY2(spans.at(3).words().startsWith(u"p50 0.2"_s) && !spans.at(3).words().contains(u"p99"_s),
                 qPrintable(spans.at(3).words()));
        QVERIFY2(spans.at(0).words().contains(u", p99 "_s), qPrintable(spans.at(0).words()));
    }

    void ofAnOpenLoopTheResponseTimeStandsBesideItsParts() {
        bench::LoadResult result = openLoop();
        QCOMPARE(models::latencyRows(result).header,
                 (QStringList{u"Response time"_s, u"Succeeded"_s, u"Service time"_s, u"Wait in the queue"_s}));
        QCOMPARE(models::latencyRows(result).rows.first(),
                 (QStringList{u"Number"_s, u"2,000"_s, u"2,000"_s, u"2,000"_s}));
        result.plan.rate = 0;
        QCOMPARE(models::latencyRows(result).header, (QStringList{u"Latency"_s, u"Succeeded"_s}));
    }

    void runsDifferInWhatOneOfThemHas() {
        bench::LoadResult closed = openLoop();
        closed.plan.rate = 0;
        closed.breakdown = {};
        QVERIFY(!firstColumn(models::differenceRows({{u"a"_s, closed}, {u"b"_s, closed}})).contains(u"Not sent"_s));
        const QStringList rows = firstColumn(models::differenceRows({{u"a"_s, closed}, {u"b"_s, openLoop()}}));
        for (const QString& row : {u"Not sent"_s, u"Service time p99"_s, u"Wait in the queue p99"_s})
            QVERIFY2(rows.contains(row), qPrintable(row));
    }
};

QTEST_GUILESS_MAIN(BreakdownRowsTest)
#include "tst_breakdownrows.moc"
