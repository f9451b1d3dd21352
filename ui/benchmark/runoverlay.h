#pragma once

#include "ui/benchmark/runview.h"

#include <QHash>
#include <QObject>

namespace models {
class RunListModel;
}

namespace ui {

class RunCommands;

// The runs that are ticked, read from the library when they are: changed() when all of them are there.
class RunOverlay : public QObject {
    Q_OBJECT

public:
    RunOverlay(models::RunListModel& runs, RunCommands& commands, QObject* parent = nullptr);
    QList<ShownRun> shown() const; // in the order they were ticked

Q_SIGNALS:
    void changed();

private:
    void read();
    void take(library::RunId id, const RunPointer& run);

    models::RunListModel& m_runs;
    RunCommands& m_commands;
    QHash<library::RunId, RunPointer> m_read; // null: it is on its way
};

} // namespace ui
