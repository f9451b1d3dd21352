#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace ui {

// What can be done with jobs, as actions with keys: for the table's context menu, its buttons and the View menu.
// Those that work on rows have their keys in the table only; the others anywhere in the Archive place.
struct JobActions {
    JobActions(QWidget* place, QWidget* table);

    QAction* archive;
    QAction* open;
    QAction* retry;
    QAction* cancel;
    QAction* copyLink;
    QAction* selectAll;
    QAction* retryFailed;
    QAction* clearFinished;
    QAction* pause;
    QAction* filter;
    QAction* charts;

    void fillContextMenu(QMenu& menu) const;
    void setPaused(bool paused) const;
};

} // namespace ui
