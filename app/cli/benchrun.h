#pragma once

#include "bench/loadrun.h"
#include "cli/command.h"

#include <QObject>

class SignalWatcher;

namespace cli {

class Console;

// One plan run to its end, with a line of progress on a terminal. Ctrl+C and SIGTERM stop it: what was measured so far
// is the result. The watcher is the caller's, who has the result to save yet. Lives in the main thread.
class BenchRun : public QObject {
    Q_OBJECT

public:
    BenchRun(SignalWatcher& signalWatcher, Console& console);

    struct Ended {
        bench::LoadResult result;
        bench::Series series;
        int signal = 0; // that stopped it
        bool refusedInARow = false;
        QStringList told; // of the result's warnings
    };
    // What was read of the plan's files and looked at: is fired as it was then.
    struct Known {
        std::optional<bench::Targets> targets;
        QByteArray body;
    };
    void setKnown(Known known) { m_known = std::move(known); }
    // So many refused connections in a row end it; 0: none do.
    void setMostRefused(qint64 inARow) { m_mostRefused = inARow; }
    base::Result<Ended> run(const bench::LoadPlan& plan); // an error: it could not begin

private:
    void tellBeginning(const bench::LoadPlan& plan, const bench::Preflight& preflight);
    void tellPhase(const bench::LoadTick& tick);
    void showProgress(const bench::LoadTick& tick);
    bool isRefusedThroughout(const measure::Tick& total);

    SignalWatcher& m_signalWatcher;
    Console& m_console;
    std::optional<Known> m_known;
    qint64 m_mostRefused = 0;
    quint64 m_refusedBefore = 0; // when something else came last
    quint64 m_others = 0;
    std::optional<bench::Phase> m_phase; // told last
};

} // namespace cli
