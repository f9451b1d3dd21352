#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

class QObject;

namespace base {

// Time as a service, so that tests can move it. Durations and deadlines use monotonic(), which a change of the
// system clock does not touch; nowUtc() is for what is stored and shown.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    virtual QDateTime nowUtc() const = 0;
    virtual std::chrono::nanoseconds monotonic() const = 0;

    // Calls `action` once on the thread of `context`, not before `delay` has passed; never when `context` is gone.
    // Call it from the thread of `context`.
    virtual void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> action) = 0;
};

class SystemClock final : public Clock {
public:
    QDateTime nowUtc() const override;
    std::chrono::nanoseconds monotonic() const override;
    void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> action) override;
};

} // namespace base
