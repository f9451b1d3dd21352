#pragma once

#include "base/clock.h"

#include <QMutex>
#include <QPointer>
#include <QThread>

#include <algorithm>
#include <vector>

namespace support {

// Time that stands still until advance() is called. Everything due is called in the order of its time, with the clock
// at that time: from within advance() where its context lives in the calling thread, from the event loop of its own
// thread otherwise. The clock may be read and given calls from any thread.
class FakeClock final : public base::Clock {
public:
    QDateTime nowUtc() const override {
        const QMutexLocker lock(&m_mutex);
        return m_epoch.addMSecs(std::chrono::duration_cast<std::chrono::milliseconds>(m_now).count());
    }
    std::chrono::nanoseconds monotonic() const override {
        const QMutexLocker lock(&m_mutex);
        return m_now;
    }

    void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> action) override {
        const QMutexLocker lock(&m_mutex);
        m_calls.push_back(
            {m_now + std::max(delay, std::chrono::milliseconds(0)), ++m_last, context, std::move(action)});
    }

    void advance(std::chrono::nanoseconds by) {
        const auto until = monotonic() + by;
        Call call;
        while (takeDue(until, call)) {
            if (!call.context)
                continue;
            if (call.context->thread() == QThread::currentThread())
                call.action();
            else
                QMetaObject::invokeMethod(call.context, std::move(call.action), Qt::QueuedConnection);
        }
        const QMutexLocker lock(&m_mutex);
        m_now = until;
    }

    // Somebody set the system's clock; monotonic() goes on as before.
    void setNowUtc(const QDateTime& now) {
        const QMutexLocker lock(&m_mutex);
        m_epoch = now.addMSecs(-std::chrono::duration_cast<std::chrono::milliseconds>(m_now).count());
    }

    int pendingCalls() const {
        const QMutexLocker lock(&m_mutex);
        return static_cast<int>(m_calls.size());
    }

private:
    struct Call {
        std::chrono::nanoseconds at{};
        quint64 number = 0;
        QPointer<QObject> context;
        std::function<void()> action;
    };

    bool takeDue(std::chrono::nanoseconds until, Call& call) {
        const QMutexLocker lock(&m_mutex);
        const auto next = std::min_element(m_calls.begin(), m_calls.end(), [](const Call& a, const Call& b) {
            return std::pair(a.at, a.number) < std::pair(b.at, b.number);
        });
        if (next == m_calls.end() || next->at > until)
            return false;
        call = std::move(*next);
        m_calls.erase(next);
        m_now = std::max(m_now, call.at);
        return true;
    }

    mutable QMutex m_mutex;
    QDateTime m_epoch{QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};
    std::chrono::nanoseconds m_now{std::chrono::hours(1)};
    quint64 m_last = 0;
    std::vector<Call> m_calls;
};

} // namespace support
