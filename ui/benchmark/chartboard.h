#pragma once

#include "bench/series.h"
#include "measure/breakdown.h"
#include "models/breakdownrows.h"
#include "models/coursetable.h"
#include "models/latencytable.h"

#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace ui {

class CourseChart;
class FlowLayout;
class HeatMap;
class LatencyChart;
class PartChart;

// The charts of a run, and of others laid over it: requests per minute, latencies, one of in flight, errors, bytes and
// where the time of the first went, and the heat map of the first.
class ChartBoard : public QWidget {
    Q_OBJECT

public:
    struct Line {
        QString name;
        const bench::Series* course = nullptr;
        const measure::Histogram* latency = nullptr;
        int colour = 0; // see lineColour()
        const measure::Breakdown* breakdown = nullptr;
        bool openLoop = false; // its latency is the response time
    };
    // The dashed line over the rates.
    struct Mark {
        enum class Of { Nothing, Ceiling, Target };
        Of of = Of::Nothing;
        QList<QPointF> points; // of one that is level: one
    };

    explicit ChartBoard(QWidget* parent = nullptr);
    void draw(const QList<Line>& lines, const Mark& mark);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Tables {
        models::CourseTable course;
        models::LatencyTable latency;
    };

    void buildPair();
    void sayMark(Mark::Of what);
    void drawLatencies(const QList<Line>& lines);
    void sayPair(bool drawn);
    void drawSecond();
    void drawLegend(const QList<Line>& lines);
    void colour(QWidget* swatch, int line) const;
    void colourLegend();
    void colourPair();

    std::vector<std::unique_ptr<Tables>> m_tables; // of the lines drawn
    const models::LatencyTable m_noLatency;
    const bench::Series m_noCourse;
    QStringList m_names;
    QList<int> m_colours; // of the lines drawn
    QWidget* m_legend;
    FlowLayout* m_legendRow;
    FlowLayout* m_pairRow;
    QLabel* m_rateCaption;
    QWidget* m_pair; // the legend of the latencies, where there are two of a run
    QLabel* m_heatCaption;
    models::LatencyTable m_service;
    QList<models::PartSpan> m_spans; // of the first line
    CourseChart* m_rate;
    LatencyChart* m_latency;
    QComboBox* m_secondChoice;
    QStackedWidget* m_third; // m_second or m_parts
    CourseChart* m_second;
    PartChart* m_parts;
    HeatMap* m_heat;
};

} // namespace ui
