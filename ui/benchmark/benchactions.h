#pragma once

class QAction;
class QMenu;
class QWidget;

namespace ui {

// What can be done in the Benchmark place, as actions with keys. Those that work on runs have their keys in the table
// only; the others anywhere in the place.
struct BenchActions {
    BenchActions(QWidget* place, QWidget* table);

    QAction* start;
    QAction* stop;
    QAction* details;
    QAction* keepPlan;
    QAction* removePlan;
    QAction* copyCommand;
    QAction* compareClients;
    QAction* filter;
    QAction* untick;

    QAction* open;
    QAction* tick;
    QAction* rename;
    QAction* pin;
    QAction* usePlan;
    QAction* copySentence;
    QAction* exportRun;
    QAction* remove;

    void fillContextMenu(QMenu& menu) const;
    // What works on runs is off while none is chosen, or none ticked; its tool tip says so. `pinned`: those chosen are.
    void allow(bool chosen, bool ticked, bool pinned) const;
};

} // namespace ui
