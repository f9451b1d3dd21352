#pragma once

#include "measure/histogram.h"

#include <QApplication>

#include <vector>

// Times every event that reaches the interface thread from its event loop; what an event sends on itself is part of it.
// Beside the time that passed stands the processor's: on a busy machine the first also holds what others took.
class ProbedApplication final : public QApplication {
public:
    ProbedApplication(int& argc, char** argv);

    bool notify(QObject* receiver, QEvent* event) override;

    void begin(); // forgets what was measured and measures from here on
    void end() { m_measuring = false; }
    // Prints percentiles of all events, and the slowest ones with who received them.
    void report(const char* what, std::size_t slowest = 6);

private:
    struct SlowEvent {
        qint64 us = 0;
        qint64 processorUs = 0;
        QByteArray what;
    };

    measure::Histogram m_events;
    measure::Histogram m_processor;
    std::vector<SlowEvent> m_slow;
    int m_depth = 0;
    bool m_measuring = false;
};

double peakMebibytes(); // of this program, so far
