#include "bench/loadexport.h"
#include "bench/svgchart.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Made {
    bench::LoadResult result;
    bench::Series series;
};

Made aRun() {
    Made made;
    bench::LoadResult& result = made.result;
    result.plan.name = u"=cmd|' /C calc'!A0 <script>alert(1)</script>, \"x\""_s;
    result.plan.target = u"http://127.0.0.1/?a=1&b={}"_s;
    result.plan.concurrency = 8;
    result.meanDelayS = 0.02;
    for (int second = 1; second <= 20; ++second) {
        measure::Tick& tick = result.total;
        tick.elapsed = 1s * second;
        for (int request = 0; request < 390; ++request)
            tick.latency.record(20'000 + 7 * request);
        tick.succeeded = tick.latency.count();
        tick.inFlightSeconds = 8.0 * second;
        made.series.add(tick);
    }
    result.total.statuses[200] = result.total.succeeded;
    result.total.started = result.total.succeeded;
    result.requests = static_cast<qint64>(result.total.succeeded);
    result.elapsed = 20s;
    bench::judge(result);
    return made;
}

// 390 of 500 a second; sent 12 ms after they were due, they took 10.
Made anOpenLoop() {
    Made made = aRun();
    bench::LoadResult& result = made.result;
    result.plan.rate = 500;
    result.plan.engine = bench::EngineKind::Direct;
    for (int request = 0; request < 7'800; ++request) {
        result.breakdown.service.record(10'000);
        result.breakdown.waited.record(12'000);
        result.breakdown.firstByte.record(9'000);
    }
    result.notSent = 2'200;
    result.requests += 2'200;
    result.total.inFlightSeconds = 78;
    result.busiestThreadShare = 0.96;
    bench::judge(result);
    return made;
}

void parseAsXml(const QByteArray& svg) {
    QXmlStreamReader reader(svg);
    while (!reader.atEnd())
        reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
}

} // namespace

class LoadExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QLocale::setDefault(QLocale(QLocale::English));
    }

    void everyFormatHasANameOfItsOwn() {
        for (const QString& name : {u"json"_s, u"csv"_s, u"hgrm"_s, u"report"_s}) {
            const auto format = bench::runFormatFromName(name);
            QVERIFY(format);
            QCOMPARE(bench::runFormatName(*format), name);
        }
        QVERIFY(!bench::runFormatFromName(u"pdf"_s));
        QCOMPARE(bench::runFormatSuffix(bench::RunFormat::Report), u"html"_s);
    }

    void noCellOfTheCourseIsAFormula() {
        const Made made = aRun();
        const QList<QByteArray> lines = bench::courseAsCsv(made.result, made.series).split('\n');
        QCOMPARE(lines.size(), qsizetype(20 + 2)); // head, points, the end
        QVERIFY2(lines.at(1).startsWith("\"'=cmd"), lines.at(1).constData());
        QVERIFY(lines.at(1).contains("\"\"x\"\""));
    }

    // Whatever a spreadsheet cuts cells at: comma, semicolon, tab, line.
    void noCellIsAFormulaWhereverItIsCut_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"=1+1", "+1", "-1", "@SUM(A1)", "a;=1+1", "a;\"=1+1\"", "a\t=1+1", "a\r=1+1", "a\n@x",
                                 "  =1+1", "; -2", "a\",=1+1", "\u00a0=1", "\uff1d1+1", "a;\uff201", "|=1+1"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void noCellIsAFormulaWhereverItIsCut() {
        QFETCH(QString, name);
        Made made = aRun();
        made.result.plan.name = name;
        made.result.plan.target = QString(u"http://127.0.0.1/"_s + name);
        const QString text = QString::fromUtf8(bench::courseAsCsv(made.result, made.series));
        static const QRegularExpression formula(u"(^|[,;|\\t\\r\\n])[\\s\"]*[=+\\-@\uff1d\uff0b\uff0d\uff20]"_s);
        const auto found = formula.match(text);
        QVERIFY2(!found.hasMatch(), qPrintable(text.left(400)));
    }

    void anOrdinaryNameStaysAsItIs() {
        Made made = aRun();
        made.result.plan.name = u"evening - 100 at once, a+b"_s;
        QVERIFY(bench::courseAsCsv(made.result, made.series).contains("\r\n\"evening - 100 at once, a+b\",http://"));
    }

    // The percentiles rise to 1, their counts to all, and the end says mean and maximum.
    void thePercentileTextIsWhatHdrHistogramWrites() {
        measure::Histogram latency;
        for (int request = 1; request <= 1'000; ++request)
            latency.record(request * 1'000);
        const QList<QByteArray> lines = bench::percentileText(latency).split('\n');
        QVERIFY(lines.first().simplified() == "Value Percentile TotalCount 1/(1-Percentile)");
        const QList<QByteArray> first = lines.at(2).simplified().split(' ');
        QCOMPARE(first.mid(1), (QList<QByteArray>{"0.000000000000", "1", "1.00"}));
        QVERIFY(std::abs(first.at(0).toDouble() - 1) <= 0.01);
        double share = 0;
        qulonglong upTo = 0;
        for (const QByteArray& line : lines.mid(3)) {
            if (line.startsWith('#') || line.isEmpty())
                continue;
            const QList<QByteArray> fields = line.simplified().split(' ');
            QVERIFY(fields.at(1).toDouble() > share && fields.at(2).toULongLong() > upTo);
            share = fields.at(1).toDouble();
            QCOMPARE(fields.size(), share < 1 ? 4 : 3);
            upTo = fields.at(2).toULongLong();
            const double expected = fields.at(2).toDouble(); // request n took n ms
            QVERIFY(std::abs(fields.at(0).toDouble() - expected) <= expected / 50);
        }
        QCOMPARE(share, 1.0);
        QCOMPARE(upTo, 1'000ULL);
        const QByteArray all = lines.join('\n');
        QVERIFY(all.contains("500.500")); // the mean of 1 … 1,000
        QVERIFY(all.contains("288.6"));   // √((1000² − 1) ÷ 12) = 288.67
        QVERIFY(all.contains("1000.000"));
    }

    // Columns and lines of the end as its own programs print them: "%12.3f %2.12f %10d %14.2f".
    void thePercentileTextHasHdrHistogramsColumns() {
        measure::Histogram latency;
        for (const int milliseconds : {100, 200, 250, 600})
            latency.record(milliseconds * 1'000);
        static const QRegularExpression row(
            u"^ *[0-9]+\\.[0-9]{3} [01]\\.[0-9]{12} {1,10}[0-9]+( +[0-9]+\\.[0-9]{2})?$"_s);
        const QStringList lines = QString::fromUtf8(bench::percentileText(latency)).split(u'\n');
        QCOMPARE(lines.at(0), u"       Value     Percentile TotalCount 1/(1-Percentile)"_s);
        QVERIFY(lines.at(1).isEmpty());
        QCOMPARE(lines.size(), 2 + 5 + 3 + 1);
        for (const QString& line : lines.mid(2, 5))
            QVERIFY2(row.match(line).hasMatch(), qPrintable(line));
        QCOMPARE(lines.at(6), u"     600.000 1.000000000000          4"_s);
        QVERIFY2(lines.at(7).startsWith("#[Mean    =      287.500, StdDeviation   =      18"_L1),
                 qPrintable(lines.at(7)));
        QCOMPARE(lines.at(7).size(), lines.at(8).size()); // … 188.331 by the values, of buckets as wide as 1 %
        QCOMPARE(lines.at(8), u"#[Max     =      600.000, Total count    =            4]"_s);
        QVERIFY(lines.at(9).startsWith("#[Buckets ="_L1) && lines.at(9).contains(", SubBuckets     ="_L1));
        QCOMPARE(QString::fromUtf8(bench::percentileText({})).split(u'\n').at(2),
                 u"       0.000 1.000000000000          0"_s);
    }

    void anOpenLoopIsToldAsSuchInEveryFormat() {
        Made made = anOpenLoop();
        const auto written = [&made](bench::RunFormat format) {
            return bench::exportRun(made.result, made.series, format);
        };
        const QByteArray csv = written(bench::RunFormat::Csv);
        const QByteArrayList head = csv.split('\n').at(0).trimmed().split(',');
        static const QRegularExpression quoted(u"\"([^\"]|\"\")*\""_s); // and with commas
        const QByteArrayList cells =
            QString::fromUtf8(csv.split('\n').at(1).trimmed()).replace(quoted, u"text"_s).toUtf8().split(',');
        const auto ofCsv = [&](const char* column) { return cells.value(head.indexOf(column)); };
        QCOMPARE(cells.size(), head.size());
        QCOMPARE(ofCsv("model"), QByteArray("open"));
        QCOMPARE(ofCsv("target_rate_per_s"), QByteArray("500.000"));
        QCOMPARE(ofCsv("not_sent"), QByteArray("2200"));
        QCOMPARE(ofCsv("verdict"), QByteArray("target rate not reached"));
        QVERIFY(ofCsv("service_p99_ms").toDouble() > 9.9 && ofCsv("tls_p50_ms").isEmpty());
        const QByteArray percentiles = written(bench::RunFormat::Hgrm);
        QVERIFY2(percentiles.contains("#[Response time of an open loop") &&
                     percentiles.contains("#[service, ms: n=7800"),
                 percentiles.right(600).constData());
        const QByteArray report = written(bench::RunFormat::Report);
        for (const char* part : {"open loop", "target rate", "Response time", "Service time", "Wait in the queue",
                                 "500 a second in the mean"})
            QVERIFY2(report.contains(part), part);
        QCOMPARE(report.count("class=\"beside\""), 1);
    }

    void aWarningStandsInEveryFormat() {
        const Made made = anOpenLoop();
        QVERIFY(!made.result.warnings.isEmpty());
        for (const QString& name : {u"json"_s, u"csv"_s, u"hgrm"_s, u"report"_s}) {
            const QByteArray bytes = bench::exportRun(made.result, made.series, *bench::runFormatFromName(name));
            QVERIFY2(bytes.contains("Target rate not reached: "), qPrintable(name));
            QVERIFY2(bytes.contains("This client was the limit"), qPrintable(name));
        }
    }

    void aClosedLoopIsToldAsSuch() {
        const Made made = aRun();
        QVERIFY(bench::exportRun(made.result, made.series, bench::RunFormat::Csv).contains(",closed,,0,"));
        QVERIFY(
            bench::exportRun(made.result, made.series, bench::RunFormat::Hgrm).contains("#[Latency of a closed loop"));
        const QByteArray report = bench::exportRun(made.result, made.series, bench::RunFormat::Report);
        QVERIFY(report.contains("closed loop: the next request goes out when one has ended"));
        QVERIFY(report.contains("does not see the parts of a request"));
        QVERIFY(!report.contains("Response time"));
    }

    void nothingMeasuredCanBeWrittenToo() {
        const bench::LoadResult empty;
        for (const QString& name : {u"json"_s, u"csv"_s, u"hgrm"_s, u"report"_s})
            QVERIFY(!bench::exportRun(empty, {}, *bench::runFormatFromName(name)).isEmpty());
    }

    void theReportNeedsNothingFromElsewhereAndRunsNothing() {
        const Made made = aRun();
        const QByteArray html = bench::reportAsHtml(made.result, made.series);
        QVERIFY(!html.contains("<script"));
        QVERIFY(!html.contains(" src=") && !html.contains("url(") && !html.contains("href="));
        QVERIFY(html.contains("&lt;script&gt;"));
        QVERIFY(html.contains("default-src 'none'"));
        QCOMPARE(html.count("<svg"), 4);
        QVERIFY(html.contains("23,400 a minute"));
        QVERIFY(html.contains("prefers-color-scheme:dark"));
    }

    void theReportTellsWhatWasSaidOfAnErrorAsText() {
        Made made = aRun();
        made.result.total.errors["reset"] = 7;
        made.result.errorExamples["reset"] = u"<img src=x onerror=alert(1)>"_s;
        const QByteArray html = bench::reportAsHtml(made.result, made.series);
        QVERIFY(!html.contains("<img"));
        QVERIFY2(html.contains("7, the first: &lt;img src=x onerror=alert(1)&gt;"), html.constData());
    }

    void latenciesAreMarkedAtEachDecade() {
        measure::Histogram latency;
        latency.record(3'000);   // µs
        latency.record(250'000); // so from 1 ms to 1 s
        const QByteArray buckets = bench::latencyChart(latency);
        for (const char* mark : {">1 ms<", ">10 ms<", ">100 ms<", ">1 s<"})
            QCOMPARE(buckets.count(mark), 1);
        QVERIFY(!buckets.contains(">0.1 ms<") && !buckets.contains(">10 s<"));
        bench::Series series;
        measure::Tick tick;
        for (int second = 0; second <= 2; ++second) {
            tick.elapsed = 1s * second;
            tick.latency.record(3'000);
            tick.latency.record(250'000);
            tick.succeeded = tick.latency.count();
            series.add(tick);
        }
        const QByteArray map = bench::heatMap(series);
        for (const char* mark : {">1 ms<", ">10 ms<", ">100 ms<"})
            QCOMPARE(map.count(mark), 1);
    }

    void chartsAreWellFormed() {
        const Made made = aRun();
        parseAsXml(bench::latencyChart(made.result.total.latency));
        parseAsXml(bench::heatMap(made.series));
        parseAsXml(bench::lineChart({{0, 0}, {1, 5}}, u"a < b & \"c\""_s, {{0, 7}}, u"<ceiling>"_s));
        parseAsXml(bench::latencyChart({}));
        parseAsXml(bench::latencyChart(made.result.total.latency, anOpenLoop().result.breakdown.service));
        parseAsXml(bench::lineChart({{0, 0}, {1, 5}}, u"a ramp"_s, {{0, 1}, {2, 9}}, u"target"_s));
        parseAsXml(bench::heatMap({}));
        parseAsXml(bench::lineChart({}, u"nothing"_s));
    }

    void aMarkIsLabelledWithItsOwnValue() {
        const QByteArray quarters = bench::lineChart({{0, 0}, {20, 1}}, u"a minute"_s, {}, {});
        for (const char* label : {">0<", ">0.25<", ">0.5<", ">0.75<", ">1<"})
            QVERIFY2(quarters.contains(label), quarters.constData());
        const QByteArray small = bench::lineChart({{0, 0}, {20, 0.05}}, u"a minute"_s, {}, {});
        QVERIFY2(small.contains(">0.02<") && small.contains(">0.04<"), small.constData());
    }

    void axisMarksAreRoundFewAndReachTheMost() {
        for (const double most : {0.0, 5e-324, 1e-310, 0.003, 1.0, 7.0, 19'230.0, 120'000.0, 1e12}) {
            const QList<double> marks = bench::axisMarks(most);
            QVERIFY(marks.size() >= 3 && marks.size() <= 6);
            QCOMPARE(marks.first(), 0.0);
            QVERIFY(marks.last() >= most * 0.999);
        }
        QCOMPARE(bench::axisMarks(19'230), (QList<double>{0, 5'000, 10'000, 15'000, 20'000}));
    }

    void theJsonHoldsTheCourseToo() {
        const Made made = aRun();
        const QJsonObject json =
            QJsonDocument::fromJson(bench::exportRun(made.result, made.series, bench::RunFormat::Json)).object();
        QCOMPARE(json[u"course"_s].toArray().size(), qsizetype(20));
        QCOMPARE(json[u"succeeded"_s].toInt(), 7'800);
    }
};

QTEST_GUILESS_MAIN(LoadExportTest)
#include "tst_loadexport.moc"
