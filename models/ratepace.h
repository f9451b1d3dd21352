#pragma once

#include "measure/recorder.h"

#include <QList>

#include <chrono>

namespace models {

// The number beside the chart: how many requests a minute end, over the last minute while some are under way, and over
// the whole run once nothing is. A run is what happens between two quiet times.
class RatePace {
public:
    static constexpr double window = 60; // s
    static constexpr double quiet = 3;   // s without anything under way: the run is over
    static constexpr double least = 3;   // s: a shorter run says nothing of a minute

    void add(const measure::Tick& tick);

    bool active() const { return m_active; }
    quint64 requests() const { return m_last.completed - m_began.completed; } // of the run
    std::chrono::milliseconds lasted() const;                                 // of the run, up to its last answer
    bool tells() const { return m_last.elapsed - m_began.elapsed >= least; }  // long enough for perMinute()
    double perMinute() const;

private:
    struct Mark {
        double elapsed = 0; // s
        quint64 completed = 0;
    };

    void begin(const Mark& from);

    bool m_active = false;
    Mark m_seen;         // the latest tick
    Mark m_began;        // of the run
    Mark m_last;         // when the last answer of the run came
    double m_busyAt = 0; // s, when something was under way last
    QList<Mark> m_marks; // of the last minute, a second or more apart
};

} // namespace models
