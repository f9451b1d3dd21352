#include "library/writerthread.h"

#include "library/errors.h"
#include "library/limits.h"
#include "library/transaction.h"

#include <future>

namespace library {

namespace {

constexpr std::chrono::milliseconds announceEvery{250};

using Clock = std::chrono::steady_clock;

} // namespace

WriterThread::WriterThread(Listener listener)
    : m_listener(std::move(listener)) {}

WriterThread::~WriterThread() {
    {
        const std::lock_guard guard(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

base::Result<void> WriterThread::start(const Opening& opening) {
    std::promise<base::Result<void>> started;
    auto result = started.get_future();
    m_thread = std::thread([this, &opening, started = std::move(started)]() mutable {
        const auto database = connectTo(opening, true);
        if (!database) {
            started.set_value(database.error());
            return;
        }
        started.set_value({});
        loop(**database);
    });
    return result.get();
}

void WriterThread::post(Delivery delivery) {
    {
        const std::lock_guard guard(m_mutex);
        m_waiting.push_back(std::move(delivery));
    }
    m_wake.notify_one();
}

void WriterThread::loop(Database& database) {
    Stores stores(database);
    for (;;) {
        std::unique_lock lock(m_mutex);
        const auto wanted = [this] { return m_stopping || !m_waiting.empty(); };
        if (!m_unannounced)
            m_wake.wait(lock, wanted);
        else if (!m_wake.wait_until(lock, m_announced + announceEvery, wanted)) {
            lock.unlock();
            announce();
            continue;
        }
        if (m_waiting.empty())
            return;
        Delivery first = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        doGroup(database, stores, std::move(first));
    }
}

bool WriterThread::takeNext(Delivery& next) {
    const std::lock_guard guard(m_mutex);
    if (m_waiting.empty())
        return false;
    next = std::move(m_waiting.front());
    m_waiting.pop_front();
    return true;
}

void WriterThread::doGroup(Database& database, Stores& stores, Delivery first) {
    std::vector<Delivery> works;
    works.push_back(std::move(first));
    const std::optional<base::Error> lost = m_damage ? m_damage : commitTogether(database, stores, works);
    if (lost)
        note(*lost);
    for (Delivery& work : works) {
        if (lost)
            work.sendFailed(*lost);
        else
            work.send();
    }
    if (lost)
        return;
    m_full = false;
    m_unannounced = true;
    if (Clock::now() - m_announced >= announceEvery)
        announce();
}

std::optional<base::Error> WriterThread::commitTogether(Database& database, Stores& stores,
                                                        std::vector<Delivery>& works) {
    Transaction group(database, Transaction::Kind::Write);
    if (const auto begun = group.begun(); !begun)
        return begun.error();
    const auto closing = Clock::now() + std::chrono::milliseconds(groupTime.standard);
    for (;;) {
        if (const auto lost = doWork(database, stores, works.back().task()))
            return lost;
        Delivery next(nullptr, nullptr);
        if (qint64(works.size()) >= groupWorks.standard || Clock::now() >= closing || !takeNext(next))
            break;
        works.push_back(std::move(next));
    }
    if (const auto committed = group.commit(); !committed)
        return committed.error();
    return std::nullopt;
}

// An error when the whole group is lost: SQLite rolls back by itself on a full disk, and damage must not be built upon.
std::optional<base::Error> WriterThread::doWork(Database& database, Stores& stores, Task& task) {
    Savepoint step(database);
    if (const auto begun = step.begun(); !begun)
        return begun.error();
    if (task.run(stores)) {
        const auto released = step.release();
        return released ? std::nullopt : std::optional(released.error());
    }
    const base::Error error = task.error();
    if (!database.inTransaction() || error.kind == libraryFull || error.kind == libraryDamaged)
        return error;
    return std::nullopt;
}

void WriterThread::note(const base::Error& error) {
    if (error.kind == libraryDamaged)
        m_damage = error;
    if (error.kind != libraryFull || m_full)
        return;
    m_full = true;
    m_listener.full(error.message);
}

void WriterThread::announce() {
    m_announced = Clock::now();
    m_unannounced = false;
    m_listener.changed();
}

} // namespace library
