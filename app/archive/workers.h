#pragma once

#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace archive {

// Threads for parsing, extracting and compressing: all started at once, none expires, none has an event loop (a new
// event loop aborts the program when descriptors have run out).
class Workers : public QObject {
    Q_OBJECT

public:
    using Finish = std::function<void()>;
    using Work = std::function<Finish()>;

    explicit Workers(int threads, QObject* parent = nullptr);
    ~Workers() override; // waits for what runs; what only waits is dropped

    // `work` runs on a worker, in the order handed in; what it returns runs on this object's thread.
    void run(Work work);

private:
    void serve();

    std::mutex m_mutex;
    std::condition_variable m_wanted;
    std::deque<Work> m_waiting;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace archive
