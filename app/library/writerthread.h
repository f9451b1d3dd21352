#pragma once

#include "library/delivery.h"
#include "library/opening.h"
#include "library/stores.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace library {

// The one thread that writes. Works that wait are done in one transaction, each within a savepoint of its own, and are
// delivered when that transaction is durable.
class WriterThread {
public:
    struct Listener {
        std::function<void()> changed;
        std::function<void(const QString&)> full;
    };

    explicit WriterThread(Listener listener);
    ~WriterThread(); // does what was handed in before
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    base::Result<void> start(const Opening& opening);
    void post(Delivery delivery);

private:
    void loop(Database& database);
    bool takeNext(Delivery& next);
    void doGroup(Database& database, Stores& stores, Delivery first);
    std::optional<base::Error> commitTogether(Database& database, Stores& stores, std::vector<Delivery>& works);
    static std::optional<base::Error> doWork(Database& database, Stores& stores, Task& task);
    void note(const base::Error& error);
    void announce();

    Listener m_listener;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Delivery> m_waiting;
    bool m_stopping = false;
    bool m_unannounced = false;
    bool m_full = false;
    std::optional<base::Error> m_damage; // once met, nothing more is written
    std::chrono::steady_clock::time_point m_announced{};
    std::thread m_thread;
};

} // namespace library
