#pragma once

#include "bench/schedule.h"
#include "bench/timerqueue.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace bench::direct {

// The requests of an open loop that one of several threads sends, each `threads`th of the schedule: they come when they
// are due, whatever became of those before, and wait in line until there is a place. The line is bounded: who comes
// when it is full is turned away, so that the times of those that wait stay what they are.
class Arrivals {
public:
    struct Due {
        std::int64_t number = 0;
        Time at{};
    };

    // `thread` from 0; `most`: that wait
    Arrivals(Schedule schedule, Time start, int thread, int threads, std::size_t most);

    std::int64_t comeBy(Time now);    // lets in who is due; says how many came, with those turned away
    std::optional<Time> next() const; // when the next one comes; nothing: all have come
    bool anyWaits() const { return m_waiting > 0; }
    std::size_t waiting() const { return m_waiting; }
    Due take(); // that has waited longest
    void sendAway() { m_waiting = 0; }

private:
    void letIn(const Due& due);
    void grow();

    const Schedule m_schedule;
    const Time m_start;
    const int m_threads;
    const std::size_t m_most;
    std::int64_t m_next;
    Time m_nextAt;
    std::vector<Due> m_ring; // the line, from m_first on, round and round
    std::size_t m_first = 0;
    std::size_t m_waiting = 0;
};

} // namespace bench::direct
