#include "models/benchformat.h"
#include "models/coursetable.h"
#include "models/latencytable.h"
#include "models/resulttables.h"
#include "models/texttable.h"
#include "tests/support/printedmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::CourseTable;
using models::TextTable;

namespace {

bench::LoadResult resultOf(int succeeded, std::chrono::seconds elapsed, int microseconds) {
    bench::LoadResult result;
    result.requests = succeeded;
    result.elapsed = elapsed;
    result.total.elapsed = elapsed;
    result.total.succeeded = static_cast<quint64>(succeeded);
    for (int at = 0; at < succeeded; ++at)
        result.total.latency.record(microseconds);
    result.total.statuses[200] = static_cast<quint64>(succeeded);
    result.client = {.cpuUserS = 0.5, .cpuSystemS = 0.25, .peakRssBytes = 52'428'800};
    return result;
}

measure::Tick tickAt(std::chrono::milliseconds elapsed, quint64 succeeded) {
    measure::Tick tick;
    tick.elapsed = elapsed;
    tick.succeeded = succeeded;
    tick.inFlight = 4;
    tick.inFlightSeconds = 4 * std::chrono::duration<double>(elapsed).count();
    tick.started = succeeded + 4;
    tick.bytes = static_cast<qint64>(succeeded) * 100;
    return tick;
}

double highest(const CourseTable& table) {
    double most = 0;
    for (const QPointF& point : table.points(CourseTable::PerMinute))
        most = std::max(most, point.y());
    return most;
}

QString cell(const models::Rows& table, const QString& row, int column = 1) {
    for (const QStringList& each : table.rows) {
        if (each.first() == row)
            return each.value(column);
    }
    return u"no such row"_s;
}

} // namespace

class ResultTablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(u"en"_s));
    }

    void theCourseOfARunIsOneRowAPoint() {
        bench::Series series;
        CourseTable table;
        const QAbstractItemModelTester tester(&table);
        QVERIFY(table.points(CourseTable::PerMinute).isEmpty());
        for (int at = 0; at <= 4; ++at) {
            series.add(tickAt(at * 500ms, static_cast<quint64>(at) * 10)); // 20 a second
            table.set(series);
        }
        QCOMPARE(table.rowCount(), static_cast<int>(series.points().size()));
        QCOMPARE(qRound(highest(table)), 1'200);
        QCOMPARE(qRound(table.points(CourseTable::Bytes).last().y()), 2'000);
        QCOMPARE(table.points(CourseTable::InFlight).last(), QPointF(2, 4));
        table.clear();
        QCOMPARE(table.rowCount(), 0);
    }

    void aLongCourseStaysBoundedWhileItIsHalved() {
        bench::Series series;
        CourseTable table;
        const QAbstractItemModelTester tester(&table);
        for (int at = 0; at < 3'000; ++at) {
            series.add(tickAt(at * 250ms, static_cast<quint64>(at)));
            if (at % 7 == 0)
                table.set(series);
            QVERIFY(table.rowCount() <= static_cast<int>(bench::Series::mostPoints));
        }
        QVERIFY(table.rowCount() > 100);
    }

    void burstsAreReadAsAPace() {
        bench::Series series;
        for (int at = 0; at <= 40; ++at)
            series.add(tickAt(at * 250ms, static_cast<quint64>(at / 4) * 10)); // ten at a time, once a second
        CourseTable table;
        table.set(series);
        QCOMPARE(qRound(highest(table)), 2'400);
        const QList<QPointF> pace = table.pace(CourseTable::PerMinute);
        QCOMPARE(pace.size(), table.rowCount());
        for (const QPointF& point : pace) {
            if (point.x() >= 1.5)
                QCOMPARE(qRound(point.y()), 600);
        }
        QVERIFY(CourseTable().pace(CourseTable::PerMinute).isEmpty());
    }

    void oneAtATimeIsAPaceToo() {
        bench::Series series;
        for (int at = 0; at <= 400; ++at)
            series.add(tickAt(at * 250ms, static_cast<quint64>(at / 8))); // one every two seconds
        CourseTable table;
        table.set(series);
        QCOMPARE(qRound(highest(table)), 240);
        for (const QPointF& point : table.pace(CourseTable::PerMinute)) {
            if (point.x() >= 25)
                QVERIFY2(point.y() >= 26 && point.y() <= 34, qPrintable(QString::number(point.y())));
        }
    }

    void anotherRunOfAsManyAnswersShowsItsOwnLatencies() {
        models::LatencyTable table;
        table.show(resultOf(100, 10s, 2'000).total.latency);
        QCOMPARE(qRound(*table.percentile(0.5)), 2);
        table.show(resultOf(100, 10s, 50'000).total.latency);
        QCOMPARE(qRound(*table.percentile(0.5)), 50);
        QVERIFY(!table.percentile(0.999));
        table.show(resultOf(10'000, 10s, 50'000).total.latency);
        QCOMPARE(qRound(*table.percentile(0.999)), 50);
    }

    void percentilesOfTooFewAreADash() {
        const models::Rows few = models::latencyRows(resultOf(19, 1s, 20'000));
        QCOMPARE(cell(few, u"p50"_s), u"–"_s);
        QCOMPARE(cell(few, u"Shortest"_s), u"20.0 ms"_s);
        const models::Rows none = models::latencyRows({});
        QCOMPARE(cell(none, u"Mean"_s), u"–"_s);
        QCOMPARE(cell(none, u"Number"_s), u"0"_s);
        QVERIFY(cell(models::latencyRows(resultOf(20, 1s, 20'000)), u"p50"_s).endsWith(u" ms"_s));
    }

    void failedOnesHaveAColumnWhereThereAreSome() {
        bench::LoadResult result = resultOf(50, 1s, 20'000);
        QCOMPARE(models::latencyRows(result).header.size(), 2);
        result.total.failedLatency.record(1'000'000);
        const models::Rows table = models::latencyRows(result);
        QCOMPARE(table.header.size(), 3);
        QCOMPARE(cell(table, u"Longest"_s, 2), u"1.00 s"_s);
    }

    void everyOutcomeIsCounted() {
        bench::LoadResult result = resultOf(50, 1s, 20'000);
        result.total.failed = 3;
        result.total.errors["timeout"] = 2;
        result.total.errors["http-status"] = 1;
        result.total.statuses[503] = 1;
        result.waits["no-local-port"] = 1'200;
        result.notSent = 7;
        const models::Rows table = models::outcomeRows(result);
        QCOMPARE(cell(table, u"Failed"_s), u"3"_s);
        QCOMPARE(cell(table, u"Not sent"_s), u"7"_s);
        QCOMPARE(cell(table, u"Status 503"_s), u"1"_s);
        QCOMPARE(cell(table, u"Error: timeout"_s), u"2"_s);
        QCOMPARE(cell(table, u"Waited: no-local-port"_s), u"1,200"_s);
        QCOMPARE(table.header.size(), 2);
    }

    void anErrorStandsBesideWhatWasFirstSaidOfIt() {
        bench::LoadResult result = resultOf(50, 1s, 20'000);
        result.total.failed = 3;
        result.total.errors["timeout"] = 1;
        result.total.errors["refused"] = 2;
        result.waits["no-descriptors"] = 4;
        result.errorExamples["refused"] = u"Connection refused <b>"_s;
        result.errorExamples["no-descriptors"] = u"Too many open files"_s;
        const models::Rows rows = models::outcomeRows(result);
        QCOMPARE(rows.header.size(), 3);
        QCOMPARE(cell(rows, u"Error: refused"_s, 2), u"Connection refused <b>"_s);
        QCOMPARE(cell(rows, u"Error: timeout"_s, 2), QString());
        QCOMPARE(cell(rows, u"Waited: no-descriptors"_s, 2), u"Too many open files"_s);
        TextTable table;
        table.setWordsFrom(2);
        table.set({u"a"_s, u"b"_s, u"c"_s}, {{u"x"_s, u"1"_s, u"<b>"_s}});
        QVERIFY(table.index(0, 1).data(Qt::TextAlignmentRole).isValid());
        QVERIFY(!table.index(0, 2).data(Qt::TextAlignmentRole).isValid());
        QVERIFY(!table.index(0, 2).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    }

    void theServerHasItsColumnWhereItIsOurs() {
        bench::LoadResult result = resultOf(50, 1s, 20'000);
        QCOMPARE(models::resourceRows(result).header.size(), 2);
        result.server = bench::ProcessUse{.cpuUserS = 0.1, .cpuSystemS = 0.2, .peakRssBytes = 10'485'760};
        const models::Rows table = models::resourceRows(result);
        QCOMPARE(cell(table, u"Most memory"_s, 1), u"50 MiB"_s);
        QCOMPARE(cell(table, u"Most memory"_s, 2), u"10 MiB"_s);
        QCOMPARE(cell(table, u"Cost of showing"_s), u"no such row"_s);
        result.interfaceShare = 0.012;
        QCOMPARE(cell(models::resourceRows(result), u"Cost of showing"_s), u"1.2 %"_s);
    }

    void runsDifferByValueAndShare() {
        const models::Rows table = models::differenceRows(
            {{u"before"_s, resultOf(1'000, 10s, 20'000)}, {u"after"_s, resultOf(1'000, 8s, 15'000)}});
        QCOMPARE(table.header, QStringList({u"Value"_s, u"before"_s, u"after"_s, u"Difference"_s, u"%"_s}));
        const auto row = [&table](const QString& name) {
            return QStringList{cell(table, name, 1), cell(table, name, 2), cell(table, name, 3), cell(table, name, 4)};
        };
        QCOMPARE(row(u"Requests/min"_s), QStringList({u"6,000"_s, u"7,500"_s, u"+1,500"_s, u"+25.0 %"_s}));
        QCOMPARE(row(u"Elapsed"_s), QStringList({u"10.0 s"_s, u"8.00 s"_s, u"-2.00 s"_s, u"-20.0 %"_s}));
        QVERIFY(cell(table, u"p50"_s, 3).startsWith(u'-'));
        QCOMPARE(row(u"p99.9"_s), QStringList({u"–"_s, u"–"_s, u"–"_s, u"–"_s}));
        QCOMPARE(row(u"Failed"_s), QStringList({u"0"_s, u"0"_s, u"0"_s, u"–"_s})); // no share of nothing
    }

    void aDifferenceIsToldAlikeBothWays() {
        const auto rate = [](int requests) { return resultOf(requests, 1'000s, 20'000); };
        const auto difference = [](const bench::LoadResult& from, const bench::LoadResult& to) {
            return cell(models::differenceRows({{u"a"_s, from}, {u"b"_s, to}}), u"Requests/min"_s, 3);
        };
        QCOMPARE(difference(rate(500), rate(572)), u"+4.3"_s); // 72 more in 1,000 s
        QCOMPARE(difference(rate(572), rate(500)), u"-4.3"_s);
        bench::LoadResult slower = rate(500);
        slower.elapsed += 1s; // 0.03 a minute less
        QCOMPARE(difference(rate(500), slower), u"0.0"_s);
        QCOMPARE(difference(slower, rate(500)), u"0.0"_s);
        bench::LoadResult larger = rate(500);
        larger.client.peakRssBytes += 1'000;
        QCOMPARE(cell(models::differenceRows({{u"a"_s, larger}, {u"b"_s, rate(500)}}), u"Most memory"_s, 3),
                 u"0 MiB"_s);
        QCOMPARE(models::perMinuteText(-4.3), u"-4.3"_s);
    }

    void sharesDifferByPoints() {
        bench::LoadResult before = resultOf(1'000, 10s, 20'000);
        before.plan.concurrency = 10;
        before.meanDelayS = 0.05; // 12,000 a minute at most
        bench::LoadResult after = resultOf(1'000, 8s, 20'000);
        after.plan = before.plan;
        after.meanDelayS = 0.05;
        before.steadyPerMinute = 6'000;
        after.steadyPerMinute = 7'500;
        const models::Rows table = models::differenceRows({{u"before"_s, before}, {u"after"_s, after}});
        QCOMPARE(cell(table, u"Of possible"_s, 1), u"50.0 %"_s);
        QCOMPARE(cell(table, u"Of possible"_s, 3), u"+12.5 points"_s);
        QCOMPARE(cell(table, u"Of possible"_s, 4), u"–"_s);
        QCOMPARE(table.rows.first().first(), u"Requests/min"_s); // the plans do not differ
    }

    void whatThePlansDifferInIsSaidFirst() {
        bench::LoadResult one = resultOf(1'000, 10s, 20'000);
        bench::LoadResult other = one;
        other.plan.concurrency = 50;
        other.plan.keepAlive = false;
        const models::Rows table = models::differenceRows({{u"a"_s, one}, {u"b"_s, other}});
        QCOMPARE(table.rows.value(0), QStringList({u"Plan: In flight"_s, u"1"_s, u"50"_s, u"differs"_s, {}}));
        QCOMPARE(table.rows.value(1), QStringList({u"Plan: Keep-alive"_s, u"yes"_s, u"no"_s, u"differs"_s, {}}));
        QCOMPARE(table.rows.value(2).first(), u"Requests/min"_s);
    }

    void whatIsDrawnAlikeDiffersAllTheSame_data() {
        QTest::addColumn<bench::LoadPlan>("one");
        QTest::addColumn<bench::LoadPlan>("other");
        QTest::addColumn<QStringList>("row");
        const auto add = [](const char* name, auto change, const QStringList& row) {
            bench::LoadPlan one;
            one.server = bench::ServerPlan{};
            bench::LoadPlan other = one;
            change(one, other);
            QTest::newRow(name) << one << other << row;
        };
        const QString longLink = u"http://127.0.0.1:8080/%1/end"_s.arg(QString(100, u'a'));
        add("a link's end",
            [&](auto& one, auto& other) {
                one.server.reset();
                other.server.reset();
                one.target = longLink + u"?1"_s;
                other.target = longLink + u"?2"_s;
            },
            {u"Plan: Target"_s, u"…aaaaaaaaaaaaaaa/end?1"_s, u"…aaaaaaaaaaaaaaa/end?2"_s});
        add("bodies",
            [](auto& one, auto& other) {
                one.server->bodySize = 450'100;
                other.server->bodySize = 450'200;
            },
            {u"Plan: Body"_s, u"450,100 bytes"_s, u"450,200 bytes"_s});
        add("patience",
            [](auto& one, auto& other) {
                one.timeout = 15'010ms;
                other.timeout = 15'020ms;
            },
            {u"Plan: Patience"_s, u"15,010 ms"_s, u"15,020 ms"_s});
        add("a header field's value",
            [](auto& one, auto& other) {
                one.headers = {{"Accept", "a"}};
                other.headers = {{"Accept", "b"}};
            },
            {u"Plan: Header fields"_s, u"Accept: a"_s, u"Accept: b"_s});
        add("what is sent", [](auto&, auto& other) { other.bodyFile = u"/body"_s; },
            {u"Plan: Body sent"_s, u"–"_s, u"/body"_s});
        add("what can be told apart is short",
            [](auto& one, auto& other) {
                one.server->bodySize = 450'100;
                other.server->bodySize = 900'200;
            },
            {u"Plan: Body"_s, u"450 kB"_s, u"900 kB"_s});
    }
    void whatIsDrawnAlikeDiffersAllTheSame() {
        QFETCH(bench::LoadPlan, one);
        QFETCH(bench::LoadPlan, other);
        QFETCH(QStringList, row);
        bench::LoadResult before = resultOf(1'000, 10s, 20'000);
        bench::LoadResult after = before;
        before.plan = one;
        after.plan = other;
        const models::Rows table = models::differenceRows({{u"a"_s, before}, {u"b"_s, after}});
        QCOMPARE(table.rows.value(0), row + QStringList({u"differs"_s, QString()}));
        QCOMPARE(table.rows.value(1).value(0), u"Requests/min"_s);
    }

    void twoWaysToWriteADelayDoNotDiffer() {
        bench::LoadResult one = resultOf(1'000, 10s, 20'000);
        one.plan.server = bench::ServerPlan{.delay = u"2:2"_s};
        bench::LoadResult other = one;
        other.plan.server->delay = u"2000:2000ms"_s;
        QCOMPARE(models::differenceRows({{u"a"_s, one}, {u"b"_s, other}}).rows.value(0).value(0), u"Requests/min"_s);
        other.plan.server->delay = u"2:3"_s;
        QCOMPARE(models::differenceRows({{u"a"_s, one}, {u"b"_s, other}}).rows.value(0).value(0), u"Plan: Delay"_s);
    }

    void aSecretIsNotShownWhereRunsDiffer() {
        bench::LoadResult one = resultOf(1'000, 10s, 20'000);
        bench::LoadResult other = one;
        one.plan.headers = {{"Authorization", "Bearer abc"}, {"Accept", "a"}};
        other.plan.headers = {{"Authorization", QByteArray()}, {"Accept", "b"}};
        QCOMPARE(models::differenceRows({{u"a"_s, one}, {u"b"_s, other}}).rows.value(0).mid(0, 3),
                 QStringList(
                     {u"Plan: Header fields"_s, u"Authorization: …, Accept: a"_s, u"Authorization: …, Accept: b"_s}));
    }

    void threeThatDifferFarBehindAreShownWhole() {
        QList<models::NamedResult> runs;
        const QString begin = u"http://127.0.0.1/"_s + QString(100, u'a');
        for (const QString& target : {u"http://localhost/"_s, QString(begin + u'1'), QString(begin + u'2')}) {
            bench::LoadResult result = resultOf(1'000, 10s, 20'000);
            result.plan.target = target;
            runs.append({target, result});
        }
        const QStringList row = models::differenceRows(runs).rows.value(0);
        QCOMPARE(row.value(2), QString(begin + u'1'));
        QCOMPARE(row.value(5), QString(begin + u'2'));
    }

    void theBestPossibleTimeStandsInTheResult() {
        bench::LoadResult result = resultOf(100, 170s, 20'000);
        QCOMPARE(cell(models::resourceRows(result), u"Best possible"_s), u"no such row"_s);
        result.plan.server = bench::ServerPlan{.delay = u"2:2"_s};
        result.plan.requests = 100;
        bench::judge(result);
        QCOMPARE(cell(models::resourceRows(result), u"Best possible"_s), u"3 min 20.0 s"_s);
        QCOMPARE(cell(models::resourceRows(result), u"Received in all"_s), u"0 bytes"_s);
    }

    void oneRunHasNothingToDifferFrom() {
        QVERIFY(models::differenceRows({}).rows.isEmpty());
        QVERIFY(models::differenceRows({{u"alone"_s, resultOf(10, 1s, 20'000)}}).rows.isEmpty());
    }

    void threeRunsAreComparedWithTheFirst() {
        const auto one = resultOf(1'000, 10s, 20'000);
        const models::Rows table =
            models::differenceRows({{u"a"_s, one}, {u"b"_s, one}, {u"c"_s, resultOf(1'000, 5s, 1'000)}});
        QCOMPARE(table.header.size(), 8);
        QCOMPARE(cell(table, u"Requests/min"_s, 4), u"0.0 %"_s);
        QCOMPARE(cell(table, u"Requests/min"_s, 7), u"+100.0 %"_s);
    }

    void aTableOfWordsIsShownAndCopied() {
        TextTable table;
        const QAbstractItemModelTester tester(&table);
        table.set({u"What"_s, u"How much"_s}, {{u"a"_s, u"1"_s}, {u"short"_s}});
        QCOMPARE(support::printed(table), u"a | 1\nshort | \n"_s);
        QCOMPARE(table.toText(), u"What\tHow much\na\t1\nshort"_s);
        table.set({}, {});
        QCOMPARE(table.columnCount(), 0);
    }

    void figuresKeepThreeDigits() {
        QCOMPARE(models::latencyText(0.123), u"0.12 ms"_s);
        QCOMPARE(models::latencyText(84.24), u"84.2 ms"_s);
        QCOMPARE(models::latencyText(640.0), u"640 ms"_s);
        QCOMPARE(models::latencyText(2'410.0), u"2.41 s"_s);
        QCOMPARE(models::latencyText(std::nullopt), u"–"_s);
        QCOMPARE(models::perMinuteText(36.24), u"36.2"_s);
        QCOMPARE(models::perMinuteText(19'230), u"19,230"_s);
        QCOMPARE(models::secondsText(3'480ms), u"3.48 s"_s);
        QCOMPARE(models::byteRateText(500), u"500 bytes/s"_s);
        QCOMPARE(models::byteRateText(2'500), u"2.5 kB/s"_s);
        QCOMPARE(models::byteRateText(250'000), u"250 kB/s"_s);
        QCOMPARE(models::shareText(0.0003), u"0.03 %"_s);
        QCOMPARE(models::shareText(0.26), u"26 %"_s);
        QCOMPARE(models::secondsText(45'500ms), u"45.5 s"_s);
        QCOMPARE(models::secondsText(59'970ms), u"1 min 0.0 s"_s);
        QCOMPARE(models::secondsText(165'540ms), u"2 min 45.5 s"_s);
        QCOMPARE(models::secondsText(-165'540ms), u"-2 min 45.5 s"_s);
        QCOMPARE(models::secondsText(740s), u"12 min 20 s"_s);
        QVERIFY(models::percentileReason(0.99, 120).contains(u"1,000"_s));
        QVERIFY(models::percentileReason(0.999, 120).contains(u"10,000"_s));
        QCOMPARE(models::verdictText(u"server-bound"_s, true), u"server-bound, stopped early"_s);
        QCOMPARE(models::verdictText(u"something newer"_s, false), u"something newer"_s);
    }
};

QTEST_GUILESS_MAIN(ResultTablesTest)
#include "tst_resulttables.moc"
