#pragma once

#include "ui/widgets/banner.h"

#include <functional>

namespace ui {

// Archiving and a benchmark take each other's time: while one runs, what would begin to archive waits here until it is
// said whether now, after the run, or not at all.
class StartGate : public Banner {
    Q_OBJECT

public:
    explicit StartGate(QWidget* parent = nullptr);
    void setClosed(bool closed);                 // opened: what was to wait for the end of the run begins
    void pass(const std::function<void()>& act); // now where it is open, else the question is asked

private:
    void let();

    bool m_closed = false;
    bool m_afterwards = false; // the answer was: after the run
    QList<std::function<void()>> m_waiting;
};

} // namespace ui
