#pragma once

#include "bench/loadplan.h"

#include <cstdint>
#include <vector>

namespace bench {

// When the requests of an open loop are due: evenly at a constant rate; on a ramp, whose rate goes in a straight line,
// whenever the area below it has grown by one. The first is due at once.
class Schedule {
public:
    using Length = std::chrono::nanoseconds; // since its start

    explicit Schedule(const LoadPlan& plan); // an open loop
    static Schedule steady(double rate);     // without end

    std::int64_t requests() const { return m_requests; }
    Length dueAt(std::int64_t number) const; // from 1, up to requests()
    Length length() const;                   // the stages' or the duration; else until the last is due
    double rateAt(Length time) const;        // requests a second, of those that are due then

private:
    struct Piece {         // the rate goes in a straight line; the last one may have no end
        double from = 0;   // s
        double time = 0;   // s
        double before = 0; // requests due until it
        double rate = 0;   // at its beginning …
        double growth = 0; // … and what it grows by, a second
        double dueIn(double seconds) const { return rate * seconds + growth * seconds * seconds / 2; }
    };
    Schedule() = default;

    std::vector<Piece> m_pieces;
    std::int64_t m_requests = 0;
    Length m_length{0};
};

} // namespace bench
