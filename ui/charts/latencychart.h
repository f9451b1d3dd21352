#pragma once

#include <QWidget>

class QChart;
class QChartView;
class QLineSeries;
class QAreaSeries;
class QCategoryAxis;

namespace models {
class LatencyTable;
}

namespace ui {

// How many requests took how long: steps over a logarithmic scale of milliseconds.
class LatencyChart : public QWidget {
    Q_OBJECT

public:
    explicit LatencyChart(QWidget* parent = nullptr);
    void draw(const models::LatencyTable& latencies);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();

    QLineSeries* m_steps;
    QAreaSeries* m_area;
    QCategoryAxis* m_time;
    QCategoryAxis* m_count;
    QChart* m_chart;
    QChartView* m_view;
};

} // namespace ui
