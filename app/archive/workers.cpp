#include "archive/workers.h"

#include <QThread>

namespace archive {

Workers::Workers(int threads, QObject* parent)
    : QObject(parent) {
    for (int index = 0; index < threads; ++index)
        m_threads.emplace_back([this] { serve(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_waiting.clear();
    }
    m_wanted.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void Workers::run(Work work) {
    Q_ASSERT(QThread::currentThread() == thread());
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(work));
    }
    m_wanted.notify_one();
}

void Workers::serve() {
    for (;;) {
        Work work;
        {
            std::unique_lock lock(m_mutex);
            m_wanted.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
            if (m_ending)
                return;
            work = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        // Queued to this object, which outlives the thread; nothing is posted to objects that may be gone.
        QMetaObject::invokeMethod(this, work(), Qt::QueuedConnection);
    }
}

} // namespace archive
