#include "models/joblistmodel.h"

#include "archive/advice.h"
#include "library/errors.h"
#include "library/library.h"
#include "models/format.h"
#include "models/jobwords.h"

#include <algorithm>

namespace models {

namespace {

constexpr int blockRows = 64;
constexpr int mostBlocks = 6; // read at once
constexpr int keptRows = 4096;
constexpr int mostRowsKnown = 20'000;
constexpr qint64 idsPauseMs = 400;

library::JobSort sortOf(int column) {
    switch (column) {
    case JobListModel::State:
    case JobListModel::Progress:
        return library::JobSort::State;
    case JobListModel::Page:
        return library::JobSort::Link;
    case JobListModel::Host:
        return library::JobSort::Host;
    case JobListModel::Size:
        return library::JobSort::Size;
    case JobListModel::Time:
        return library::JobSort::Duration;
    case JobListModel::Outcome:
        return library::JobSort::Finished;
    default:
        return library::JobSort::Added;
    }
}

bool ended(library::JobState state) {
    return state == library::JobState::Done || state == library::JobState::Failed ||
           state == library::JobState::Cancelled;
}

// "example.org:443" is where requests go; people need the port only where it is not the scheme's own.
QString hostText(const library::Job& job) {
    const bool secure = job.link.startsWith(QLatin1String("https:"), Qt::CaseInsensitive);
    QString host = job.host;
    const QLatin1String standard(secure ? ":443" : ":80");
    if (host.endsWith(standard))
        host.chop(standard.size());
    return oneLine(host, 100);
}

} // namespace

JobListModel::JobListModel(library::Library& library, QObject* parent)
    : QAbstractTableModel(parent)
    , m_library(library)
    , m_rows(keptRows) {
    m_idsTimer.setSingleShot(true);
    m_rowsTimer.setSingleShot(true);
    connect(&m_idsTimer, &QTimer::timeout, this, &JobListModel::readIds);
    connect(&m_rowsTimer, &QTimer::timeout, this, &JobListModel::readRows);
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
    ++m_generation;
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
    m_rowOf.clear();
    m_wanted.clear();
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
    m_rowOf.clear();
    Q_ASSERT(m_ids == ids);
}

const JobListModel::Row* JobListModel::rowAt(int row) const {
    const library::JobId id = m_ids.value(row);
    if (m_rowOf.size() > mostRowsKnown)
        m_rowOf.clear();
    m_rowOf.insert(id, row);
    const Row* known = m_rows.object(id);
    if (!known || known->generation < m_generation)
        want(row);
    return known;
}

void JobListModel::want(int row) const {
    const int block = row / blockRows;
    if (!m_wanted.isEmpty() && m_wanted.last() == block)
        return;
    m_wanted.removeOne(block);
    m_wanted.append(block);
    if (m_wanted.size() > mostBlocks)
        m_wanted.removeFirst(); // scrolled past: nobody looks there any more
    if (!m_readingRows && !m_rowsTimer.isActive())
        m_rowsTimer.start(0);
}

void JobListModel::readRows() {
    if (m_wanted.isEmpty() || m_readingRows)
        return;
    QList<library::JobId> ids;
    for (const int block : std::as_const(m_wanted))
        ids += m_ids.mid(block * blockRows, blockRows);
    m_wanted.clear();
    m_readingRows = true;
    m_library.read(
        library::ReadLane::Lists, this, [ids](library::Stores& stores) { return stores.jobs.rows(ids); },
        [this, generation = m_generation, ids](const base::Result<QList<library::Job>>& jobs) {
            m_readingRows = false;
            if (jobs)
                takeRows(*jobs, generation);
            else if (jobs.error().kind == library::interrupted)
                touch({ids.begin(), ids.end()}); // the views ask again
            else
                Q_EMIT failed(jobs.error().message);
            if (!m_wanted.isEmpty())
                m_rowsTimer.start(0);
        });
}

void JobListModel::takeRows(const QList<library::Job>& jobs, quint64 generation) {
    QSet<library::JobId> changed;
    for (const library::Job& job : jobs) {
        const Row* old = m_rows.object(job.id);
        // A live value is newer than what was read while it came.
        if (old && m_live.contains(job.id) && ended(job.state) == ended(old->job.state))
            continue;
        const bool broken = job.state == library::JobState::Failed;
        m_rows.insert(job.id,
                      new Row{job, generation, broken ? archive::adviceFor(job.errorKind, job.status) : QString()});
        changed.insert(job.id);
    }
    touch(changed);
}

void JobListModel::touch(const QSet<library::JobId>& ids) {
    QList<int> rows;
    for (const library::JobId id : ids) {
        const auto row = m_rowOf.constFind(id);
        if (row != m_rowOf.constEnd() && m_ids.value(*row) == id)
            rows.append(*row);
    }
    std::sort(rows.begin(), rows.end());
    for (qsizetype at = 0; at < rows.size();) {
        qsizetype end = at + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        Q_EMIT dataChanged(index(rows[at], 0), index(rows[end - 1], columns - 1));
        at = end;
    }
}

void JobListModel::apply(const QList<archive::JobUpdate>& updates) {
    QSet<library::JobId> changed;
    for (const archive::JobUpdate& update : updates) {
        const library::JobId id = update.job.id;
        if (update.job.state == library::JobState::Running)
            m_live.insert(id, {update.phase, update.received, update.total});
        else
            m_live.remove(id);
        if (m_rows.contains(id) || m_rowOf.contains(id))
            m_rows.insert(id, new Row{update.job, m_generation, update.advice});
        changed.insert(id);
    }
    touch(changed);
}

void JobListModel::applyCounts(const library::JobCounts& counts) {
    if (counts == m_counts)
        return;
    m_counts = counts;
    Q_EMIT countsChanged(m_counts);
}

int JobListModel::rowOf(library::JobId id) const {
    const auto known = m_rowOf.constFind(id);
    if (known != m_rowOf.constEnd() && m_ids.value(*known) == id)
        return *known;
    return static_cast<int>(m_ids.indexOf(id));
}

QList<library::JobId> JobListModel::idsAt(int first, int last) const {
    return m_ids.mid(first, last - first + 1);
}

const library::Job* JobListModel::jobAt(int row) const {
    const Row* known = row >= 0 && row < m_ids.size() ? rowAt(row) : nullptr;
    return known ? &known->job : nullptr;
}

int JobListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int JobListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

double JobListModel::share(const Row& row) const {
    const auto live = m_live.constFind(row.job.id);
    if (row.job.state != library::JobState::Running || live == m_live.constEnd() || live->total <= 0 ||
        live->phase != archive::Phase::Fetching)
        return -1;
    return qBound(0.0, static_cast<double>(live->received) / static_cast<double>(live->total), 1.0);
}

QString JobListModel::text(const Row& row, int column) const {
    const library::Job& job = row.job;
    const Live live = m_live.value(job.id);
    const bool running = job.state == library::JobState::Running;
    switch (column) {
    case State:
        return running ? phaseWord(live.phase) : stateWord(job.state);
    case Page:
        return job.title.isEmpty() ? oneLine(job.link) : oneLine(job.title);
    case Host:
        return hostText(job);
    case Progress:
        return share(row) >= 0 ? percentText(share(row)) : QString();
    case Size:
        return running ? (live.received > 0 ? sizeText(live.received) : QString())
                       : (job.bytes > 0 ? sizeText(job.bytes) : QString());
    case Time:
        return job.durationMs > 0 && ended(job.state) ? durationText(std::chrono::milliseconds(job.durationMs))
                                                      : QString();
    case Outcome:
        return outcomeText(row);
    default:
        return {};
    }
}

QString JobListModel::outcomeText(const Row& row) const {
    const library::Job& job = row.job;
    if (job.state == library::JobState::Waiting && job.notBefore)
        return tr("Tries again at %1")
            .arg(QLocale().toString(job.notBefore->toLocalTime().time(), QLocale::ShortFormat));
    if (job.state == library::JobState::Failed)
        return oneLine(job.errorText.isEmpty() ? QString::fromLatin1(job.errorKind) : job.errorText);
    return {};
}

QVariant JobListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == IdRole)
        return m_ids[index.row()];
    const Row* row = rowAt(index.row());
    if (!row)
        return role == LoadedRole ? QVariant(false) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(jobToolTip(row->job, row->advice, static_cast<Column>(index.column()) == Page));
    case Qt::AccessibleTextRole:
        return index.column() == Page ? QString(text(*row, State) + QStringLiteral(": ") + text(*row, Page))
                                      : text(*row, index.column());
    case Qt::TextAlignmentRole:
        return int(index.column() == Size || index.column() == Time ? Qt::AlignRight | Qt::AlignVCenter
                                                                    : Qt::AlignLeft | Qt::AlignVCenter);
    case LoadedRole:
        return true;
    case StateRole:
        return int(row->job.state);
    case PhaseRole:
        return int(m_live.value(row->job.id).phase);
    case LinkRole:
        return row->job.link;
    case TitleRole:
        return oneLine(row->job.title);
    case PageRole:
        return row->job.page;
    case ShareRole:
        return share(*row);
    case AdviceRole:
        return oneLine(row->advice);
    default:
        return {};
    }
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section == Size || section == Time ? Qt::AlignRight | Qt::AlignVCenter
                                                      : Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columnWord(section)) : QVariant();
}

void JobListModel::sort(int column, Qt::SortOrder order) {
    library::JobQuery query = m_query;
    query.sort = sortOf(column);
    query.descending = column >= 0 && order == Qt::DescendingOrder;
    if (query.sort != m_query.sort || query.descending != m_query.descending)
        setQuery(query);
}

} // namespace models
