#pragma once

#include <chrono>
#include <cstddef>
#include <limits>
#include <vector>

namespace bench {

using Time = std::chrono::steady_clock::time_point;

class TimerQueue;

// Something to be done at a time. It must be disarmed before it goes.
class Timer {
public:
    virtual ~Timer() = default;
    virtual void expired() = 0; // the timer is no longer armed then
    bool armed() const { return m_place != notArmed; }

private:
    friend class TimerQueue;
    static constexpr std::size_t notArmed = std::numeric_limits<std::size_t>::max();
    std::size_t m_place = notArmed; // in the queue's heap
};

// Timers by the time they are due: a binary heap that knows where each stands, so that arming and disarming cost
// O(log n) and no allocation. Of those due at the same time any may be first.
class TimerQueue {
public:
    void arm(Timer& timer, Time when); // also when it is armed already
    void disarm(Timer& timer);

    bool empty() const { return m_heap.empty(); }
    std::size_t size() const { return m_heap.size(); }
    Time next() const { return m_heap.front().when; } // of a queue that is not empty
    Timer& takeFirst();                               // disarms it

private:
    struct Entry {
        Time when;
        Timer* timer;
    };
    void put(std::size_t place, const Entry& entry);
    void rise(std::size_t place, const Entry& entry);
    void sink(std::size_t place, const Entry& entry);

    std::vector<Entry> m_heap;
};

} // namespace bench
