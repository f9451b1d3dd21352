#include "models/tagcountmodel.h"

#include "models/format.h"

#include <QLocale>

namespace models {

TagCountModel::TagCountModel(QObject* parent)
    : QAbstractListModel(parent) {}

int TagCountModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_counts.size());
}

QVariant TagCountModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const library::TagCount& count = m_counts.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return QString(isolated(count.tag) % QStringLiteral("  ") % QLocale().toString(count.pages));
    case Qt::EditRole:
    case NameRole:
        return count.tag;
    case PagesRole:
        return count.pages;
    default:
        return {};
    }
}

void TagCountModel::setCounts(const QList<library::TagCount>& counts) {
    beginResetModel();
    m_counts = counts;
    endResetModel();
}

} // namespace models
