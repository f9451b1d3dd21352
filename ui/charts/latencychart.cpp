#include "ui/charts/latencychart.h"

#include "models/benchformat.h"
#include "models/format.h"
#include "models/latencytable.h"
#include "ui/charts/chartstyle.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLineSeries>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

QList<QPointF> onLogScale(QList<QPointF> steps, double factor) {
    for (QPointF& step : steps)
        step = {std::log10(step.x()), step.y() * factor};
    return steps;
}

// A line has no area under it: it begins and ends at none.
QList<QPointF> onTheGround(QList<QPointF> steps) {
    steps.prepend({steps.first().x(), 0});
    steps.append({steps.last().x(), 0});
    return steps;
}

} // namespace

using models::LatencyTable;

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

void LatencyChart::setMeaning(const QString& accessibleName) {
    if (accessibleName != m_view->accessibleName()) // each time is an event of its own for who is read to
        m_view->setAccessibleName(accessibleName);
}

void LatencyChart::setColours(const QList<int>& colours) {
    if (colours == m_colours)
        return;
    m_colours = colours;
    colour();
}

void LatencyChart::draw(const models::LatencyTable& latencies) {
    const QList<QPointF> steps = onLogScale(latencies.outline(), 1);
    m_area->setVisible(!steps.isEmpty());
    m_steps->replace(steps);
    for (QLineSeries* line : m_others)
        line->clear();
    setTimes(steps.isEmpty() ? 0 : steps.first().x(), steps.isEmpty() ? 4 : steps.last().x());
    const double top = niceCeiling(qMax(10.0, static_cast<double>(latencies.highest())));
    setMarks(m_count, 0, top,
             {{0, models::countText(0)},
              {top / 2, models::countText(qRound64(top / 2))},
              {top, models::countText(qRound64(top))}});
}

void LatencyChart::drawOver(const QList<const models::LatencyTable*>& latencies) {
    double from = LatencyTable::buckets; // powers of ten, which may be negative
    double to = -LatencyTable::buckets;
    double highest = 0;
    for (int at = 0; at < latencies.size(); ++at) {
        const models::LatencyTable& table = *latencies.at(at);
        const double all = qMax(1.0, static_cast<double>(table.count()));
        const QList<QPointF> steps = onLogScale(table.outline(), 100 / all);
        if (steps.isEmpty()) {
            lineAt(at)->clear();
            continue;
        }
        lineAt(at)->replace(at == 0 ? steps : onTheGround(steps));
        from = qMin(from, steps.first().x());
        to = qMax(to, steps.last().x());
        highest = qMax(highest, 100 * static_cast<double>(table.highest()) / all);
    }
    for (qsizetype at = qMax<qsizetype>(0, latencies.size() - 1); at < m_others.size(); ++at)
        m_others.at(at)->clear();
    m_area->setVisible(!m_steps->points().isEmpty());
    setTimes(from > to ? 0 : from, from > to ? 4 : to);
    const double top = qMin(100.0, niceCeiling(qMax(1.0, highest)));
    setMarks(m_count, 0, top,
             {{0, models::percentText(0)},
              {top / 2, tr("%1 %").arg(QLocale().toString(top / 2))},
              {top, tr("%1 %").arg(QLocale().toString(top))}});
}

QLineSeries* LatencyChart::lineAt(int at) {
    if (at == 0)
        return m_steps;
    while (m_others.size() < at) {
        auto* line = new QLineSeries(this);
        line->setPen(QPen(lineColour(palette(), colourAt(m_others.size() + 1)), 1.8));
        m_others.append(line);
        m_chart->addSeries(line);
        line->attachAxis(m_time);
        line->attachAxis(m_count);
    }
    return m_others.at(at - 1);
}

// Whole decades, two at least.
void LatencyChart::setTimes(double from, double to) {
    const double first = std::floor(from + 1e-9);
    const double last = qMax(first + 2, std::ceil(to - 1e-9));
    QList<std::pair<double, QString>> decades;
    for (double decade = first; decade < last + 0.5; ++decade)
        decades.append({decade, models::decadeText(static_cast<int>(std::lround(decade)))});
    setMarks(m_time, first, decades.last().first, decades);
}

void LatencyChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void LatencyChart::colour() {
    styleChart(m_chart, palette());
    styleArea(m_area, lineColour(palette(), colourAt(0)));
    for (qsizetype at = 0; at < m_others.size(); ++at)
        m_others.at(at)->setPen(QPen(lineColour(palette(), colourAt(at + 1)), 1.8));
}

} // namespace ui
