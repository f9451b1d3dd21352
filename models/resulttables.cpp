#include "models/resulttables.h"

#include "models/benchformat.h"
#include "models/format.h"
#include "models/planparts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace models {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<const char*, double> percentiles[] = {
    {"p50", 0.5}, {"p75", 0.75}, {"p90", 0.9}, {"p99", 0.99}, {"p99.9", 0.999}};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

std::optional<double> milliseconds(std::optional<std::int64_t> microseconds) {
    return microseconds ? std::optional(static_cast<double>(*microseconds) / 1'000) : std::nullopt;
}

QStringList latenciesOf(const measure::Histogram& latency) {
    const bool some = latency.count() > 0;
    const auto known = [some](double microseconds) {
        return some ? std::optional(microseconds / 1'000) : std::nullopt;
    };
    QStringList cells{countText(static_cast<qint64>(latency.count())),
                      latencyText(known(static_cast<double>(latency.minimum()))), latencyText(known(latency.mean()))};
    for (const auto& [name, fraction] : percentiles)
        cells << latencyText(milliseconds(latency.percentile(fraction)));
    cells << latencyText(known(static_cast<double>(latency.maximum())));
    return cells;
}

QString seconds(double value) {
    return Words::tr("%1 s").arg(QLocale().toString(value, 'f', 2));
}

QString use(const bench::ProcessUse& process, int what) {
    return what == 0   ? seconds(process.cpuUserS)
           : what == 1 ? seconds(process.cpuSystemS)
                       : memoryText(process.peakRssBytes);
}

} // namespace

Rows latencyRows(const bench::LoadResult& result) {
    QStringList labels{Words::tr("Number"), Words::tr("Shortest"), Words::tr("Mean")};
    for (const auto& [name, fraction] : percentiles)
        labels << QString::fromLatin1(name);
    labels << Words::tr("Longest");
    const bool isOpen = result.plan.isOpenLoop();
    const bool failures = result.total.failedLatency.count() > 0;
    const QStringList succeeded = latenciesOf(result.total.latency);
    const QStringList failed = latenciesOf(result.total.failedLatency);
    QList<QStringList> columns{labels, succeeded};
    Rows table{{isOpen ? Words::tr("Response time") : Words::tr("Latency"), Words::tr("Succeeded")}, {}};
    if (failures) {
        table.header << Words::tr("Failed");
        columns << failed;
    }
    if (isOpen) { // what the response time is made of
        table.header << Words::tr("Service time") << Words::tr("Wait in the queue");
        columns << latenciesOf(result.breakdown.service) << latenciesOf(result.breakdown.waited);
    }
    for (qsizetype at = 0; at < labels.size(); ++at) {
        table.rows.append(QStringList());
        for (const QStringList& column : columns)
            table.rows.last() << column.at(at);
    }
    return table;
}

namespace {

void addExample(Rows& table, const bench::LoadResult& result, const std::string& kind) {
    const auto example = result.errorExamples.find(kind);
    if (example != result.errorExamples.end())
        table.rows.last() << example->second;
}

} // namespace

Rows outcomeRows(const bench::LoadResult& result) {
    const auto count = [](std::uint64_t of) { return countText(static_cast<qint64>(of)); };
    Rows table{{Words::tr("Outcome"), Words::tr("Requests")}, {}};
    if (!result.errorExamples.empty())
        table.header << Words::tr("The first said");
    table.rows.append({Words::tr("Succeeded"), count(result.total.succeeded)});
    table.rows.append({Words::tr("Failed"), count(result.trulyFailed())});
    if (result.cancelledByStop() > 0)
        table.rows.append({Words::tr("Cancelled by the stop"), count(result.cancelledByStop())});
    table.rows.append({Words::tr("Not sent"), countText(result.notSent)});
    for (const auto& [status, times] : result.total.statuses)
        table.rows.append({Words::tr("Status %1").arg(status), count(times)});
    for (const auto& [kind, times] : result.total.errors) {
        if (result.stopped && kind == "cancelled")
            continue; // has its row
        table.rows.append({Words::tr("Error: %1").arg(QString::fromStdString(kind)), count(times)});
        addExample(table, result, kind);
    }
    for (const auto& [kind, times] : result.waits) {
        table.rows.append({Words::tr("Waited: %1").arg(QString::fromStdString(kind)), count(times)});
        addExample(table, result, kind);
    }
    return table;
}

Rows resourceRows(const bench::LoadResult& result) {
    Rows table{{Words::tr("Used"), Words::tr("Client")}, {}};
    if (result.server)
        table.header << Words::tr("Test server");
    const QStringList labels{Words::tr("CPU, user"), Words::tr("CPU, system"), Words::tr("Most memory")};
    for (int what = 0; what < labels.size(); ++what) {
        table.rows.append({labels.at(what), use(result.client, what)});
        if (result.server)
            table.rows.last() << use(*result.server, what);
    }
    table.rows.append({Words::tr("Busiest thread"), shareText(result.busiestThreadShare)});
    if (result.kernelDrops)
        table.rows.append({Words::tr("Dropped by the kernel"), countText(*result.kernelDrops)});
    if (result.interfaceShare)
        table.rows.append({Words::tr("Cost of showing"), ceilingText(result.interfaceShare)});
    table.rows.append({Words::tr("In flight, mean"), QLocale().toString(result.meanInFlight(), 'f', 1)});
    table.rows.append({Words::tr("Elapsed"), secondsText(result.elapsed)});
    if (const auto best = result.bestTime)
        table.rows.append({Words::tr("Best possible"), secondsText(*best)});
    table.rows.append({Words::tr("Received in all"), sizeText(result.total.bytes)});
    return table;
}

namespace {

struct Value {
    QString label;
    std::optional<double> (*of)(const bench::LoadResult&);
    QString (*text)(double);
    bool isShare = false;    // differs by points; a share of a share says nothing
    bool ofSomeRuns = false; // not of every engine and loop: left out where no run has it
};

std::optional<double> percentileOf(const bench::LoadResult& result, double fraction) {
    return milliseconds(result.total.latency.percentile(fraction));
}

std::optional<double> partOf(const measure::Histogram& times) {
    return milliseconds(times.percentile(0.99));
}

// Of a closed loop all is sent, unless it is stopped.
std::optional<double> notSentOf(const bench::LoadResult& result) {
    return result.plan.isOpenLoop() ? std::optional(static_cast<double>(result.notSent)) : std::nullopt;
}

QString wholeText(double value) {
    return countText(qRound64(value));
}

QString msText(double value) {
    return latencyText(value);
}

QString secondsOfText(double value) {
    return seconds(value);
}

QString elapsedText(double value) {
    return secondsText(std::chrono::nanoseconds(qRound64(value * 1e9)));
}

QString pointsText(double share) {
    return Words::tr("%1 points", "a difference of shares").arg(QLocale().toString(100 * share, 'f', 1));
}

QString memoryOfText(double value) {
    return memoryText(qRound64(value));
}

QList<Value> comparedValues() {
    using Result = bench::LoadResult;
    return {
        {Words::tr("Requests/min"), [](const Result& r) { return std::optional(r.succeededPerMinute()); },
         perMinuteText},
        {Words::tr("Steady requests/min"), [](const Result& r) { return r.steadyPerMinute; }, perMinuteText},
        {Words::tr("Of possible"), [](const Result& r) { return r.possibleShare(); },
         [](double share) { return ceilingText(share); }, true},
        {Words::tr("Elapsed"),
         [](const Result& r) { return std::optional(std::chrono::duration<double>(r.elapsed).count()); }, elapsedText},
        {Words::tr("p50"), [](const Result& r) { return percentileOf(r, 0.5); }, msText},
        {Words::tr("p90"), [](const Result& r) { return percentileOf(r, 0.9); }, msText},
        {Words::tr("p99"), [](const Result& r) { return percentileOf(r, 0.99); }, msText},
        {Words::tr("p99.9"), [](const Result& r) { return percentileOf(r, 0.999); }, msText},
        {Words::tr("Service time p99"), [](const Result& r) { return partOf(r.breakdown.service); }, msText, false,
         true},
        {Words::tr("Wait in the queue p99"), [](const Result& r) { return partOf(r.breakdown.waited); }, msText, false,
         true},
        {Words::tr("First byte p99"), [](const Result& r) { return partOf(r.breakdown.firstByte); }, msText, false,
         true},
        {Words::tr("Not sent"), notSentOf, wholeText, false, true},
        {Words::tr("Succeeded"), [](const Result& r) { return std::optional(static_cast<double>(r.total.succeeded)); },
         wholeText},
        {Words::tr("Failed"), [](const Result& r) { return std::optional(static_cast<double>(r.trulyFailed())); },
         wholeText},
        {Words::tr("CPU, user"), [](const Result& r) { return std::optional(r.client.cpuUserS); }, secondsOfText},
        {Words::tr("CPU, system"), [](const Result& r) { return std::optional(r.client.cpuSystemS); }, secondsOfText},
        {Words::tr("Most memory"),
         [](const Result& r) { return std::optional(static_cast<double>(r.client.peakRssBytes)); }, memoryOfText},
    };
}

// What is drawn as nought has no sign.
QString signedText(double difference, QString (*text)(double)) {
    const QString shown = text(std::abs(difference));
    if (std::none_of(shown.begin(), shown.end(), [](QChar each) { return each.digitValue() > 0; }))
        return shown;
    return QString((difference > 0 ? u'+' : u'-') % shown);
}

} // namespace

Rows differenceRows(const QList<NamedResult>& runs) {
    if (runs.size() < 2)
        return {};
    Rows table{{Words::tr("Value"), oneLine(runs.first().name, 60)}, {}};
    for (qsizetype at = 1; at < runs.size(); ++at)
        table.header << oneLine(runs.at(at).name, 60) << Words::tr("Difference") << Words::tr("%");
    table.rows = planDifferences(runs); // where one asked for something else, its figures answer another question
    const QList<Value> values = comparedValues();
    for (const Value& value : values) {
        const auto isKnown = [&value](const NamedResult& run) { return value.of(run.result).has_value(); };
        if (value.ofSomeRuns && std::none_of(runs.begin(), runs.end(), isKnown))
            continue;
        const auto base = value.of(runs.first().result);
        QStringList row{value.label, base ? value.text(*base) : unknownText()};
        for (qsizetype at = 1; at < runs.size(); ++at) {
            const auto other = value.of(runs.at(at).result);
            row << (other ? value.text(*other) : unknownText());
            row << (base && other ? signedText(*other - *base, value.isShare ? pointsText : value.text)
                                  : unknownText());
            row << (base && other && *base > 0 && !value.isShare
                        ? signedText((*other - *base) / *base, [](double share) { return ceilingText(share); })
                        : unknownText());
        }
        table.rows.append(row);
    }
    return table;
}

} // namespace models
