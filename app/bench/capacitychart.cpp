#include "bench/capacitychart.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace bench {

namespace {

constexpr double width = 720;
constexpr double height = 360;
constexpr double left = 80;
constexpr double right = 24;
constexpr double top = 40;
constexpr double bottom = 48;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

// A logarithmic scale from one end of the picture to the other.
struct Scale {
    double low = 1;
    double high = 10;
    double from = 0;
    double to = 0;

    double at(double value) const {
        const double share = std::log(std::clamp(value, low, high) / low) / std::log(high / low);
        return from + share * (to - from);
    }
    // 1, 2 and 5 of each decade; the ones alone where that would be too many.
    QList<double> marks() const {
        QList<double> all;
        const QList<double> steps = high / low > 200 ? QList<double>{1} : QList<double>{1, 2, 5};
        for (double decade = std::pow(10, std::floor(std::log10(low))); decade <= high; decade *= 10) {
            for (const double step : steps) {
                if (decade * step >= low && decade * step <= high)
                    all << decade * step;
            }
        }
        return all;
    }
};

// With room around what it shows.
Scale scaleOf(double low, double high, double from, double to) {
    return {low / 1.25, std::max(high, low * 2) * 1.25, from, to};
}

QByteArray number(double value) {
    return QByteArray::number(value, 'f', 1);
}

QByteArray label(double value) {
    return QLocale().toString(value, 'g', 6).toHtmlEscaped().toUtf8();
}

QByteArray textAt(double x, double y, const char* anchor, const QByteArray& text) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">" + text + "</text>\n";
}

QByteArray lineAt(double x1, double y1, double x2, double y2, const char* style) {
    return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) +
           "\" class=\"" + style + "\"/>\n";
}

QByteArray words(const QString& text) {
    return text.toHtmlEscaped().toUtf8();
}

QByteArray axes(const Scale& rates, const Scale& times) {
    QByteArray svg;
    for (const double mark : times.marks()) {
        svg += lineAt(left, times.at(mark), width - right, times.at(mark), "grid");
        svg += textAt(left - 8, times.at(mark) + 4, "end", label(mark));
    }
    for (const double mark : rates.marks())
        svg += textAt(rates.at(mark), height - bottom + 18, "middle", label(mark));
    svg +=
        textAt((left + width - right) / 2, height - 8, "middle", words(Words::tr("requests a second that were due")));
    return svg + textAt(8, top - 16, "start", words(Words::tr("latency, ms")));
}

// One percentile over all rates, its name at the end.
QByteArray curve(const std::map<double, CapacityStep>& steps, const Scale& rates, const Scale& times, const char* kind,
                 const QByteArray& name, double (*msOf)(const CapacityStep&)) {
    QByteArray line;
    QByteArray points;
    for (const auto& [rate, step] : steps) {
        if (msOf(step) <= 0)
            continue;
        const QByteArray x = number(rates.at(rate));
        const QByteArray y = number(times.at(msOf(step)));
        line += x + ',' + y + ' ';
        points += "<circle cx=\"" + x + "\" cy=\"" + y + "\" r=\"4\" class=\"" + kind +
                  (step.end == CapacityEnd::Held ? " full" : " empty") + "\"><title>" + name + ' ' + label(msOf(step)) +
                  " ms, " + label(rate) + "/s</title></circle>\n";
    }
    return "<polyline points=\"" + line + "\" class=\"" + kind + "\"/>\n" + points;
}

// Plain colours: many a viewer knows no CSS variables.
constexpr char style[] =
    "<style>text{font:12px system-ui,sans-serif;fill:#333}.paper{fill:#fff}.grid{stroke:#ddd}"
    ".limit{stroke:#333;stroke-dasharray:6 4}polyline{fill:none;stroke-width:2}.p50{stroke:#1f6f8b}.p99{stroke:#b4560f}"
    ".p50.full{fill:#1f6f8b}.p99.full{fill:#b4560f}.empty{fill:#fff}</style>\n"
    "<rect width=\"100%\" height=\"100%\" class=\"paper\"/>\n";

} // namespace

QByteArray capacityChart(const QList<CapacityStep>& steps, const CapacityLimits& limits,
                         std::optional<double> highest) {
    const auto p50 = [](const CapacityStep& step) { return step.p50Ms.value_or(0); };
    const auto p99 = [](const CapacityStep& step) { return step.judgedP99Ms; };
    std::map<double, CapacityStep> byRate;
    double shortest = limits.mostP99Ms;
    double longest = limits.mostP99Ms;
    for (const CapacityStep& step : steps) {
        byRate[step.rate] = step;
        for (const double ms : {p50(step), p99(step)}) {
            shortest = ms > 0 ? std::min(shortest, ms) : shortest;
            longest = std::max(longest, ms);
        }
    }
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + ' ' + number(height) +
                     "\" role=\"img\">\n<title>" + words(Words::tr("Latency against rate")) + "</title>\n" + style;
    if (byRate.empty())
        return svg + textAt(width / 2, height / 2, "middle", words(Words::tr("No rate was tried."))) + "</svg>\n";
    const Scale rates = scaleOf(byRate.begin()->first, byRate.rbegin()->first, left, width - right);
    const Scale times = scaleOf(std::max(shortest, 0.001), std::max(longest, 0.001), height - bottom, top);
    svg += axes(rates, times);
    svg += lineAt(left, times.at(limits.mostP99Ms), width - right, times.at(limits.mostP99Ms), "limit");
    svg += textAt(left + 4, times.at(limits.mostP99Ms) - 6, "start",
                  words(Words::tr("p99 at most %1 ms").arg(QLocale().toString(limits.mostP99Ms))));
    if (highest)
        svg += lineAt(rates.at(*highest), top, rates.at(*highest), height - bottom, "limit") +
               textAt(rates.at(*highest), top - 6, "middle",
                      words(Words::tr("held: %1/s").arg(QLocale().toString(*highest, 'f', 0))));
    svg += curve(byRate, rates, times, "p50", "p50", p50) + curve(byRate, rates, times, "p99", "p99", p99);
    svg += textAt(width - right, top - 22, "end",
                  words(Words::tr("full: held · empty: did not hold · lower line p50, upper p99")));
    return svg + "</svg>\n";
}

} // namespace bench
