#include "base/clock.h"

#include <QTimer>

namespace base {

QDateTime SystemClock::nowUtc() const {
    return QDateTime::currentDateTimeUtc();
}

std::chrono::nanoseconds SystemClock::monotonic() const {
    return std::chrono::steady_clock::now().time_since_epoch();
}

void SystemClock::callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> action) {
    QTimer::singleShot(delay, Qt::PreciseTimer, context, std::move(action));
}

} // namespace base
