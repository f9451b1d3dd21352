#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QStringList>

#include <limits>

namespace models {

// A small table of words and figures as they are read; figures are set at the trailing edge: all but the first column,
// up to where words follow.
class TextTable : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit TextTable(QObject* parent = nullptr);

    // Rows may be shorter than the header; the cells that lack are empty.
    void set(const QStringList& header, const QList<QStringList>& rows);
    void setWordsFrom(int column) { m_wordsFrom = column; }
    QString toText() const; // cells between tabs, with the header: for the clipboard

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool holdsFigures(int column) const { return column > 0 && column < m_wordsFrom; }

    QStringList m_header;
    QList<QStringList> m_rows;
    int m_wordsFrom = std::numeric_limits<int>::max();
};

} // namespace models
