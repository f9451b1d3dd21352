#include "ui/charts/ratechart.h"

#include "models/ratetable.h"
#include "ui/charts/chartstyle.h"

#include <QAreaSeries>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLineSeries>
#include <QVBoxLayout>
#include <QValueAxis>

namespace ui {

RateChart::RateChart(QWidget* parent)
    : QWidget(parent)
    , m_line(new QLineSeries(this))
    , m_area(new QAreaSeries(m_line))
    , m_time(new QValueAxis)
    , m_rate(new QValueAxis)
    , m_chart(new QChart)
    , m_view(makeChartView(m_chart, this)) {
    m_view->setAccessibleName(tr("Requests per minute over time"));
    m_view->setObjectName(QStringLiteral("rateChart"));
    m_chart->addSeries(m_area);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_rate, Qt::AlignLeft);
    m_area->attachAxis(m_time);
    m_area->attachAxis(m_rate);
    m_time->setTickCount(5);
    m_time->setLabelFormat(tr("%i s", "seconds on an axis, keep %i"));
    m_rate->setTickCount(3);
    m_rate->setLabelFormat(QStringLiteral("%i"));
    m_time->setRange(0, 60);
    m_rate->setRange(0, 60);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    colour();
}

void RateChart::draw(const models::RateTable& rates) {
    const QList<QPointF> points = rates.points(models::RateTable::PerMinute);
    m_area->setVisible(!points.isEmpty());
    m_line->replace(points);
    const double end = points.isEmpty() ? 60 : points.last().x();
    // Axes move in steps, so that the picture does not tremble.
    const double start = points.isEmpty() ? 0 : points.first().x();
    const double span = niceCeiling(qMax(60.0, end - start));
    setRangeOnce(m_time, start, start + span);
    setRangeOnce(m_rate, 0, niceCeiling(qMax(60.0, rates.highest(models::RateTable::PerMinute))));
}

void RateChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void RateChart::colour() {
    styleChart(m_chart, palette());
    styleArea(m_area, palette());
}

} // namespace ui
