#pragma once

#include "bench/descriptor.h"
#include "bench/timerqueue.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <sys/epoll.h>

namespace bench {

// One epoll set with timers, run by one thread: the server's. Level-triggered. Only post() and quit() may be called
// from other threads.
class EventLoop {
public:
    class Watcher {
    public:
        virtual void ready(std::uint32_t events) = 0;

    protected:
        ~Watcher() = default;
    };
    using Timer = bench::Timer;

    EventLoop();
    bool valid() const { return m_epoll && m_wake; } // false when there were no descriptors left

    bool watch(int descriptor, std::uint32_t events, Watcher* watcher);
    void change(int descriptor, std::uint32_t events, Watcher* watcher);
    void forget(int descriptor, const Watcher* watcher); // before the descriptor is closed

    void arm(Timer& timer, Time when) { m_timers.arm(timer, when); } // never expires early
    void disarm(Timer& timer) { m_timers.disarm(timer); }

    Time roundBegan() const { return m_roundBegan; } // a clock that is cheap to read and a round late
    void standStill(std::chrono::milliseconds time); // does nothing at all for so long, or until quit()
    bool waitForRoom(int descriptor); // does nothing else until it can be written to; false: quit() came before

    // Keeps `object` until what is being worked on is done: the way for a watcher to end its own life.
    void bury(std::shared_ptr<void> object) { m_buried.push_back(std::move(object)); }

    // Called by the loop's thread after each round of events and timers; empty: nothing.
    void afterEachRound(std::function<void()> action) { m_afterRound = std::move(action); }

    void post(std::function<void()> action); // done by the loop's thread; any thread
    void run();                              // until quit(); what was posted before is done
    void quit();                             // any thread

private:
    int waitForEvents();
    void expireTimers();
    void wake();
    void doPosted();

    Descriptor m_epoll;
    Descriptor m_wake;
    std::array<epoll_event, 256> m_events{};
    int m_event = 0;
    int m_eventCount = 0;
    TimerQueue m_timers;
    Time m_roundBegan = std::chrono::steady_clock::now();
    bool m_waitsInNanoseconds = true; // until the kernel says that it cannot
    std::function<void()> m_afterRound;
    std::vector<std::shared_ptr<void>> m_buried;
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_posted; // guarded by m_mutex
    std::atomic<bool> m_quit = false;
};

} // namespace bench
