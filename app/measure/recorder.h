#pragma once

#include "measure/histogram.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace measure {

// What became of one exchange. `errorKind` is a stable text that lives as long as the program; empty: no error.
struct Outcome {
    std::chrono::nanoseconds duration{}; // sent → last byte, or → error
    int status = 0;                      // HTTP status, 0 without a response
    const char* errorKind = "";          // "http-status" too counts as failed
    std::int64_t bytes = 0;              // body bytes received
    std::chrono::nanoseconds delay{-1};  // that the server says it made; negative: it said nothing
};

// A value read a few times a second: everything since the recorder was made or cleared. completed = succeeded + failed
// and started = completed + inFlight hold in every tick.
struct Tick {
    std::chrono::nanoseconds elapsed{};
    std::uint64_t started = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    std::uint64_t inFlight = 0;
    std::int64_t bytes = 0;
    double inFlightSeconds = 0;        // ∫ inFlight dt: its mean is this ÷ elapsed
    std::chrono::nanoseconds delays{}; // sum of what servers said of their delays, in answers that succeeded …
    std::uint64_t delayed = 0;         // … by so many
    std::map<int, std::uint64_t> statuses;
    std::map<std::string, std::uint64_t> errors;
    Histogram latency;       // of what succeeded
    Histogram failedLatency; // of what failed, timeouts with the time they waited

    std::uint64_t completed() const { return succeeded + failed; }
    void merge(const Tick& other); // of a recorder that counted at the same time: sums; elapsed is the longer one
};

// Counts exchanges, with the time told by who counts: one reading of the clock serves all that happens at once. A plain
// value: whoever shares it between threads guards it.
class Counts {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Counts(Time now = std::chrono::steady_clock::now())
        : m_advanced(now)
        , m_since(now) {}
    void begin(Time now);
    void finish(const Outcome& outcome, Time now);           // once for every begin(), unless …
    void withdraw(std::chrono::nanoseconds after, Time now); // … it never went out: so long after begin(), which then
                                                             // counts for nothing
    Tick tick(Time now) const;
    void clear(Time now); // restarts the time and the counts; exchanges in flight stay counted as started and in flight

private:
    void advance(Time now);

    Tick m_state;
    Time m_advanced;
    Time m_since;
};

// Counts exchanges of archiving, cheap enough for every request. Safe from every thread; plain C++.
class Recorder {
public:
    void begin();
    void finish(const Outcome& outcome);
    void withdraw(std::chrono::nanoseconds after = {});
    Tick tick() const;
    void clear();

private:
    mutable std::mutex m_mutex;
    Counts m_counts; // guarded by m_mutex
};

} // namespace measure
