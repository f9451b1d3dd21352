#include "bench/schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bench {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::int64_t withoutEnd = std::numeric_limits<std::int64_t>::max() / 2;

std::int64_t wholeUpTo(double requests) { // one is due at the very start, and none at the very end
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(requests - 1e-6)));
}

} // namespace

Schedule Schedule::steady(double rate) {
    Schedule schedule;
    schedule.m_pieces.push_back({.time = std::numeric_limits<double>::infinity(), .rate = rate});
    schedule.m_requests = withoutEnd;
    return schedule;
}

Schedule::Schedule(const LoadPlan& plan) {
    if (plan.stages.isEmpty()) {
        *this = steady(plan.rate);
        if (plan.requests > 0)
            m_requests = plan.requests;
        if (plan.duration.count() > 0) {
            m_length = plan.duration;
            m_requests = std::min(m_requests, wholeUpTo(plan.rate * Seconds(plan.duration).count()));
        }
        return;
    }
    Piece piece{.rate = plan.rate};
    for (const Stage& stage : plan.stages) {
        piece.time = Seconds(stage.time).count();
        piece.growth = (stage.rate - piece.rate) / piece.time;
        m_pieces.push_back(piece);
        m_length += stage.time;
        piece = {.from = piece.from + piece.time, .before = piece.before + piece.dueIn(piece.time), .rate = stage.rate};
    }
    m_requests = piece.before > 0 ? wholeUpTo(piece.before) : 0;
}

Schedule::Length Schedule::dueAt(std::int64_t number) const {
    const auto due = static_cast<double>(number - 1);
    const auto next = std::upper_bound(m_pieces.begin() + 1, m_pieces.end(), due,
                                       [](double value, const Piece& piece) { return value < piece.before; });
    const Piece& piece = *std::prev(next);
    const double since = due - piece.before;
    // The positive root of growth/2 · t² + rate · t − since, in the form that loses no digits; a ramp down may end
    // below.
    const double root = std::sqrt(std::max(0.0, piece.rate * piece.rate + 2 * piece.growth * since));
    const double time = since > 0 ? 2 * since / (piece.rate + root) : 0;
    return std::chrono::round<Length>(Seconds(piece.from + std::min(time, piece.time)));
}

Schedule::Length Schedule::length() const {
    return m_length.count() > 0 ? m_length : dueAt(m_requests);
}

double Schedule::rateAt(Length time) const {
    const double seconds = Seconds(time).count();
    const auto next = std::upper_bound(m_pieces.begin() + 1, m_pieces.end(), seconds,
                                       [](double value, const Piece& piece) { return value < piece.from; });
    const Piece& piece = *std::prev(next);
    return piece.rate + piece.growth * std::clamp(seconds - piece.from, 0.0, piece.time);
}

} // namespace bench
