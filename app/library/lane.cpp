#include "library/lane.h"

#include "library/errors.h"
#include "library/transaction.h"

#include <QCoreApplication>

#include <future>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

base::Error outdated() {
    return {interrupted, Words::tr("The search was stopped.")};
}

} // namespace

Lane::~Lane() {
    {
        const std::lock_guard guard(m_mutex);
        m_stopping = true;
    }
    interrupt();
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

base::Result<void> Lane::start(const Opening& opening) {
    std::promise<base::Result<void>> started;
    auto result = started.get_future();
    m_thread = std::thread([this, &opening, started = std::move(started)]() mutable {
        auto database = connectTo(opening, false);
        if (!database) {
            started.set_value(database.error());
            return;
        }
        m_database = *std::move(database);
        started.set_value({});
        loop();
        m_database.reset();
    });
    return result.get();
}

void Lane::post(Delivery delivery) {
    {
        const std::lock_guard guard(m_mutex);
        m_waiting.push_back(std::move(delivery));
    }
    m_wake.notify_one();
}

void Lane::interrupt() {
    std::deque<Delivery> given;
    {
        const std::lock_guard guard(m_mutex);
        given.swap(m_waiting);
        if (m_busy)
            m_database->interrupt();
    }
    for (Delivery& delivery : given)
        delivery.sendFailed(outdated());
}

void Lane::loop() {
    Stores stores(*m_database);
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        Delivery delivery = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_busy = true;
        m_database->clearInterrupt(); // under the lock: an interrupt meant for the work before never reaches this one
        lock.unlock();
        work(*m_database, stores, delivery);
        lock.lock();
        m_busy = false;
        lock.unlock();
        delivery.send();
        lock.lock();
    }
}

void Lane::work(Database& database, Stores& stores, Delivery& delivery) {
    Transaction view(database, Transaction::Kind::Read);
    if (const auto begun = view.begun(); !begun)
        delivery.task().fail(begun.error());
    else
        delivery.task().run(stores);
}

} // namespace library
