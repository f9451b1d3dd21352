#pragma once

class QAreaSeries;
class QChart;
class QChartView;
class QPalette;
class QWidget;

namespace ui {

// A quiet chart: no legend, no frame, no animation; it takes the room it is given.
QChartView* makeChartView(QChart* chart, QWidget* parent);
void styleChart(QChart* chart, const QPalette& palette);
void styleArea(QAreaSeries* area, const QPalette& palette);

// The next of 1, 2, 5 × 10ⁿ: where an axis ends.
double niceCeiling(double value);

template<typename Axis>
void setRangeOnce(Axis* axis, double from, double to) {
    if (!(axis->min() >= from && axis->min() <= from && axis->max() >= to && axis->max() <= to))
        axis->setRange(from, to);
}

} // namespace ui
