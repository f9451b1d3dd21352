#include "models/snapshotmodel.h"

#include "models/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

} // namespace

SnapshotModel::SnapshotModel(QObject* parent)
    : QAbstractTableModel(parent) {}

int SnapshotModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_snapshots.size());
}

int SnapshotModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SnapshotModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const library::SnapshotRow& snapshot = m_snapshots.at(index.row());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Captured:
        return exactTime(snapshot.capturedAt);
    case Title:
        return snapshot.title;
    case Length:
        return countText(snapshot.wordCount);
    case Type:
        return QString::fromLatin1(snapshot.mediaType);
    case Note:
        return isCurrent(index.row()) ? Words::tr("current") : flagSentence(snapshot.flag);
    default:
        return {};
    }
}

QVariant SnapshotModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Captured:
        return Words::tr("Captured");
    case Title:
        return Words::tr("Title");
    case Length:
        return Words::tr("Words");
    case Type:
        return Words::tr("Type");
    case Note:
        return Words::tr("Note");
    default:
        return {};
    }
}

void SnapshotModel::setSnapshots(QList<library::SnapshotRow> newestFirst, library::SnapshotId current) {
    beginResetModel();
    m_snapshots = std::move(newestFirst);
    std::reverse(m_snapshots.begin(), m_snapshots.end());
    m_current = current;
    endResetModel();
}

int SnapshotModel::rowOf(library::SnapshotId id) const {
    const auto found = std::find_if(m_snapshots.begin(), m_snapshots.end(),
                                    [id](const library::SnapshotRow& snapshot) { return snapshot.id == id; });
    return found == m_snapshots.end() ? -1 : static_cast<int>(found - m_snapshots.begin());
}

} // namespace models
