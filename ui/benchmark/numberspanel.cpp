#include "ui/benchmark/numberspanel.h"

#include "models/benchformat.h"
#include "models/format.h"
#include "ui/widgets/leading.h"
#include "ui/widgets/mutedlabel.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace ui {

namespace {

struct Percentile {
    const char* name;
    const char* caption;
    double fraction;
};
constexpr Percentile percentiles[] = {{"p50Number", QT_TRANSLATE_NOOP("ui::NumbersPanel", "p50"), 0.5},
                                      {"p90Number", QT_TRANSLATE_NOOP("ui::NumbersPanel", "p90"), 0.9},
                                      {"p99Number", QT_TRANSLATE_NOOP("ui::NumbersPanel", "p99"), 0.99},
                                      {"p999Number", QT_TRANSLATE_NOOP("ui::NumbersPanel", "p99.9"), 0.999}};

double secondsOf(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

// As the result will say it: from the first request that counts, so a warm-up is none of it, to the last outcome.
std::chrono::nanoseconds measuredTime(const bench::EngineTick& tick) {
    if (!tick.first)
        return {};
    return tick.phase == bench::Phase::Ended && tick.last ? *tick.last - *tick.first : tick.total.elapsed;
}

} // namespace

NumbersPanel::NumbersPanel(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("numbersPanel"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(0);
    const QString percentile = m_percentileHelp =
        models::plainToolTip(tr("So many of 100 answers took no longer. A percentile is told once ten answers lie "
                                "beyond it: p50 from 20 answers on, p90 from 100, p99 from 1,000, p99.9 from 10,000."));
    add(grid, "perMinuteNumber", tr("succeeded / min"), 0, 0);
    add(grid, "possibleNumber", tr("of possible"), 0, 1,
        tr("How near the run comes to what is possible: its steady part against the ceiling, that is requests in "
           "flight "
           "÷ the server's mean delay. A run too short for a steady part is held, at its end, against the best time "
           "that the delays of the built-in server allow."));
    add(grid, "flightNumber", tr("in flight"), 0, 2);
    add(grid, "errorsNumber", tr("errors"), 0, 3);
    add(grid, "bytesNumber", tr("received / s"), 0, 4);
    add(grid, "elapsedNumber", tr("elapsed"), 0, 5);
    add(grid, "p50Number", tr("p50"), 2, 0, percentile);
    add(grid, "p90Number", tr("p90"), 2, 1, percentile);
    add(grid, "p99Number", tr("p99"), 2, 2, percentile);
    add(grid, "p999Number", tr("p99.9"), 2, 3, percentile);
    add(grid, "completedNumber", tr("completed"), 2, 4);
    add(grid, "leftNumber", tr("left"), 2, 5);
    for (int column = 0; column < 6; ++column)
        grid->setColumnStretch(column, 1);
    grid->setRowMinimumHeight(1, fontMetrics().height() + 6);
    clear();
}

void NumbersPanel::add(QGridLayout* grid, const char* name, const QString& caption, int row, int column,
                       const QString& help) {
    Number number{new MutedLabel(caption, this), new QLabel(this)};
    number.caption->setWordWrap(false);
    number.value->setObjectName(QString::fromLatin1(name));
    number.value->setTextFormat(Qt::PlainText);
    number.value->setAlignment(leadingEdge(*this));
    number.value->setMinimumWidth(78); // what changes four times a second moves nothing beside it
    QFont large = number.value->font();
    large.setPointSizeF(large.pointSizeF() * (row == 0 ? 1.5 : 1.15));
    large.setWeight(QFont::DemiBold);
    number.value->setFont(large);
    for (QLabel* label : {number.caption, number.value})
        label->setToolTip(models::plainToolTip(help));
    grid->addWidget(number.caption, row, column);
    grid->addWidget(number.value, row + 1, column);
    m_numbers.insert(name, number);
}

void NumbersPanel::set(const char* name, const QString& value) {
    const Number number = m_numbers.value(name);
    if (number.value->text() == value)
        return;
    number.value->setText(value);
    number.value->setAccessibleName(
        tr("%1: %2", "what a figure is, and the figure").arg(number.caption->text(), value));
}

void NumbersPanel::setCaption(const char* name, const QString& caption) {
    const Number number = m_numbers.value(name);
    if (number.caption->text() == caption)
        return;
    number.caption->setText(caption);
    number.value->clear(); // is to be named anew
}

void NumbersPanel::clear() {
    setCaption("leftNumber", tr("left"));
    setLoop(false);
    for (auto number = m_numbers.keyBegin(); number != m_numbers.keyEnd(); ++number)
        set(number->constData(), models::unknownText());
}

// Of an open loop the latency is the response time, and what is possible is its rate.
void NumbersPanel::setLoop(bool isOpen) {
    for (const Percentile& each : percentiles)
        setCaption(each.name,
                   isOpen ? tr("response %1", "response time: p50 and so on").arg(tr(each.caption)) : tr(each.caption));
    setCaption("possibleNumber", isOpen ? tr("of target sent") : tr("of possible"));
}

void NumbersPanel::setPercentiles(const measure::Histogram& latency) {
    for (const auto& [name, caption, fraction] : percentiles) {
        const auto value = latency.percentile(fraction);
        const QString reason = models::percentileReason(fraction, static_cast<qint64>(latency.count()));
        const QString help = value ? m_percentileHelp : reason;
        if (m_numbers[name].value->toolTip() != help) {
            m_numbers[name].value->setToolTip(help);
            m_numbers[name].value->setAccessibleDescription(value ? QString() : reason);
        }
        set(name, models::latencyText(value ? std::optional(static_cast<double>(*value) / 1'000) : std::nullopt));
    }
}

void NumbersPanel::setErrors(quint64 failed, quint64 completed) {
    const QString count = models::countText(static_cast<qint64>(failed));
    set("errorsNumber",
        failed == 0 ? count
                    : tr("%1 · %2", "number of errors, and their share")
                          .arg(count, models::shareText(static_cast<double>(failed) / static_cast<double>(completed))));
}

void NumbersPanel::setRate(double perMinute, std::optional<double> share) {
    set("perMinuteNumber", models::perMinuteText(perMinute));
    set("possibleNumber", models::ceilingText(share));
}

void NumbersPanel::showTick(const bench::LoadTick& tick) {
    const measure::Tick& total = tick.engine.total;
    const double seconds = secondsOf(total.elapsed);
    const double perMinute = seconds > 0 ? 60 * static_cast<double>(total.succeeded) / seconds : 0;
    std::optional<double> share;
    if (tick.engine.steadyPerMinute && tick.ceilingPerMinute && *tick.ceilingPerMinute > 0)
        share = *tick.engine.steadyPerMinute / *tick.ceilingPerMinute;
    const bool isOpen = tick.engine.due > 0;
    setLoop(isOpen);
    if (isOpen)
        share = std::min(1.0, static_cast<double>(tick.engine.sent) / static_cast<double>(tick.engine.due));
    setRate(perMinute, share);
    set("flightNumber", models::countText(static_cast<qint64>(total.inFlight)));
    const quint64 cancelled = bench::cancelledOf(total); // by a stop: no error of anybody
    setErrors(total.failed - cancelled, total.completed() - cancelled);
    set("bytesNumber", models::byteRateText(seconds > 0 ? static_cast<double>(total.bytes) / seconds : 0));
    set("elapsedNumber", models::secondsText(measuredTime(tick.engine)));
    set("completedNumber", models::countText(static_cast<qint64>(total.completed() - cancelled)));
    setCaption("leftNumber", tr("left"));
    const bool soon = tick.share < 0.01; // too early to say
    set("leftNumber", soon ? models::unknownText()
                           : models::secondsText(std::chrono::nanoseconds(
                                 qRound64(static_cast<double>(total.elapsed.count()) * (1 / tick.share - 1)))));
    setPercentiles(total.latency);
}

void NumbersPanel::showResult(const bench::LoadResult& result) {
    const measure::Tick& total = result.total;
    const double seconds = secondsOf(result.elapsed);
    const bool isOpen = result.plan.isOpenLoop();
    setLoop(isOpen);
    const auto sent = [&result] {
        return result.requests > 0
                   ? std::optional(1 - static_cast<double>(result.notSent) / static_cast<double>(result.requests))
                   : std::nullopt;
    };
    setRate(result.succeededPerMinute(), isOpen ? sent() : result.possibleShare());
    set("flightNumber", QLocale().toString(result.meanInFlight(), 'f', 1));
    const quint64 ended = total.succeeded + result.trulyFailed();
    setErrors(result.trulyFailed(), ended);
    set("bytesNumber", models::byteRateText(seconds > 0 ? static_cast<double>(total.bytes) / seconds : 0));
    set("elapsedNumber", models::secondsText(result.elapsed));
    set("completedNumber", models::countText(static_cast<qint64>(ended)));
    setCaption("leftNumber", tr("not sent"));
    set("leftNumber", models::countText(result.notSent));
    setPercentiles(total.latency);
}

} // namespace ui
