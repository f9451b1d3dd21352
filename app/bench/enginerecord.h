#pragma once

#include "bench/engine.h"
#include "net/loadclient.h"

#include <mutex>

namespace bench {

// What an engine has done, written by its thread and told to any: the recorder of the measured requests and what goes
// with it. Requests of the warm-up are counted and no more.
class EngineRecord {
public:
    enum class Kind { WarmUp, Measured };
    using Time = std::chrono::steady_clock::time_point;

    explicit EngineRecord(int concurrency)
        : m_concurrency(static_cast<std::uint64_t>(concurrency)) {}

    void start(); // of the engine
    void enter(Phase phase);
    void begin(Kind kind);
    void withdraw(Kind kind, const char* why); // a begun one never went out; `why` lives as long as the program
    void finish(Kind kind, const net::Answer& answer);
    void late(std::chrono::nanoseconds by); // the event loop

    EngineTick tick() const;

private:
    struct Mark {
        Time at{};
        std::uint64_t completed = 0;
    };
    std::optional<double> steadyPerMinute() const;

    const std::uint64_t m_concurrency;
    mutable std::mutex m_mutex;
    measure::Recorder m_recorder;
    EngineTick m_state; // but `total`, until the end
    Time m_started{};
    std::uint64_t m_completed = 0;
    std::optional<Mark> m_steadyFrom; // all places had their first outcome …
    std::optional<Mark> m_lastSent;   // … until here
};

} // namespace bench
