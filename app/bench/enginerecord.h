#pragma once

#include "bench/engine.h"
#include "net/loadclient.h"

#include <mutex>
#include <vector>

namespace bench {

// What an engine has done, written by its thread and told to any: the recorder of the measured requests and what goes
// with it. Requests of the warm-up are counted and no more.
class EngineRecord {
public:
    enum class Kind { WarmUp, Measured };
    using Time = std::chrono::steady_clock::time_point;

    // Where the time of an answered request went; negative: not known.
    struct Parts {
        std::chrono::nanoseconds firstByte{-1}; // since it was sent
        std::chrono::nanoseconds body{-1};
        std::chrono::nanoseconds service{-1}; // of an open loop
    };

    // `entered` is told of each phase, by the engine's thread. `openLoop`: what is in flight follows the rate, so that
    // the steady part begins with the first outcome.
    explicit EngineRecord(int concurrency, std::function<void(Phase)> entered = {}, bool openLoop = false);

    void start(); // of the engine
    void enter(Phase phase);
    void lookedUp(std::chrono::nanoseconds time);                                              // a name
    void connected(Kind kind, std::chrono::nanoseconds connect, std::chrono::nanoseconds tls); // `tls` negative: none
    void begin(Kind kind, Time now = std::chrono::steady_clock::now());
    void waited(std::chrono::nanoseconds time);          // of an open loop: a begun measured one, since it was due
    void due(std::int64_t requests);                     // of an open loop: so many more, measured
    void withdraw(Kind kind, const net::Answer& answer); // a begun one never went out
    // `place`: which of the `concurrency` that may be in flight
    void finish(Kind kind, const net::Answer& answer, std::size_t place, Time now, const Parts& parts);
    void finish(Kind kind, const net::Answer& answer, std::size_t place, Time now = std::chrono::steady_clock::now()) {
        finish(kind, answer, place, now, Parts());
    }
    void late(std::chrono::nanoseconds by); // the event loop

    EngineTick tick() const;

private:
    struct Mark {
        Time at{};
        std::uint64_t succeeded = 0;
    };
    void beginSteadyPart(Time now);
    void note(const Parts& parts);
    void noteExample(const net::Answer& answer);
    void cutUpTo(Time now);
    std::optional<double> steadyPerMinute() const;

    const bool m_openLoop;
    const std::uint64_t m_concurrency; // outcomes that the steady part waits for
    const std::function<void(Phase)> m_entered;
    mutable std::mutex m_mutex;
    measure::Counts m_counts;
    EngineTick m_state; // but `total`, until the end
    Time m_started{};
    std::uint64_t m_succeeded = 0;
    std::vector<bool> m_answered;      // places that had an outcome …
    std::uint64_t m_unanswered;        // … and how many had none
    std::chrono::nanoseconds m_step{}; // that all delays the server told are multiples of
    std::optional<Mark> m_steadyFrom;  // all places had their first outcome …
    std::optional<Mark> m_lastSent;    // … until here
    bool m_inSteps = false;            // the steady part is cut at whole steps …
    std::optional<Mark> m_cut;         // … here …
    std::optional<Mark> m_lastCut;     // … the last before m_lastSent
};

} // namespace bench
