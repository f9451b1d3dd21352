#include "models/ratepace.h"

#include <algorithm>

namespace models {

void RatePace::add(const measure::Tick& tick) {
    const Mark now{std::chrono::duration<double>(tick.elapsed).count(), tick.completed()};
    if (now.elapsed < m_seen.elapsed || now.completed < m_seen.completed)
        *this = {}; // the recorder began anew
    const bool answered = now.completed > m_seen.completed;
    if (answered || tick.inFlight > 0) {
        if (!m_active)
            begin(m_seen);
        m_busyAt = now.elapsed;
    } else if (now.elapsed - m_busyAt >= quiet) {
        m_active = false;
    }
    if (m_active && (answered || tick.inFlight > 0))
        m_last = now;
    m_seen = now;
    if (m_active && now.elapsed - m_marks.last().elapsed >= 1)
        m_marks.append(now);
    while (m_marks.size() > 1 && m_last.elapsed - m_marks[1].elapsed >= window)
        m_marks.removeFirst();
}

void RatePace::begin(const Mark& from) {
    m_active = true;
    m_began = from;
    m_marks = {from};
}

std::chrono::milliseconds RatePace::lasted() const {
    return std::chrono::milliseconds(qRound64((m_last.elapsed - m_began.elapsed) * 1000));
}

double RatePace::perMinute() const {
    const Mark& from = m_active && !m_marks.isEmpty() ? m_marks.first() : m_began;
    const double took = m_last.elapsed - from.elapsed;
    return took > 0 ? static_cast<double>(m_last.completed - from.completed) * 60 / took : 0;
}

} // namespace models
