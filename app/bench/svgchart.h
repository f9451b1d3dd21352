#pragma once

#include "bench/series.h"

#include <QByteArray>
#include <QList>
#include <QPointF>
#include <QString>

namespace bench {

// Charts as SVG text, for a report that is read without Tidemark. Colours are CSS variables of the page they stand in:
// --ink, --muted, --line, --accent.

// A line over seconds; `mark`: a dashed line, level across or as its points say, with its name.
QByteArray lineChart(const QList<QPointF>& points, const QString& unit, const QList<QPointF>& mark = {},
                     const QString& markName = {});
// How many requests took how long: buckets on a logarithmic scale; `beside`: others, as a line over them.
QByteArray latencyChart(const measure::Histogram& latency, const measure::Histogram& beside = {});
// Latency over time: the darker, the more requests.
QByteArray heatMap(const Series& series);

// Round numbers from 0 to at least `most`, three to six of them: what an axis is labelled with.
QList<double> axisMarks(double most);

} // namespace bench
