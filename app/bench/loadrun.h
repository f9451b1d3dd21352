#pragma once

#include "bench/engine.h"
#include "bench/loadresult.h"
#include "bench/preflight.h"

#include <QObject>

namespace bench {

struct LoadTick {
    EngineTick engine;
    std::chrono::nanoseconds elapsed{}; // since start(), the server's own start not counted
    std::optional<double> ceilingPerMinute;
    double share = 0; // 0…1 of the requests, or of the duration
};

// A plan becomes a run: the built-in server where the plan brings one, the engine, ticks four times a second, what was
// used, the verdict. Lives in one thread with an event loop, which does no work of the run.
class LoadRun final : public QObject {
    Q_OBJECT

public:
    // `serverProgram`: tidemark-cli. The plan is taken as checked by checkPlan().
    LoadRun(LoadPlan plan, QString serverProgram, QObject* parent = nullptr);
    ~LoadRun() override; // stops; nothing is told any more

    void start(); // prepared() or refused() follows
    void stop();  // ended() follows soon, with what was measured so far
    const Series& series() const;
    void setTargets(const Targets& targets); // of this plan's file of links, read already: it can be long
    void setBody(const QByteArray& body);    // of this plan's body file, read already: it can be large
    void setWithWindow(bool with);           // measures what showing costs: the CPU of this object's thread
    using Judge = std::function<void(LoadResult&)>;
    void setJudge(Judge judge); // judge() where none is set; called in a thread of its own

Q_SIGNALS:
    void prepared(const bench::Preflight& preflight);
    void ticked(const bench::LoadTick& tick);
    void refused(const base::Error& why);        // it could not begin: plan, links file, server
    void ended(const bench::LoadResult& result); // once

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace bench
