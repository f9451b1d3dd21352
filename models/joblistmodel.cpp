#include "models/joblistmodel.h"

#include "library/errors.h"
#include "library/library.h"
#include "models/jobwords.h"

#include <algorithm>

namespace models {

namespace {

constexpr qint64 idsPauseMs = 400;

int alignment(int column) {
    const bool number = column == JobListModel::Size || column == JobListModel::Time;
    return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

JobListModel::JobListModel(library::Library& library, QObject* parent)
    : QAbstractTableModel(parent)
    , m_library(library)
    , m_window(library, m_ids, this) {
    m_idsTimer.setSingleShot(true);
    connect(&m_idsTimer, &QTimer::timeout, this, &JobListModel::readIds);
    connect(&m_window, &JobWindow::changed, this, [this](const QSet<qint64>& jobs) { tell(jobs, 0, columns - 1); });
    connect(&m_window, &JobWindow::waitsGoOn, this, [this](const QSet<qint64>& jobs) { tell(jobs, Outcome, Outcome); });
    connect(&m_window, &JobWindow::failed, this, &JobListModel::failed);
    connect(&m_library, &library::Library::changed, this, [this] {
        // Counts tell of every change of the list; what a row says comes from apply().
        if (!m_idsTimer.isActive() && !m_readingIds)
            m_idsTimer.start(static_cast<int>(qMax(idsPauseMs, 5 * m_readTook)));
    });
    m_idsTimer.start(0);
}

void JobListModel::setQuery(const library::JobQuery& query) {
    m_query = query;
    ++m_asked;
    m_idsTimer.start(0);
}

void JobListModel::refresh() {
    m_window.outdate();
    if (m_readingIds)
        m_again = true;
    else
        m_idsTimer.start(0);
}

void JobListModel::readIds() {
    if (m_readingIds) {
        m_again = true;
        return;
    }
    m_readingIds = true;
    m_again = false;
    m_sinceRead.start();
    m_library.read(
        library::ReadLane::Lists, this,
        [query = m_query, before = m_ids](library::Stores& stores) -> base::Result<Answer> {
            Answer answer;
            auto ids = stores.jobs.ids(query);
            if (!ids)
                return ids.error();
            auto counts = stores.jobs.counts();
            if (!counts)
                return counts.error();
            answer.change = changeBetween(before, *ids);
            answer.ids = *std::move(ids);
            answer.counts = *counts;
            return answer;
        },
        [this, asked = m_asked](base::Result<Answer> answer) {
            m_readingIds = false;
            m_readTook = m_sinceRead.elapsed();
            if (answer)
                take(*answer, asked);
            else if (answer.error().kind != library::interrupted)
                Q_EMIT failed(answer.error().message);
            if (m_again || asked != m_asked || (!answer && answer.error().kind == library::interrupted))
                m_idsTimer.start(asked != m_asked ? 0 : static_cast<int>(idsPauseMs));
        });
}

void JobListModel::take(const Answer& answer, quint64 asked) {
    if (asked == m_asked) {
        change(answer.change, answer.ids);
        m_complete = true;
        Q_EMIT completed();
    }
    applyCounts(answer.counts);
}

void JobListModel::change(const IdChange& change, const QList<library::JobId>& ids) {
    if (change.none())
        return;
    m_window.forgetPlaces();
    if (change.reset) {
        beginResetModel();
        m_ids = ids;
        endResetModel();
        return;
    }
    for (const IdChange::Range& range : change.removed) {
        beginRemoveRows({}, range.first, range.first + range.count - 1);
        m_ids.remove(range.first, range.count);
        endRemoveRows();
    }
    for (const IdChange::Range& range : change.inserted) {
        beginInsertRows({}, range.first, range.first + range.count - 1);
        if (range.first == m_ids.size()) {
            m_ids += ids.mid(range.first, range.count);
        } else {
            m_ids.insert(range.first, range.count, 0);
            std::copy_n(ids.begin() + range.first, range.count, m_ids.begin() + range.first);
        }
        endInsertRows();
    }
    m_window.forgetPlaces(); // the views have looked meanwhile
    Q_ASSERT(m_ids == ids);
}

void JobListModel::tell(const QSet<library::JobId>& jobs, int firstColumn, int lastColumn) {
    const QList<int> rows = m_window.rowsOf(jobs);
    for (qsizetype at = 0; at < rows.size();) {
        qsizetype end = at + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        Q_EMIT dataChanged(index(rows[at], firstColumn), index(rows[end - 1], lastColumn));
        at = end;
    }
}

void JobListModel::apply(const QList<archive::JobUpdate>& updates) {
    if (m_window.apply(updates))
        Q_EMIT runningChanged();
}

void JobListModel::applyCounts(const library::JobCounts& counts) {
    if (m_counted && counts == m_counts)
        return;
    m_counted = true;
    m_counts = counts;
    Q_EMIT countsChanged(m_counts);
}

int JobListModel::rowOf(library::JobId id) const {
    const int seen = m_window.rowOf(id);
    return seen >= 0 ? seen : static_cast<int>(m_ids.indexOf(id));
}

int JobListModel::firstRunning(library::JobId from) const {
    if (m_query.sort != library::JobSort::Added || m_query.descending)
        return -1;
    QList<library::JobId> running = m_window.running();
    std::sort(running.begin(), running.end());
    for (auto id = std::lower_bound(running.cbegin(), running.cend(), from); id != running.cend(); ++id) {
        const auto at = std::lower_bound(m_ids.cbegin(), m_ids.cend(), *id); // in this order they are sorted
        if (at != m_ids.cend() && *at == *id)
            return static_cast<int>(at - m_ids.cbegin());
    }
    return -1;
}

QList<library::JobId> JobListModel::idsAt(int first, int last) const {
    return m_ids.mid(first, last - first + 1);
}

const library::Job* JobListModel::jobAt(int row) const {
    const JobRow* known = row >= 0 && row < m_ids.size() ? m_window.at(row) : nullptr;
    return known ? &known->job : nullptr;
}

int JobListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int JobListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant JobListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == IdRole)
        return m_ids[index.row()];
    const JobRow* row = m_window.at(index.row());
    if (!row || role == LoadedRole)
        return role == LoadedRole ? QVariant(row != nullptr) : QVariant();
    if (role == Qt::TextAlignmentRole)
        return alignment(index.column());
    return jobData(*row, m_window.live(row->job.id), index.column(), role);
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    return role == Qt::DisplayRole ? QVariant(columnWord(section)) : QVariant();
}

void JobListModel::sort(int column, Qt::SortOrder order) {
    library::JobQuery query = m_query;
    query.sort = jobSort(column);
    query.descending = column >= 0 && order == Qt::DescendingOrder;
    if (query.sort != m_query.sort || query.descending != m_query.descending)
        setQuery(query);
}

} // namespace models
