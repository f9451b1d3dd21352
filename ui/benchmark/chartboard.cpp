#include "ui/benchmark/chartboard.h"

#include "models/benchformat.h"
#include "models/format.h"
#include "ui/benchmark/heatmap.h"
#include "ui/charts/chartstyle.h"
#include "ui/charts/coursechart.h"
#include "ui/charts/latencychart.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/mutedlabel.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include <cmath>

namespace ui {

namespace {

using models::CourseTable;

// The middle of an axis up to 5 is no whole number.
QString countMark(double value) {
    return value < 5 && value != std::floor(value) ? QLocale().toString(value, 'f', 1)
                                                   : models::countText(qRound64(value));
}

QString byteMark(double value) {
    return models::byteRateText(value);
}

struct Second {
    CourseTable::Column column;
    double leastTop;
    CourseChart::Text text;
};
constexpr Second seconds[] = {
    {CourseTable::InFlight, 2, countMark}, {CourseTable::Errors, 2, countMark}, {CourseTable::Bytes, 1'000, byteMark}};

QWidget* captioned(QWidget* caption, QWidget* chart, QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(caption);
    column->addWidget(chart, 1);
    return box;
}

constexpr int mostOfName = 30; // characters of average width; the tool tip has the rest

QLabel* swatch(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    const QFontMetrics metrics = label->fontMetrics();
    const QString shown =
        metrics.elidedText(models::oneLine(name, 100), Qt::ElideRight, mostOfName * metrics.averageCharWidth());
    label->setText(QString(QChar(0x25A0) + QLatin1Char(' ') + models::isolated(shown)));
    label->setToolTip(models::plainToolTip(name));
    return label;
}

} // namespace

ChartBoard::ChartBoard(QWidget* parent)
    : QWidget(parent)
    , m_legend(new QWidget(this))
    , m_legendRow(new FlowLayout(12, m_legend))
    , m_rateCaption(new MutedLabel({}, this))
    , m_rate(new CourseChart("rateOverTimeChart", 10, countMark, this))
    , m_latency(new LatencyChart(this))
    , m_secondChoice(new QComboBox(this))
    , m_second(new CourseChart("secondChart", 2, countMark, this))
    , m_heat(new HeatMap(this)) {
    m_rateCaption->setObjectName(QStringLiteral("rateCaption"));
    m_legend->setObjectName(QStringLiteral("chartLegend"));
    m_legendRow->setContentsMargins(0, 0, 0, 0);
    m_legend->hide();
    m_secondChoice->setObjectName(QStringLiteral("secondChartBox"));
    m_secondChoice->setAccessibleName(tr("What the third chart shows"));
    m_secondChoice->addItems({tr("In flight"), tr("Errors per second"), tr("Bytes per second")});
    m_secondChoice->setFrame(false);
    auto* choice = new QWidget(this);
    auto* across = new QHBoxLayout(choice);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(m_secondChoice);
    across->addStretch();
    auto* grid = new QGridLayout;
    grid->setSpacing(4);
    grid->addWidget(captioned(m_rateCaption, m_rate, this), 0, 0);
    grid->addWidget(captioned(new MutedLabel(tr("How many took how long"), this), m_latency, this), 0, 1);
    grid->addWidget(captioned(choice, m_second, this), 1, 0);
    grid->addWidget(captioned(new MutedLabel(tr("How long they took, over time"), this), m_heat, this), 1, 1);
    for (int at = 0; at < 2; ++at) {
        grid->setColumnStretch(at, 1);
        grid->setRowStretch(at, 1);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_legend);
    column->addLayout(grid, 1);
    connect(m_secondChoice, &QComboBox::currentIndexChanged, this, &ChartBoard::drawSecond);
    draw({}, {});
    drawSecond();
}

void ChartBoard::draw(const QList<Line>& lines, std::optional<double> ceilingPerMinute) {
    while (m_tables.size() > static_cast<std::size_t>(lines.size()))
        m_tables.pop_back();
    while (m_tables.size() < static_cast<std::size_t>(lines.size()))
        m_tables.push_back(std::make_unique<Tables>());
    QList<int> colours;
    QList<QList<QPointF>> rates;
    QList<const models::LatencyTable*> latencies;
    for (std::size_t at = 0; at < m_tables.size(); ++at) {
        Tables& tables = *m_tables[at];
        const Line& line = lines.at(static_cast<qsizetype>(at));
        tables.course.set(*line.course);
        tables.latency.show(*line.latency);
        colours.append(line.colour);
        rates.append(tables.course.pace(CourseTable::PerMinute));
        latencies.append(&tables.latency);
    }
    if (colours != m_colours) {
        m_rate->setColours(colours);
        m_second->setColours(colours);
        m_latency->setColours(colours);
        m_names.clear(); // the legend is drawn again
        m_colours = colours;
    }
    sayCeiling(ceilingPerMinute.has_value());
    m_rate->draw(rates, ceilingPerMinute);
    if (latencies.size() > 1)
        m_latency->drawOver(latencies);
    else
        m_latency->draw(latencies.isEmpty() ? m_noLatency : *latencies.first());
    drawSecond();
    m_heat->draw(lines.isEmpty() ? m_noCourse : *lines.first().course);
    drawLegend(lines);
}

void ChartBoard::sayCeiling(bool drawn) {
    m_rateCaption->setText(drawn ? tr("Succeeded per minute; dashed: the mean ceiling") : tr("Succeeded per minute"));
    m_rate->setMeaning(drawn ? tr("Succeeded requests per minute over time, with the mean ceiling")
                             : tr("Succeeded requests per minute over time"),
                       10, countMark);
}

void ChartBoard::drawSecond() {
    const Second& second = seconds[static_cast<std::size_t>(qMax(0, m_secondChoice->currentIndex()))];
    m_second->setMeaning(m_secondChoice->currentText(), second.leastTop, second.text);
    QList<QList<QPointF>> lines;
    for (const auto& tables : m_tables)
        lines.append(tables->course.points(second.column));
    m_second->draw(lines);
}

void ChartBoard::drawLegend(const QList<Line>& lines) {
    QStringList names;
    for (const Line& line : lines)
        names << line.name;
    m_legend->setVisible(names.size() > 1);
    if (names == m_names && m_legendRow->count() == names.size())
        return;
    m_names = names;
    while (QLayoutItem* item = m_legendRow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString& name : std::as_const(names))
        m_legendRow->addWidget(swatch(name, m_legend));
    colourLegend();
    m_legend->setAccessibleName(names.join(QStringLiteral(", ")));
}

void ChartBoard::colourLegend() {
    for (int at = 0; at < m_legendRow->count(); ++at) {
        QWidget* label = m_legendRow->itemAt(at)->widget();
        QPalette shades = label->palette();
        shades.setColor(QPalette::WindowText, lineColour(palette(), m_colours.at(at)));
        label->setPalette(shades);
    }
}

void ChartBoard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourLegend();
}

} // namespace ui
