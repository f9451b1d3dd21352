#include "bench/breakdownparts.h"
#include "bench/cbor.h"
#include "bench/histogramcbor.h"
#include "bench/loadresult.h"
#include "bench/targetrate.h"
#include "net/errorwords.h"

#include <QCborArray>
#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int schema = 1;
constexpr double most = 9e15; // of anything: what a double tells to the unit

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

double secondsOf(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

std::chrono::nanoseconds timeOf(double seconds) {
    return std::chrono::nanoseconds(std::llround(std::clamp(seconds, 0.0, 1e8) * 1e9));
}

QJsonValue orNull(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

// What is read may come from anywhere.
double amountOf(const QJsonValue& value) {
    return qBound(0.0, value.toDouble(), most);
}

quint64 countOf(const QJsonValue& value) {
    return static_cast<quint64>(amountOf(value));
}

std::optional<double> optionalOf(const QJsonValue& value) {
    return value.isDouble() ? std::optional(amountOf(value)) : std::nullopt;
}

QJsonValue milliseconds(std::optional<std::int64_t> microseconds) {
    return microseconds ? QJsonValue(static_cast<double>(*microseconds) / 1'000) : QJsonValue(QJsonValue::Null);
}

QJsonObject latencyJson(const measure::Histogram& latency) {
    const bool any = latency.count() > 0;
    const auto ifAny = [any](std::int64_t value) { return any ? std::optional(value) : std::nullopt; };
    return {
        {u"n"_s, static_cast<qint64>(latency.count())},
        {u"min"_s, milliseconds(ifAny(latency.minimum()))},
        {u"mean"_s, any ? QJsonValue(latency.mean() / 1'000) : QJsonValue(QJsonValue::Null)},
        {u"p50"_s, milliseconds(latency.percentile(0.5))},
        {u"p75"_s, milliseconds(latency.percentile(0.75))},
        {u"p90"_s, milliseconds(latency.percentile(0.9))},
        {u"p99"_s, milliseconds(latency.percentile(0.99))},
        {u"p99_9"_s, milliseconds(latency.percentile(0.999))},
        {u"max"_s, milliseconds(ifAny(latency.maximum()))},
    };
}

QJsonValue partJson(const measure::Histogram& part) {
    if (part.count() == 0)
        return QJsonValue::Null;
    return QJsonObject{
        {u"n"_s, static_cast<qint64>(part.count())},     {u"mean"_s, part.mean() / 1'000},
        {u"p50"_s, milliseconds(part.percentile(0.5))},  {u"p95"_s, milliseconds(part.percentile(0.95))},
        {u"p99"_s, milliseconds(part.percentile(0.99))}, {u"max"_s, milliseconds(part.maximum())},
    };
}

// What the engine cannot see is null.
void addBreakdown(QJsonObject& json, const LoadResult& result) {
    QJsonObject times;
    for (const BreakdownPart& phase : phases)
        times[QLatin1String(phase.key)] = partJson(result.breakdown.*phase.values);
    json[u"phases_ms"_s] = times;
    for (const BreakdownPart& part : openLoopParts)
        json[QString(QLatin1String(part.key) % "_ms"_L1)] = partJson(result.breakdown.*part.values);
}

// With the parts of the breakdown behind them, where there are any: so older versions read these too.
QList<const measure::Histogram*> keptHistograms(const LoadResult& result) {
    QList<const measure::Histogram*> all{&result.total.latency, &result.total.failedLatency};
    if (isEmpty(result.breakdown))
        return all;
    for (const BreakdownPart& part : phases)
        all.append(&(result.breakdown.*part.values));
    for (const BreakdownPart& part : openLoopParts)
        all.append(&(result.breakdown.*part.values));
    return all;
}

bool readHistograms(const QByteArray& bytes, LoadResult& result) {
    const QCborArray kept = wholeCbor(bytes).toArray();
    qsizetype at = 0;
    const auto read = [&kept, &at](measure::Histogram& histogram) {
        const auto next = histogramFromCbor(kept.at(at++));
        histogram = next.value_or(measure::Histogram());
        return next.has_value();
    };
    bool isWhole = read(result.total.latency) && read(result.total.failedLatency);
    if (kept.size() == at) // of an engine that cannot see more, or of an older version
        return isWhole;
    for (const BreakdownPart& part : phases)
        isWhole = isWhole && read(result.breakdown.*part.values);
    for (const BreakdownPart& part : openLoopParts)
        isWhole = isWhole && read(result.breakdown.*part.values);
    return isWhole;
}

QJsonObject useJson(const ProcessUse& use) {
    return {
        {u"cpu_user_s"_s, use.cpuUserS}, {u"cpu_system_s"_s, use.cpuSystemS}, {u"peak_rss_bytes"_s, use.peakRssBytes}};
}

ProcessUse useOf(const QJsonObject& json) {
    return {amountOf(json[u"cpu_user_s"_s]), amountOf(json[u"cpu_system_s"_s]),
            static_cast<qint64>(countOf(json[u"peak_rss_bytes"_s]))};
}

Verdict verdictOf(const QString& name) {
    for (const Verdict verdict :
         {Verdict::ServerBound, Verdict::ClientBound, Verdict::ConcurrencyBound, Verdict::Errors, Verdict::TooLittle,
          Verdict::Nothing, Verdict::RateMissed, Verdict::RateHeld}) {
        if (verdictName(verdict) == name)
            return verdict;
    }
    return Verdict::Unclear; // what another version calls it rests on nothing that is known here
}

void addCounts(QJsonObject& json, const LoadResult& result) {
    QJsonObject errors;
    for (const auto& [kind, count] : result.total.errors)
        errors[QString::fromStdString(kind)] = static_cast<qint64>(count);
    QJsonObject statuses;
    for (const auto& [status, count] : result.total.statuses)
        statuses[QString::number(status)] = static_cast<qint64>(count);
    QJsonObject waits;
    for (const auto& [kind, count] : result.waits)
        waits[QString::fromStdString(kind)] = static_cast<qint64>(count);
    QJsonObject examples;
    for (const auto& [kind, words] : result.errorExamples)
        examples[QString::fromStdString(kind)] = words;
    json[u"requests"_s] = result.requests;
    json[u"not_sent"_s] = result.notSent;
    json[u"completed"_s] = static_cast<qint64>(result.total.completed());
    json[u"succeeded"_s] = static_cast<qint64>(result.total.succeeded);
    json[u"failed"_s] = static_cast<qint64>(result.total.failed);
    json[u"errors"_s] = errors;
    json[u"error_examples"_s] = examples;
    json[u"statuses"_s] = statuses;
    json[u"waits"_s] = waits;
    json[u"warm_up_requests"_s] = result.warmUpRequests;
    json[u"bytes"_s] = static_cast<qint64>(result.total.bytes);
    json[u"stopped"_s] = result.stopped;
    json[u"server_died"_s] = result.serverDied;
    json[u"most_in_flight"_s] = result.mostInFlight();
}

void readCounts(const QJsonObject& json, LoadResult& result) {
    result.requests = static_cast<qint64>(countOf(json[u"requests"_s]));
    result.notSent = static_cast<qint64>(countOf(json[u"not_sent"_s]));
    result.total.succeeded = countOf(json[u"succeeded"_s]);
    result.total.failed = countOf(json[u"failed"_s]);
    result.total.started = result.total.completed();
    const QJsonObject errors = json[u"errors"_s].toObject();
    for (auto each = errors.begin(); each != errors.end(); ++each)
        result.total.errors[each.key().toStdString()] = countOf(each.value());
    const QJsonObject statuses = json[u"statuses"_s].toObject();
    for (auto each = statuses.begin(); each != statuses.end(); ++each)
        result.total.statuses[each.key().toInt()] = countOf(each.value());
    const QJsonObject waits = json[u"waits"_s].toObject();
    for (auto each = waits.begin(); each != waits.end(); ++each)
        result.waits[each.key().toStdString()] = countOf(each.value());
    const QJsonObject examples = json[u"error_examples"_s].toObject();
    for (auto each = examples.begin(); each != examples.end(); ++each) {
        if (errors.contains(each.key()) || waits.contains(each.key()))
            result.errorExamples[each.key().toStdString()] = net::errorWords(each.value().toString());
    }
    result.warmUpRequests = static_cast<qint64>(countOf(json[u"warm_up_requests"_s]));
    result.total.bytes = static_cast<std::int64_t>(countOf(json[u"bytes"_s]));
    result.stopped = json[u"stopped"_s].toBool();
    result.serverDied = json[u"server_died"_s].toBool();
    result.places = qMax(0, qMin(json[u"most_in_flight"_s].toInt(), result.plan.concurrency));
}

} // namespace

QJsonObject resultToJson(const LoadResult& result) {
    QJsonObject json = useJson(result.client);
    addCounts(json, result);
    json[u"schema"_s] = schema;
    json[u"engine"_s] = engineName(result.plan.engine);
    json[u"model"_s] = result.plan.isOpenLoop() ? u"open"_s : u"closed"_s;
    json[u"target_rate_per_s"_s] =
        result.plan.isOpenLoop() ? QJsonValue(meanTargetRate(result.plan)) : QJsonValue(QJsonValue::Null);
    json[u"plan"_s] = planToJson(result.plan);
    json[u"started_at"_s] = result.startedAt.toUTC().toString(Qt::ISODateWithMs);
    json[u"elapsed_s"_s] = secondsOf(result.elapsed);
    json[u"warm_up_s"_s] = secondsOf(result.warmUp);
    json[u"requests_per_minute"_s] = result.perMinute();
    json[u"succeeded_per_minute"_s] = result.succeededPerMinute();
    json[u"steady_rpm"_s] = orNull(result.steadyPerMinute);
    json[u"mean_in_flight"_s] = result.meanInFlight();
    json[u"latency_ms"_s] = latencyJson(result.total.latency);
    json[u"failed_latency_ms"_s] = latencyJson(result.total.failedLatency);
    addBreakdown(json, result);
    json[u"mean_delay_s"_s] = orNull(result.meanDelayS);
    json[u"ceiling_rpm"_s] = orNull(result.ceilingPerMinute());
    json[u"ceiling_share"_s] = orNull(result.ceilingShare());
    json[u"best_possible_s"_s] =
        result.bestTime ? QJsonValue(secondsOf(*result.bestTime)) : QJsonValue(QJsonValue::Null);
    json[u"possible_share"_s] = orNull(result.possibleShare());
    json[u"server"_s] = result.server ? QJsonValue(useJson(*result.server)) : QJsonValue(QJsonValue::Null);
    json[u"busiest_thread_share"_s] = result.busiestThreadShare;
    json[u"loop_late_p99_ms"_s] = orNull(result.lateP99Ms);
    json[u"interface_share"_s] = orNull(result.interfaceShare);
    json[u"others_share"_s] = orNull(result.othersShare);
    json[u"kernel_drops"_s] = result.kernelDrops ? QJsonValue(*result.kernelDrops) : QJsonValue(QJsonValue::Null);
    json[u"verdict"_s] = verdictName(result.verdict);
    json[u"warnings"_s] = QJsonArray::fromStringList(result.warnings);
    return json;
}

QByteArray histogramsOf(const LoadResult& result) {
    QCborArray kept;
    for (const measure::Histogram* histogram : keptHistograms(result))
        kept.append(histogramToCbor(*histogram));
    return QCborValue(kept).toCbor();
}

base::Result<LoadResult> resultFromJson(const QJsonObject& json, const QByteArray& histograms) {
    const auto broken = [] { return base::Error{badResult, Words::tr("What was kept of this run cannot be read.")}; };
    if (json[u"schema"_s].toInt() != schema)
        return base::Error{badResult, Words::tr("This run was kept by a later version of Tidemark.")};
    const auto plan = planFromJson(json[u"plan"_s].toObject());
    LoadResult result;
    if (!plan || !readHistograms(histograms, result))
        return broken();
    result.plan = *plan;
    readCounts(json, result);
    result.startedAt = QDateTime::fromString(json[u"started_at"_s].toString(), Qt::ISODateWithMs);
    result.elapsed = timeOf(json[u"elapsed_s"_s].toDouble());
    result.total.elapsed = result.elapsed;
    result.total.inFlightSeconds = amountOf(json[u"mean_in_flight"_s]) * secondsOf(result.elapsed);
    result.warmUp = timeOf(json[u"warm_up_s"_s].toDouble());
    result.steadyPerMinute = optionalOf(json[u"steady_rpm"_s]);
    result.meanDelayS = optionalOf(json[u"mean_delay_s"_s]);
    result.client = useOf(json);
    if (json[u"server"_s].isObject())
        result.server = useOf(json[u"server"_s].toObject());
    result.busiestThreadShare = amountOf(json[u"busiest_thread_share"_s]);
    result.lateP99Ms = optionalOf(json[u"loop_late_p99_ms"_s]);
    result.interfaceShare = optionalOf(json[u"interface_share"_s]);
    result.othersShare = optionalOf(json[u"others_share"_s]);
    if (json[u"kernel_drops"_s].isDouble())
        result.kernelDrops = static_cast<qint64>(countOf(json[u"kernel_drops"_s]));
    result.verdict = verdictOf(json[u"verdict"_s].toString());
    if (const QJsonValue best = json[u"best_possible_s"_s]; best.isUndefined()) // kept before it was told
        result.bestTime = bestTimeOf(result);
    else if (best.isDouble())
        result.bestTime = std::chrono::round<std::chrono::milliseconds>(timeOf(best.toDouble()));
    const QJsonArray warnings = json[u"warnings"_s].toArray();
    for (const auto& warning : warnings)
        result.warnings << warning.toString();
    return result;
}

} // namespace bench
