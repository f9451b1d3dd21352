#pragma once

#include "measure/recorder.h"

#include <QByteArray>

#include <array>
#include <optional>
#include <vector>

namespace bench {

// Equal steps on a logarithmic scale, ten a decade from 10 µs to 100 s; what lies outside counts at the end.
struct LatencyScale {
    static constexpr int perDecade = 10;
    static constexpr int buckets = 7 * perDecade;
    static int bucketOf(double milliseconds);
    static double lowerEdgeMs(int bucket);
    static int decadeBelow(int bucket) { return bucket / perDecade * perDecade; }
    static constexpr int ofOneMs = 2 * perDecade;
};
using LatencyColumn = std::array<std::uint32_t, LatencyScale::buckets>;

// One point of the charts. Rates are of the time since the point before.
struct SeriesPoint {
    double elapsedS = 0;
    double perMinute = 0; // succeeded
    double inFlight = 0;  // at this time
    double errorsPerSecond = 0;
    double bytesPerSecond = 0;
    LatencyColumn latencies{}; // of what completed since: a column of the heat map

    bool operator==(const SeriesPoint&) const = default;
};

// The course of a run: at most `mostPoints` however long it is; when they are full, two become one and each new point
// stands for twice as many ticks.
class Series {
public:
    static constexpr std::size_t mostPoints = 600;

    void add(const measure::Tick& tick); // a tick that went back in time begins anew
    void end(const measure::Tick& tick); // the last one: what passed since the last point is told as well
    void clear() { *this = {}; }
    const std::vector<SeriesPoint>& points() const { return m_points; }

    QByteArray toBytes() const; // CBOR
    static std::optional<Series> fromBytes(const QByteArray& bytes);

private:
    void halve();
    SeriesPoint pointOf(const measure::Tick& tick) const; // since m_last
    void append(const SeriesPoint& point, const measure::Tick& tick);

    std::vector<SeriesPoint> m_points;
    measure::Tick m_last; // that the last point ends with
    int m_ticks = 0;      // since then
    int m_ticksPerPoint = 1;
};

} // namespace bench
