#include "models/coursetable.h"

#include <algorithm>
#include <cmath>

namespace models {

CourseTable::CourseTable(QObject* parent)
    : QAbstractTableModel(parent) {}

void CourseTable::set(const bench::Series& course) {
    QList<Row> rows;
    rows.reserve(static_cast<qsizetype>(course.points().size()));
    for (const bench::SeriesPoint& point : course.points())
        rows.append({point.elapsedS, point.perMinute, point.inFlight, point.errorsPerSecond, point.bytesPerSecond});
    // A course grows at its end until it is halved.
    const bool grows = rows.size() > m_rows.size() && std::equal(m_rows.begin(), m_rows.end(), rows.begin());
    if (grows) {
        beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(rows.size()) - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows != m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
}

void CourseTable::clear() {
    set({});
}

QList<QPointF> CourseTable::points(Column column) const {
    QList<QPointF> list;
    list.reserve(m_rows.size());
    for (const Row& row : m_rows)
        list.append({row[Elapsed], row[static_cast<std::size_t>(column)]});
    return list;
}

// A few seconds, and long enough for ten requests to end in it.
double CourseTable::paceWindow() const {
    if (m_rows.isEmpty())
        return 1;
    double ended = 0;
    double before = 0;
    for (const Row& row : m_rows) {
        ended += row[PerMinute] / 60 * (row[Elapsed] - before);
        before = row[Elapsed];
    }
    const double forTen = ended > 0 ? 10 * before / ended : 0;
    return std::clamp(std::max(std::ceil(before / 20), forTen), 1.0, std::max(5.0, std::min(forTen, 30.0)));
}

QList<QPointF> CourseTable::pace(Column column) const {
    const auto value = static_cast<std::size_t>(column);
    QList<QPointF> list;
    list.reserve(m_rows.size());
    double sum = 0; // value × time of the rows from `first` on
    qsizetype first = 0;
    const auto lasted = [this](qsizetype at) { return m_rows[at][Elapsed] - (at > 0 ? m_rows[at - 1][Elapsed] : 0); };
    const double window = paceWindow();
    for (qsizetype at = 0; at < m_rows.size(); ++at) {
        sum += m_rows[at][value] * lasted(at);
        for (; first < at && m_rows[at][Elapsed] - m_rows[first][Elapsed] >= window; ++first)
            sum -= m_rows[first][value] * lasted(first);
        const double since = first > 0 ? m_rows[first - 1][Elapsed] : 0;
        const double took = m_rows[at][Elapsed] - since;
        list.append({m_rows[at][Elapsed], took > 0 ? std::max(0.0, sum / took) : m_rows[at][value]});
    }
    return list;
}

int CourseTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CourseTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant CourseTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    return m_rows.at(index.row())[static_cast<std::size_t>(index.column())];
}

QVariant CourseTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Elapsed:
        return tr("Time (s)");
    case PerMinute:
        return tr("Requests per minute");
    case InFlight:
        return tr("In flight");
    case Errors:
        return tr("Errors per second");
    case Bytes:
        return tr("Bytes per second");
    default:
        return {};
    }
}

} // namespace models
