#include "ui/charts/peerchart.h"

#include "models/benchformat.h"
#include "models/format.h"
#include "ui/charts/chartstyle.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QHorizontalStackedBarSeries>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int leastBar = 25; // pixels, so that its name is not cut off
constexpr int axisHeight = 40;

} // namespace

PeerChart::PeerChart(QWidget* parent)
    : QWidget(parent)
    , m_free(new QBarSet(tr("Requests/min")))
    , m_bound(new QBarSet(tr("Server-bound")))
    , m_names(new QBarCategoryAxis)
    , m_rate(makeAxis())
    , m_chart(new QChart)
    , m_view(makeChartView(m_chart, this)) {
    m_view->setObjectName(QStringLiteral("peerChart"));
    m_view->setAccessibleName(tr("Requests per minute of each client"));
    auto* series = new QHorizontalStackedBarSeries;
    series->append(m_free);
    series->append(m_bound);
    series->setBarWidth(0.7);
    m_chart->setMargins({0, 8, 40, 0}); // half of "10,000,000"
    m_chart->addSeries(series);
    m_chart->addAxis(m_names, Qt::AlignLeft);
    m_chart->addAxis(m_rate, Qt::AlignBottom);
    series->attachAxis(m_names);
    series->attachAxis(m_rate);
    m_names->setGridLineVisible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    colour();
}

void PeerChart::draw(const QList<models::PeerTable::Bar>& bars) {
    if (bars == m_drawn)
        return;
    m_drawn = bars;
    m_free->remove(0, m_free->count());
    m_bound->remove(0, m_bound->count());
    QStringList names;
    QStringList words;
    double most = 100;
    for (auto bar = bars.crbegin(); bar != bars.crend(); ++bar) { // an axis begins at the bottom
        names << bar->name;
        m_free->append(bar->serverBound ? 0 : bar->perMinute);
        m_bound->append(bar->serverBound ? bar->perMinute : 0);
        most = qMax(most, bar->perMinute);
        words.prepend(tr("%1: %2 requests/min").arg(bar->name, models::perMinuteText(bar->perMinute)));
    }
    m_view->setMinimumHeight(axisHeight + leastBar * static_cast<int>(bars.size()));
    m_names->clear();
    m_names->append(names);
    const double top = niceCeiling(most);
    QList<std::pair<double, QString>> marks;
    for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0})
        marks.append({part * top, models::countText(qRound64(part * top))});
    setMarks(m_rate, 0, top, marks);
    m_view->setAccessibleDescription(words.join(QStringLiteral(", ")));
}

void PeerChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void PeerChart::colour() {
    styleChart(m_chart, palette());
    m_free->setColor(lineColour(palette(), 0));
    m_bound->setColor(ceilingColour(palette()));
    for (QBarSet* set : {m_free, m_bound})
        set->setBorderColor(Qt::transparent);
}

} // namespace ui
