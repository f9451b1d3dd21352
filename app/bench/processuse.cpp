#include "bench/processuse.h"

#include "base/file.h"

#include <QDir>
#include <QFile>

#include <ctime>
#include <sys/resource.h>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostOfAFile = 64 * 1024;

QByteArray procFile(const QString& path) {
    return base::readFile(QString("/proc/"_L1 % path), mostOfAFile).valueOr(QByteArray());
}

// "VmHWM:     1616 kB"
qint64 bytesOf(const QByteArray& text, const QByteArray& name) {
    for (const QByteArray& line : text.split('\n')) {
        if (line.startsWith(name))
            return line.mid(name.size()).simplified().split(' ').value(0).toLongLong() * 1024;
    }
    return 0;
}

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

std::optional<ProcessUse> useOfProcess(qint64 process) {
    const QString folder = QString::number(process);
    const QByteArray stat = procFile(QString(folder % "/stat"_L1));
    // proc(5): the name stands in brackets and may hold anything; user and system time are fields 14 and 15.
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13)
        return std::nullopt;
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    return ProcessUse{.cpuUserS = fields.at(11).toDouble() / ticks,
                      .cpuSystemS = fields.at(12).toDouble() / ticks,
                      .peakRssBytes = bytesOf(procFile(QString(folder % "/status"_L1)), "VmHWM:")};
}

ProcessUse ownUse() {
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    qint64 peak = bytesOf(procFile(u"self/status"_s), "VmHWM:");
    if (peak == 0)
        peak = static_cast<qint64>(use.ru_maxrss) * 1024;
    return {.cpuUserS = secondsOf(use.ru_utime), .cpuSystemS = secondsOf(use.ru_stime), .peakRssBytes = peak};
}

void forgetPeak() {
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        file.write("5");
}

qint64 freeMemory() {
    return bytesOf(procFile(u"meminfo"_s), "MemAvailable:");
}

// proc(5), the line "cpu": user, nice, system, idle, iowait, irq, softirq, steal. What interrupts take is nobody's.
std::optional<MachineUse> machineUseFrom(const QByteArray& stat) {
    const QByteArrayList fields = stat.split('\n').value(0).simplified().split(' ');
    if (fields.size() < 9 || fields.at(0) != "cpu")
        return std::nullopt;
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    MachineUse use;
    for (qsizetype at = 1; at < 9; ++at)
        use.coresS += fields.at(at).toDouble() / ticks;
    for (const qsizetype at : {1, 2, 3, 8})
        use.workS += fields.at(at).toDouble() / ticks;
    return use;
}

std::optional<MachineUse> machineUse() {
    return machineUseFrom(procFile(u"stat"_s));
}

std::map<int, std::chrono::nanoseconds> threadTimes() {
    std::map<int, std::chrono::nanoseconds> times;
    const QStringList threads = QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& thread : threads) {
        const QByteArray first = procFile(QString("self/task/"_L1 % thread % "/schedstat"_L1)).split(' ').value(0);
        times[thread.toInt()] = std::chrono::nanoseconds(first.toLongLong());
    }
    return times;
}

std::chrono::nanoseconds ownThreadTime() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace bench
