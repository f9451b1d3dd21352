#pragma once

#include "library/types.h"

#include <QAbstractListModel>

namespace models {

// Tags or sites with how many pages each has: the entries of a filter, and what a tag field completes from.
class TagCountModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { NameRole = Qt::UserRole + 1, PagesRole };

    explicit TagCountModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override; // EditRole: the name alone

    void setCounts(const QList<library::TagCount>& counts);
    const QList<library::TagCount>& counts() const { return m_counts; }

private:
    QList<library::TagCount> m_counts;
};

} // namespace models
