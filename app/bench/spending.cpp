#include "bench/spending.h"

#include "bench/kerneldrops.h"

#include <QThread>

#include <algorithm>

namespace bench {

namespace {

constexpr double leastS = 2; // the kernel counts processor time in hundredths of a second

double cpuOf(const ProcessUse& use) {
    return use.cpuUserS + use.cpuSystemS;
}

} // namespace

ProcessUse usedSince(const ProcessUse& before, const ProcessUse& now) {
    return {now.cpuUserS - before.cpuUserS, now.cpuSystemS - before.cpuSystemS, now.peakRssBytes};
}

std::optional<double> othersShareOf(const MachineUse& before, const MachineUse& now, double ownS,
                                    std::chrono::duration<double> passed) {
    if (passed.count() < leastS || now.coresS <= before.coresS)
        return std::nullopt;
    return std::clamp((now.workS - before.workS - ownS) / (now.coresS - before.coresS), 0.0, 1.0);
}

void Spending::begin() {
    forgetPeak();
    m_older = threadTimes();
    renew();
}

void Spending::renew() {
    m_use = ownUse();
    m_since = std::chrono::steady_clock::now();
    m_ownThread = ownThreadTime();
    m_before = threadTimes();
    m_machine = machineUse();
    m_dropsBefore = kernelDropsSoFar();
}

void Spending::end(const std::optional<ProcessUse>& server, std::chrono::duration<double> runTime) {
    m_use = usedSince(m_use, ownUse());
    std::chrono::nanoseconds most{};
    for (const auto& [thread, time] : threadTimes()) {
        if (m_older.contains(thread))
            continue;
        const auto before = m_before.find(thread);
        most = std::max(most, before == m_before.end() ? time : time - before->second);
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_since;
    const auto share = [runTime](std::chrono::nanoseconds time) {
        return runTime.count() > 0 ? std::chrono::duration<double>(time) / runTime : 0.0;
    };
    m_busiest = std::min(1.0, share(most));
    m_interface = std::min(1.0, share(ownThreadTime() - m_ownThread) / std::max(1, QThread::idealThreadCount()));
    const auto drops = kernelDropsSoFar();
    if (m_dropsBefore && drops) // the numbers of a processor that was taken away are gone
        m_dropped = std::max<qint64>(0, *drops - *m_dropsBefore);
    const auto machine = machineUse();
    if (m_machine && machine)
        m_others = othersShareOf(*m_machine, *machine, cpuOf(m_use) + (server ? cpuOf(*server) : 0), passed);
}

} // namespace bench
