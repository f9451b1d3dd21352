#include "bench/loadexport.h"

#include "bench/breakdownparts.h"
#include "bench/storedrun.h"
#include "bench/targetrate.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array formats{RunFormat::Json, RunFormat::Csv, RunFormat::Hgrm, RunFormat::Report};

QByteArray number(double value, int decimals) {
    return QByteArray::number(value, 'f', decimals);
}

// RFC 4180 §2. What a spreadsheet would take for a formula is marked as text, also behind what other spreadsheets, told
// or by their country's custom, cut cells at.
QByteArray cell(const QString& text) {
    static constexpr std::u16string_view starts = u"=+-@\uff1d\uff0b\uff0d\uff20"; // and their full-width forms
    static constexpr std::u16string_view cuts = u",;|\t\r\n\"";
    QString safe;
    bool begins = true; // white space does not keep a formula from being one
    for (const QChar letter : text) {
        if (begins && starts.find(letter.unicode()) != std::u16string_view::npos)
            safe += u'\'';
        const bool isCut = cuts.find(letter.unicode()) != std::u16string_view::npos;
        begins = isCut || (begins && letter.isSpace());
        safe += letter;
    }
    if (std::any_of(safe.cbegin(), safe.cend(),
                    [](QChar letter) { return cuts.find(letter.unicode()) != std::u16string_view::npos; }))
        safe = QString(u'"' % safe.replace(u'"', "\"\""_L1) % u'"');
    return safe.toUtf8();
}

double deviation(const measure::Histogram& latency) { // ms, of the buckets' middles
    const double mean = latency.mean();
    double sum = 0;
    for (int bucket = 0; bucket < measure::Histogram::buckets; ++bucket) {
        const auto count = static_cast<double>(latency.counts()[static_cast<std::size_t>(bucket)]);
        const double middle =
            static_cast<double>(measure::Histogram::lowerBound(bucket) + measure::Histogram::upperBound(bucket) - 1) /
            2;
        sum += count * (middle - mean) * (middle - mean);
    }
    return latency.count() ? std::sqrt(sum / static_cast<double>(latency.count())) / 1'000 : 0;
}

QByteArray percentileRow(double milliseconds, double share, std::uint64_t upTo) {
    QByteArray row = number(milliseconds, 3).rightJustified(12) + ' ' + number(share, 12).rightJustified(14) + ' ' +
                     QByteArray::number(static_cast<qulonglong>(upTo)).rightJustified(10);
    if (share < 1)
        row += ' ' + number(1 / (1 - share), 2).rightJustified(14);
    return row + '\n';
}

