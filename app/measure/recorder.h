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

// Counts exchanges of archiving or of a run, cheap enough for every request. Safe from every thread; plain C++.
class Recorder {
public:
    Recorder();
    void begin();
    void finish(const Outcome& outcome);                // once for every begin(), unless …
    void withdraw(std::chrono::nanoseconds after = {}); // … it never went out: so long after begin(), which then counts
                                                        // for nothing
    Tick tick() const;
    void clear(); // restarts the time and the counts; exchanges in flight stay counted as started and in flight

private:
    void advance(std::chrono::steady_clock::time_point now); // with m_mutex held

    mutable std::mutex m_mutex;
    Tick m_state;
    std::chrono::steady_clock::time_point m_advanced;
    std::chrono::steady_clock::time_point m_since;
};

} // namespace measure
