#include "bench/spending.h"

#include "bench/processuse.h"

#include <QThread>

#include <algorithm>

namespace bench {

void Spending::begin() {
    forgetPeak();
    m_use = ownUse();
    m_since = std::chrono::steady_clock::now();
    m_ownThread = ownThreadTime();
    m_older = threadTimes();
}

void Spending::end() {
    const ProcessUse now = ownUse();
    m_use = {now.cpuUserS - m_use.cpuUserS, now.cpuSystemS - m_use.cpuSystemS, now.peakRssBytes};
    std::chrono::nanoseconds most{};
    for (const auto& [thread, time] : threadTimes()) {
        if (!m_older.contains(thread))
            most = std::max(most, time);
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_since;
    const auto share = [passed](std::chrono::nanoseconds time) {
        return passed.count() > 0 ? std::chrono::duration<double>(time) / passed : 0.0;
    };
    m_busiest = std::min(1.0, share(most));
    m_interface = share(ownThreadTime() - m_ownThread) / std::max(1, QThread::idealThreadCount());
}

} // namespace bench
