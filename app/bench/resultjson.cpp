#include "bench/cbor.h"
#include "bench/loadresult.h"
#include "net/errorwords.h"

#include <QCborArray>
#include <QCoreApplication>
#include <QJsonArray>

#include <array>
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

QJsonObject useJson(const ProcessUse& use) {
    return {
        {u"cpu_user_s"_s, use.cpuUserS}, {u"cpu_system_s"_s, use.cpuSystemS}, {u"peak_rss_bytes"_s, use.peakRssBytes}};
}

ProcessUse useOf(const QJsonObject& json) {
    return {amountOf(json[u"cpu_user_s"_s]), amountOf(json[u"cpu_system_s"_s]),
            static_cast<qint64>(countOf(json[u"peak_rss_bytes"_s]))};
}

QCborArray kept(const measure::Histogram& histogram) {
    QCborArray cells; // bucket, count, bucket, count …
    for (std::size_t bucket = 0; bucket < histogram.counts().size(); ++bucket) {
        if (histogram.counts()[bucket] == 0)
            continue;
        cells.append(static_cast<qint64>(bucket));
        cells.append(static_cast<qint64>(histogram.counts()[bucket]));
    }
    return {static_cast<qint64>(histogram.minimum()), static_cast<qint64>(histogram.maximum()),
            static_cast<qint64>(histogram.sum()), cells};
}

std::optional<measure::Histogram> restored(const QCborValue& value) {
    const QCborArray fields = value.toArray();
    if (fields.size() != 4 || !fields.at(3).isArray())
        return std::nullopt;
    std::array<std::uint64_t, measure::Histogram::buckets> counts{};
    const QCborArray cells = fields.at(3).toArray();
    for (qsizetype at = 0; at + 1 < cells.size(); at += 2) {
        const qint64 bucket = cells.at(at).toInteger(-1);
        const qint64 count = cells.at(at + 1).toInteger(-1);
        if (bucket < 0 || bucket >= measure::Histogram::buckets || count < 0 || static_cast<double>(count) > most)
            return std::nullopt;
        counts[static_cast<std::size_t>(bucket)] = static_cast<std::uint64_t>(count);
    }
    return measure::Histogram::restored(counts, fields.at(0).toInteger(), fields.at(1).toInteger(),
                                        static_cast<std::uint64_t>(qMax<qint64>(0, fields.at(2).toInteger())));
}

Verdict verdictOf(const QString& name) {
    for (const Verdict verdict : {Verdict::ServerBound, Verdict::ClientBound, Verdict::ConcurrencyBound,
                                  Verdict::Errors, Verdict::TooLittle, Verdict::Nothing, Verdict::RateMissed}) {
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
    json[u"model"_s] = u"closed"_s;
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
    json[u"verdict"_s] = verdictName(result.verdict);
    json[u"warnings"_s] = QJsonArray::fromStringList(result.warnings);
    return json;
}

QByteArray histogramsOf(const LoadResult& result) {
    return QCborValue(QCborArray{kept(result.total.latency), kept(result.total.failedLatency)}).toCbor();
}

base::Result<LoadResult> resultFromJson(const QJsonObject& json, const QByteArray& histograms) {
    const auto broken = [] { return base::Error{badResult, Words::tr("What was kept of this run cannot be read.")}; };
    if (json[u"schema"_s].toInt() != schema)
        return base::Error{badResult, Words::tr("This run was kept by a later version of Tidemark.")};
    const auto plan = planFromJson(json[u"plan"_s].toObject());
    const QCborArray pair = wholeCbor(histograms).toArray();
    const auto latency = restored(pair.at(0));
    const auto failedLatency = restored(pair.at(1));
    if (!plan || !latency || !failedLatency)
        return broken();
    LoadResult result;
    result.plan = *plan;
    readCounts(json, result);
    result.total.latency = *latency;
    result.total.failedLatency = *failedLatency;
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
