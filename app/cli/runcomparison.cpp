#include "cli/runcomparison.h"

#include "bench/comparison.h"
#include "cli/console.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <array>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr double mebibyte = 1024.0 * 1024.0;

struct Value {
    const char* key; // as in the result's JSON
    QString label;
    std::optional<double> number;
    int decimals;
    double unit = 1; // of one as it is shown
};

std::optional<double> milliseconds(const measure::Histogram& latency, double fraction) {
    const auto value = latency.percentile(fraction);
    return value ? std::optional(static_cast<double>(*value) / 1'000) : std::nullopt;
}

QList<Value> valuesOf(const bench::LoadResult& result) {
    const measure::Histogram& latency = result.total.latency;
    return {
        {"requests_per_minute", Words::tr("requests/min"), result.perMinute(), 0},
        {"steady_rpm", Words::tr("… in the steady part"), result.steadyPerMinute, 0},
        {"ceiling_share", Words::tr("of the ceiling, %"), result.ceilingShare(), 1, 0.01},
        {"elapsed_s", Words::tr("elapsed, s"), std::chrono::duration<double>(result.elapsed).count(), 2},
        {"mean_ms", Words::tr("mean, ms"), latency.count() > 0 ? std::optional(latency.mean() / 1'000) : std::nullopt,
         2},
        {"p50_ms", Words::tr("p50, ms"), milliseconds(latency, 0.5), 2},
        {"p90_ms", Words::tr("p90, ms"), milliseconds(latency, 0.9), 2},
        {"p99_ms", Words::tr("p99, ms"), milliseconds(latency, 0.99), 2},
        {"p99_9_ms", Words::tr("p99.9, ms"), milliseconds(latency, 0.999), 2},
        {"service_p50_ms", Words::tr("service time p50, ms"), milliseconds(result.breakdown.service, 0.5), 2},
        {"service_p99_ms", Words::tr("service time p99, ms"), milliseconds(result.breakdown.service, 0.99), 2},
        {"queue_wait_p99_ms", Words::tr("wait in the queue p99, ms"), milliseconds(result.breakdown.waited, 0.99), 2},
        {"first_byte_p99_ms", Words::tr("first byte p99, ms"), milliseconds(result.breakdown.firstByte, 0.99), 2},
        {"not_sent", Words::tr("not sent"), static_cast<double>(result.notSent), 0},
        {"succeeded", Words::tr("succeeded"), static_cast<double>(result.total.succeeded), 0},
        {"failed", Words::tr("failed"), static_cast<double>(result.total.failed), 0},
        {"cpu_user_s", Words::tr("CPU of the client, user, s"), result.client.cpuUserS, 2},
        {"cpu_system_s", Words::tr("CPU of the client, system, s"), result.client.cpuSystemS, 2},
        {"peak_rss_bytes", Words::tr("memory of the client, MiB"), static_cast<double>(result.client.peakRssBytes), 0,
         mebibyte},
    };
}

using Row = std::array<QString, 5>;

void print(const QList<Row>& rows, Console& console) {
    std::array<qsizetype, 5> widths{};
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    for (const Row& row : rows) {
        QString line = row[0].leftJustified(widths[0]);
        for (std::size_t column = 1; column < row.size(); ++column)
            line += QString("  "_L1 % row[column].rightJustified(widths[column]));
        console.line(line);
    }
}

QString shown(std::optional<double> number, const Value& value) {
    return number ? QLocale().toString(*number / value.unit, 'f', value.decimals) : u"–"_s;
}

QString withSign(std::optional<double> number, const Value& value) {
    const QString text = shown(number, value);
    return number && *number > 0 ? QString(u'+' % text) : text;
}

QJsonValue orNull(std::optional<double> number) {
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

void printJson(const ComparedRun& first, const ComparedRun& second, const QStringList& parts, Console& console) {
    const QList<Value> ones = valuesOf(first.result);
    const QList<Value> others = valuesOf(second.result);
    QJsonObject values;
    for (qsizetype at = 0; at < ones.size(); ++at) {
        const auto one = ones[at].number;
        const auto other = others[at].number;
        const auto difference = one && other ? std::optional(*other - *one) : std::nullopt;
        const auto share = difference && *one > 0 ? std::optional(*difference / *one) : std::nullopt;
        values[QLatin1String(ones[at].key)] = QJsonObject{{u"first"_s, orNull(one)},
                                                          {u"second"_s, orNull(other)},
                                                          {u"difference"_s, orNull(difference)},
                                                          {u"share"_s, orNull(share)}};
    }
    const auto named = [](const ComparedRun& run) {
        return QJsonObject{{u"run"_s, run.number}, {u"name"_s, run.name}};
    };
    console.json({{u"first"_s, named(first)},
                  {u"second"_s, named(second)},
                  {u"values"_s, values},
                  {u"plans_differ_in"_s, QJsonArray::fromStringList(parts)}});
}

} // namespace

void compareRuns(const ComparedRun& first, const ComparedRun& second, bool asJson, Console& console) {
    const QStringList parts = bench::differingParts(first.result.plan, second.result.plan);
    if (asJson)
        return printJson(first, second, parts, console);
    const auto heading = [](const ComparedRun& run) {
        return QString(QString::number(run.number) % u' ' % run.name.simplified().left(40));
    };
    QList<Row> rows{{QString(), heading(first), heading(second), Words::tr("difference"), Words::tr("%")}};
    const QList<Value> ones = valuesOf(first.result);
    const QList<Value> others = valuesOf(second.result);
    for (qsizetype at = 0; at < ones.size(); ++at) {
        const Value& one = ones[at];
        const auto other = others[at].number;
        if (!one.number && !other)
            continue;
        const auto difference = one.number && other ? std::optional(*other - *one.number) : std::nullopt;
        const auto share = difference && *one.number > 0 ? std::optional(*difference / *one.number) : std::nullopt;
        const Value asPercent{"", {}, {}, 1, 0.01};
        rows.append({one.label, shown(one.number, one), shown(other, one), withSign(difference, one),
                     withSign(share, asPercent)});
    }
    print(rows, console);
    if (!parts.isEmpty())
        console.message(
            Words::tr("The plans of the two runs are not the same: they differ in %1.").arg(parts.join(", "_L1)));
}

} // namespace cli
