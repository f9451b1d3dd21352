#pragma once

#include "bench/draws.h"

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

namespace bench {

// How late a server answers: whole multiples of `step` from `minimum` to `maximum`, each as likely.
struct Delay {
    std::chrono::milliseconds minimum{};
    std::chrono::milliseconds maximum{};
    std::chrono::milliseconds step{1};

    std::uint64_t choices() const { return static_cast<std::uint64_t>((maximum - minimum) / step) + 1; }
    bool operator==(const Delay&) const = default;
};

// The delays of the test server, request after request in order of arrival: one draw each, `minimum + step × (draw mod
// choices)`, from Draws(seed).
class DelayDraws {
public:
    DelayDraws(const Delay& delay, std::uint64_t seed)
        : m_delay(delay)
        , m_draws(seed) {}
    std::chrono::milliseconds next() {
        return m_delay.minimum + static_cast<std::int64_t>(m_draws.below(m_delay.choices())) * m_delay.step;
    }

private:
    Delay m_delay;
    Draws m_draws;
};

// What a server with this seed makes its first `count` requests wait.
std::vector<std::chrono::milliseconds> drawnDelays(const Delay& delay, std::uint64_t seed, std::size_t count);

// How long the delays take when each in turn goes to the place that is free first (list scheduling, R. Graham 1966):
// the best possible time of a run with so many in flight. O(n log places).
std::chrono::milliseconds listScheduling(std::span<const std::chrono::milliseconds> delays, std::size_t places);
// The same for the first `count` draws, which are not kept.
std::chrono::milliseconds listScheduling(DelayDraws draws, std::uint64_t count, std::size_t places);

} // namespace bench
