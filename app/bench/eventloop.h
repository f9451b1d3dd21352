#pragma once

#include "bench/descriptor.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include <sys/epoll.h>

namespace bench {

using Time = std::chrono::steady_clock::time_point;

// One epoll set with timers, run by one thread; the server uses it and the engine that drives its own sockets is meant
// to. Level-triggered. Only post() and quit() may be called from other threads.
class EventLoop {
public:
    class Watcher {
    public:
        virtual void ready(std::uint32_t events) = 0;

    protected:
        ~Watcher() = default;
    };

    class Timer {
    public:
        virtual ~Timer() = default;
        virtual void expired() = 0; // the timer is no longer armed then
        bool armed() const { return m_armed; }

    private:
        friend class EventLoop;
        std::multimap<Time, Timer*>::iterator m_place;
        bool m_armed = false;
    };

    EventLoop();
    bool valid() const { return m_epoll && m_wake; } // false when there were no descriptors left

    bool watch(int descriptor, std::uint32_t events, Watcher* watcher);
    void change(int descriptor, std::uint32_t events, Watcher* watcher);
    void forget(int descriptor, const Watcher* watcher); // before the descriptor is closed

    void arm(Timer& timer, Time when);
    void disarm(Timer& timer);

    // Keeps `object` until what is being worked on is done: the way for a watcher to end its own life.
    void bury(std::shared_ptr<void> object) { m_buried.push_back(std::move(object)); }

    void post(std::function<void()> action); // done by the loop's thread; any thread
    void run();                              // until quit(); what was posted before is done
    void quit();                             // any thread

private:
    int timeUntilNextTimer() const; // ms, -1 without a timer
    void expireTimers();
    void wake();
    void doPosted();

    Descriptor m_epoll;
    Descriptor m_wake;
    std::array<epoll_event, 256> m_events{};
    int m_event = 0;
    int m_eventCount = 0;
    std::multimap<Time, Timer*> m_timers;
    std::vector<std::shared_ptr<void>> m_buried;
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_posted; // guarded by m_mutex
    std::atomic<bool> m_quit = false;
};

} // namespace bench
