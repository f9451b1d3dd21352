#pragma once

#include "bench/loadresult.h"

#include <map>
#include <optional>

namespace bench {

// What Linux tells of processes and threads in /proc. Without /proc nothing is told, and figures stay at 0.

// Of another process since it began; nothing when there is none of this number (any more).
std::optional<ProcessUse> useOfProcess(qint64 process);

ProcessUse ownUse(); // processor time since the start; the peak since the program began or forgetPeak()
void forgetPeak();   // the peak of this process's memory becomes what it uses now
qint64 freeMemory(); // bytes of this machine that programs may still take; 0: not known

// Processor time of this machine since it began, all cores together; nothing where it is not told.
struct MachineUse {
    double workS = 0;  // by programs, and taken by other machines on the same hardware
    double coresS = 0; // that there was
};
std::optional<MachineUse> machineUse();
std::optional<MachineUse> machineUseFrom(const QByteArray& stat); // the text of /proc/stat

std::map<int, std::chrono::nanoseconds> threadTimes(); // processor time of each thread of this process
std::chrono::nanoseconds ownThreadTime();              // of the calling thread

} // namespace bench
