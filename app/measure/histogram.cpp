#include "measure/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace measure {

namespace {

// Room for the rounding of fraction × count: 0.999 × 1000 must be rank 999, and 10 ÷ (1 − 0.999) must be 10,000.
constexpr double rounding = 1e-6;

double clampedFraction(double fraction) {
    return fraction >= 0 ? std::min(fraction, 1.0) : 0.0; // not-a-number too becomes 0
}

} // namespace

int Histogram::bucketOf(std::int64_t microseconds) {
    const std::int64_t value = std::clamp(microseconds, lowest, highest);
    if (value < linear)
        return static_cast<int>(value);
    constexpr int linearWidth = static_cast<int>(std::bit_width(std::uint64_t{linear}));
    const int doubling = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value))) - linearWidth;
    const std::int64_t within = (value >> (doubling + 1)) - perDoubling;
    return linear + doubling * perDoubling + static_cast<int>(within);
}

std::int64_t Histogram::lowerBound(int bucket) {
    if (bucket < linear)
        return bucket;
    const int doubling = (bucket - linear) / perDoubling;
    const std::int64_t within = (bucket - linear) % perDoubling;
    return (perDoubling + within) << (doubling + 1);
}

std::int64_t Histogram::upperBound(int bucket) {
    return lowerBound(bucket + 1);
}

void Histogram::record(std::int64_t microseconds) {
    const std::int64_t value = std::clamp(microseconds, lowest, highest);
    ++m_counts[static_cast<std::size_t>(bucketOf(value))];
    m_minimum = m_count ? std::min(m_minimum, value) : value;
    m_maximum = m_count ? std::max(m_maximum, value) : value;
    m_sum += static_cast<std::uint64_t>(value);
    ++m_count;
}

void Histogram::merge(const Histogram& other) {
    if (other.m_count == 0)
        return;
    for (std::size_t bucket = 0; bucket < m_counts.size(); ++bucket)
        m_counts[bucket] += other.m_counts[bucket];
    m_minimum = m_count ? std::min(m_minimum, other.m_minimum) : other.m_minimum;
    m_maximum = m_count ? std::max(m_maximum, other.m_maximum) : other.m_maximum;
    m_sum += other.m_sum;
    m_count += other.m_count;
}

void Histogram::clear() {
    *this = {};
}

std::optional<Histogram> Histogram::restored(std::span<const std::uint64_t> counts, std::int64_t minimum,
                                             std::int64_t maximum, std::uint64_t sum) {
    Histogram histogram;
    if (counts.size() != histogram.m_counts.size())
        return std::nullopt;
    std::copy(counts.begin(), counts.end(), histogram.m_counts.begin());
    for (const std::uint64_t count : counts) {
        if (count > std::numeric_limits<std::uint64_t>::max() - histogram.m_count)
            return std::nullopt;
        histogram.m_count += count;
    }
    if (histogram.m_count == 0)
        return minimum == 0 && maximum == 0 && sum == 0 ? std::optional(histogram) : std::nullopt;
    const auto at = [&counts](std::int64_t value) { return counts[static_cast<std::size_t>(bucketOf(value))]; };
    if (minimum < lowest || maximum > highest || minimum > maximum || at(minimum) == 0 || at(maximum) == 0)
        return std::nullopt;
    histogram.m_minimum = minimum;
    histogram.m_maximum = maximum;
    histogram.m_sum = sum;
    return histogram;
}

double Histogram::mean() const {
    return m_count ? static_cast<double>(m_sum) / static_cast<double>(m_count) : 0.0;
}

std::optional<std::int64_t> Histogram::percentile(double fraction) const {
    const double beyond = (1.0 - clampedFraction(fraction)) * static_cast<double>(m_count);
    if (beyond + rounding < 10.0)
        return std::nullopt;
    return percentileOfAny(fraction);
}

std::int64_t Histogram::percentileOfAny(double fraction) const {
    if (m_count == 0)
        return 0;
    const double exactRank = std::ceil(clampedFraction(fraction) * static_cast<double>(m_count) - rounding);
    const std::uint64_t rank =
        std::clamp(static_cast<std::uint64_t>(std::max(exactRank, 1.0)), std::uint64_t{1}, m_count);
    if (rank == 1)
        return m_minimum;
    if (rank == m_count)
        return m_maximum;
    std::uint64_t seen = 0;
    int bucket = bucketOf(m_minimum);
    for (const int last = bucketOf(m_maximum); bucket < last; ++bucket) {
        seen += m_counts[static_cast<std::size_t>(bucket)];
        if (seen >= rank)
            break;
    }
    const std::int64_t lower = lowerBound(bucket);
    const std::int64_t middle = lower + (upperBound(bucket) - 1 - lower) / 2;
    return std::clamp(middle, m_minimum, m_maximum);
}

} // namespace measure
