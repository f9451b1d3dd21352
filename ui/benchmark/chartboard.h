#pragma once

#include "bench/series.h"
#include "models/coursetable.h"
#include "models/latencytable.h"

#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;

namespace ui {

class CourseChart;
class FlowLayout;
class HeatMap;
class LatencyChart;

// The charts of a run, and of others laid over it: requests per minute, latencies, one of in flight, errors and bytes,
// and the heat map of the first.
class ChartBoard : public QWidget {
    Q_OBJECT

public:
    struct Line {
        QString name;
        const bench::Series* course = nullptr;
        const measure::Histogram* latency = nullptr;
        int colour = 0; // see lineColour()
    };

    explicit ChartBoard(QWidget* parent = nullptr);
    void draw(const QList<Line>& lines, std::optional<double> ceilingPerMinute);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Tables {
        models::CourseTable course;
        models::LatencyTable latency;
    };

    void sayCeiling(bool drawn);
    void drawSecond();
    void drawLegend(const QList<Line>& lines);
    void colourLegend();

    std::vector<std::unique_ptr<Tables>> m_tables; // of the lines drawn
    const models::LatencyTable m_noLatency;
    const bench::Series m_noCourse;
    QStringList m_names;
    QList<int> m_colours; // of the lines drawn
    QWidget* m_legend;
    FlowLayout* m_legendRow;
    QLabel* m_rateCaption;
    CourseChart* m_rate;
    LatencyChart* m_latency;
    QComboBox* m_secondChoice;
    CourseChart* m_second;
    HeatMap* m_heat;
};

} // namespace ui
