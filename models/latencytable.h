#pragma once

#include "measure/histogram.h"

#include <QAbstractTableModel>
#include <QList>
#include <QPointF>

#include <array>
#include <optional>

namespace models {

// How long requests took, in buckets of equal width on a logarithmic scale: ten a decade from 10 µs to 100 s; what is
// shorter or longer counts in the first or last. One row a bucket.
class LatencyTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { From, To, Count, columns }; // ms, ms, requests

    static constexpr int perDecade = 10;
    static constexpr int buckets = 7 * perDecade;

    explicit LatencyTable(QObject* parent = nullptr);

    void set(const measure::Histogram& latency);  // of the same exchanges as before, and more
    void show(const measure::Histogram& latency); // of any others

    // ms; nothing where there are too few samples to say
    std::optional<double> percentile(double fraction) const;
    // What percentile() waits for: ten samples beyond it. Nothing when it has its number.
    std::optional<qint64> samplesWanted(double fraction) const;
    quint64 count() const { return m_count; }
    quint64 highest() const;
    std::pair<int, int> filled() const; // first and last bucket that holds something; (0, -1) when empty
    QList<QPointF> outline() const;     // the steps' upper edge, x in ms: two points a bucket of filled()

    static double lowerEdge(int bucket); // ms

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& at, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::array<quint64, buckets> m_counts{};
    quint64 m_count = 0;
    std::array<std::optional<double>, 4> m_percentiles; // 0.5, 0.9, 0.99, 0.999
};

} // namespace models
