#include "ui/charts/latencychart.h"

#include "models/latencytable.h"
#include "ui/charts/chartstyle.h"

#include <QAreaSeries>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QVBoxLayout>
#include <QValueAxis>

#include <cmath>

namespace ui {

LatencyChart::LatencyChart(QWidget* parent)
    : QWidget(parent)
    , m_steps(new QLineSeries(this))
    , m_area(new QAreaSeries(m_steps))
    , m_time(new QLogValueAxis)
    , m_count(new QValueAxis)
    , m_chart(new QChart)
    , m_view(makeChartView(m_chart, this)) {
    m_view->setAccessibleName(tr("How many requests took how long"));
    m_view->setObjectName(QStringLiteral("latencyChart"));
    m_chart->addSeries(m_area);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_count, Qt::AlignLeft);
    m_area->attachAxis(m_time);
    m_area->attachAxis(m_count);
    m_time->setBase(10);
    m_time->setLabelFormat(tr("%i ms", "milliseconds on an axis, keep %i"));
    m_count->setTickCount(3);
    m_count->setLabelFormat(QStringLiteral("%i"));
    m_time->setRange(1, 10'000);
    m_count->setRange(0, 10);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    colour();
}

void LatencyChart::draw(const models::LatencyTable& latencies) {
    m_steps->replace(latencies.outline());
    const auto [first, last] = latencies.filled();
    m_area->setVisible(last >= first);
    if (last < first) {
        setRangeOnce(m_time, 1, 10'000);
        return;
    }
    const auto decade = [](double ms) { return std::log10(ms) + 1e-9; };
    const double from = std::floor(decade(models::LatencyTable::lowerEdge(first)));
    const double to = std::ceil(decade(models::LatencyTable::lowerEdge(last + 1)) - 2e-9);
    setRangeOnce(m_time, std::pow(10, from), std::pow(10, qMax(from + 2, to)));
    setRangeOnce(m_count, 0, niceCeiling(qMax(10.0, static_cast<double>(latencies.highest()))));
}

void LatencyChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void LatencyChart::colour() {
    styleChart(m_chart, palette());
    styleArea(m_area, palette());
}

} // namespace ui
