#pragma once

#include "library/types.h"

#include <QAbstractTableModel>

namespace models {

// Every visit to one link, newest first: what came of it, with its redirects.
class CaptureModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Started, Outcome, Status, Attempts, Size, Duration, Detail, ColumnCount };
    static constexpr int DetailRole = Qt::UserRole; // of the whole capture, a line for each hop and error

    explicit CaptureModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void setCaptures(const QList<library::CaptureRow>& captures);
    const library::CaptureRow& capture(int row) const { return m_captures.at(row); }

private:
    QString text(const library::CaptureRow& capture, int column) const;

    QList<library::CaptureRow> m_captures;
};

} // namespace models
