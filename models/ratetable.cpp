#include "models/ratetable.h"

#include <QLocale>

#include <algorithm>

namespace models {

namespace {
constexpr double smoothing = 3; // s that the pace is taken over
}

RateTable::RateTable(QObject* parent)
    : QAbstractTableModel(parent) {}

void RateTable::add(const measure::Tick& tick) {
    const double elapsed = std::chrono::duration<double>(tick.elapsed).count();
    if (!m_marks.isEmpty() && (elapsed < m_marks.last().elapsed || tick.completed() < m_marks.last().completed))
        clear(); // the recorder began anew
    m_marks.append({elapsed, tick.completed()});
    while (m_marks.size() > 2 && elapsed - m_marks[1].elapsed >= smoothing)
        m_marks.removeFirst();
    const Mark& first = m_marks.first();
    const double took = elapsed - first.elapsed;
    m_perMinute = took > 0 ? static_cast<double>(tick.completed() - first.completed) * 60 / took : 0;

    // Nothing happens: one point at zero says so, the next hours need none.
    const bool idle = tick.inFlight == 0 && m_perMinute <= 0;
    if (idle && m_idle)
        return;
    if (m_idle)
        append({std::max(0.0, elapsed - 0.2), 0, 0});
    m_idle = idle;
    m_sum.perMinute += m_perMinute;
    m_sum.inFlight += static_cast<double>(tick.inFlight);
    if (++m_summed < m_ticksPerPoint && !idle)
        return;
    append({elapsed, m_sum.perMinute / m_summed, m_sum.inFlight / m_summed});
    m_sum = {};
    m_summed = 0;
}

void RateTable::append(const Point& point) {
    if (m_points.size() == mostPoints)
        halve();
    const auto row = static_cast<int>(m_points.size());
    beginInsertRows({}, row, row);
    m_points.append(point);
    endInsertRows();
}

void RateTable::halve() {
    beginResetModel();
    QList<Point> half;
    half.reserve(m_points.size() / 2 + 1);
    for (qsizetype at = 0; at + 1 < m_points.size(); at += 2) {
        const Point& a = m_points[at];
        const Point& b = m_points[at + 1];
        half.append({b.elapsed, (a.perMinute + b.perMinute) / 2, (a.inFlight + b.inFlight) / 2});
    }
    m_points = half;
    m_ticksPerPoint *= 2;
    endResetModel();
}

void RateTable::clear() {
    beginResetModel();
    m_points.clear();
    m_marks.clear();
    m_sum = {};
    m_summed = 0;
    m_ticksPerPoint = 1;
    m_perMinute = 0;
    m_idle = true;
    endResetModel();
}

double RateTable::valueOf(const Point& point, Column column) {
    switch (column) {
    case PerMinute:
        return point.perMinute;
    case InFlight:
        return point.inFlight;
    case Elapsed:
    case columns:
        break;
    }
    return point.elapsed;
}

double RateTable::highest(Column column) const {
    double most = 0;
    for (const Point& point : m_points)
        most = std::max(most, valueOf(point, column));
    return most;
}

QList<QPointF> RateTable::points(Column column) const {
    QList<QPointF> list;
    list.reserve(m_points.size());
    for (const Point& point : m_points)
        list.append({point.elapsed, valueOf(point, column)});
    return list;
}

int RateTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_points.size());
}

int RateTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant RateTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    return valueOf(m_points[index.row()], static_cast<Column>(index.column()));
}

QVariant RateTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Elapsed:
        return tr("Time (s)");
    case PerMinute:
        return tr("Requests per minute");
    case InFlight:
        return tr("In flight");
    default:
        return {};
    }
}

} // namespace models
