#include "ui/benchmark/runoverlay.h"

#include "models/runlistmodel.h"
#include "ui/benchmark/runcommands.h"

namespace ui {

RunOverlay::RunOverlay(models::RunListModel& runs, RunCommands& commands, QObject* parent)
    : QObject(parent)
    , m_runs(runs)
    , m_commands(commands) {
    connect(&runs, &models::RunListModel::tickedChanged, this, &RunOverlay::read);
    connect(&commands, &RunCommands::reloaded, this, &RunOverlay::changed); // names
}

void RunOverlay::read() {
    m_read.removeIf([this](const auto& entry) { return !m_runs.ticked().contains(entry.key()); });
    for (const library::RunId id : m_runs.ticked()) {
        if (m_read.contains(id))
            continue;
        m_read.insert(id, nullptr);
        m_commands.read(id, [this, id](const RunPointer& run) { take(id, run); });
    }
    Q_EMIT changed();
}

void RunOverlay::take(library::RunId id, const RunPointer& run) {
    if (!m_read.contains(id))
        return; // unticked meanwhile
    if (!run) {
        m_runs.setTicked(id, false);
        return;
    }
    m_read[id] = run;
    Q_EMIT changed();
}

QList<ShownRun> RunOverlay::shown() const {
    QList<ShownRun> runs;
    for (const library::RunId id : m_runs.ticked()) {
        const int row = m_runs.rowOf(id);
        if (const RunPointer run = m_read.value(id); run && row >= 0)
            runs.append({m_runs.nameAt(row), run, m_runs.colourOf(id)});
    }
    return runs;
}

} // namespace ui
