#include "bench/eventloop.h"

#include <algorithm>
#include <limits>

#include <sys/eventfd.h>

namespace bench {

EventLoop::EventLoop()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (valid())
        watch(m_wake.get(), EPOLLIN, nullptr);
}

bool EventLoop::watch(int descriptor, std::uint32_t events, Watcher* watcher) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = watcher;
    return epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void EventLoop::change(int descriptor, std::uint32_t events, Watcher* watcher) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = watcher;
    epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, descriptor, &event);
}

void EventLoop::forget(int descriptor, const Watcher* watcher) {
    epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, descriptor, nullptr);
    // What epoll already reported for it in this round must not be delivered any more.
    for (int event = m_event + 1; event < m_eventCount; ++event) {
        epoll_event& later = m_events[static_cast<std::size_t>(event)];
        if (later.data.ptr == watcher)
            later.events = 0;
    }
}

void EventLoop::arm(Timer& timer, Time when) {
    disarm(timer);
    timer.m_place = m_timers.emplace(when, &timer);
    timer.m_armed = true;
}

void EventLoop::disarm(Timer& timer) {
    if (timer.m_armed)
        m_timers.erase(timer.m_place);
    timer.m_armed = false;
}

void EventLoop::post(std::function<void()> action) {
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(action));
    }
    wake();
}

void EventLoop::quit() {
    m_quit = true;
    wake();
}

void EventLoop::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one); // a full counter wakes as well
}

void EventLoop::doPosted() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto size = ::read(m_wake.get(), &count, sizeof count); // empty: somebody read it already
    std::vector<std::function<void()>> posted;
    {
        const std::lock_guard lock(m_mutex);
        posted.swap(m_posted);
    }
    for (const std::function<void()>& action : posted)
        action();
}

int EventLoop::timeUntilNextTimer() const {
    if (m_timers.empty())
        return -1;
    const auto left = m_timers.begin()->first - std::chrono::steady_clock::now();
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<std::int64_t>(milliseconds, 0, std::numeric_limits<int>::max()));
}

void EventLoop::expireTimers() {
    if (m_timers.empty())
        return;
    // Those due now; one armed by these waits for the next round, so that sockets get their turn.
    const Time now = std::chrono::steady_clock::now();
    std::vector<Timer*> due;
    for (auto place = m_timers.begin(); place != m_timers.end() && place->first <= now; ++place)
        due.push_back(place->second);
    for (std::size_t index = 0; index < due.size(); ++index) {
        Timer& timer = *due[index];
        // An earlier one may have disarmed or moved it; buried objects stay alive until the round is over.
        if (!timer.m_armed || timer.m_place->first > now)
            continue;
        disarm(timer);
        timer.expired();
    }
}

void EventLoop::run() {
    while (!m_quit) {
        const int count =
            epoll_wait(m_epoll.get(), m_events.data(), static_cast<int>(m_events.size()), timeUntilNextTimer());
        m_eventCount = std::max(count, 0);
        for (m_event = 0; m_event < m_eventCount; ++m_event) {
            const epoll_event event = m_events[static_cast<std::size_t>(m_event)];
            auto* watcher = static_cast<Watcher*>(event.data.ptr);
            if (!watcher)
                doPosted();
            else if (event.events != 0)
                watcher->ready(event.events);
        }
        m_eventCount = 0;
        expireTimers();
        m_buried.clear();
    }
    doPosted();
    m_buried.clear();
}

} // namespace bench
