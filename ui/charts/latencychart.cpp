#include "ui/charts/latencychart.h"

#include "models/format.h"
#include "models/latencytable.h"
#include "ui/charts/chartstyle.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLineSeries>
#include <QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

QString decadeText(int power) {
    const auto ms = static_cast<qint64>(std::llround(std::pow(10, power)));
    return ms < 1000 ? LatencyChart::tr("%1 ms").arg(models::countText(ms))
                     : LatencyChart::tr("%1 s").arg(models::countText(ms / 1000));
}

} // namespace

LatencyChart::LatencyChart(QWidget* parent)
    : QWidget(parent)
    , m_steps(new QLineSeries(this))
    , m_area(new QAreaSeries(m_steps))
    , m_time(makeAxis())
    , m_count(makeAxis())
    , m_chart(new QChart)
    , m_view(makeChartView(m_chart, this)) {
    m_view->setAccessibleName(tr("How many requests took how long"));
    m_view->setObjectName(QStringLiteral("latencyChart"));
    m_chart->addSeries(m_area);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_count, Qt::AlignLeft);
    m_area->attachAxis(m_time);
    m_area->attachAxis(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    colour();
    draw(models::LatencyTable());
}

void LatencyChart::draw(const models::LatencyTable& latencies) {
    QList<QPointF> steps = latencies.outline();
    for (QPointF& step : steps)
        step.setX(std::log10(step.x()));
    m_area->setVisible(!steps.isEmpty());
    m_steps->replace(steps);
    const double from = steps.isEmpty() ? 0 : std::floor(steps.first().x() + 1e-9);
    const double to = steps.isEmpty() ? 4 : std::ceil(steps.last().x() - 1e-9);
    QList<std::pair<double, QString>> decades;
    for (double decade = from; decade < qMax(from + 2, to) + 0.5; ++decade)
        decades.append({decade, decadeText(static_cast<int>(decade))});
    setMarks(m_time, from, decades.last().first, decades);
    const double top = niceCeiling(qMax(10.0, static_cast<double>(latencies.highest())));
    setMarks(m_count, 0, top,
             {{0, models::countText(0)},
              {top / 2, models::countText(qRound64(top / 2))},
              {top, models::countText(qRound64(top))}});
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
