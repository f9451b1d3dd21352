#pragma once

#include "bench/loadrun.h"
#include "bench/storedrun.h"
#include "ui/core.h"

#include <QObject>

#include <memory>

namespace ui {

class Awake;

using RunPointer = std::shared_ptr<const bench::StoredRun>;

// One run at a time, from its plan into the library. Lives in the interface thread.
class LoadSession : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Preparing, Running, Stopping };

    explicit LoadSession(const Core& core, QObject* parent = nullptr);
    ~LoadSession() override;

    State state() const { return m_state; }
    bool running() const { return m_state != State::Idle; }
    bool settled() const { return !running() && m_keeping == 0; } // nothing is under way, nothing waits to be kept
    const bench::Series& series() const;                          // empty while nothing runs

    // `targets` and `body`: of the plan, where they were read already. False: a run is under way.
    bool start(const bench::LoadPlan& plan, const std::optional<bench::Targets>& targets = {},
               const std::optional<QByteArray>& body = {});
    void stop(); // ended() follows

Q_SIGNALS:
    void stateChanged();
    void prepared(const bench::Preflight& preflight);
    void ticked(const bench::LoadTick& tick);
    void refused(const QString& why);
    void ended(const ui::RunPointer& run);
    void kept(library::RunId run);
    void notKept(const QString& why); // the result is shown all the same
    void settledDown();

private:
    void setState(State state);
    void finish();
    void end(const bench::LoadResult& result);
    void keep(const RunPointer& run);

    Core m_core;
    bench::Series m_none;
    bench::LoadRun* m_run = nullptr;
    Awake* m_awake;
    State m_state = State::Idle;
    int m_keeping = 0;
};

} // namespace ui
