#pragma once

#include <QList>
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
    void setMeaning(const QString& accessibleName);
    void setColours(const QList<int>& colours); // of the lines, see lineColour(); where there are none: their places
    void draw(const models::LatencyTable& latencies);
    // Several over each other, as shares of their requests: they need not be as many.
    void drawOver(const QList<const models::LatencyTable*>& latencies);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();
    int colourAt(qsizetype at) const { return m_colours.value(at, static_cast<int>(at)); }
    QLineSeries* lineAt(int at);
    void setTimes(double from, double to);

    QLineSeries* m_steps;
    QAreaSeries* m_area;
    QCategoryAxis* m_time;
    QCategoryAxis* m_count;
    QChart* m_chart;
    QChartView* m_view;
    QList<QLineSeries*> m_others; // that lie over the first
    QList<int> m_colours;
};

} // namespace ui
