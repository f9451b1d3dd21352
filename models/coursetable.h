#pragma once

#include "bench/series.h"

#include <QAbstractTableModel>
#include <QList>
#include <QPointF>

#include <array>

namespace models {

// The course of a run as charts show it: one row a point, bench::Series::mostPoints at most.
class CourseTable : public QAbstractTableModel {
    Q_OBJECT

public:
    // s, requests/min, requests, errors/s, bytes/s
    enum Column { Elapsed, PerMinute, InFlight, Errors, Bytes, columns };

    explicit CourseTable(QObject* parent = nullptr);

    void set(const bench::Series& course); // once a tick
    void clear();

    QList<QPointF> points(Column column) const; // x in s
    // The mean over the last second or, in a longer run, the last few: what ends in bursts is read as a pace.
    QList<QPointF> pace(Column column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Row = std::array<double, columns>;

    double paceWindow() const; // s

    QList<Row> m_rows;
};

} // namespace models
