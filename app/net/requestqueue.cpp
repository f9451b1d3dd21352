#include "net/requestqueue.h"

#include <QThread>

#include <algorithm>
#include <limits>

namespace net {

namespace {

constexpr std::chrono::seconds together{1}; // answers this close belong to one episode of slowing

std::size_t at(Lane lane) {
    return lane == Lane::Asset ? 0 : 1;
}

} // namespace

RequestQueue::RequestQueue(base::Clock& clock, int limit, int hostLimit)
    : m_clock(clock)
    , m_limit(std::max(1, limit))
    , m_hostLimit(std::max(1, hostLimit))
    , m_cap(std::numeric_limits<int>::max()) {}

RequestQueue::Entry* RequestQueue::find(Ticket ticket) {
    const auto index = static_cast<Index>(ticket & 0xffff'ffff);
    if (index >= m_entries.size())
        return nullptr;
    Entry& entry = m_entries[index];
    return entry.state != Entry::State::Free && entry.generation == ticket >> 32 ? &entry : nullptr;
}

RequestQueue::Index RequestQueue::hostNamed(const QString& name) {
    const auto known = m_hostByName.constFind(name);
    if (known != m_hostByName.cend())
        return *known;
    Index index;
    if (m_freeHosts.empty()) {
        index = static_cast<Index>(m_hosts.size());
        m_hosts.emplace_back();
    } else {
        index = m_freeHosts.back();
        m_freeHosts.pop_back();
    }
    m_hosts[index].name = name;
    m_hostByName.insert(name, index);
    return index;
}

bool RequestQueue::hasRoom(const Host& host) const {
    int limit = m_hostLimit;
    if (host.cap > 0)
        limit = std::min(limit, host.cap);
    if (host.slowed > 0)
        limit = std::min(limit, host.slowed);
    return host.inFlight < limit && (host.notBefore.count() == 0 || m_clock.monotonic() >= host.notBefore);
}

void RequestQueue::takeTurn(Index index) {
    Host& host = m_hosts[index];
    for (std::size_t lane = 0; lane < 2; ++lane) {
        Line& line = host.lines[lane];
        if (line.first == none || line.inTurn)
            continue;
        line.inTurn = true;
        m_turns[lane].push_back(index);
    }
}

void RequestQueue::append(Index index) {
    Entry& entry = m_entries[index];
    Host& host = m_hosts[entry.host];
    Line& line = host.lines[at(entry.lane)];
    entry.previous = line.last;
    entry.next = none;
    (line.last == none ? line.first : m_entries[line.last].next) = index;
    line.last = index;
    ++host.waiting;
    ++m_waiting;
}

void RequestQueue::unlink(Index index) {
    Entry& entry = m_entries[index];
    Host& host = m_hosts[entry.host];
    Line& line = host.lines[at(entry.lane)];
    (entry.previous == none ? line.first : m_entries[entry.previous].next) = entry.next;
    (entry.next == none ? line.last : m_entries[entry.next].previous) = entry.previous;
    entry.previous = entry.next = none;
    --host.waiting;
    --m_waiting;
}

void RequestQueue::release(Index index) {
    Entry& entry = m_entries[index];
    entry.start = {};
    entry.state = Entry::State::Free;
    ++entry.generation;
    m_freeEntries.push_back(index);
}

// A million links may have a million hosts: one that nothing waits for leaves no trace, unless it is being slowed.
void RequestQueue::forgetIfIdle(Index index) {
    Host& host = m_hosts[index];
    if (host.inFlight > 0 || host.waiting > 0 || host.slowed > 0 || host.lines[0].inTurn || host.lines[1].inTurn)
        return;
    m_hostByName.remove(host.name);
    const quint32 epoch = host.epoch + 1;
    host = {};
    host.epoch = epoch;
    m_freeHosts.push_back(index);
}

RequestQueue::Ticket RequestQueue::enqueue(const QString& host, Lane lane, Start start) {
    Q_ASSERT(QThread::currentThread() == thread());
    Index index;
    if (m_freeEntries.empty()) {
        index = static_cast<Index>(m_entries.size());
        m_entries.emplace_back();
    } else {
        index = m_freeEntries.back();
        m_freeEntries.pop_back();
    }
    Entry& entry = m_entries[index];
    entry.start = std::move(start);
    entry.host = hostNamed(host);
    entry.lane = lane;
    entry.state = Entry::State::Waiting;
    append(index);
    if (hasRoom(m_hosts[entry.host]))
        takeTurn(entry.host);
    wake();
    return (Ticket(entry.generation) << 32) | index;
}

void RequestQueue::finish(Ticket ticket) {
    Q_ASSERT(QThread::currentThread() == thread());
    Entry* entry = find(ticket);
    Q_ASSERT(entry && entry->state == Entry::State::Running);
    if (!entry || entry->state != Entry::State::Running)
        return;
    const Index index = entry->host;
    release(static_cast<Index>(ticket & 0xffff'ffff));
    --m_hosts[index].inFlight;
    --m_inFlight;
    if (hasRoom(m_hosts[index]))
        takeTurn(index);
    forgetIfIdle(index);
    wake();
}

bool RequestQueue::cancel(Ticket ticket) {
    Q_ASSERT(QThread::currentThread() == thread());
    Entry* entry = find(ticket);
    if (!entry || entry->state != Entry::State::Waiting)
        return false;
    const auto index = static_cast<Index>(ticket & 0xffff'ffff);
    const Index host = entry->host;
    unlink(index);
    release(index);
    forgetIfIdle(host);
    return true;
}

void RequestQueue::setLimits(int limit, int hostLimit) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_limit = std::max(1, limit);
    m_hostLimit = std::max(1, hostLimit);
    for (Index index = 0; index < m_hosts.size(); ++index) {
        if (m_hosts[index].waiting > 0 && hasRoom(m_hosts[index]))
            takeTurn(index);
    }
    wake();
}

void RequestQueue::setCap(int cap) {
    m_cap = std::max(1, cap);
    wake();
}

void RequestQueue::setHostCap(const QString& host, int cap) {
    m_hosts[hostNamed(host)].cap = cap;
}

void RequestQueue::setPaused(bool paused) {
    m_paused = paused;
    wake();
}

void RequestQueue::slowHost(const QString& name, std::chrono::milliseconds wait) {
    Q_ASSERT(QThread::currentThread() == thread());
    const auto now = m_clock.monotonic();
    const Index index = hostNamed(name);
    Host& host = m_hosts[index];
    const bool sameEpisode = host.slowed > 0 && (now < host.notBefore || now - host.slowedAt < together);
    if (!sameEpisode)
        host.slowed = std::max(1, std::min(host.slowed > 0 ? host.slowed : m_hostLimit, m_hostLimit) / 2);
    host.slowedAt = now;
    host.notBefore = std::max<std::chrono::nanoseconds>(host.notBefore, now + wait);
    const quint32 epoch = ++host.epoch;
    const auto held = std::chrono::ceil<std::chrono::milliseconds>(host.notBefore - now);
    m_clock.callAfter(held, this, [this, index, epoch] {
        if (m_hosts[index].epoch == epoch) {
            m_hosts[index].notBefore = {};
            takeTurn(index);
            wake();
        }
    });
    m_clock.callAfter(held + recoverStep, this, [this, index, epoch] { recover(index, epoch); });
}

void RequestQueue::recover(Index index, quint32 epoch) {
    Host& host = m_hosts[index];
    if (host.epoch != epoch)
        return;
    if (++host.slowed >= m_hostLimit) {
        host.slowed = 0;
        host.notBefore = {};
    } else {
        m_clock.callAfter(recoverStep, this, [this, index, epoch] { recover(index, epoch); });
    }
    if (hasRoom(host))
        takeTurn(index);
    forgetIfIdle(index);
    wake();
}

int RequestQueue::inFlight(const QString& host) const {
    const auto known = m_hostByName.constFind(host);
    return known == m_hostByName.cend() ? 0 : m_hosts[*known].inFlight;
}

void RequestQueue::wake() {
    if (m_woken)
        return;
    m_woken = true;
    QMetaObject::invokeMethod(this, &RequestQueue::startReady, Qt::QueuedConnection);
}

void RequestQueue::startReady() {
    m_woken = false;
    // What a start does (finish, enqueue, pause) is seen by the next round of this loop.
    while (!m_paused && m_inFlight < std::min(m_limit, m_cap)) {
        if (!startNext(Lane::Asset) && !startNext(Lane::Page))
            return;
    }
}

bool RequestQueue::startNext(Lane lane) {
    std::deque<Index>& turns = m_turns[at(lane)];
    while (!turns.empty()) {
        const Index hostIndex = turns.front();
        turns.pop_front();
        Host& host = m_hosts[hostIndex];
        Line& line = host.lines[at(lane)];
        line.inTurn = false;
        if (line.first == none || !hasRoom(host)) {
            forgetIfIdle(hostIndex); // it takes a turn again when it has room
            continue;
        }
        const Index index = line.first;
        unlink(index);
        Entry& entry = m_entries[index];
        entry.state = Entry::State::Running;
        ++host.inFlight;
        ++m_inFlight;
        if (line.first != none) {
            line.inTurn = true;
            turns.push_back(hostIndex);
        }
        const Start start = std::move(entry.start);
        start();
        return true;
    }
    return false;
}

} // namespace net
