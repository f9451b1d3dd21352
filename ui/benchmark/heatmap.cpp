#include "ui/benchmark/heatmap.h"

#include "models/benchformat.h"
#include "models/format.h"
#include "ui/charts/coursechart.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace ui {

using bench::LatencyScale;

namespace {

constexpr float faintest = 0.12F; // of one request

QString edgeText(int bucket) {
    return models::latencyText(LatencyScale::lowerEdgeMs(bucket));
}

// Between marks of a time axis, of which there are four at most; whole minutes and hours where timeMark() says these.
double stepFor(double end) {
    constexpr double steps[] = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1'200, 1'800, 3'600, 7'200};
    const auto* const found = std::lower_bound(std::begin(steps), std::end(steps), end / 3);
    return found == std::end(steps) ? 7'200 * std::ceil(end / 3 / 7'200) : *found;
}

QString markText(int bucket) {
    return models::decadeText((bucket - LatencyScale::ofOneMs) / LatencyScale::perDecade);
}

} // namespace

HeatMap::HeatMap(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("heatMap"));
    setAccessibleName(tr("How long requests took, over time"));
    QFont small = font();
    small.setPointSizeF(8);
    setFont(small);
}

void HeatMap::draw(const bench::Series& course) {
    if (course.points() == m_points)
        return;
    m_points = course.points();
    fillPicture();
    update();
}

// The decades that hold something, two at least.
void HeatMap::fillPicture() {
    int first = LatencyScale::buckets;
    int last = -1;
    std::uint32_t most = 1;
    for (const bench::SeriesPoint& point : m_points) {
        for (int bucket = 0; bucket < LatencyScale::buckets; ++bucket) {
            const std::uint32_t count = point.latencies[static_cast<std::size_t>(bucket)];
            if (count == 0)
                continue;
            first = std::min(first, bucket);
            last = std::max(last, bucket);
            most = std::max(most, count);
        }
    }
    constexpr int decade = LatencyScale::perDecade;
    m_lowest = last < 0 ? LatencyScale::ofOneMs : LatencyScale::decadeBelow(first);
    m_highest = std::max(m_lowest + 2 * decade, (last / decade + 1) * decade) - 1;
    if (m_highest >= LatencyScale::buckets) {
        m_highest = LatencyScale::buckets - 1;
        m_lowest = std::min(m_lowest, LatencyScale::buckets - 2 * decade);
    }
    setAccessibleDescription(last < 0 ? QString() : tr("Between %1 and %2").arg(edgeText(first), edgeText(last + 1)));
    if (m_points.empty()) {
        m_picture = {};
        return;
    }
    m_picture = QImage(static_cast<int>(m_points.size()), m_highest - m_lowest + 1, QImage::Format_ARGB32);
    m_picture.fill(Qt::transparent);
    QColor ink = palette().color(QPalette::Active, QPalette::Highlight);
    const double scale = std::log(static_cast<double>(most) + 1);
    for (int column = 0; column < m_picture.width(); ++column) {
        for (int bucket = m_lowest; bucket <= m_highest; ++bucket) {
            const auto count = m_points[static_cast<std::size_t>(column)].latencies[static_cast<std::size_t>(bucket)];
            if (count == 0)
                continue;
            const double share = std::log(static_cast<double>(count) + 1) / scale;
            ink.setAlphaF(faintest + (1 - faintest) * static_cast<float>(share));
            m_picture.setPixelColor(column, m_highest - bucket, ink);
        }
    }
}

QRect HeatMap::field() const {
    const QFontMetrics metrics(font());
    const int beside = metrics.horizontalAdvance(markText(0)) + 10;
    return rect().adjusted(beside, metrics.height() / 2, -24, -metrics.height() - 6); // as the charts beside it
}

void HeatMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight); // as the charts: "10 ms", time to the right
    const QRect box = field();
    QColor line = palette().color(QPalette::WindowText);
    QColor words = line;
    line.setAlphaF(0.12F);
    words.setAlphaF(0.72F);
    if (!m_picture.isNull())
        painter.drawImage(box, m_picture);
    const double rows = m_highest - m_lowest + 1;
    const QFontMetrics metrics(font());
    for (int bucket = m_lowest; bucket <= m_highest + 1; bucket += LatencyScale::perDecade) {
        const int y = box.bottom() + 1 - qRound((bucket - m_lowest) / rows * box.height());
        painter.setPen(line);
        painter.drawLine(box.left(), y, box.right(), y);
        painter.setPen(words);
        painter.drawText(QRect(0, y - metrics.height() / 2, box.left() - 6, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, markText(bucket));
    }
    const auto times = marks();
    for (const auto& [place, text] : times) {
        const int x = box.left() + qRound(place * box.width());
        painter.setPen(line);
        painter.drawLine(x, box.top(), x, box.bottom());
        painter.setPen(words);
        painter.drawText(QRect(x - 40, box.bottom() + 4, 80, metrics.height()), Qt::AlignHCenter, text);
    }
}

// A column is what lies between its point and the one before; the last can be shorter than the others.
double HeatMap::placeOf(double seconds) const {
    const auto after = std::lower_bound(m_points.begin(), m_points.end(), seconds,
                                        [](const bench::SeriesPoint& point, double at) { return point.elapsedS < at; });
    if (after == m_points.end())
        return 1;
    const double from = after == m_points.begin() ? 0 : std::prev(after)->elapsedS;
    const double within = after->elapsedS > from ? (seconds - from) / (after->elapsedS - from) : 0;
    return (static_cast<double>(after - m_points.begin()) + within) / static_cast<double>(m_points.size());
}

// A run ends when it ends: the marks stand at whole times before that.
QList<std::pair<double, QString>> HeatMap::marks() const {
    const double end = m_points.empty() ? 0 : m_points.back().elapsedS;
    if (end <= 0)
        return {};
    const double step = stepFor(end);
    QList<std::pair<double, QString>> list;
    for (int at = 0; at * step <= end; ++at)
        list.append({placeOf(at * step), timeMark(at * step, end)});
    return list;
}

int HeatMap::bucketAt(int fromTop, int height) const {
    return m_highest - fromTop * (m_highest - m_lowest + 1) / qMax(1, height);
}

QString HeatMap::wordsAt(const QPoint& place) const {
    const QRect box = field();
    if (m_points.empty() || !box.contains(place))
        return {};
    const auto column = static_cast<std::size_t>((place.x() - box.left()) * m_picture.width() / box.width());
    const int bucket = bucketAt(place.y() - box.top(), box.height());
    const bench::SeriesPoint& point = m_points.at(std::min(column, m_points.size() - 1));
    return tr("after %1: %Ln request(s) of %2 to %3", nullptr,
              static_cast<int>(point.latencies.at(static_cast<std::size_t>(bucket))))
        .arg(models::secondsText(std::chrono::nanoseconds(qRound64(point.elapsedS * 1e9))), edgeText(bucket),
             edgeText(bucket + 1));
}

bool HeatMap::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), wordsAt(help->pos()), this);
    return true;
}

void HeatMap::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        fillPicture();
        update();
    }
}

} // namespace ui
