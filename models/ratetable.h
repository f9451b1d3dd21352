#pragma once

#include "measure/recorder.h"

#include <QAbstractTableModel>
#include <QList>
#include <QPointF>

namespace models {

// Requests per minute and requests in flight over time, as a chart shows them: one row a point. Never more than
// `mostPoints`: when they are full, two become one and each new point stands for twice as many ticks.
class RateTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Elapsed, PerMinute, InFlight, columns }; // s, requests/min, requests

    static constexpr int mostPoints = 600;

    explicit RateTable(QObject* parent = nullptr);

    void add(const measure::Tick& tick);
    void clear();

    double perMinute() const { return m_perMinute; } // of the last few seconds
    double highest(Column column) const;
    QList<QPointF> points(Column column) const; // x in s

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Point {
        double elapsed = 0;
        double perMinute = 0;
        double inFlight = 0;
    };
    struct Mark {
        double elapsed = 0;
        std::uint64_t completed = 0;
    };

    void append(const Point& point);
    void halve();
    static double valueOf(const Point& point, Column column);

    QList<Point> m_points;
    QList<Mark> m_marks; // the last few seconds, which the pace is taken over
    Point m_sum;         // of the ticks that make the next point
    int m_summed = 0;
    int m_ticksPerPoint = 1;
    double m_perMinute = 0;
    bool m_idle = true;
};

} // namespace models
