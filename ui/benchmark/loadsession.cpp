#include "ui/benchmark/loadsession.h"

#include "library/library.h"
#include "ui/benchmark/awake.h"

namespace ui {

LoadSession::LoadSession(const Core& core, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_awake(new Awake(this)) {}

LoadSession::~LoadSession() = default;

const bench::Series& LoadSession::series() const {
    return m_run ? m_run->series() : m_none;
}

bool LoadSession::start(const bench::LoadPlan& plan, const std::optional<bench::Targets>& targets,
                        const std::optional<QByteArray>& body) {
    if (running())
        return false;
    m_awake->hold(tr("A benchmark is running"));
    m_run = new bench::LoadRun(plan, m_core.serverProgram, this);
    m_run->setWithWindow(true);
    if (targets)
        m_run->setTargets(*targets);
    if (body)
        m_run->setBody(*body);
    connect(m_run, &bench::LoadRun::prepared, this, [this](const bench::Preflight& preflight) {
        Q_EMIT prepared(preflight);
        if (m_state == State::Preparing)
            setState(State::Running);
    });
    connect(m_run, &bench::LoadRun::ticked, this, &LoadSession::ticked);
    connect(m_run, &bench::LoadRun::refused, this, [this](const base::Error& why) {
        finish();
        Q_EMIT refused(why.message);
        Q_EMIT settledDown();
    });
    connect(m_run, &bench::LoadRun::ended, this, &LoadSession::end);
    setState(State::Preparing);
    m_run->start();
    return true;
}

void LoadSession::stop() {
    if (!m_run || m_state == State::Stopping)
        return;
    setState(State::Stopping);
    m_run->stop();
}

void LoadSession::setState(State state) {
    m_state = state;
    Q_EMIT stateChanged();
}

void LoadSession::finish() {
    m_run->deleteLater(); // it is telling us right now
    m_run = nullptr;
    m_awake->letGo();
    setState(State::Idle);
}

void LoadSession::end(const bench::LoadResult& result) {
    const RunPointer run = std::make_shared<bench::StoredRun>(bench::StoredRun{result, m_run->series()});
    ++m_keeping; // before anybody hears of the end
    finish();
    Q_EMIT ended(run);
    keep(run);
}

void LoadSession::keep(const RunPointer& run) {
    const auto through = [this] {
        --m_keeping;
        if (settled())
            Q_EMIT settledDown();
    };
    if (run->result.verdict ==
        bench::Verdict::Nothing) { // stopped before the first answer: there is nothing to look at later
        const bench::LoadResult& result = run->result;
        Q_EMIT notKept(result.serverDied ? tr("The test server ended before the first answer.")
                       : result.stopped  ? tr("It was stopped before the first answer.")
                                         : bench::verdictWords(result));
        through();
        return;
    }
    m_core.library.write(
        this, [run](library::Stores& stores) { return stores.runs.add(bench::toStore(run->result, run->series)); },
        [this, through](const base::Result<library::RunId>& added) {
            if (added)
                Q_EMIT kept(*added);
            else
                Q_EMIT notKept(added.error().message);
            through();
        });
}

} // namespace ui
