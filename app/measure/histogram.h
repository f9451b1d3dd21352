#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace measure {

// Log-linear histogram of durations (after HdrHistogram, G. Tene): 1 µs to 10 min, fixed size, every percentile within
// 1 %. Minimum, maximum, count and sum are exact. A value outside the range is counted at its end. Plain C++: a value,
// copied and merged freely; no thread of its own.
class Histogram {
public:
    static constexpr std::int64_t lowest = 1;            // µs
    static constexpr std::int64_t highest = 600'000'000; // µs
    // Buckets: 0..127 µs one each, then 64 for every doubling: relative width ≤ 1/64, midpoint within 0.8 %.
    static constexpr int linear = 128;
    static constexpr int perDoubling = 64;
    static constexpr int buckets = linear + perDoubling * 23;

    static_assert((std::int64_t{linear} << 23) > highest, "the last doubling holds the highest value");

    void record(std::int64_t microseconds);
    void merge(const Histogram& other);
    void clear();
    // One as it was kept: counts() and the exact values beside them; nothing when they contradict each other.
    static std::optional<Histogram> restored(std::span<const std::uint64_t> counts, std::int64_t minimum,
                                             std::int64_t maximum, std::uint64_t sum);

    std::uint64_t count() const { return m_count; }
    std::int64_t minimum() const { return m_count ? m_minimum : 0; } // µs; 0 when empty
    std::int64_t maximum() const { return m_count ? m_maximum : 0; } // µs; 0 when empty
    std::uint64_t sum() const { return m_sum; }                      // µs
    double mean() const;                                             // µs; 0 when empty
    // The value at or below which the share `fraction` (0…1) of the values lies (nearest rank), µs; nothing where there
    // are fewer than 10 ÷ (1 − fraction) values, too few to say.
    std::optional<std::int64_t> percentile(double fraction) const;
    // The same without asking whether the samples suffice; 0 when empty.
    std::int64_t percentileOfAny(double fraction) const;

    std::span<const std::uint64_t> counts() const { return m_counts; }
    static int bucketOf(std::int64_t microseconds);
    static std::int64_t lowerBound(int bucket); // µs
    static std::int64_t upperBound(int bucket); // µs, exclusive

private:
    std::array<std::uint64_t, buckets> m_counts{};
    std::uint64_t m_count = 0;
    std::int64_t m_minimum = 0;
    std::int64_t m_maximum = 0;
    std::uint64_t m_sum = 0; // µs: room for 3 × 10¹⁰ values of 10 minutes
};

} // namespace measure
