#include "models/texttable.h"

#include "models/format.h"

namespace models {

TextTable::TextTable(QObject* parent)
    : QAbstractTableModel(parent) {}

void TextTable::set(const QStringList& header, const QList<QStringList>& rows) {
    if (header == m_header && rows == m_rows)
        return;
    beginResetModel();
    m_header = header;
    m_rows = rows;
    endResetModel();
}

QString TextTable::toText() const {
    QStringList lines{m_header.join(QLatin1Char('\t'))};
    for (const QStringList& row : m_rows)
        lines << row.join(QLatin1Char('\t'));
    return lines.join(QLatin1Char('\n'));
}

int TextTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_header.size());
}

QVariant TextTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return holdsFigures(index.column()) ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    if (role == Qt::ToolTipRole && index.column() >= m_wordsFrom) // may be cut short
        return plainToolTip(m_rows.at(index.row()).value(index.column()));
    return role == Qt::DisplayRole ? QVariant(m_rows.at(index.row()).value(index.column())) : QVariant();
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return holdsFigures(section) ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter)
                                     : QVariant(Qt::AlignLeading | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_header.value(section)) : QVariant();
}

} // namespace models
