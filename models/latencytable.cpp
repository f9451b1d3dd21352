#include "models/latencytable.h"

#include <algorithm>
#include <cmath>

namespace models {

namespace {

constexpr std::array fractions{0.5, 0.9, 0.99, 0.999};

constexpr double lowestMs = 0.01;

int bucketOf(double ms) {
    if (ms <= lowestMs)
        return 0;
    return std::min(static_cast<int>(std::floor(std::log10(ms / lowestMs) * LatencyTable::perDecade + 1e-9)),
                    LatencyTable::buckets - 1);
}

} // namespace

LatencyTable::LatencyTable(QObject* parent)
    : QAbstractTableModel(parent) {}

void LatencyTable::set(const measure::Histogram& latency) {
    if (latency.count() == m_count)
        return; // histograms only grow; a new one begins with none
    m_counts = {};
    m_count = latency.count();
    const auto counts = latency.counts();
    for (std::size_t at = 0; at < counts.size(); ++at) {
        if (counts[at] == 0)
            continue;
        const auto bucket = static_cast<int>(at);
        const double middle =
            0.5 * static_cast<double>(measure::Histogram::lowerBound(bucket) + measure::Histogram::upperBound(bucket));
        m_counts[static_cast<std::size_t>(bucketOf(middle / 1000))] += counts[at];
    }
    for (std::size_t at = 0; at < fractions.size(); ++at) {
        const auto value = latency.percentile(fractions[at]);
        m_percentiles[at] = value ? std::optional(static_cast<double>(*value) / 1000) : std::nullopt;
    }
    Q_EMIT dataChanged(index(0, Count), index(buckets - 1, Count), {Qt::DisplayRole});
}

void LatencyTable::show(const measure::Histogram& latency) {
    if (m_count > 0)
        set({});
    set(latency);
}

std::optional<double> LatencyTable::percentile(double fraction) const {
    const auto at = std::find(fractions.begin(), fractions.end(), fraction);
    Q_ASSERT(at != fractions.end());
    return m_percentiles[static_cast<std::size_t>(at - fractions.begin())];
}

std::optional<qint64> LatencyTable::samplesWanted(double fraction) const {
    if (percentile(fraction))
        return {};
    return qRound64(std::ceil(10 / (1 - fraction) - 1e-6)); // 1 − 0.9 is a little less than 0.1
}

quint64 LatencyTable::highest() const {
    return *std::max_element(m_counts.begin(), m_counts.end());
}

std::pair<int, int> LatencyTable::filled() const {
    const auto holds = [](quint64 count) { return count > 0; };
    const auto first = std::find_if(m_counts.begin(), m_counts.end(), holds);
    if (first == m_counts.end())
        return {0, -1};
    const auto last = std::find_if(m_counts.rbegin(), m_counts.rend(), holds);
    return {static_cast<int>(first - m_counts.begin()), static_cast<int>(m_counts.rend() - last) - 1};
}

QList<QPointF> LatencyTable::outline() const {
    const auto [first, last] = filled();
    QList<QPointF> points;
    for (int bucket = first; bucket <= last; ++bucket) {
        const auto height = static_cast<double>(m_counts[static_cast<std::size_t>(bucket)]);
        points << QPointF(lowerEdge(bucket), height) << QPointF(lowerEdge(bucket + 1), height);
    }
    return points;
}

double LatencyTable::lowerEdge(int bucket) {
    return lowestMs * std::pow(10.0, static_cast<double>(bucket) / perDecade);
}

int LatencyTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : buckets;
}

int LatencyTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant LatencyTable::data(const QModelIndex& at, int role) const {
    if (!checkIndex(at, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    if (at.column() == Count)
        return m_counts[static_cast<std::size_t>(at.row())];
    return lowerEdge(at.row() + (at.column() == To ? 1 : 0));
}

QVariant LatencyTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case From:
        return tr("From (ms)");
    case To:
        return tr("To (ms)");
    case Count:
        return tr("Requests");
    default:
        return {};
    }
}

} // namespace models
