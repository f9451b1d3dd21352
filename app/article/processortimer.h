#pragma once

#include <chrono>
#include <ctime>

namespace article {

// Measures this thread's own time, so that a busy machine does not cut pages. Asking for it costs a system call, so the
// clock on the wall, which is never behind it, is asked first.
class ProcessorTimer {
public:
    bool reached(std::chrono::nanoseconds span) const {
        return std::chrono::steady_clock::now() - m_wall >= span && processorTime() - m_processor >= span;
    }

private:
    static std::chrono::nanoseconds processorTime() {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }

    std::chrono::steady_clock::time_point m_wall = std::chrono::steady_clock::now();
    std::chrono::nanoseconds m_processor = processorTime();
};

} // namespace article
