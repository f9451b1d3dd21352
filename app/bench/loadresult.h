#pragma once

#include "bench/loadplan.h"
#include "measure/recorder.h"

#include <QDateTime>

#include <map>
#include <string>
#include <vector>

namespace bench {

// What a process used, as /usr/bin/time tells it.
struct ProcessUse {
    double cpuUserS = 0;
    double cpuSystemS = 0;
    qint64 peakRssBytes = 0;
};

enum class Verdict {
    ServerBound,      // "server-bound": the answers are what took the time
    ClientBound,      // "client-bound": a thread of ours was busy ≥ 90 % or its event loop late
    ConcurrencyBound, // "limited by concurrency": the ceiling was reached (≥ 95 %)
    Errors,           // "errors": more than 1 % failed
};
QString verdictName(Verdict verdict);

// One point of the charts. Rates are of the time since the point before.
struct SeriesPoint {
    double elapsedS = 0;
    double perMinute = 0; // completed
    double inFlight = 0;
    double errorsPerSecond = 0;
    double bytesPerSecond = 0;
    std::vector<std::uint32_t> latencies; // completed since, by LatencyScale's buckets: a column of the heat map
};

// Equal steps on a logarithmic scale, ten a decade from 1 ms to 100 s; what lies outside counts at the end.
struct LatencyScale {
    static constexpr int perDecade = 10;
    static constexpr int buckets = 5 * perDecade;
    static int bucketOf(std::int64_t microseconds);
    static double lowerEdgeMs(int bucket);
};

// The course of a run: at most `mostPoints` however long it is; when they are full, two become one.
class Series {
public:
    static constexpr int mostPoints = 600;

    void add(const measure::Tick& tick);
    void clear();
    const std::vector<SeriesPoint>& points() const { return m_points; }
    int ticksPerPoint() const { return m_ticksPerPoint; }

    QByteArray toBytes() const; // CBOR
    static std::optional<Series> fromBytes(const QByteArray& bytes);

private:
    std::vector<SeriesPoint> m_points;
    measure::Tick m_last;
    SeriesPoint m_open; // the point being summed
    int m_summed = 0;
    int m_ticksPerPoint = 1;
};

// What became of a plan. requests = completed + notSent and completed = succeeded + failed hold always.
struct LoadResult {
    LoadPlan plan; // with the target that was used
    QDateTime startedAt;
    measure::Tick total; // of the measured requests, the last tick
    qint64 requests = 0; // planned; where only the duration was given, those that were sent
    qint64 notSent = 0;
    std::chrono::nanoseconds elapsed{}; // first request sent → last outcome
    std::chrono::nanoseconds warmUp{};
    qint64 warmUpRequests = 0;
    std::optional<double> steadyPerMinute; // from `concurrency` completed to the last one sent
    std::optional<double> meanDelayS;      // as the server says in its header `delay`, or as the plan's server draws
    std::map<std::string, quint64> waits;  // by error kind (no-descriptors, no-local-port): waited out and sent again
    ProcessUse client;
    std::optional<ProcessUse> server;     // the built-in one
    double busiestThreadShare = 0;        // of one core, 0…1
    std::optional<double> lateP99Ms;      // how late the engine's event loop was
    std::optional<double> interfaceShare; // CPU of the interface thread ÷ CPU time of the cores; none without a window
    bool stopped = false;                 // by a person, or the server ended: a partial result
    Verdict verdict = Verdict::ServerBound;
    QStringList warnings;

    double perMinute() const;                       // completed ÷ elapsed
    double meanInFlight() const;                    // time-weighted
    std::optional<double> ceilingPerMinute() const; // concurrency ÷ mean delay
    std::optional<double> ceilingShare() const;     // steady, else over all, ÷ ceiling
};

void judge(LoadResult& result); // sets verdict and warnings, Little's law among them
QString quotableSentence(const LoadResult& result);

QByteArray resultToJson(const LoadResult& result); // the schema of `bench --json`; one object
base::Result<LoadResult> resultFromJson(const QByteArray& json, const QByteArray& histograms);
QByteArray histogramsToBytes(const LoadResult& result);

} // namespace bench
