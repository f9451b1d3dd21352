#pragma once

#include "library/opening.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace library {

// The copies that earlier starts made before they brought a library up to date go once a later start has read all of
// the library, in a thread of its own, and found it sound. What ends before that leaves them to the next start.
class CopyKeeper {
public:
    explicit CopyKeeper(const Opening& opening); // which outlives it, and holds the lock
    ~CopyKeeper();                               // stops the reading
    CopyKeeper(const CopyKeeper&) = delete;
    CopyKeeper& operator=(const CopyKeeper&) = delete;

private:
    void work(const Opening& opening);
    bool isSound(const Opening& opening);
    bool waitUnlessStopped();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    Database* m_reading = nullptr; // what is to be interrupted
    std::thread m_thread;
};

} // namespace library
