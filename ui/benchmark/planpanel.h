#pragma once

#include "bench/loadplan.h"
#include "ui/benchmark/loadsession.h"
#include "ui/benchmark/planshelf.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QScrollArea;
class QToolButton;

namespace ui {

class PlanForm;
class PlanList;
class PrimaryButton;
struct BenchActions;

// What will be run: plans to choose from, every part of the one that is chosen, what to expect of it, and Start.
class PlanPanel : public QWidget {
    Q_OBJECT

public:
    PlanPanel(library::Library& library, BenchActions& actions, QWidget* parent = nullptr);

    bench::LoadPlan plan() const;
    QString problem() const; // why it cannot start; empty: it can
    void setPlan(const bench::LoadPlan& plan);
    void setState(LoadSession::State state);
    void setDetailed(bool detailed);
    bool detailed() const;
    void focusStart();
    void showWrong(); // unfolds, and puts the cursor where the first wrong thing was typed
    void bringBack(const PlanShelf::Entry& plan) { m_shelf->bringBack(plan); } // one that was removed or replaced

Q_SIGNALS:
    void planChanged(); // by hand, or another one is chosen
    void said(const QString& sentence);
    void failed(const QString& why);
    void planRemoved(const ui::PlanShelf::Entry& plan);
    void planReplaced(const ui::PlanShelf::Entry& before);

private:
    void build(BenchActions& actions);
    void joinParts(BenchActions& actions);
    void showExpectations();
    void keepPlan();
    void removePlan();
    void copyCommand();

    PlanShelf* m_shelf;
    QString m_markNext; // a plan that was just kept, once the list has it
    PlanList* m_list;
    PlanForm* m_form;
    QScrollArea* m_details;
    QToolButton* m_detailsButton;
    QLabel* m_summary;
    QLabel* m_notes;
    QLabel* m_problem;
    PrimaryButton* m_start;
    PrimaryButton* m_stop;
    QTimer m_expectSoon; // what is typed changes letter by letter
};

} // namespace ui
