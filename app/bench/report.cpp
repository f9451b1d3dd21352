#include "bench/breakdownparts.h"
#include "bench/loadexport.h"
#include "bench/svgchart.h"
#include "bench/targetrate.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

using Rows = QList<std::pair<QString, QString>>;

constexpr char style[] =
    ":root{--ink:#1d2528;--muted:#5b6a70;--line:#d5dcdf;--accent:#0f6c7d;--page:#fff}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6ebed;--muted:#9fb0b7;--line:#3a464b;--accent:#5cb8c9;--page:#"
    "171c1e}}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:var(--ink);"
    "background:var(--page)}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}.lead{font-size:1.15rem}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{padding:.2rem 1.5rem .2rem "
    "0;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}th{color:var(--muted);font-weight:normal}svg{width:100%;height:auto}"
    "svg text{font:11px system-ui,sans-serif;fill:var(--muted)}.grid{stroke:var(--line)}"
    ".curve{fill:none;stroke:var(--accent);stroke-width:1.6}.mark{fill:none;stroke:var(--ink);stroke-dasharray:5 4}"
    ".beside{fill:none;stroke:var(--ink);stroke-width:1.4}"
    ".bar,.cell{fill:var(--accent)}.warning{border-left:4px solid #b26a00;padding-left:.75rem}";

QByteArray escaped(const QString& text) {
    return text.toHtmlEscaped().toUtf8();
}

QByteArray table(const Rows& rows) {
    QByteArray html = "<table>\n";
    for (const auto& [name, value] : rows)
        html += "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + escaped(value) + "</td></tr>\n";
    return html + "</table>\n";
}

QByteArray section(const QString& heading, const QByteArray& content) {
    return "<h2>" + escaped(heading) + "</h2>\n" + content;
}

QString whole(double value) {
    return QLocale().toString(std::round(value), 'f', 0);
}

