#pragma once

#include "bench/loadresult.h"

namespace bench {

// What this process used between two moments. Both are told by the same thread, the interface's where there is one.
class Spending {
public:
    void begin(); // forgets the peak of memory so far
    void end();   // while the threads that were born since live

    const ProcessUse& use() const { return m_use; }
    double busiestThreadShare() const { return m_busiest; } // of one core, by a thread born since
    double interfaceShare() const { return m_interface; }   // of all cores, by the thread that tells

private:
    ProcessUse m_use;
    double m_busiest = 0;
    double m_interface = 0;
    std::chrono::steady_clock::time_point m_since{};
    std::chrono::nanoseconds m_ownThread{};
    std::map<int, std::chrono::nanoseconds> m_older; // threads
};

} // namespace bench
