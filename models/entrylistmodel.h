#pragma once

#include "formats/format.h"

#include <QAbstractTableModel>
#include <QList>

namespace models {

// What became of each entry of an import or export, in the order they ended: the first `mostRows`, and of those after
// them as many that failed. All are counted by the transfer itself.
class EntryListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Result, Entry, Message, columns };
    enum Role {
        FailedRole = Qt::UserRole, // bool
        DetailRole                 // the entry and its remark in full, a line each
    };

    static constexpr int mostRows = 100'000;

    explicit EntryListModel(QObject* parent = nullptr);

    void add(const QList<formats::EntryResult>& results);
    void clear();
    qint64 leftOut() const { return m_leftOut; } // ended, but no longer listed

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<formats::EntryResult> m_results;
    qint64 m_failedBeyond = 0; // rows past mostRows
    qint64 m_leftOut = 0;
};

QString outcomeWord(formats::Outcome outcome);
QString tallyText(const formats::Tally& tally); // "12 done · 3 unchanged · 1 failed"

} // namespace models
