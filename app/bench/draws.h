#pragma once

#include <cstdint>

namespace bench {

// Numbers drawn from a seed, the same on every machine: splitmix64 (S. Vigna, public domain). Streams of one seed are
// independent: drawing from one does not shift another.
class Draws {
public:
    explicit Draws(std::uint64_t seed)
        : m_state(seed) {}
    Draws(std::uint64_t seed, std::uint64_t stream)
        : m_state(mix(seed + step) ^ mix(stream)) {}

    std::uint64_t next() { return mix(m_state += step); }
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }    // bias below bound ÷ 2⁶⁴
    double share() { return static_cast<double>(next() >> 11) * 0x1p-53; } // 0 ≤ share < 1, each as likely

private:
    static constexpr std::uint64_t step = 0x9e3779b97f4a7c15U;

    static constexpr std::uint64_t mix(std::uint64_t value) {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
        return value ^ (value >> 31);
    }

    std::uint64_t m_state;
};

} // namespace bench
