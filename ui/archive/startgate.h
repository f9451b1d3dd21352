#pragma once

#include "ui/widgets/banner.h"

#include <functional>

class QPushButton;

namespace archive {
class Pipeline;
}

namespace ui {

// Archiving and a benchmark take each other's time: while one runs, what would begin to archive waits here until it is
// said whether now, after the run, or not at all. What becomes a job without passing here (an import, what another
// start hands over: it must outlive this program) is held by the pipeline, and begins with the end of the run unless it
// is said to begin now; not so where archiving went on when the run began: that was agreed to.
class StartGate : public Banner {
    Q_OBJECT

public:
    enum class Meanwhile { Nothing, Archiving };

    explicit StartGate(archive::Pipeline& pipeline, QWidget* parent = nullptr);
    void runBegan(Meanwhile meanwhile);
    void runEnded();                                        // what was to wait for the end of the run begins
    void pass(const std::function<void()>& act);            // now where it is open, else the question is asked
    void askOfHeld();                                       // jobs came in: the question, where the pipeline holds them
    QString holdSentence() const { return m_holdSentence; } // why jobs that come in wait; empty: they do not

private:
    void ask();
    void let();
    void hold(const QString& why);
    QPushButton& afterwardsButton() const;

    archive::Pipeline& m_pipeline;
    bool m_closed = false;
    bool m_afterwards = false; // the answer was: after the run
    QString m_holdSentence;
    QList<std::function<void()>> m_waiting;
};

} // namespace ui
