#include "bench/delays.h"

#include <algorithm>
#include <functional>

namespace bench {

using std::chrono::milliseconds;

std::vector<milliseconds> drawnDelays(const Delay& delay, std::uint64_t seed, std::size_t count) {
    DelayDraws draws(delay, seed);
    std::vector<milliseconds> delays(count);
    std::generate(delays.begin(), delays.end(), [&draws] { return draws.next(); });
    return delays;
}

milliseconds listScheduling(std::span<const milliseconds> delays, std::size_t places) {
    if (places == 0)
        return {};
    std::vector<milliseconds> freeAt(std::min(places, delays.size())); // a heap, the place that is free first on top
    milliseconds end{};
    for (const milliseconds delay : delays) {
        std::pop_heap(freeAt.begin(), freeAt.end(), std::greater());
        freeAt.back() += delay;
        end = std::max(end, freeAt.back());
        std::push_heap(freeAt.begin(), freeAt.end(), std::greater());
    }
    return end;
}

} // namespace bench
