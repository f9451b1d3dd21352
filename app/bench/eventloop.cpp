#include "bench/eventloop.h"

#include <algorithm>
#include <cerrno>
#include <limits>

#include <poll.h>
#include <sys/eventfd.h>

namespace bench {

using namespace std::chrono_literals;

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

// To the nanosecond, for a wait that is rounded up to a millisecond would be most of a short delay.
int EventLoop::waitForEvents() {
    using namespace std::chrono;
    const bool timed = !m_timers.empty();
    const nanoseconds left = timed ? std::max<nanoseconds>(m_timers.next() - steady_clock::now(), 0ns) : 0ns;
    const int room = static_cast<int>(m_events.size());
    if (m_waitsInNanoseconds) {
        const timespec wait{duration_cast<seconds>(left).count(), (left % 1s).count()};
        const int count = epoll_pwait2(m_epoll.get(), m_events.data(), room, timed ? &wait : nullptr, nullptr);
        if (count >= 0 || errno != ENOSYS)
            return count;
        m_waitsInNanoseconds = false;
    }
    const auto most = static_cast<std::int64_t>(std::numeric_limits<int>::max());
    const auto milliseconds = std::min(ceil<std::chrono::milliseconds>(left).count(), most);
    return epoll_wait(m_epoll.get(), m_events.data(), room, timed ? static_cast<int>(milliseconds) : -1);
}

void EventLoop::expireTimers() {
    if (m_timers.empty())
        return;
    // At most so many and none that is armed by these, so that sockets get their turn; the rest is due at once.
    const Time now = std::chrono::steady_clock::now();
    for (std::size_t left = std::min(m_timers.size(), m_events.size()); left > 0 && !m_timers.empty(); --left) {
        if (m_timers.next() > now)
            return;
        m_timers.takeFirst().expired();
    }
}

void EventLoop::standStill(std::chrono::milliseconds time) {
    const Time end = std::chrono::steady_clock::now() + time;
    while (!m_quit) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        pollfd woken{m_wake.get(), POLLIN, 0};
        if (left <= 0 || ::poll(&woken, 1, static_cast<int>(left)) == 0)
            return;
        if (woken.revents != 0)
            doPosted();
    }
}

bool EventLoop::waitForRoom(int descriptor) {
    while (true) {
        std::array<pollfd, 2> either{pollfd{descriptor, POLLOUT, 0}, pollfd{m_wake.get(), POLLIN, 0}};
        ::poll(either.data(), either.size(), m_quit ? 0 : -1);
        if (either[0].revents != 0)
            return true;
        if (m_quit)
            return false;
        if (either[1].revents != 0)
            doPosted();
    }
}

void EventLoop::run() {
    while (!m_quit) {
        m_eventCount = std::max(waitForEvents(), 0);
        m_roundBegan = std::chrono::steady_clock::now();
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
        if (m_afterRound)
            m_afterRound();
        m_buried.clear();
    }
    doPosted();
    m_buried.clear();
}

} // namespace bench
