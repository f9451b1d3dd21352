#pragma once

#include "library/types.h"
#include "models/flagwords.h"

#include <QAbstractTableModel>
#include <QDateTime>

namespace models {

// The snapshots of one page, oldest first: the row of dots above the article.
class SnapshotModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Captured, Title, Length, Type, Note, ColumnCount };

    explicit SnapshotModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    // As SnapshotStore::ofPage gives them, newest first.
    void setSnapshots(QList<library::SnapshotRow> newestFirst, library::SnapshotId current);
    const library::SnapshotRow& snapshot(int row) const { return m_snapshots.at(row); }
    int rowOf(library::SnapshotId id) const; // −1 when it is not there
    bool isCurrent(int row) const { return m_snapshots.at(row).id == m_current; }

private:
    QList<library::SnapshotRow> m_snapshots;
    library::SnapshotId m_current = 0;
};

} // namespace models
