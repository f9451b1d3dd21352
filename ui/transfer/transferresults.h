#pragma once

#include "models/entrylistmodel.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QCheckBox;
class QModelIndex;
class QTableView;

namespace ui {

class DetailText;

// What became of each entry of an import or export: all of them or those that failed, and the chosen one in full.
class TransferResults : public QWidget {
    Q_OBJECT

public:
    explicit TransferResults(QWidget* parent = nullptr);

    models::EntryListModel& entries() { return m_entries; }
    QList<QWidget*> keyOrder() const;

private:
    void setUpTable();
    void showDetail(const QModelIndex& shown);

    models::EntryListModel m_entries;
    QSortFilterProxyModel m_shown;
    QCheckBox* m_onlyFailed;
    QTableView* m_table;
    DetailText* m_detail;
};

} // namespace ui
