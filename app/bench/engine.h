#pragma once

#include "bench/loadplan.h"
#include "measure/breakdown.h"
#include "measure/recorder.h"
#include "net/limits.h"
#include "net/loadclient.h"

#include <QUrl>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace bench {

// The links of a plan, by number; a value that engines copy. Memory: a file's links once, nothing for a target.
class Targets {
public:
    static base::Result<Targets> of(const LoadPlan& plan, const QString& serverOrigin); // badPlan
    QUrl link(qint64 number) const;                                                     // from 1
    qint64 count() const { return m_links->size(); }         // of a file's links; 1 with a target
    bool isNumbered() const { return m_numbered; }           // the target has {}, each number has its own link
    bool overTls() const { return m_overTls; }               // any of them
    const QList<QUrl>& origins() const { return m_origins; } // a link to each, the first 1,000
    // Of all links: the hosts that are not this computer, the first 1,000 of them.
    const QStringList& remoteHosts() const { return m_remoteHosts; }
    qint64 badLines() const { return m_badLines; } // of the file: no links, left out

private:
    QString m_before;
    QString m_after;
    bool m_numbered = false;
    std::shared_ptr<const QList<QUrl>> m_links;
    QList<QUrl> m_origins;
    QStringList m_remoteHosts;
    qint64 m_badLines = 0;
    bool m_overTls = false;
};

enum class Phase { WarmingUp, Running, Draining, Ended };

// What an engine tells a few times a second.
struct EngineTick {
    Phase phase = Phase::WarmingUp;
    measure::Tick total; // of the measured requests
    qint64 sent = 0;     // measured ones handed to the network, those in flight too
    int places = 0;      // the most in flight at a time: concurrency, or what this computer and the engine allow
    qint64 warmUpRequests = 0;
    std::map<std::string, quint64> waits;         // see LoadResult
    std::map<std::string, QString> errorExamples; // see LoadResult; the warm-up's too
    std::optional<double> steadyPerMinute;
    std::optional<std::chrono::nanoseconds> first; // since start(): the first measured request was sent …
    std::optional<std::chrono::nanoseconds> last;  // … and the last outcome came
    measure::Histogram lateness;                   // of the event loop, µs
    measure::Breakdown breakdown;                  // of the measured requests
    qint64 due = 0;                                // open loop: measured ones whose time has come, sent or not
};

// Fires a plan in threads of its own. Every request it sent ends in one outcome before it ends itself. What a request
// needs of this machine and does not get (no-descriptors, no-local-port) is waited out; that is no outcome.
class Engine {
public:
    virtual ~Engine() = default; // stops and waits; not by a thread of the engine
    virtual void start() = 0;
    virtual void stop() = 0; // any thread: sends nothing more, what is in flight ends as "cancelled" at once
    virtual EngineTick tick() const = 0; // any thread
};

// `ended` is called once, by a thread of the engine, after every outcome is counted; `cap`: the most in flight at a
// time, whatever the plan says; `lookUp` empty: the system's; `idle`: connections that may stay open beside, with
// several origins; `entered` is called by a thread of the engine as well, when a phase begins: Ended after the last
// outcome, and before the connections are closed.
std::unique_ptr<Engine> makeEngine(const LoadPlan& plan, const Targets& targets, const QByteArray& body, int cap,
                                   std::function<void()> ended, const net::ResolverMaker& lookUp = {},
                                   int idle = net::limits::idleOfLoad, std::function<void(Phase)> entered = {});

} // namespace bench
