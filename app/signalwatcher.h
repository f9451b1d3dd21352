#pragma once

#include <QObject>

// SIGTERM, SIGINT and SIGHUP as a signal of Qt, from the event loop. One at a time in a program.
class SignalWatcher : public QObject {
    Q_OBJECT

public:
    explicit SignalWatcher(QObject* parent = nullptr);
    ~SignalWatcher() override; // the system's own handling holds again

Q_SIGNALS:
    void arrived(int number);
};
