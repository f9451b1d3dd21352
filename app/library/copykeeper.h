#pragma once

#include "library/opening.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace library {

// The copies that earlier starts made before they brought a library up to date go once a later start has read all of
// the library, in a thread of its own, and found it sound. What ends before that leaves them to the next start.
class CopyKeeper {
public:
    using Begun = std::function<void(const CopyKeeper&)>; // the reading may be stopped now; called from its thread

    // `opening` outlives it, and holds the lock. It waits first: the disk is the window's until it stands.
    explicit CopyKeeper(const Opening& opening, std::chrono::milliseconds wait = std::chrono::seconds(3),
                        Begun begun = {});
    ~CopyKeeper(); // stops the reading
    CopyKeeper(const CopyKeeper&) = delete;
    CopyKeeper& operator=(const CopyKeeper&) = delete;
    bool isStopping() const { return m_stopping; }

private:
    void work(const Opening& opening);
    bool isSound(const Opening& opening);
    bool waitUnlessStopped();
    bool setReading(Database* reading);

    const std::chrono::milliseconds m_wait;
    const Begun m_begun;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::atomic_bool m_stopping = false;
    Database* m_reading = nullptr; // what is to be interrupted
    std::thread m_thread;
};

} // namespace library
