#include "bench/svgchart.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double width = 720;
constexpr double height = 240;
constexpr double left = 72;
constexpr double right = 12;
constexpr double top = 12;
constexpr double bottom = 32;
constexpr double plotWidth = width - left - right;
constexpr double plotHeight = height - top - bottom;

constexpr double leastMost = 1e-300; // the steps of less become 0, and would reach no end

QByteArray number(double value) {
    return QByteArray::number(value, 'f', 1);
}

QByteArray escaped(const QString& text) {
    return text.toHtmlEscaped().toUtf8();
}

// With as few decimals as tell it to half a per cent: 0.25 is neither 0.2 nor 0.3.
QString label(double value) {
    constexpr double misleading = 0.005;
    int decimals = 0;
    for (double unit = 1; decimals < 6; ++decimals, unit *= 10) {
        if (std::abs(std::round(value * unit) / unit - value) <= misleading * std::abs(value))
            break;
    }
    return QLocale().toString(value, 'f', decimals);
}

QByteArray opened(const QString& what) {
    return "<svg viewBox=\"0 0 " + number(width) + ' ' + number(height) + "\" role=\"img\" aria-label=\"" +
           escaped(what) + "\">\n";
}

QByteArray textAt(double x, double y, const char* anchor, const QString& text) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">" + escaped(text) +
           "</text>\n";
}

QByteArray lineAt(double x1, double y1, double x2, double y2, const char* style) {
    return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) +
           "\" class=\"" + style + "\"/>\n";
}

QByteArray polyline(const QList<QPointF>& points, const char* style) {
    QByteArray svg = QByteArray("<polyline class=\"") + style + "\" points=\"";
    for (const QPointF& point : points)
        svg += number(point.x()) + ',' + number(point.y()) + ' ';
    return svg + "\"/>\n";
}

QByteArray sideAxis(const QList<double>& marks) {
    QByteArray svg;
    for (const double mark : marks) {
        const double y = top + plotHeight * (1 - mark / marks.last());
        svg += lineAt(left, y, left + plotWidth, y, "grid") + textAt(left - 8, y + 4, "end", label(mark));
    }
    return svg;
}

QByteArray timeAxis(double seconds) {
    QByteArray svg;
    for (const double mark : axisMarks(seconds)) {
        if (mark > seconds * 1.001)
            break;
        const double x = left + plotWidth * (seconds > 0 ? mark / seconds : 0);
        svg += textAt(x, height - bottom + 20, "middle", QString(label(mark) % " s"_L1));
    }
    return svg;
}

QString latencyLabel(double milliseconds) {
    return milliseconds >= 1'000 ? QString(label(milliseconds / 1'000) % " s"_L1)
                                 : QString(label(milliseconds) % " ms"_L1);
}

std::pair<int, int> filled(const std::array<std::uint64_t, LatencyScale::buckets>& counts) {
    const auto holds = [](std::uint64_t count) { return count > 0; };
    const auto first = std::find_if(counts.begin(), counts.end(), holds);
    if (first == counts.end())
        return {0, 0};
    const auto last = std::find_if(counts.rbegin(), counts.rend(), holds);
    return {static_cast<int>(first - counts.begin()), static_cast<int>(counts.rend() - last) - 1};
}

// The decades that hold something: from the first bucket of one to the last of another.
std::pair<int, int> decades(const std::array<std::uint64_t, LatencyScale::buckets>& counts) {
    const auto [first, last] = filled(counts);
    return {LatencyScale::decadeBelow(first), LatencyScale::decadeBelow(last) + LatencyScale::perDecade - 1};
}

} // namespace

QList<double> axisMarks(double most) {
    if (!(most >= leastMost) || !std::isfinite(most))
        most = 1;
    const double rough = most / 4;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = power;
    for (const double factor : {2.0, 2.5, 5.0, 10.0}) {
        if (step >= rough)
            break;
        step = factor * power;
    }
    QList<double> marks;
    for (int at = 0; marks.isEmpty() || marks.last() < most * 0.999; ++at)
        marks.append(at * step);
    return marks;
}

QByteArray lineChart(const QList<QPointF>& points, const QString& unit, const QList<QPointF>& mark,
                     const QString& markName) {
    double most = 0;
    double seconds = 0;
    for (const QList<QPointF>& line : {points, mark}) {
        for (const QPointF& point : line) {
            most = std::max(most, point.y());
            seconds = std::max(seconds, point.x());
        }
    }
    const QList<double> marks = axisMarks(most);
    const auto y = [&marks](double value) { return top + plotHeight * (1 - value / marks.last()); };
    QByteArray svg = opened(unit) + sideAxis(marks) + timeAxis(seconds);
    const auto place = [&](const QPointF& point) {
        return QPointF(left + plotWidth * (seconds > 0 ? point.x() / seconds : 0), y(point.y()));
    };
    const auto placed = [&place](const QList<QPointF>& line) {
        QList<QPointF> places;
        std::transform(line.begin(), line.end(), std::back_inserter(places), place);
        return places;
    };
    svg += polyline(placed(points), "curve");
    if (!mark.isEmpty()) {
        const QList<QPointF> level{{0, mark.first().y()}, {seconds, mark.first().y()}};
        const QList<QPointF> places = placed(mark.size() == 1 ? level : mark);
        svg += polyline(places, "mark") + textAt(left + plotWidth, places.last().y() - 4, "end", markName);
    }
    return svg + "</svg>\n";
}

