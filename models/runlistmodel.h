#pragma once

#include "bench/storedrun.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>

namespace models {

// The runs that the library keeps, as a table. The box of a name lays its run over the others in the charts.
class RunListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Name,
        When,
        PerMinute,
        P50,
        Errors,
        VerdictColumn,
        P99,
        PossibleShare,
        Requests,
        InFlight,
        EngineColumn,
        Memory,
        Target,
        columns
    };
    enum Role { SortRole = Qt::UserRole, IdRole, PinnedRole, FilterRole };

    static constexpr int mostTicked = 6; // lines that can be told apart

    explicit RunListModel(QObject* parent = nullptr);

    void set(const QList<library::Run>& runs);                       // what was ticked and is still there stays so
    bool shows(const QList<library::Run>& runs) const;               // set() would change nothing
    void setNow(const QDateTime& now);                               // that "5 minutes ago" counts from
    const QList<library::RunId>& ticked() const { return m_ticked; } // in the order they were ticked
    int colourOf(library::RunId run) const; // 1…mostTicked, kept while it is ticked; 0: it is not
    void untickAll();
    void setTicked(library::RunId run, bool ticked);
    int rowOf(library::RunId run) const; // -1: not there
    QString nameAt(int row) const { return m_runs.at(row).name; }
    bool pinnedAt(int row) const { return m_runs.at(row).pinned; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void tickedChanged();
    void tickRefused(); // mostTicked are ticked already
    void renameWanted(library::RunId run, const QString& name);

private:
    struct Row {
        library::RunId id = 0;
        QString name;
        bool pinned = false;
        QDateTime startedAt;
        std::optional<bench::RunSummary> summary; // none: it cannot be read

        QVariant text(Column column, const QDateTime& now) const;
        QVariant sortValue(Column column) const;
        QString words() const; // that a filter looks at
        QString toolTip(Column column) const;
    };

    QList<Row> m_runs;
    QList<library::RunId> m_ticked;
    QHash<library::RunId, int> m_colours; // of those that are ticked
    QDateTime m_now;
};

// Sorted by a column, pinned runs first whatever the order; filtered by words that a run has to hold, all of them.
class SortedRuns : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit SortedRuns(RunListModel& runs, QObject* parent = nullptr);
    void setWords(const QString& words);

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace models
