#pragma once

#include "bench/engine.h"

#include <QObject>

namespace ui {

class Worker;

struct Aim {
    std::optional<bench::Targets> targets; // none: the test server, which does not listen yet
    QStringList remoteHosts;               // none: it stays on this computer
    QByteArray body;                       // of the plan's body file
};

// Where a plan aims, before it starts: what reaches beyond this computer is asked about. What the plan
// names, a file of links and a body, is read by the worker.
class StartCheck : public QObject {
    Q_OBJECT

public:
    explicit StartCheck(Worker& worker, QObject* parent = nullptr);
    void check(const bench::LoadPlan& plan); // one of the signals follows; a newer check drops an older one
    void drop() { ++m_checks; }              // none follows

Q_SIGNALS:
    void checked(const bench::LoadPlan& plan, const ui::Aim& aim);
    void failed(const QString& why);

private:
    Worker& m_worker;
    int m_checks = 0;
};

} // namespace ui