namespace {

using Counts = std::array<std::uint64_t, LatencyScale::buckets>;

Counts countsOf(const measure::Histogram& latency) {
    Counts counts{};
    for (int bucket = 0; bucket < measure::Histogram::buckets; ++bucket) {
        const double middle =
            static_cast<double>(measure::Histogram::lowerBound(bucket) + measure::Histogram::upperBound(bucket) - 1) /
            2'000;
        counts[static_cast<std::size_t>(LatencyScale::bucketOf(middle))] +=
            latency.counts()[static_cast<std::size_t>(bucket)];
    }
    return counts;
}

// The steps of what lies beside, as a line.
QList<QPointF> outline(const Counts& counts, int first, int last, double each, double most) {
    QList<QPointF> points;
    for (int bucket = first; bucket <= last; ++bucket) {
        const double y = top + plotHeight * (1 - static_cast<double>(counts[static_cast<std::size_t>(bucket)]) / most);
        points << QPointF(left + each * (bucket - first), y) << QPointF(left + each * (bucket - first + 1), y);
    }
    return points;
}

} // namespace

QByteArray latencyChart(const measure::Histogram& latency, const measure::Histogram& beside) {
    const Counts counts = countsOf(latency);
    const Counts others = countsOf(beside);
    Counts all = counts;
    Counts highest = counts;
    for (std::size_t bucket = 0; bucket < all.size(); ++bucket) {
        all[bucket] += others[bucket];
        highest[bucket] = std::max(counts[bucket], others[bucket]);
    }
    const auto [first, last] = decades(all);
    const double each = plotWidth / (last - first + 1);
    const QList<double> marks = axisMarks(static_cast<double>(*std::max_element(highest.begin(), highest.end())));
    QByteArray svg = opened(u"latency"_s) + sideAxis(marks);
    for (int bucket = first; bucket <= last; ++bucket) {
        const double tall = plotHeight * static_cast<double>(counts[static_cast<std::size_t>(bucket)]) / marks.last();
        const double x = left + each * (bucket - first);
        svg += "<rect class=\"bar\" x=\"" + number(x) + "\" y=\"" + number(top + plotHeight - tall) + "\" width=\"" +
               number(std::max(each - 1, 1.0)) + "\" height=\"" + number(tall) + "\"/>\n";
    }
    if (beside.count() > 0)
        svg += polyline(outline(others, first, last, each, marks.last()), "beside");
    for (int bucket = first; bucket <= last + 1; bucket += LatencyScale::perDecade)
        svg += textAt(left + each * (bucket - first), height - bottom + 20, bucket > last ? "end" : "middle",
                      latencyLabel(LatencyScale::lowerEdgeMs(bucket)));
    return svg + "</svg>\n";
}

QByteArray heatMap(const Series& series) {
    std::array<std::uint64_t, LatencyScale::buckets> all{};
    std::uint32_t most = 1;
    for (const SeriesPoint& point : series.points()) {
        for (std::size_t bucket = 0; bucket < point.latencies.size(); ++bucket) {
            all[bucket] += point.latencies[bucket];
            most = std::max(most, point.latencies[bucket]);
        }
    }
    const auto [first, last] = decades(all);
    const double seconds = series.points().empty() ? 0 : series.points().back().elapsedS;
    const double tall = plotHeight / (last - first + 1);
    QByteArray svg = opened(u"latency over time"_s) + timeAxis(seconds);
    for (int bucket = first; bucket <= last + 1; bucket += LatencyScale::perDecade)
        svg += textAt(left - 8, top + plotHeight - tall * (bucket - first) + 4, "end",
                      latencyLabel(LatencyScale::lowerEdgeMs(bucket)));
    double before = 0;
    for (const SeriesPoint& point : series.points()) {
        const double x = left + plotWidth * before / std::max(seconds, 1e-9);
        const double wide = plotWidth * (point.elapsedS - before) / std::max(seconds, 1e-9);
        for (int bucket = first; bucket <= last; ++bucket) {
            const std::uint32_t count = point.latencies[static_cast<std::size_t>(bucket)];
            if (count == 0)
                continue;
            const double shade = 0.15 + 0.85 * std::log1p(count) / std::log1p(most);
            svg += "<rect class=\"cell\" x=\"" + number(x) + "\" y=\"" +
                   number(top + plotHeight - tall * (bucket - first + 1)) + "\" width=\"" + number(wide + 0.2) +
                   "\" height=\"" + number(tall + 0.2) + "\" opacity=\"" + QByteArray::number(shade, 'f', 2) + "\"/>\n";
        }
        before = point.elapsedS;
    }
    return svg + "</svg>\n";
}

} // namespace bench
