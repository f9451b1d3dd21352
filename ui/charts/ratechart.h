#pragma once

#include <QWidget>

class QChart;
class QChartView;
class QLineSeries;
class QAreaSeries;
class QCategoryAxis;

namespace models {
class RateTable;
}

namespace ui {

// Requests per minute over time, as a filled line.
class RateChart : public QWidget {
    Q_OBJECT

public:
    explicit RateChart(QWidget* parent = nullptr);
    void draw(const models::RateTable& rates);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();

    QLineSeries* m_line;
    QAreaSeries* m_area;
    QCategoryAxis* m_time;
    QCategoryAxis* m_rate;
    QChart* m_chart;
    QChartView* m_view;
};

} // namespace ui
