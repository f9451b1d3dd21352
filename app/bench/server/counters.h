#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace bench::server {

struct Counters {
    std::uint64_t accepted = 0; // connections
    std::uint64_t open = 0;
    std::uint64_t peakOpen = 0;
    std::uint64_t requests = 0; // understood ones
    std::uint64_t answered = 0; // also when the answer was broken off
    std::uint64_t inFlight = 0; // requests − answered
    std::uint64_t peakInFlight = 0;
    std::uint64_t bytesSent = 0;
};

// Written by the server's thread alone, read by any, without a lock: values of almost the same moment. A request that
// is counted is in flight already.
class LiveCounters {
public:
    std::uint64_t accept() { // the connection's number
        const std::uint64_t open = add(m_open, 1);
        m_peakOpen.store(std::max(m_peakOpen.load(relaxed), open), relaxed);
        return add(m_accepted, 1);
    }
    void close() { add(m_open, minusOne); }
    void begin() {
        const std::uint64_t inFlight = add(m_inFlight, 1);
        m_peakInFlight.store(std::max(m_peakInFlight.load(relaxed), inFlight), relaxed);
        m_requests.store(m_requests.load(relaxed) + 1); // in order with the server's look at who waits for it
    }
    void end(std::uint64_t bytesSent) {
        add(m_inFlight, minusOne);
        add(m_bytesSent, bytesSent);
        add(m_answered, 1);
    }
    void clear() {
        for (Number* number :
             {&m_accepted, &m_open, &m_peakOpen, &m_requests, &m_answered, &m_inFlight, &m_peakInFlight, &m_bytesSent})
            number->store(0);
    }
    void dropAll() { // all connections are gone
        m_open.store(0);
        m_inFlight.store(0);
    }

    std::uint64_t requests() const { return m_requests.load(); }
    Counters read() const {
        Counters counters;
        counters.answered = m_answered.load();
        counters.requests = m_requests.load();
        counters.accepted = m_accepted.load();
        counters.open = m_open.load();
        counters.peakOpen = m_peakOpen.load();
        counters.inFlight = m_inFlight.load();
        counters.peakInFlight = m_peakInFlight.load();
        counters.bytesSent = m_bytesSent.load();
        return counters;
    }

private:
    using Number = std::atomic<std::uint64_t>;
    static constexpr auto relaxed = std::memory_order_relaxed;
    static constexpr std::uint64_t minusOne = ~std::uint64_t{0};

    static std::uint64_t add(Number& number, std::uint64_t more) { // one thread writes: no locked instruction
        const std::uint64_t sum = number.load(relaxed) + more;
        number.store(sum, std::memory_order_release);
        return sum;
    }

    Number m_accepted = 0;
    Number m_open = 0;
    Number m_peakOpen = 0;
    Number m_requests = 0;
    Number m_answered = 0;
    Number m_inFlight = 0;
    Number m_peakInFlight = 0;
    Number m_bytesSent = 0;
};

} // namespace bench::server
