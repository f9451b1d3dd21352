#pragma once

#include "bench/loadresult.h"
#include "bench/processuse.h"

namespace bench {

// What this process used between two moments. Both are told by the same thread, the interface's where there is one.
class Spending {
public:
    void begin(); // forgets the peak of memory so far
    void renew(); // what was used until now does not count, but the peak of memory does
    // While the threads that were born since begin() live; `server`: what the built-in one used since then; `runTime`:
    // what shares of a core are of, without the look-up of names before it.
    void end(const std::optional<ProcessUse>& server, std::chrono::duration<double> runTime);

    const ProcessUse& use() const { return m_use; }
    double busiestThreadShare() const { return m_busiest; } // of one core, by a thread born since begin()
    double interfaceShare() const { return m_interface; }   // of all cores, by the thread that tells
    // Of all cores, by programs that are neither this one nor the server; nothing of a time too short to say.
    std::optional<double> othersShare() const { return m_others; }
    std::optional<qint64> kernelDrops() const { return m_dropped; } // since renew()

private:
    ProcessUse m_use;
    double m_busiest = 0;
    double m_interface = 0;
    std::optional<double> m_others;
    std::chrono::steady_clock::time_point m_since{};
    std::chrono::nanoseconds m_ownThread{};
    std::map<int, std::chrono::nanoseconds> m_older;  // threads at begin()
    std::map<int, std::chrono::nanoseconds> m_before; // what threads had used when it began to count
    std::optional<MachineUse> m_machine;
    std::optional<qint64> m_dropsBefore; // by the kernel
    std::optional<qint64> m_dropped;
};

// `ownS`: processor time of client and server meanwhile. Nothing of less than 2 s: the kernel counts coarsely.
std::optional<double> othersShareOf(const MachineUse& before, const MachineUse& now, double ownS,
                                    std::chrono::duration<double> passed);
ProcessUse usedSince(const ProcessUse& before, const ProcessUse& now); // the peak is that of `now`

} // namespace bench
