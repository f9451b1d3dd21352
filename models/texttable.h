#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QStringList>

namespace models {

// A small table of words and figures as they are read; all but the first column are set at the trailing edge.
class TextTable : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit TextTable(QObject* parent = nullptr);

    // Rows may be shorter than the header; the cells that lack are empty.
    void set(const QStringList& header, const QList<QStringList>& rows);
    QString toText() const; // cells between tabs, with the header: for the clipboard

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList m_header;
    QList<QStringList> m_rows;
};

} // namespace models
