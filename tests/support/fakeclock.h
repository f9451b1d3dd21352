#pragma once

#include "base/clock.h"

#include <QPointer>

#include <algorithm>
#include <vector>

namespace support {

// Time that stands still until advance() is called. Everything due is called in the order of its time, from within
// advance(), with the clock at that time.
class FakeClock final : public base::Clock {
public:
    QDateTime nowUtc() const override {
        return m_epoch.addMSecs(std::chrono::duration_cast<std::chrono::milliseconds>(m_now).count());
    }
    std::chrono::nanoseconds monotonic() const override { return m_now; }

    void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> action) override {
        m_calls.push_back({m_now + delay, ++m_last, context, std::move(action)});
    }

    void advance(std::chrono::nanoseconds by) {
        const auto until = m_now + by;
        for (;;) {
            const auto next = std::min_element(m_calls.begin(), m_calls.end(), [](const Call& a, const Call& b) {
                return std::pair(a.at, a.number) < std::pair(b.at, b.number);
            });
            if (next == m_calls.end() || next->at > until)
                break;
            const Call call = std::move(*next);
            m_calls.erase(next);
            m_now = std::max(m_now, call.at);
            if (call.context)
                call.action();
        }
        m_now = until;
    }

private:
    struct Call {
        std::chrono::nanoseconds at;
        quint64 number;
        QPointer<QObject> context;
        std::function<void()> action;
    };
    QDateTime m_epoch{QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};
    std::chrono::nanoseconds m_now{std::chrono::hours(1)};
    quint64 m_last = 0;
    std::vector<Call> m_calls;
};

} // namespace support
