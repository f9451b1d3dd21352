#pragma once

#include "library/delivery.h"
#include "library/opening.h"
#include "library/stores.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace library {

// A reading thread with a connection of its own. Each work sees one state of the library.
class Lane {
public:
    Lane() = default;
    ~Lane(); // ends the running query, fails what waits
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    base::Result<void> start(const Opening& opening); // returns when the connection stands
    void post(Delivery delivery);
    void interrupt();

private:
    void loop();
    static void work(Database& database, Stores& stores, Delivery& delivery);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Delivery> m_waiting;
    std::unique_ptr<Database> m_database; // used by the thread alone, but for interrupt()
    bool m_busy = false;                  // a work runs: only then is there something to interrupt
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace library
