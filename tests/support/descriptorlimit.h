#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace support {

// Holds the number of files this process may have open at `limit` until its end.
class DescriptorLimit {
public:
    explicit DescriptorLimit(int limit) {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        set(static_cast<rlim_t>(limit));
    }
    ~DescriptorLimit() { set(m_before.rlim_cur); }
    DescriptorLimit(const DescriptorLimit&) = delete;
    DescriptorLimit& operator=(const DescriptorLimit&) = delete;

private:
    void set(rlim_t limit) const {
        const rlimit wanted{limit, m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &wanted);
    }
    rlimit m_before{};
};

// Takes every descriptor this process may still open, also numbers free in between, and gives them back at its end.
class NoDescriptors {
public:
    explicit NoDescriptors(int limit)
        : m_limit(limit) {
        for (int taken; (taken = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;)
            m_taken.push_back(taken);
    }
    ~NoDescriptors() {
        for (const int taken : m_taken)
            ::close(taken);
    }
    NoDescriptors(const NoDescriptors&) = delete;
    NoDescriptors& operator=(const NoDescriptors&) = delete;

private:
    DescriptorLimit m_limit;
    std::vector<int> m_taken;
};

} // namespace support
