#include "models/batchprogress.h"

namespace models {

using namespace std::chrono_literals;

std::optional<BatchProgress::Ended> BatchProgress::setCounts(const library::JobCounts& counts, Time now) {
    const library::JobCounts before = m_known ? m_counts : counts;
    m_known = true;
    m_counts = counts;
    m_remaining = counts.waiting + counts.running;
    if (!m_active && m_remaining > 0)
        begin(now);
    if (!m_active)
        return {};
    // Clearing makes the counts smaller: that undoes nothing of what this batch has done. But what ended and is to be
    // done again is no longer done, and older counts that came late are put right by the next.
    const bool cleared = counts.all() < before.all();
    const auto count = [cleared](qint64& ended, qint64 after, qint64 then) {
        ended = qMax<qint64>(0, ended + (cleared ? qMax<qint64>(0, after - then) : after - then));
    };
    count(m_done, counts.done, before.done);
    count(m_failed, counts.failed, before.failed);
    count(m_cancelled, counts.cancelled, before.cancelled);
    if (m_marks.isEmpty() || now - m_marks.last().time >= 1s)
        m_marks.append({now, finished()});
    while (m_marks.size() > 2 && now - m_marks.first().time > 60s)
        m_marks.removeFirst();
    if (m_remaining > 0)
        return {};
    m_active = false;
    m_ended =
        Ended{m_done, m_failed, m_cancelled, std::chrono::duration_cast<std::chrono::milliseconds>(now - m_since)};
    return m_ended;
}

void BatchProgress::begin(Time now) {
    m_active = true;
    m_ended.reset();
    m_since = now;
    m_done = m_failed = m_cancelled = 0;
    m_marks = {{now, 0}};
}

double BatchProgress::share() const {
    return total() > 0 ? static_cast<double>(finished()) / static_cast<double>(total()) : 0;
}

std::optional<std::chrono::seconds> BatchProgress::timeLeft() const {
    if (!m_active || m_marks.size() < 2)
        return {};
    const qint64 ended = m_marks.last().finished - m_marks.first().finished;
    const double took = std::chrono::duration<double>(m_marks.last().time - m_marks.first().time).count();
    if (ended < 5 || took < 5)
        return {};
    return std::chrono::seconds(qRound64(static_cast<double>(m_remaining) * took / static_cast<double>(ended)));
}

} // namespace models
