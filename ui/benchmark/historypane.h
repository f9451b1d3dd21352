#pragma once

#include "library/types.h"
#include "models/runlistmodel.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QSettings;
class QStackedWidget;
class QTableView;

namespace ui {

class EmptyNote;
struct BenchActions;

// The runs that are kept: a table to sort and filter, whose boxes lay runs over each other.
class HistoryPane : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPane(models::RunListModel& runs, QWidget* parent = nullptr);

    void addTools(const BenchActions& actions);
    QTableView& table() { return *m_table; }
    QList<library::RunId> selected() const; // without any: the current one
    library::RunId current() const;         // 0: none
    QList<library::RunId> toExport() const; // several selected, else those ticked where the current one is, else one
    bool allPinned() const;                 // those selected; false without any
    QString nameOf(library::RunId run) const;
    void selectUnlessInUse(library::RunId run); // not under the hands of who works in the table, or types a name there
    void toggleTicks();
    void editName();
    void focusFilter();
    void setLoaded(bool loaded) { m_loaded = loaded; }
    void showEmptiness();
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

Q_SIGNALS:
    void openWanted(library::RunId run);
    void choiceChanged(); // other runs are chosen, or ticked

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();

    models::RunListModel& m_runs;
    models::SortedRuns* m_shown;
    bool m_loaded = false;
    QTimer m_age; // "2 minutes ago" grows older
    QStackedWidget* m_stack;
    QTableView* m_table;
    EmptyNote* m_empty;
    QLineEdit* m_filter;
    QWidget* m_tools;
    class NameDelegate;
    NameDelegate* m_names;
};

} // namespace ui
