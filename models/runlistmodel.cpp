#include "models/runlistmodel.h"

#include "models/benchformat.h"
#include "models/format.h"

#include <algorithm>

namespace models {

namespace {

bool isFigure(int column) {
    return column != RunListModel::Name && column != RunListModel::When && column != RunListModel::VerdictColumn &&
           column != RunListModel::EngineColumn && column != RunListModel::Target;
}

} // namespace

RunListModel::RunListModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_now(QDateTime::currentDateTimeUtc()) {}

bool RunListModel::shows(const QList<library::Run>& runs) const {
    QHash<library::RunId, const Row*> shown;
    for (const Row& row : m_runs)
        shown.insert(row.id, &row);
    return runs.size() == m_runs.size() && std::all_of(runs.begin(), runs.end(), [&shown](const library::Run& run) {
               const Row* row = shown.value(run.id);
               return row && row->name == run.name && row->pinned == run.pinned;
           });
}

// Row by row, so that what is selected stays so; the order is SortedRuns' business.
void RunListModel::set(const QList<library::Run>& runs) {
    QHash<library::RunId, qsizetype> given;
    for (qsizetype at = 0; at < runs.size(); ++at)
        given.insert(runs.at(at).id, at);
    const auto rowFor = [](const library::Run& run) {
        return Row{run.id, run.name, run.pinned, run.startedAt, bench::summaryOf(run)};
    };
    for (int row = static_cast<int>(m_runs.size()) - 1; row >= 0; --row) {
        const auto found = given.constFind(m_runs.at(row).id);
        if (found == given.constEnd()) {
            beginRemoveRows({}, row, row);
            m_runs.removeAt(row);
            endRemoveRows();
            continue;
        }
        const library::Run& run = runs.at(*found);
        if (m_runs.at(row).name != run.name || m_runs.at(row).pinned != run.pinned) {
            m_runs[row] = rowFor(run);
            Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
        }
        given.erase(found);
    }
    if (!given.isEmpty()) {
        const auto first = static_cast<int>(m_runs.size());
        beginInsertRows({}, first, first + static_cast<int>(given.size()) - 1);
        for (const library::Run& run : runs) {
            if (given.contains(run.id))
                m_runs.append(rowFor(run));
        }
        endInsertRows();
    }
    m_colours.removeIf([this](const auto& colour) { return rowOf(colour.key()) < 0; });
    if (m_ticked.removeIf([this](library::RunId run) { return rowOf(run) < 0; }) > 0)
        Q_EMIT tickedChanged();
}

void RunListModel::setNow(const QDateTime& now) {
    m_now = now;
    if (!m_runs.isEmpty())
        Q_EMIT dataChanged(index(0, When), index(static_cast<int>(m_runs.size()) - 1, When), {Qt::DisplayRole});
}

int RunListModel::rowOf(library::RunId run) const {
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [run](const Row& row) { return row.id == run; });
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

void RunListModel::setTicked(library::RunId run, bool ticked) {
    const int row = rowOf(run);
    if (row < 0 || m_ticked.contains(run) == ticked)
        return;
    if (ticked && m_ticked.size() == mostTicked) {
        Q_EMIT tickRefused();
        return;
    }
    if (ticked) {
        const QList<int> taken = m_colours.values();
        int free = 1;
        while (taken.contains(free))
            ++free;
        m_colours.insert(run, free);
        m_ticked.append(run);
    } else {
        m_colours.remove(run);
        m_ticked.removeOne(run);
    }
    Q_EMIT dataChanged(index(row, Name), index(row, Name), {Qt::CheckStateRole});
    Q_EMIT tickedChanged();
}

int RunListModel::colourOf(library::RunId run) const {
    return m_colours.value(run);
}

void RunListModel::untickAll() {
    if (m_ticked.isEmpty())
        return;
    m_ticked.clear();
    m_colours.clear();
    Q_EMIT dataChanged(index(0, Name), index(static_cast<int>(m_runs.size()) - 1, Name), {Qt::CheckStateRole});
    Q_EMIT tickedChanged();
}

int RunListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& run = m_runs.at(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return run.text(column, m_now);
    case Qt::EditRole:
        return column == Name ? QVariant(run.name) : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(run.toolTip(column));
    case Qt::CheckStateRole:
        return column == Name ? QVariant(m_ticked.contains(run.id) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::TextAlignmentRole:
        return isFigure(column) ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    case SortRole:
        return run.sortValue(column);
    case IdRole:
        return run.id;
    case PinnedRole:
        return run.pinned;
    case FilterRole:
        return run.words();
    default:
        return {};
    }
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Name)
        return false;
    const Row& run = m_runs.at(index.row());
    if (role == Qt::CheckStateRole) {
        setTicked(run.id, value.toInt() == Qt::Checked);
        return true;
    }
    const QString name = value.toString().simplified();
    if (role != Qt::EditRole || name.isEmpty() || name == run.name)
        return false;
    Q_EMIT renameWanted(run.id, name);
    return true;
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    return index.column() == Name ? flags | Qt::ItemIsUserCheckable | Qt::ItemIsEditable : flags;
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isFigure(section) ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter)
                                 : QVariant(Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case When:
        return tr("When");
    case Target:
        return tr("Target");
    case EngineColumn:
        return tr("Engine");
    case Requests:
        return tr("Requests");
    case InFlight:
        return tr("In flight");
    case PerMinute:
        return tr("Requests/min");
    case PossibleShare:
        return tr("Of possible");
    case P50:
        return tr("p50");
    case P99:
        return tr("p99");
    case Errors:
        return tr("Errors");
    case Memory:
        return tr("Memory");
    case VerdictColumn:
        return tr("Verdict");
    default:
        return {};
    }
}

