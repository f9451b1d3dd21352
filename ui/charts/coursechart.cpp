#include "ui/charts/coursechart.h"

#include "models/format.h"
#include "ui/charts/chartstyle.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QLineSeries>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Axes move in steps, so that the picture does not tremble; the quarters of each are whole numbers.
double spanFor(double end) {
    constexpr double spans[] = {4,   8,   12,    20,    40,    60,    80,     120,    160,
                                240, 480, 1'200, 2'400, 4'800, 7'200, 14'400, 28'800, 86'400};
    const auto* const found = std::lower_bound(std::begin(spans), std::end(spans), end);
    return found == std::end(spans) ? end : *found;
}

} // namespace

QString timeMark(double seconds, double span) {
    if (span < 10 && std::abs(seconds - std::round(seconds)) > 0.05)
        return CourseChart::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    if (span < 240)
        return CourseChart::tr("%1 s").arg(models::countText(qRound64(seconds)));
    if (span < 8 * 3'600)
        return CourseChart::tr("%1 min").arg(models::countText(qRound64(seconds / 60)));
    return CourseChart::tr("%1 h").arg(QLocale().toString(seconds / 3'600, 'f', 1));
}

CourseChart::CourseChart(const char* objectName, double leastTop, Text text, QWidget* parent)
    : QWidget(parent)
    , m_leastTop(leastTop)
    , m_text(text)
    , m_lines{new QLineSeries(this)}
    , m_area(new QAreaSeries(m_lines.first()))
    , m_mark(new QLineSeries(this))
    , m_time(makeAxis())
    , m_value(makeAxis())
    , m_chart(new QChart)
    , m_view(makeChartView(m_chart, this)) {
    m_view->setObjectName(QString::fromLatin1(objectName));
    m_chart->addSeries(m_area);
    m_chart->addSeries(m_mark);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_value, Qt::AlignLeft);
    for (QAbstractSeries* series : {static_cast<QAbstractSeries*>(m_area), static_cast<QAbstractSeries*>(m_mark)}) {
        series->attachAxis(m_time);
        series->attachAxis(m_value);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    colour();
    draw({});
}

void CourseChart::setMeaning(const QString& accessibleName, double leastTop, Text text) {
    if (accessibleName != m_view->accessibleName()) // each time is an event of its own for who is read to
        m_view->setAccessibleName(accessibleName);
    m_leastTop = leastTop;
    m_text = text;
}

void CourseChart::setColours(const QList<int>& colours) {
    m_colours = colours;
    colour();
}

QLineSeries* CourseChart::lineAt(int at) {
    while (m_lines.size() <= at) {
        auto* line = new QLineSeries(this);
        line->setPen(QPen(lineColour(palette(), colourAt(m_lines.size())), 1.8));
        m_lines.append(line);
        m_chart->addSeries(line);
        line->attachAxis(m_time);
        line->attachAxis(m_value);
    }
    return m_lines.at(at);
}

void CourseChart::draw(const QList<QList<QPointF>>& lines, const QList<QPointF>& mark) {
    double end = 0;
    double highest = 0;
    for (const QPointF& point : mark)
        highest = qMax(highest, point.y());
    const auto count = static_cast<int>(qMin<qsizetype>(lines.size(), mostLines));
    for (int at = 0; at < count; ++at) {
        const QList<QPointF>& points = lines.at(at);
        lineAt(at)->replace(points);
        if (!points.isEmpty())
            end = qMax(end, points.last().x());
        for (const QPointF& point : points)
            highest = qMax(highest, point.y());
    }
    for (int at = qMax(1, count); at < m_lines.size(); ++at)
        m_lines.at(at)->clear();
    m_area->setVisible(count > 0 && !lines.first().isEmpty());
    const double span = spanFor(end);
    m_mark->setVisible(!mark.isEmpty());
    m_mark->replace(mark.size() == 1 ? QList<QPointF>{{0, mark.first().y()}, {span, mark.first().y()}} : mark);
    QList<std::pair<double, QString>> times;
    for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0})
        times.append({part * span, timeMark(part * span, span)});
    setMarks(m_time, 0, span, times);
    const double top = niceCeiling(qMax(m_leastTop, highest));
    setMarks(m_value, 0, top, {{0, m_text(0)}, {top / 2, m_text(top / 2)}, {top, m_text(top)}});
}

void CourseChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void CourseChart::colour() {
    styleChart(m_chart, palette());
    styleArea(m_area, lineColour(palette(), colourAt(0)));
    for (qsizetype at = 1; at < m_lines.size(); ++at)
        m_lines.at(at)->setPen(QPen(lineColour(palette(), colourAt(at)), 1.8));
    m_mark->setPen(QPen(ceilingColour(palette()), 1.6, Qt::DashLine));
}

} // namespace ui
