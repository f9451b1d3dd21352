#pragma once

#include <QList>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

class QThread;

namespace ui {

// Tells a piece of work, from any thread, that nobody wants its result any more.
using Stop = std::shared_ptr<std::atomic_bool>;

// One thread for what the window reads and writes besides the library: link files, imports, exports. It is started at
// once and never expires, because at the descriptor limit a new Qt thread would end the program. Works run one behind
// another; `done` runs on the thread of `context`, not at all when it is gone.
class Worker : public QObject {
    Q_OBJECT

public:
    explicit Worker(const QString& name, QObject* parent = nullptr);
    ~Worker() override; // stops what runs, drops what waits, joins

    Stop run(QObject* context, std::function<void(const Stop&)> work, std::function<void()> done);

private:
    QThread* m_thread;
    QObject* m_place; // lives in the thread
    Stop m_ending;
    QList<std::weak_ptr<std::atomic_bool>> m_stops;
};

} // namespace ui
