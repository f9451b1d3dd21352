#include "bench/series.h"

#include "bench/cbor.h"
#include "bench/loadresult.h"

#include <QCborArray>

#include <algorithm>
#include <cmath>

namespace bench {

namespace {

constexpr double lowestMs = 0.01;

double secondsOf(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

std::uint32_t bounded(std::uint64_t count) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, ~std::uint32_t{0}));
}

// What has been counted since, on the charts' own scale.
void addSince(LatencyColumn& column, const measure::Histogram& now, const measure::Histogram& before) {
    for (int bucket = 0; bucket < measure::Histogram::buckets; ++bucket) {
        const auto at = static_cast<std::size_t>(bucket);
        const std::uint64_t more = now.counts()[at] - before.counts()[at];
        if (more == 0)
            continue;
        const std::int64_t middle =
            (measure::Histogram::lowerBound(bucket) + measure::Histogram::upperBound(bucket) - 1) / 2;
        std::uint32_t& cell =
            column[static_cast<std::size_t>(LatencyScale::bucketOf(static_cast<double>(middle) / 1'000))];
        cell = bounded(cell + more);
    }
}

// What a stop cancels is no error.
std::uint64_t erred(const measure::Tick& tick) {
    return tick.failed - std::min(tick.failed, cancelledOf(tick));
}

// `second` follows `first`; `before` is where the first began.
SeriesPoint joined(const SeriesPoint& first, const SeriesPoint& second, double before) {
    const double one = std::max(first.elapsedS - before, 0.0);
    const double two = std::max(second.elapsedS - first.elapsedS, 0.0);
    const double both = one + two;
    const auto mean = [&](double a, double b) { return both > 0 ? (a * one + b * two) / both : b; };
    SeriesPoint point = second;
    point.perMinute = mean(first.perMinute, second.perMinute);
    point.inFlight = mean(first.inFlight, second.inFlight);
    point.errorsPerSecond = mean(first.errorsPerSecond, second.errorsPerSecond);
    point.bytesPerSecond = mean(first.bytesPerSecond, second.bytesPerSecond);
    for (std::size_t bucket = 0; bucket < point.latencies.size(); ++bucket)
        point.latencies[bucket] = bounded(std::uint64_t{first.latencies[bucket]} + second.latencies[bucket]);
    return point;
}

constexpr double longestS = 1e8; // of a run: three years; in nanoseconds it is still a number

// No figure of a run is anything else.
bool isFigure(double value) {
    return std::isfinite(value) && value >= 0;
}

} // namespace

int LatencyScale::bucketOf(double milliseconds) {
    if (!(milliseconds > lowestMs))
        return 0;
    return std::min(static_cast<int>(std::log10(milliseconds / lowestMs) * perDecade), buckets - 1);
}

double LatencyScale::lowerEdgeMs(int bucket) {
    return lowestMs * std::pow(10.0, static_cast<double>(bucket) / perDecade);
}

void Series::add(const measure::Tick& tick) {
    if (tick.elapsed < m_last.elapsed || tick.completed() < m_last.completed())
        clear();
    const double seconds = secondsOf(tick.elapsed - m_last.elapsed);
    if (++m_ticks < m_ticksPerPoint || seconds <= 0)
        return;
    append(pointOf(tick), tick);
}

// A moment at the end would be a spike: it belongs to the point before.
void Series::end(const measure::Tick& tick) {
    if (tick.elapsed <= m_last.elapsed || tick.completed() < m_last.completed())
        return;
    const SeriesPoint point = pointOf(tick);
    const double begin = m_points.size() > 1 ? m_points[m_points.size() - 2].elapsedS : 0;
    if (m_points.empty() || 2 * (point.elapsedS - m_points.back().elapsedS) >= m_points.back().elapsedS - begin)
        return append(point, tick);
    m_points.back() = joined(m_points.back(), point, begin);
    m_last = tick;
    m_ticks = 0;
}

SeriesPoint Series::pointOf(const measure::Tick& tick) const {
    const double seconds = secondsOf(tick.elapsed - m_last.elapsed);
    SeriesPoint point;
    point.elapsedS = secondsOf(tick.elapsed);
    point.perMinute = 60 * static_cast<double>(tick.succeeded - m_last.succeeded) / seconds;
    point.inFlight = std::max(0.0, tick.inFlightSeconds - m_last.inFlightSeconds) / seconds;
    point.errorsPerSecond = static_cast<double>(erred(tick) - erred(m_last)) / seconds;
    point.bytesPerSecond = static_cast<double>(tick.bytes - m_last.bytes) / seconds;
    addSince(point.latencies, tick.latency, m_last.latency);
    addSince(point.latencies, tick.failedLatency, m_last.failedLatency);
    return point;
}

void Series::append(const SeriesPoint& point, const measure::Tick& tick) {
    m_points.push_back(point);
    m_last = tick;
    m_ticks = 0;
    if (m_points.size() >= mostPoints)
        halve();
}

void Series::halve() {
    double before = 0;
    std::size_t kept = 0;
    for (std::size_t at = 0; at + 1 < m_points.size(); at += 2) {
        const double next = m_points[at + 1].elapsedS;
        m_points[kept++] = joined(m_points[at], m_points[at + 1], before);
        before = next;
    }
    m_points.resize(kept);
    m_ticksPerPoint *= 2;
}

QByteArray Series::toBytes() const {
    QCborArray points;
    for (const SeriesPoint& point : m_points) {
        QCborArray cells; // steps from 1 ms, count, steps from 1 ms, count …: most buckets are empty
        for (std::size_t bucket = 0; bucket < point.latencies.size(); ++bucket) {
            if (point.latencies[bucket] == 0)
                continue;
            cells.append(static_cast<qint64>(bucket) - LatencyScale::ofOneMs);
            cells.append(static_cast<qint64>(point.latencies[bucket]));
        }
        points.append(QCborArray{point.elapsedS, point.perMinute, point.inFlight, point.errorsPerSecond,
                                 point.bytesPerSecond, cells});
    }
    return QCborValue(points).toCbor();
}

std::optional<Series> Series::fromBytes(const QByteArray& bytes) {
    const QCborValue value = wholeCbor(bytes);
    if (!value.isArray() || value.toArray().size() > static_cast<qsizetype>(mostPoints))
        return std::nullopt;
    Series series;
    const QCborArray points = value.toArray();
    for (const auto& each : points) {
        const QCborArray fields = each.toArray();
        if (fields.size() != 6 || !fields.at(5).isArray())
            return std::nullopt;
        SeriesPoint point;
        point.elapsedS = fields.at(0).toDouble();
        point.perMinute = fields.at(1).toDouble();
        point.inFlight = fields.at(2).toDouble();
        point.errorsPerSecond = fields.at(3).toDouble();
        point.bytesPerSecond = fields.at(4).toDouble();
        for (const double figure :
             {point.elapsedS, point.perMinute, point.inFlight, point.errorsPerSecond, point.bytesPerSecond}) {
            if (!isFigure(figure))
                return std::nullopt;
        }
        if (point.elapsedS > longestS)
            return std::nullopt;
        const QCborArray cells = fields.at(5).toArray();
        for (qsizetype at = 0; at + 1 < cells.size(); at += 2) {
            const qint64 bucket = cells.at(at).toInteger(-LatencyScale::buckets) + LatencyScale::ofOneMs;
            if (bucket < 0 || bucket >= LatencyScale::buckets)
                return std::nullopt;
            point.latencies[static_cast<std::size_t>(bucket)] =
                bounded(static_cast<std::uint64_t>(qMax<qint64>(0, cells.at(at + 1).toInteger())));
        }
        series.m_points.push_back(point);
    }
    return series;
}

} // namespace bench