QVariant RunListModel::Row::text(Column column, const QDateTime& now) const {
    if (column == Name) {
        QString shown = oneLine(name);
        if (summary && summary->stopped)
            shown = RunListModel::tr("%1 (stopped)", "name of a run").arg(shown);
        return pinned ? QString(QChar(0x2605) + QLatin1Char(' ') + shown) : shown;
    }
    if (column == When)
        return relativeTime(startedAt, now);
    if (!summary)
        return column == VerdictColumn ? RunListModel::tr("cannot be read") : QString();
    switch (column) {
    case Target:
        return targetText(oneLine(summary->target));
    case EngineColumn:
        return engineText(summary->engine);
    case Requests:
        return countText(summary->requests);
    case InFlight:
        return countText(summary->mostInFlight);
    case PerMinute:
        return perMinuteText(summary->perMinute);
    case PossibleShare:
        return ceilingText(summary->possibleShare);
    case P50:
        return latencyText(summary->p50Ms);
    case P99:
        return latencyText(summary->p99Ms);
    case Errors:
        return countText(summary->failed);
    case Memory:
        return memoryText(summary->peakRssBytes);
    case VerdictColumn:
        return verdictText(summary->verdict, summary->stopped);
    default:
        return {};
    }
}

QVariant RunListModel::Row::sortValue(Column column) const {
    if (column == Name)
        return name;
    if (column == When)
        return startedAt;
    if (!summary)
        return {};
    const auto orLast = [](std::optional<double> value) { return value.value_or(-1); };
    switch (column) {
    case Target:
        return summary->target;
    case EngineColumn:
        return summary->engine;
    case Requests:
        return summary->requests;
    case InFlight:
        return summary->mostInFlight;
    case PerMinute:
        return summary->perMinute;
    case PossibleShare:
        return orLast(summary->possibleShare);
    case P50:
        return orLast(summary->p50Ms);
    case P99:
        return orLast(summary->p99Ms);
    case Errors:
        return summary->failed;
    case Memory:
        return summary->peakRssBytes;
    default:
        return verdictText(summary->verdict, summary->stopped);
    }
}

QString RunListModel::Row::words() const {
    QStringList all{name};
    if (summary)
        all << summary->target << targetText(summary->target) << summary->engine << engineText(summary->engine)
            << verdictText(summary->verdict, summary->stopped);
    return all.join(QLatin1Char('\n'));
}

QString RunListModel::Row::toolTip(Column column) const {
    if (column == When)
        return exactTime(startedAt);
    if (column == Name)
        return name;
    if (!summary)
        return {};
    if (column == P50 && !summary->p50Ms)
        return percentileReason(0.5, summary->succeeded);
    if (column == P99 && !summary->p99Ms)
        return percentileReason(0.99, summary->succeeded);
    if (column == VerdictColumn)
        return verdictText(summary->verdict, summary->stopped);
    if (column == InFlight && summary->mostInFlight < summary->concurrency)
        return RunListModel::tr("%1 were wanted, held by this computer").arg(countText(summary->concurrency));
    return column == Target ? targetText(summary->target) : QString();
}

SortedRuns::SortedRuns(RunListModel& runs, QObject* parent)
    : QSortFilterProxyModel(parent) {
    setSortRole(RunListModel::SortRole);
    setSortLocaleAware(true);
    setSourceModel(&runs);
    sort(RunListModel::When, Qt::DescendingOrder);
}

void SortedRuns::setWords(const QString& words) {
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool SortedRuns::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const bool pinned = left.data(RunListModel::PinnedRole).toBool();
    if (pinned != right.data(RunListModel::PinnedRole).toBool())
        return pinned == (sortOrder() == Qt::AscendingOrder);
    if (left.data(sortRole()) == right.data(sortRole())) // newest first
        return (left.data(RunListModel::IdRole).toLongLong() > right.data(RunListModel::IdRole).toLongLong()) ==
               (sortOrder() == Qt::AscendingOrder);
    return QSortFilterProxyModel::lessThan(left, right);
}

bool SortedRuns::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QString text = sourceModel()->index(row, 0, parent).data(RunListModel::FilterRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace models
