#pragma once

#include <QList>
#include <QString>

#include <utility>

class QAreaSeries;
class QCategoryAxis;
class QChart;
class QChartView;
class QColor;
class QPalette;
class QWidget;

namespace ui {

// A quiet chart: no legend, no frame, no animation; it takes the room it is given.
QChartView* makeChartView(QChart* chart, QWidget* parent);
void styleChart(QChart* chart, const QPalette& palette);
void styleArea(QAreaSeries* area, const QColor& colour);

// Of the line `at`, when several lie over each other: the first is the accent. They are told apart by brightness too,
// for who sees few colours.
QColor lineColour(const QPalette& palette, int at);
QColor ceilingColour(const QPalette& palette); // of what can be reached at most

// The next of 1, 2, 5 × 10ⁿ: where an axis ends.
double niceCeiling(double value);

// An axis whose marks are ours, so that numbers are grouped and units said as everywhere else.
QCategoryAxis* makeAxis();
// Does nothing when all is as it was: labels are dear to lay out.
void setMarks(QCategoryAxis* axis, double from, double to, const QList<std::pair<double, QString>>& marks);

} // namespace ui