// Of what succeeded in the whole run, in ms; empty where too few did for it to be told.
QByteArray latencyCells(const measure::Histogram& latency) {
    const auto told = [](std::optional<double> microseconds) {
        return QByteArray(',' + (microseconds ? number(*microseconds / 1'000, 3) : QByteArray()));
    };
    const auto ifAny = [&latency](double value) { return latency.count() > 0 ? std::optional(value) : std::nullopt; };
    QByteArray cells = told(ifAny(static_cast<double>(latency.minimum()))) + told(ifAny(latency.mean()));
    for (const double fraction : {0.5, 0.75, 0.9, 0.99, 0.999}) {
        const auto value = latency.percentile(fraction);
        cells += told(value ? std::optional(static_cast<double>(*value)) : std::nullopt);
    }
    return cells + told(ifAny(static_cast<double>(latency.maximum())));
}

const QList<BreakdownPart>& allParts() {
    static const QList<BreakdownPart> parts = [] {
        QList<BreakdownPart> all(phases.begin(), phases.end());
        all.append(QList<BreakdownPart>(openLoopParts.begin(), openLoopParts.end()));
        return all;
    }();
    return parts;
}

QByteArray partHeads() {
    QByteArray heads;
    for (const BreakdownPart& part : allParts()) {
        for (const char* figure : {"_p50_ms", "_p99_ms"})
            heads += QByteArray(",") + part.key + figure;
    }
    return heads;
}

QByteArray millisecondsCell(std::optional<std::int64_t> microseconds) {
    return ',' + (microseconds ? number(static_cast<double>(*microseconds) / 1'000, 3) : QByteArray());
}

// Of the whole run: what the rate was to be, where the time went, and what to beware of.
QByteArray circumstanceCells(const LoadResult& result) {
    const bool isOpen = result.plan.isOpenLoop();
    QByteArray cells = isOpen ? ",open," + number(meanTargetRate(result.plan), 3) : QByteArray(",closed,");
    cells += ',' + QByteArray::number(result.notSent) + ',' + cell(verdictName(result.verdict)) + ',' +
             cell(result.warnings.join(u' ')) + ',' +
             (result.kernelDrops ? QByteArray::number(*result.kernelDrops) : QByteArray());
    for (const BreakdownPart& part : allParts()) {
        const measure::Histogram& times = result.breakdown.*part.values;
        cells += millisecondsCell(times.percentile(0.5)) + millisecondsCell(times.percentile(0.99));
    }
    return cells;
}

// What programs that read percentile texts leave out: which latency these are, its parts, what to beware of.
QByteArray remarksOf(const LoadResult& result) {
    QByteArray text = result.plan.isOpenLoop() ? "#[Response time of an open loop, ms: from when a request was due]\n"
                                               : "#[Latency of a closed loop, ms: from when a request was sent]\n";
    for (const BreakdownPart& part : allParts()) {
        const measure::Histogram& times = result.breakdown.*part.values;
        if (times.count() == 0)
            continue;
        const auto shown = [&times](double fraction) {
            const auto value = times.percentile(fraction);
            return value ? number(static_cast<double>(*value) / 1'000, 3) : QByteArray("-");
        };
        text += QByteArray("#[") + part.key + ", ms: n=" + QByteArray::number(static_cast<qulonglong>(times.count())) +
                " p50=" + shown(0.5) + " p95=" + shown(0.95) + " p99=" + shown(0.99) +
                " max=" + number(static_cast<double>(times.maximum()) / 1'000, 3) + "]\n";
    }
    text += "#[Verdict: " + verdictName(result.verdict).toUtf8() + "]\n";
    for (const QString& warning : result.warnings)
        text += "#[Warning: " + warning.simplified().toUtf8() + "]\n";
    return text;
}

QJsonArray courseJson(const Series& series) {
    QJsonArray points;
    for (const SeriesPoint& point : series.points())
        points.append(QJsonObject{{u"elapsed_s"_s, point.elapsedS},
                                  {u"requests_per_minute"_s, point.perMinute + 60 * point.errorsPerSecond},
                                  {u"succeeded_per_minute"_s, point.perMinute},
                                  {u"in_flight"_s, point.inFlight},
                                  {u"errors_per_s"_s, point.errorsPerSecond},
                                  {u"bytes_per_s"_s, point.bytesPerSecond}});
    return points;
}

} // namespace

QString runFormatName(RunFormat format) {
    switch (format) {
    case RunFormat::Json:
        return u"json"_s;
    case RunFormat::Csv:
        return u"csv"_s;
    case RunFormat::Hgrm:
        return u"hgrm"_s;
    case RunFormat::Report:
        return u"report"_s;
    }
    Q_UNREACHABLE();
}

std::optional<RunFormat> runFormatFromName(const QString& name) {
    for (const RunFormat format : formats) {
        if (runFormatName(format) == name)
            return format;
    }
    return std::nullopt;
}

QString runFormatSuffix(RunFormat format) {
    return format == RunFormat::Report ? u"html"_s : runFormatName(format);
}

QByteArray percentileText(const measure::Histogram& latency) {
    QByteArray text = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n";
    const std::uint64_t count = latency.count();
    std::uint64_t upTo = 0;
    for (int bucket = 0; bucket < measure::Histogram::buckets && upTo < count; ++bucket) {
        const std::uint64_t here = latency.counts()[static_cast<std::size_t>(bucket)];
        if (here == 0)
            continue;
        upTo += here;
        const std::int64_t highest = std::min(measure::Histogram::upperBound(bucket) - 1, latency.maximum());
        const double shown = static_cast<double>(highest) / 1'000;
        if (upTo == here) // HdrHistogram's own begins with the percentile 0
            text += percentileRow(shown, 0, upTo);
        text += percentileRow(shown, static_cast<double>(upTo) / static_cast<double>(count), upTo);
    }
    if (count == 0)
        text += percentileRow(0, 1, 0);
    text += "#[Mean    = " + number(latency.mean() / 1'000, 3).rightJustified(12) +
            ", StdDeviation   = " + number(deviation(latency), 3).rightJustified(12) + "]\n";
    text += "#[Max     = " + number(static_cast<double>(latency.maximum()) / 1'000, 3).rightJustified(12) +
            ", Total count    = " + QByteArray::number(static_cast<qulonglong>(count)).rightJustified(12) + "]\n";
    text += "#[Buckets = " + QByteArray::number(measure::Histogram::buckets).rightJustified(12) +
            ", SubBuckets     = " + QByteArray::number(measure::Histogram::perDoubling).rightJustified(12) + "]\n";
    return text;
}

QByteArray courseAsCsv(const LoadResult& result, const Series& series) {
    QByteArray text =
        QByteArray(
            "run,target,engine,concurrency,elapsed_s,requests_per_minute,in_flight,errors_per_s,bytes_per_s,started_at,"
            "min_ms,mean_ms,p50_ms,p75_ms,p90_ms,p99_ms,p99_9_ms,max_ms,succeeded_per_minute,model,target_rate_per_s,"
            "not_sent,verdict,warnings,kernel_drops") +
        partHeads() + "\r\n";
    const QByteArray run = cell(result.plan.name) + ',' + cell(targetOf(result.plan)) + ',' +
                           cell(engineName(result.plan.engine)) + ',' + QByteArray::number(result.plan.concurrency);
    const QByteArray whole =
        ',' + result.startedAt.toUTC().toString(Qt::ISODateWithMs).toLatin1() + latencyCells(result.total.latency);
    const QByteArray circumstances = circumstanceCells(result);
    for (const SeriesPoint& point : series.points())
        text += run + ',' + number(point.elapsedS, 3) + ',' + number(point.perMinute + 60 * point.errorsPerSecond, 1) +
                ',' + number(point.inFlight, 2) + ',' + number(point.errorsPerSecond, 2) + ',' +
                number(point.bytesPerSecond, 0) + whole + ',' + number(point.perMinute, 1) + circumstances + "\r\n";
    return text;
}

bool holdsSeveral(RunFormat format) {
    return format == RunFormat::Csv || format == RunFormat::Report;
}

QByteArray exportRuns(const QList<const StoredRun*>& runs, RunFormat format) {
    if (format == RunFormat::Report)
        return reportAsHtml(runs);
    QByteArray text = exportRun(runs.first()->result, runs.first()->series, format);
    for (qsizetype at = 1; holdsSeveral(format) && at < runs.size(); ++at) {
        const QByteArray rows = courseAsCsv(runs.at(at)->result, runs.at(at)->series);
        text += rows.mid(rows.indexOf('\n') + 1); // the header stands there once
    }
    return text;
}

QByteArray exportRun(const LoadResult& result, const Series& series, RunFormat format) {
    switch (format) {
    case RunFormat::Json: {
        QJsonObject json = runToJson(result, series);
        json[u"course"_s] = courseJson(series);
        return QJsonDocument(json).toJson();
    }
    case RunFormat::Csv:
        return courseAsCsv(result, series);
    case RunFormat::Hgrm:
        return percentileText(result.total.latency) + remarksOf(result);
    case RunFormat::Report:
        return reportAsHtml(result, series);
    }
    Q_UNREACHABLE();
}

} // namespace bench
