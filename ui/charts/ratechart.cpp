#include "ui/charts/ratechart.h"

#include "models/format.h"
#include "models/ratetable.h"
#include "ui/charts/chartstyle.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLineSeries>
#include <QLocale>
#include <QVBoxLayout>

namespace ui {

namespace {

QString timeText(double seconds, double span) {
    const QLocale locale;
    if (span < 240)
        return RateChart::tr("%1 s").arg(locale.toString(qRound64(seconds)));
    if (span < 8 * 3600)
        return RateChart::tr("%1 min").arg(locale.toString(qRound64(seconds / 60)));
    return RateChart::tr("%1 h").arg(locale.toString(seconds / 3600, 'f', 1));
}

} // namespace

RateChart::RateChart(QWidget* parent)
    : QWidget(parent)
    , m_line(new QLineSeries(this))
    , m_area(new QAreaSeries(m_line))
    , m_time(makeAxis())
    , m_rate(makeAxis())
    , m_chart(new QChart)
    , m_view(makeChartView(m_chart, this)) {
    m_view->setAccessibleName(tr("Requests per minute over time"));
    m_view->setObjectName(QStringLiteral("rateChart"));
    m_chart->addSeries(m_area);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_rate, Qt::AlignLeft);
    m_area->attachAxis(m_time);
    m_area->attachAxis(m_rate);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    colour();
    draw(models::RateTable());
}

void RateChart::draw(const models::RateTable& rates) {
    const QList<QPointF> points = rates.points(models::RateTable::PerMinute);
    m_area->setVisible(!points.isEmpty());
    m_line->replace(points);
    const double end = points.isEmpty() ? 60 : points.last().x();
    // Axes move in steps, so that the picture does not tremble.
    const double start = points.isEmpty() ? 0 : points.first().x();
    double span = 60;
    while (span < end - start)
        span *= 2;
    QList<std::pair<double, QString>> times;
    for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0})
        times.append({start + part * span, timeText(part * span, span)});
    setMarks(m_time, start, start + span, times);
    const double top = niceCeiling(qMax(100.0, rates.highest(models::RateTable::PerMinute)));
    setMarks(m_rate, 0, top,
             {{0, models::countText(0)},
              {top / 2, models::countText(qRound64(top / 2))},
              {top, models::countText(qRound64(top))}});
}

void RateChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void RateChart::colour() {
    styleChart(m_chart, palette());
    styleArea(m_area, lineColour(palette(), 0));
}

} // namespace ui
