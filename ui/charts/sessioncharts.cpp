#include "ui/charts/sessioncharts.h"

#include "measure/recorder.h"
#include "models/format.h"
#include "ui/charts/latencychart.h"
#include "ui/charts/ratechart.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include <chrono>

namespace ui {

using namespace std::chrono_literals;

namespace {

constexpr auto drawEvery = 200ms;

QLabel* makeLabel(QWidget* parent, const char* name, bool strong) {
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    if (strong) {
        QFont font = label->font();
        font.setWeight(QFont::DemiBold);
        label->setFont(font);
    }
    return label;
}

QString latencyText(std::optional<double> ms) {
    if (!ms)
        return SessionCharts::tr("–", "a number that is not known yet");
    if (*ms < 10)
        return SessionCharts::tr("%1 ms").arg(QLocale().toString(*ms, 'f', 1));
    return models::durationText(std::chrono::milliseconds(qRound64(*ms)));
}

} // namespace

SessionCharts::SessionCharts(const measure::Recorder& recorder, QWidget* parent)
    : QWidget(parent)
    , m_recorder(recorder)
    , m_rateChart(new RateChart(this))
    , m_latencyChart(new LatencyChart(this))
    , m_rateNumber(makeLabel(this, "rateNumber", true))
    , m_flightNumber(makeLabel(this, "inFlightNumber", false))
    , m_totals(makeLabel(this, "totalsNumber", false))
    , m_percentiles(makeLabel(this, "percentilesNumber", true))
    , m_tooFew(makeLabel(this, "tooFewNote", false)) {
    setObjectName(QStringLiteral("sessionCharts"));
    m_tooFew->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // takes what room there is
    m_tooFew->setForegroundRole(QPalette::PlaceholderText);
    m_rateNumber->setToolTip(tr("Of the last minute while requests are under way, then of the whole run."));
    m_totals->setToolTip(tr("Each page, picture and further attempt is a request of its own. The tabs above "
                            "the list count links."));
    m_percentiles->setToolTip(tr("Half of all answers took no longer than p50, nine of ten no longer than p90, 99 of "
                                 "100 no longer than p99.\nA percentile is told once ten answers lie beyond it: p50 "
                                 "from 20 answers on, p90 from 100, p99 from 1,000."));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(0);
    auto* left = new QHBoxLayout;
    left->setSpacing(16);
    left->addWidget(m_rateNumber);
    left->addWidget(m_flightNumber);
    left->addStretch();
    auto* right = new QHBoxLayout;
    right->setSpacing(16);
    right->addWidget(m_percentiles);
    right->addWidget(m_tooFew, 1);
    right->addWidget(m_totals);
    grid->addLayout(left, 0, 0);
    grid->addLayout(right, 0, 1);
    grid->addWidget(m_rateChart, 1, 0);
    grid->addWidget(m_latencyChart, 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
    connect(&m_timer, &QTimer::timeout, this, &SessionCharts::read);
    m_timer.start(drawEvery);
    draw();
}

SessionCharts::~SessionCharts() = default;

void SessionCharts::setDrawn(bool drawn) {
    m_drawn = drawn;
    if (m_drawn && isVisible())
        draw();
}

void SessionCharts::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    draw();
}

void SessionCharts::read() {
    const measure::Tick tick = m_recorder.tick();
    m_rates.add(tick);
    m_pace.add(tick);
    m_latencies.set(tick.latency);
    if (!isVisible() || !m_drawn)
        return;
    m_flightNumber->setText(tr("%Ln in flight", "requests", static_cast<int>(tick.inFlight)));
    m_totals->setText(
        tick.failed > 0
            ? tr("Requests: %1 answered, %2 failed, %3")
                  .arg(models::countText(static_cast<qint64>(tick.succeeded)),
                       models::countText(static_cast<qint64>(tick.failed)), models::sizeText(tick.bytes))
            : tr("Requests: %1 answered, %2")
                  .arg(models::countText(static_cast<qint64>(tick.succeeded)), models::sizeText(tick.bytes)));
    draw();
}

void SessionCharts::draw() {
    m_rateNumber->setText(paceText());
    drawPercentiles();
    m_rateChart->draw(m_rates);
    m_latencyChart->draw(m_latencies);
}

QString SessionCharts::paceText() const {
    const QString pace = models::countText(qRound64(m_pace.perMinute()));
    if (m_pace.active() || m_pace.requests() == 0)
        return tr("%1 requests / min").arg(pace);
    const QString lasted = models::durationText(m_pace.lasted());
    //: %1: "4.1 s". Of the run that has just ended.
    return m_pace.tells()
               ? tr("%1 requests / min in the last run (%2)").arg(pace, lasted)
               : tr("%Ln request(s) in the last run (%1)", nullptr, static_cast<int>(m_pace.requests())).arg(lasted);
}

void SessionCharts::drawPercentiles() {
    m_percentiles->setText(tr("Latency   p50 %1   p90 %2   p99 %3")
                               .arg(latencyText(m_latencies.percentile(0.5)), latencyText(m_latencies.percentile(0.9)),
                                    latencyText(m_latencies.percentile(0.99))));
    QString why;
    for (const int percent : {50, 90, 99}) {
        const auto wanted = m_latencies.samplesWanted(percent / 100.0);
        if (wanted && why.isEmpty())
            //: %1: p50, p90 or p99
            why = tr("%1 needs %Ln answer(s)", nullptr, static_cast<int>(*wanted))
                      .arg(QStringLiteral("p%1").arg(percent));
    }
    m_tooFew->setToolTip(why);
    m_tooFew->setText(m_tooFew->fontMetrics().elidedText(why, Qt::ElideRight, m_tooFew->width()));
}

} // namespace ui
