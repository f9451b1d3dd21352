#pragma once

#include <QObject>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

class QSocketNotifier;

// SIGTERM, SIGINT and SIGHUP as a signal of Qt, from the event loop. One at a time in a program. A SIGHUP that is
// ignored, as nohup wants it, stays so.
class SignalWatcher : public QObject {
    Q_OBJECT

public:
    explicit SignalWatcher(QObject* parent = nullptr);
    ~SignalWatcher() override; // what was there before holds again

    // For who works without an event loop: blocks for so long, and no longer than until a signal is there, which it
    // tells. Whether one was.
    bool wait(std::chrono::milliseconds time);
    int first() const { return m_first; } // of those told so far; 0: none

Q_SIGNALS:
    void arrived(int number);

private:
    bool tell();

    int m_readEnd = -1;
    int m_first = 0;
    std::vector<std::pair<int, void (*)(int)>> m_before; // how each was handled
    std::unique_ptr<QSocketNotifier> m_notifier;
};
