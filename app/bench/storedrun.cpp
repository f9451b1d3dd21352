#include "bench/storedrun.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

QByteArray compact(const QJsonObject& json) {
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QJsonValue orNull(std::optional<double> value) {
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

std::optional<double> milliseconds(std::optional<std::int64_t> microseconds) {
    return microseconds ? std::optional(static_cast<double>(*microseconds) / 1'000) : std::nullopt;
}

std::optional<double> optionalOf(const QJsonValue& value) {
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

QString nameOf(const LoadPlan& plan) {
    if (!plan.name.isEmpty() || !plan.server)
        return plan.name.isEmpty() ? targetOf(plan) : plan.name;
    return Words::tr("test server, delay %1").arg(plan.server->delay.isEmpty() ? u"0"_s : plan.server->delay);
}

QJsonObject summaryJson(const LoadResult& result) {
    return {
        {u"target"_s, targetOf(result.plan)},
        {u"engine"_s, engineName(result.plan.engine)},
        {u"requests"_s, result.requests},
        {u"concurrency"_s, result.plan.concurrency},
        {u"most_in_flight"_s, result.mostInFlight()},
        {u"succeeded"_s, static_cast<qint64>(result.total.succeeded)},
        {u"failed"_s, static_cast<qint64>(result.total.failed)},
        {u"elapsed_s"_s, std::chrono::duration<double>(result.elapsed).count()},
        {u"requests_per_minute"_s, result.perMinute()},
        {u"succeeded_per_minute"_s, result.succeededPerMinute()},
        {u"cancelled"_s, static_cast<qint64>(result.cancelledByStop())},
        {u"possible_share"_s, orNull(result.possibleShare())},
        {u"p50_ms"_s, orNull(milliseconds(result.total.latency.percentile(0.5)))},
        {u"p99_ms"_s, orNull(milliseconds(result.total.latency.percentile(0.99)))},
        {u"peak_rss_bytes"_s, result.client.peakRssBytes},
        {u"verdict"_s, verdictName(result.verdict)},
        {u"stopped"_s, result.stopped},
    };
}

// Whether what was read is of as many requests wherever it tells of them. What was changed by hand would make up rates
// and shares; of what was kept here, the warnings tell.
bool addsUp(const QJsonObject& json, const LoadResult& result) {
    const measure::Tick& total = result.total;
    return static_cast<quint64>(json[u"completed"_s].toInteger(-1)) == total.completed() &&
           static_cast<quint64>(result.requests) == total.completed() + static_cast<quint64>(result.notSent) &&
           total.latency.count() == total.succeeded && total.failedLatency.count() == total.failed &&
           result.breakdown.firstByte.count() <= total.succeeded && result.breakdown.body.count() <= total.succeeded &&
           result.breakdown.service.count() <= total.succeeded;
}

} // namespace

QString targetOf(const LoadPlan& plan) {
    if (plan.server)
        return u"test server, delay "_s + (plan.server->delay.isEmpty() ? u"0"_s : plan.server->delay);
    return plan.target.isEmpty() ? plan.linksFile : plan.target;
}

std::optional<RunSummary> summaryOf(const library::Run& run) {
    const QJsonDocument document = QJsonDocument::fromJson(run.summary);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject json = document.object();
    RunSummary summary;
    summary.target = json[u"target"_s].toString();
    summary.engine = json[u"engine"_s].toString();
    summary.requests = json[u"requests"_s].toInteger();
    summary.concurrency = json[u"concurrency"_s].toInt();
    summary.mostInFlight = json[u"most_in_flight"_s].toInt(summary.concurrency); // older runs do not say it
    summary.succeeded = json[u"succeeded"_s].toInteger();
    summary.cancelled = json[u"cancelled"_s].toInteger();
    summary.failed = json[u"failed"_s].toInteger() - summary.cancelled;
    summary.elapsedS = json[u"elapsed_s"_s].toDouble();
    summary.perMinute = json[u"succeeded_per_minute"_s].toDouble();
    summary.possibleShare = optionalOf(json[u"possible_share"_s]);
    summary.p50Ms = optionalOf(json[u"p50_ms"_s]);
    summary.p99Ms = optionalOf(json[u"p99_ms"_s]);
    summary.peakRssBytes = json[u"peak_rss_bytes"_s].toInteger();
    summary.verdict = json[u"verdict"_s].toString();
    summary.stopped = json[u"stopped"_s].toBool();
    return summary;
}

library::Run toStore(const LoadResult& result, const Series& series) {
    library::Run run;
    run.name = nameOf(result.plan);
    run.startedAt = result.startedAt;
    run.summary = compact(summaryJson(result));
    run.plan = compact(planToJson(result.plan));
    run.result = compact(resultToJson(result));
    run.histogram = histogramsOf(result);
    run.ticks = series.toBytes();
    return run;
}

base::Result<StoredRun> fromStore(const library::Run& run) {
    auto result = resultFromJson(QJsonDocument::fromJson(run.result).object(), run.histogram);
    if (!result)
        return result.error();
    const auto series = Series::fromBytes(run.ticks);
    if (!series)
        return base::Error{badResult, Words::tr("The course of the run “%1” cannot be read.").arg(run.name)};
    result->plan.name = run.name; // it may have got another since
    return StoredRun{*std::move(result), *series};
}

QJsonObject runToJson(const LoadResult& result, const Series& series) {
    const auto text = [](const QByteArray& bytes) { return QString::fromLatin1(bytes.toBase64()); };
    QJsonObject json = resultToJson(result);
    json[u"kept"_s] = QJsonObject{{u"name"_s, result.plan.name},
                                  {u"histograms"_s, text(histogramsOf(result))},
                                  {u"course"_s, text(series.toBytes())}};
    return json;
}

base::Result<library::Run> runFromJson(const QJsonObject& json) {
    const QJsonObject kept = json[u"kept"_s].toObject();
    const auto bytes = [&kept](const QString& name) {
        return QByteArray::fromBase64(kept[name].toString().toLatin1());
    };
    if (kept.isEmpty())
        return base::Error{badResult, Words::tr("This holds no whole run.")};
    auto result = resultFromJson(json, bytes(u"histograms"_s));
    if (!result)
        return result.error();
    if (!addsUp(json, *result))
        return base::Error{badResult, Words::tr("The counts of this run do not add up.")};
    result->plan.name = kept[u"name"_s].toString();
    const auto series = Series::fromBytes(bytes(u"course"_s));
    if (!series || !result->startedAt.isValid())
        return base::Error{badResult, Words::tr("The course of the run “%1” cannot be read.").arg(result->plan.name)};
    return toStore(*result, *series);
}

library::StoredPlan toStore(const LoadPlan& plan) {
    return {plan.name, compact(planToJson(plan))};
}

base::Result<LoadPlan> fromStore(const library::StoredPlan& plan) {
    auto read = planFromJson(QJsonDocument::fromJson(plan.json).object());
    if (read)
        read->name = plan.name;
    return read;
}

} // namespace bench
