#include "ui/charts/partchart.h"

#include "models/benchformat.h"
#include "ui/charts/chartstyle.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double shortestMs = 0.001; // what the clock can tell
constexpr int leastScale = 60;       // pixels: on less, words matter more
constexpr double barHeight = 8;
constexpr double dotRadius = 4;

QColor faded(QColor colour, float alpha) {
    colour.setAlphaF(alpha);
    return colour;
}

int widest(const QFontMetrics& metrics, const QStringList& words) {
    int most = 0;
    for (const QString& each : words)
        most = std::max(most, metrics.horizontalAdvance(each));
    return most;
}

double longest(const models::PartSpan& span) {
    return span.p99.value_or(span.p50.value_or(span.mean));
}

double shortest(const models::PartSpan& span) {
    return span.p50.value_or(span.mean);
}

} // namespace

PartChart::PartChart(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("partChart"));
    setAccessibleName(tr("Where the time of the requests went"));
    setMinimumSize(160, 90);
    QFont small = font();
    small.setPointSizeF(8);
    setFont(small);
}

void PartChart::draw(const QList<models::PartSpan>& spans) {
    QStringList words;
    QStringList told;
    double least = 1e9;
    double most = 0;
    for (const models::PartSpan& span : spans) {
        words << span.words();
        told << tr("%1: %2", "what a figure is, and the figure").arg(span.name, span.words());
        least = std::min(least, shortest(span));
        most = std::max(most, longest(span));
    }
    const QString description = spans.isEmpty() ? models::noPartsText() : told.join(QStringLiteral("; "));
    if (accessibleDescription() != description) // each time is an event of its own for who is read to
        setAccessibleDescription(description);
    m_spans = spans;
    m_words = words;
    if (!spans.isEmpty()) {
        m_first = static_cast<int>(std::floor(std::log10(std::max(least, shortestMs))));
        m_last = std::max(m_first + 2, static_cast<int>(std::ceil(std::log10(std::max(most, shortestMs)))));
    }
    update();
}

QRect PartChart::field() const {
    const QFontMetrics metrics(font());
    QStringList names;
    for (const models::PartSpan& span : m_spans)
        names << span.name;
    const int left = widest(metrics, names) + 10;
    const int right = widest(metrics, m_words) + 10;
    const int spare = width() - left - right;
    return {left, 2, std::max(spare, 0), height() - metrics.height() - 8};
}

double PartChart::placeOf(double ms) const {
    const QRect box = field();
    const double power = std::log10(std::max(ms, shortestMs));
    return box.left() + box.width() * std::clamp((power - m_first) / (m_last - m_first), 0.0, 1.0);
}

void PartChart::paintScale(QPainter& painter) const {
    const QRect box = field();
    const QFontMetrics metrics(font());
    const QColor ink = palette().color(QPalette::WindowText);
    int free = 0; // marks that would touch the one before are left out
    for (int power = m_first; power <= m_last; ++power) {
        const int x = qRound(placeOf(std::pow(10.0, power)));
        painter.setPen(faded(ink, 0.12F));
        painter.drawLine(x, box.top(), x, box.bottom());
        const QString text = models::decadeText(power);
        const int wide = metrics.horizontalAdvance(text);
        if (x - wide / 2 < free)
            continue;
        painter.setPen(faded(ink, 0.72F));
        painter.drawText(QRect(x - wide / 2, box.bottom() + 4, wide + 1, metrics.height()), Qt::AlignCenter, text);
        free = x + wide / 2 + 8;
    }
}

void PartChart::paintBar(QPainter& painter, const models::PartSpan& span, const QRect& row) const {
    const double from = placeOf(shortest(span));
    const double to = placeOf(longest(span));
    const double middle = row.center().y() + 0.5;
    const QColor accent = lineColour(palette(), 0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(accent, 0.35F));
    if (span.p99)
        painter.drawRoundedRect(QRectF(from, middle - barHeight / 2, std::max(to - from, 1.0), barHeight), 2, 2);
    painter.setBrush(span.p50 ? QBrush(accent) : Qt::NoBrush); // hollow: a mean
    painter.setPen(QPen(accent, 1.6));
    painter.drawEllipse(QPointF(from, middle), dotRadius, dotRadius);
    if (span.p99)
        painter.drawLine(QPointF(to, middle - barHeight), QPointF(to, middle + barHeight));
}

void PartChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(Qt::LeftToRight); // as the charts: "10 ms", time to the right
    painter.setPen(faded(palette().color(QPalette::WindowText), 0.72F));
    if (m_spans.isEmpty()) {
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, models::noPartsText());
        return;
    }
    const QRect box = field();
    const bool hasScale = box.width() >= leastScale;
    if (hasScale)
        paintScale(painter);
    const double each = static_cast<double>(box.height()) / static_cast<double>(m_spans.size());
    for (qsizetype at = 0; at < m_spans.size(); ++at) {
        const QRect row(0, box.top() + qRound(each * static_cast<double>(at)), width(), qRound(each));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_spans.at(at).name);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, m_words.at(at));
        if (hasScale)
            paintBar(painter, m_spans.at(at), row);
    }
}

} // namespace ui
