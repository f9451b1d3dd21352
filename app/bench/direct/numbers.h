#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>

namespace bench::direct {

// The numbers of the measured requests, from 1, for several threads: handed out in batches, so that threads meet
// rarely, and small enough that none is left behind with many when the others have ended.
class Numbers {
public:
    struct Batch {
        std::int64_t next = 1;
        std::int64_t last = 0;
        bool empty() const { return next > last; }
    };

    // `most` 0: without end; `places`: of all threads
    Numbers(std::int64_t most, int places)
        : m_most(most > 0 ? most : std::numeric_limits<std::int64_t>::max() / 2)
        , m_batch(std::clamp<std::int64_t>(m_most / (std::int64_t{4} * places), 1, mostInABatch)) {}

    Batch take() { // any thread; empty: there are no more
        const std::int64_t first = m_next.fetch_add(m_batch, std::memory_order_relaxed);
        return {first, std::min(m_most, first + m_batch - 1)};
    }

    bool areGone() const { return m_next.load(std::memory_order_relaxed) > m_most; } // any thread

private:
    static constexpr std::int64_t mostInABatch = 256;

    const std::int64_t m_most;
    const std::int64_t m_batch;
    std::atomic<std::int64_t> m_next = 1;
};

} // namespace bench::direct
