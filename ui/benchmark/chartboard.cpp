#include "ui/benchmark/chartboard.h"

#include "models/benchformat.h"
#include "models/format.h"
#include "ui/benchmark/heatmap.h"
#include "ui/charts/chartstyle.h"
#include "ui/charts/coursechart.h"
#include "ui/charts/latencychart.h"
#include "ui/charts/partchart.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/mutedlabel.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>
#include <iterator>

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

constexpr int serviceColour = 1; // see lineColour(): of the service times of a run that is drawn alone
constexpr int mostOfName = 30;   // characters of average width; the tool tip has the rest

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
    , m_pair(new QWidget(this))
    , m_heatCaption(new MutedLabel({}, this))
    , m_rate(new CourseChart("rateOverTimeChart", 10, countMark, this))
    , m_latency(new LatencyChart(this))
    , m_secondChoice(new QComboBox(this))
    , m_third(new QStackedWidget(this))
    , m_second(new CourseChart("secondChart", 2, countMark, this))
    , m_parts(new PartChart(this))
    , m_heat(new HeatMap(this)) {
    m_rateCaption->setObjectName(QStringLiteral("rateCaption"));
    m_legend->setObjectName(QStringLiteral("chartLegend"));
    m_legendRow->setContentsMargins(0, 0, 0, 0);
    m_legend->hide();
    m_secondChoice->setObjectName(QStringLiteral("secondChartBox"));
    m_secondChoice->setAccessibleName(tr("What the third chart shows"));
    m_secondChoice->addItems(
        {tr("In flight"), tr("Errors per second"), tr("Bytes per second"), tr("Where the time went")});
    m_third->addWidget(m_second);
    m_third->addWidget(m_parts);
    m_secondChoice->setFrame(false);
    auto* choice = new QWidget(this);
    auto* across = new QHBoxLayout(choice);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(m_secondChoice);
    across->addStretch();
    buildPair();
    auto* grid = new QGridLayout;
    grid->setSpacing(4);
    grid->addWidget(captioned(m_rateCaption, m_rate, this), 0, 0);
    grid->addWidget(captioned(m_pair, m_latency, this), 0, 1);
    grid->addWidget(captioned(choice, m_third, this), 1, 0);
    grid->addWidget(captioned(m_heatCaption, m_heat, this), 1, 1);
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

void ChartBoard::buildPair() {
    m_pair->setObjectName(QStringLiteral("latencyPair"));
    m_pairRow = new FlowLayout(12, m_pair);
    m_pairRow->setContentsMargins(0, 0, 0, 0);
    auto* title = new MutedLabel(tr("How many took how long"), m_pair);
    title->setWordWrap(false); // one that wraps asks for less room than its words
    m_pairRow->addWidget(title);
    m_pairRow->addWidget(swatch(tr("response time"), m_pair));
    m_pairRow->addWidget(swatch(tr("service time"), m_pair));
}

void ChartBoard::draw(const QList<Line>& lines, const Mark& mark) {
    while (m_tables.size() > static_cast<std::size_t>(lines.size()))
        m_tables.pop_back();
    while (m_tables.size() < static_cast<std::size_t>(lines.size()))
        m_tables.push_back(std::make_unique<Tables>());
    QList<int> colours;
    QList<QList<QPointF>> rates;
    for (std::size_t at = 0; at < m_tables.size(); ++at) {
        Tables& tables = *m_tables[at];
        const Line& line = lines.at(static_cast<qsizetype>(at));
        tables.course.set(*line.course);
        tables.latency.show(*line.latency);
        colours.append(line.colour);
        rates.append(tables.course.pace(CourseTable::PerMinute));
    }
    if (colours != m_colours) {
        m_rate->setColours(colours);
        m_second->setColours(colours);
        m_names.clear(); // the legend is drawn again
        m_colours = colours;
    }
    sayMark(mark.of);
    m_rate->draw(rates, mark.points);
    drawLatencies(lines);
    m_spans = lines.isEmpty() || !lines.first().breakdown ? QList<models::PartSpan>()
                                                          : models::partSpans(*lines.first().breakdown);
    drawSecond();
    m_heat->draw(lines.isEmpty() ? m_noCourse : *lines.first().course);
    drawLegend(lines);
}

// Of one run in an open loop the response times, and over them the service times; else of each run its latencies.
void ChartBoard::drawLatencies(const QList<Line>& lines) {
    const bool isPair = lines.size() == 1 && lines.first().openLoop && lines.first().breakdown;
    const bool isOpen = std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.openLoop; });
    m_heatCaption->setText(isOpen ? tr("How long they took since they were due, over time")
                                  : tr("How long they took, over time"));
    sayPair(isPair);
    QList<const models::LatencyTable*> latencies;
    for (const auto& tables : m_tables)
        latencies.append(&tables->latency);
    if (isPair) {
        m_service.show(lines.first().breakdown->service);
        latencies.append(&m_service);
    }
    if (latencies.size() > 1)
        m_latency->drawOver(latencies);
    else
        m_latency->draw(latencies.isEmpty() ? m_noLatency : *latencies.first());
}

void ChartBoard::sayPair(bool drawn) {
    m_latency->setColours(drawn ? QList<int>{m_colours.value(0), serviceColour} : m_colours);
    m_latency->setMeaning(drawn ? tr("How many requests took how long: response time, and service time over it")
                                : tr("How many requests took how long"));
    for (int at = 1; at < m_pairRow->count(); ++at)
        m_pairRow->itemAt(at)->widget()->setVisible(drawn);
    colourPair();
}

void ChartBoard::sayMark(Mark::Of what) {
    QString caption = tr("Succeeded per minute");
    QString meaning = tr("Succeeded requests per minute over time");
    if (what == Mark::Of::Ceiling) {
        caption = tr("Succeeded per minute; dashed: the mean ceiling");
        meaning = tr("Succeeded requests per minute over time, with the mean ceiling");
    } else if (what == Mark::Of::Target) {
        caption = tr("Succeeded per minute; dashed: the target rate");
        meaning = tr("Succeeded requests per minute over time, with the target rate");
    }
    m_rateCaption->setText(caption);
    m_rate->setMeaning(meaning, 10, countMark);
}

void ChartBoard::drawSecond() {
    const auto choice = static_cast<std::size_t>(qMax(0, m_secondChoice->currentIndex()));
    if (choice >= std::size(seconds)) {
        m_third->setCurrentWidget(m_parts);
        return m_parts->draw(m_spans);
    }
    m_third->setCurrentWidget(m_second);
    const Second& second = seconds[choice];
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

void ChartBoard::colour(QWidget* swatch, int line) const {
    QPalette shades = swatch->palette();
    shades.setColor(QPalette::WindowText, lineColour(palette(), line));
    swatch->setPalette(shades);
}

void ChartBoard::colourLegend() {
    for (int at = 0; at < m_legendRow->count(); ++at)
        colour(m_legendRow->itemAt(at)->widget(), m_colours.at(at));
    colourPair();
}

void ChartBoard::colourPair() {
    colour(m_pairRow->itemAt(1)->widget(), m_colours.value(0));
    colour(m_pairRow->itemAt(2)->widget(), serviceColour);
}

void ChartBoard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourLegend();
}

} // namespace ui
