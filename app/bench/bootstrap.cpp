#include "bench/bootstrap.h"

#include "bench/draws.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bench {

namespace {

constexpr double tail = 0.025; // on each side of 95 %

} // namespace

double Interval::farthest() const {
    return std::max(std::abs(low), std::abs(high));
}

double medianOf(std::vector<double> values) {
    assert(!values.empty());
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

Interval bootstrapInterval(std::size_t blocks, const Statistic& statistic, std::uint64_t seed, int draws) {
    assert(blocks > 0 && draws > 0);
    Draws source(seed);
    std::vector<std::size_t> drawn(blocks);
    std::vector<double> found(static_cast<std::size_t>(draws));
    for (double& value : found) {
        std::generate(drawn.begin(), drawn.end(), [&] { return static_cast<std::size_t>(source.below(blocks)); });
        value = statistic(drawn);
    }
    std::sort(found.begin(), found.end());
    const auto below = static_cast<std::size_t>(tail * static_cast<double>(found.size()));
    return {found[below], found[found.size() - 1 - below]};
}

} // namespace bench
