#include "bench/delays.h"

#include <algorithm>
#include <functional>

namespace bench {

using std::chrono::milliseconds;

namespace {

template<typename Next>
milliseconds scheduled(Next next, std::uint64_t count, std::size_t places) {
    if (places == 0)
        return {};
    // A heap, the place that is free first on top.
    std::vector<milliseconds> freeAt(static_cast<std::size_t>(std::min<std::uint64_t>(places, count)));
    milliseconds end{};
    for (std::uint64_t at = 0; at < count; ++at) {
        std::pop_heap(freeAt.begin(), freeAt.end(), std::greater());
        freeAt.back() += next();
        end = std::max(end, freeAt.back());
        std::push_heap(freeAt.begin(), freeAt.end(), std::greater());
    }
    return end;
}

} // namespace

std::vector<milliseconds> drawnDelays(const Delay& delay, std::uint64_t seed, std::size_t count) {
    DelayDraws draws(delay, seed);
    std::vector<milliseconds> delays(count);
    std::generate(delays.begin(), delays.end(), [&draws] { return draws.next(); });
    return delays;
}

milliseconds listScheduling(std::span<const milliseconds> delays, std::size_t places) {
    auto delay = delays.begin();
    return scheduled([&delay] { return *delay++; }, delays.size(), places);
}

milliseconds listScheduling(DelayDraws draws, std::uint64_t count, std::size_t places) {
    return scheduled([&draws] { return draws.next(); }, count, places);
}

} // namespace bench
