#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace bench {

struct Interval {
    double low = 0;
    double high = 0;

    bool holds(double value) const { return low <= value && value <= high; }
    double farthest() const; // from zero, of its two ends
    bool operator==(const Interval&) const = default;
};

double medianOf(std::vector<double> values); // there is at least one; of an even number the mean of the middle two

// The statistic of a sample that is made of these blocks, each named by its place in what was measured, as often as it
// was drawn.
using Statistic = std::function<double(std::span<const std::size_t> blocks)>;

// Where the statistic lies in 95 of 100 repetitions: block bootstrap, percentile interval. What is drawn with
// replacement are whole blocks, because what was measured inside one hangs together (H. Künsch, "The jackknife and the
// bootstrap for general stationary observations", 1989; D. Politis and J. Romano, "The stationary bootstrap", 1994;
// blocks that do not overlap: E. Carlstein, 1986). The same seed gives the same interval on every machine. Plain C++.
inline constexpr int resamples = 10'000;
Interval bootstrapInterval(std::size_t blocks, const Statistic& statistic, std::uint64_t seed, int draws = resamples);

} // namespace bench