QString count(std::uint64_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString ms(std::optional<std::int64_t> microseconds) {
    return microseconds ? Words::tr("%1 ms").arg(QLocale().toString(static_cast<double>(*microseconds) / 1'000, 'f', 1))
                        : u"–"_s;
}

QString mebibytes(qint64 bytes) {
    return Words::tr("%1 MiB").arg(whole(static_cast<double>(bytes) / (1024.0 * 1024.0)));
}

QString seconds(double value) {
    return Words::tr("%1 s").arg(QLocale().toString(value, 'f', 2));
}

Rows planRows(const LoadPlan& plan) {
    Rows rows{{Words::tr("Target"), plan.target.isEmpty() ? plan.linksFile : plan.target},
              {Words::tr("Engine"), engineName(plan.engine)},
              {Words::tr("Concurrency"), QLocale().toString(plan.concurrency)},
              {Words::tr("Model"), loopWords(plan.isOpenLoop())}};
    if (plan.isOpenLoop())
        rows.append({Words::tr("Target rate"),
                     Words::tr("%1 a second in the mean").arg(QLocale().toString(meanTargetRate(plan), 'g', 6))});
    if (plan.server)
        rows.append({Words::tr("Test server"),
                     Words::tr("delay %1, body %2 bytes, seed %3")
                         .arg(plan.server->delay.isEmpty() ? u"0"_s : plan.server->delay,
                              QLocale().toString(plan.server->bodySize), QString::number(plan.server->seed))});
    if (!plan.keepAlive)
        rows.append({Words::tr("Keep-alive"), Words::tr("off")});
    return rows;
}

QString reached(const QString& most, std::optional<double> share) {
    return share ? Words::tr("%1, %2 % reached").arg(most, QLocale().toString(100 * *share, 'f', 1)) : most;
}

Rows figureRows(const LoadResult& result) {
    Rows rows{{Words::tr("Requests"), QLocale().toString(result.requests)},
              {Words::tr("Succeeded"), count(result.total.succeeded)},
              {Words::tr("Failed"), count(result.trulyFailed())},
              {Words::tr("Not sent"), QLocale().toString(result.notSent)},
              {Words::tr("Elapsed"), seconds(std::chrono::duration<double>(result.elapsed).count())}};
    if (result.stopped) // no rate: what ran is not what was planned
        rows.append({Words::tr("Cancelled by the stop"), count(result.cancelledByStop())});
    else
        rows.append({Words::tr("Succeeded a minute"), whole(result.succeededPerMinute())});
    if (result.steadyPerMinute && !result.stopped)
        rows.append({Words::tr("… in the steady part"), whole(*result.steadyPerMinute)});
    if (const auto ceiling = result.ceilingPerMinute(); ceiling && !result.stopped)
        rows.append(
            {Words::tr("Mean ceiling"), reached(Words::tr("%1 a minute").arg(whole(*ceiling)), result.ceilingShare())});
    if (const auto best = result.bestTime)
        rows.append(
            {Words::tr("Best possible time"), reached(seconds(std::chrono::duration<double>(*best).count()),
                                                      result.steadyPerMinute ? std::nullopt : result.possibleShare())});
    if (result.kernelDrops)
        rows.append({Words::tr("Dropped by the kernel"), QLocale().toString(*result.kernelDrops)});
    rows.append({Words::tr("Mean in flight"), QLocale().toString(result.meanInFlight(), 'f', 1)});
    rows.append({Words::tr("Received"), QLocale().formattedDataSize(result.total.bytes, 1, QLocale::DataSizeSIFormat)});
    return rows;
}

Rows latencyRows(const measure::Histogram& latency) {
    const bool any = latency.count() > 0;
    const auto ifAny = [any](std::int64_t value) { return any ? std::optional(value) : std::nullopt; };
    return {{Words::tr("Samples"), count(latency.count())},
            {Words::tr("Least"), ms(ifAny(latency.minimum()))},
            {Words::tr("Mean"), ms(ifAny(std::llround(latency.mean())))},
            {u"p50"_s, ms(latency.percentile(0.5))},
            {u"p90"_s, ms(latency.percentile(0.9))},
            {u"p99"_s, ms(latency.percentile(0.99))},
            {u"p99.9"_s, ms(latency.percentile(0.999))},
            {Words::tr("Most"), ms(ifAny(latency.maximum()))}};
}

void addUse(Rows& rows, const QString& who, const ProcessUse& use) {
    rows.append({who, Words::tr("%1 user, %2 system, %3 at most")
                          .arg(seconds(use.cpuUserS), seconds(use.cpuSystemS), mebibytes(use.peakRssBytes))});
}

QString withExample(const QString& times, const LoadResult& result, const std::string& kind) {
    const auto example = result.errorExamples.find(kind);
    return example == result.errorExamples.end() ? times : Words::tr("%1, the first: %2").arg(times, example->second);
}

Rows outcomeRows(const LoadResult& result) {
    Rows rows;
    for (const auto& [status, times] : result.total.statuses)
        rows.append({QString::number(status), count(times)});
    for (const auto& [kind, times] : result.total.errors)
        rows.append({QString::fromStdString(kind), withExample(count(times), result, kind)});
    for (const auto& [kind, times] : result.waits)
        rows.append(
            {Words::tr("Waited: %1").arg(QString::fromStdString(kind)), withExample(count(times), result, kind)});
    return rows;
}

template<typename Value>
QList<QPointF> curve(const Series& series, Value value) {
    QList<QPointF> points;
    for (const SeriesPoint& point : series.points())
        points.append({point.elapsedS, value(point)});
    return points;
}

QByteArray rateChart(const LoadResult& result, const Series& series) {
    const QList<QPointF> rates = curve(series, [](const SeriesPoint& point) { return point.perMinute; });
    if (result.plan.isOpenLoop())
        return lineChart(rates, Words::tr("Succeeded a minute"),
                         targetCourse(result.plan, rates.isEmpty() ? 0 : rates.last().x()), Words::tr("target rate"));
    const auto ceiling = result.ceilingPerMinute();
    return lineChart(rates, Words::tr("Succeeded a minute"), ceiling ? QList<QPointF>{{0, *ceiling}} : QList<QPointF>(),
                     Words::tr("mean ceiling"));
}

QByteArray latencies(const LoadResult& result) {
    if (!result.plan.isOpenLoop() || result.breakdown.service.count() == 0)
        return section(latencyName(result.plan.isOpenLoop()), latencyChart(result.total.latency));
    return section(Words::tr("Response time, and as a line the service time"),
                   latencyChart(result.total.latency, result.breakdown.service));
}

QByteArray charts(const LoadResult& result, const Series& series) {
    if (series.points().empty())
        return {};
    return section(Words::tr("Succeeded a minute"), rateChart(result, series)) + latencies(result) +
           section(Words::tr("Latency over time"), heatMap(series)) +
           section(Words::tr("In flight"),
                   lineChart(curve(series, [](const SeriesPoint& point) { return point.inFlight; }),
                             Words::tr("In flight")));
}

QByteArray partTable(const Breakdown& breakdown) {
    const QStringList heads{Words::tr("Part"), Words::tr("Times"), u"p50"_s, u"p95"_s, u"p99"_s, Words::tr("Most")};
    QByteArray html = "<table>\n<tr>";
    for (const QString& head : heads)
        html += "<th scope=\"col\">" + escaped(head) + "</th>";
    html += "</tr>\n";
    const auto add = [&](const BreakdownPart& part) {
        const measure::Histogram& times = breakdown.*part.values;
        if (times.count() == 0)
            return;
        html += "<tr><th scope=\"row\">" + escaped(partName(part)) + "</th>";
        for (const QString& cell : {count(times.count()), ms(times.percentile(0.5)), ms(times.percentile(0.95)),
                                    ms(times.percentile(0.99)), ms(times.maximum())})
            html += "<td>" + escaped(cell) + "</td>";
        html += "</tr>\n";
    };
    std::for_each(openLoopParts.begin(), openLoopParts.end(), add);
    std::for_each(phases.begin(), phases.end(), add);
    return html + "</table>\n";
}

QString titleOf(const LoadResult& result) {
    return result.plan.name.isEmpty() ? Words::tr("A benchmark run") : result.plan.name;
}

QByteArray runAsHtml(const LoadResult& result, const Series& series) {
    QByteArray html = "<h1>" + escaped(titleOf(result)) + "</h1>\n<p class=\"lead\">" +
                      escaped(quotableSentence(result)) + "</p>\n<p>" + escaped(verdictWords(result)) + "</p>\n";
    for (const QString& warning : result.warnings)
        html += "<p class=\"warning\">" + escaped(warning) + "</p>\n";
    html += charts(result, series);
    html += section(Words::tr("Figures"), table(figureRows(result)));
    html += section(result.plan.isOpenLoop() ? Words::tr("Response time of what succeeded, from when it was due")
                                             : Words::tr("Latency of what succeeded"),
                    table(latencyRows(result.total.latency)));
    html += section(Words::tr("Where the time went"),
                    isEmpty(result.breakdown)
                        ? "<p>" + escaped(Words::tr("The engine of this run does not see the parts of a request.")) +
                              "</p>\n"
                        : partTable(result.breakdown));
    if (result.total.failedLatency.count() > 0)
        html += section(Words::tr("Latency of what failed"), table(latencyRows(result.total.failedLatency)));
    html += section(Words::tr("Outcomes"), table(outcomeRows(result)));
    Rows use;
    addUse(use, Words::tr("Client"), result.client);
    if (result.server)
        addUse(use, Words::tr("Test server"), *result.server);
    html += section(Words::tr("CPU and memory"), table(use));
    html += section(Words::tr("Plan"), table(planRows(result.plan)));
    return html + "<p><small>" +
           escaped(Words::tr("Tidemark %1, %2")
                       .arg(QStringLiteral(TIDEMARK_VERSION), result.startedAt.toUTC().toString(Qt::ISODate))) +
           "</small></p>\n";
}

QByteArray pageAround(const QString& title, const QByteArray& content) {
    QByteArray html = "<!DOCTYPE html>\n<html lang=\"" + QLocale().bcp47Name().toLatin1() + "\">\n<head>\n";
    html += "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
    html += "<title>" + escaped(title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n";
    return html + content + "</body>\n</html>\n";
}

} // namespace

QByteArray reportAsHtml(const LoadResult& result, const Series& series) {
    return pageAround(titleOf(result), runAsHtml(result, series));
}

QByteArray reportAsHtml(const QList<const StoredRun*>& runs) {
    QByteArray content;
    QStringList titles;
    for (const StoredRun* run : runs) {
        titles << titleOf(run->result);
        content += runAsHtml(run->result, run->series);
    }
    return pageAround(titles.join(u" · "_s), content);
}

} // namespace bench
