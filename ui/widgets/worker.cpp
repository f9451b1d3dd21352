#include "ui/widgets/worker.h"

#include <QList>
#include <QPointer>
#include <QThread>

namespace ui {

Worker::Worker(const QString& name, QObject* parent)
    : QObject(parent)
    , m_thread(new QThread(this))
    , m_place(new QObject)
    , m_ending(std::make_shared<std::atomic_bool>(false)) {
    m_thread->setObjectName(name);
    m_place->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, m_place, &QObject::deleteLater);
    m_thread->start();
}

Worker::~Worker() {
    m_ending->store(true);
    for (const std::weak_ptr<std::atomic_bool>& stop : std::as_const(m_stops)) {
        if (const Stop alive = stop.lock())
            alive->store(true);
    }
    m_thread->quit();
    m_thread->wait();
}

Stop Worker::run(QObject* context, std::function<void(const Stop&)> work, std::function<void()> done) {
    Q_ASSERT(context->thread() == thread());
    auto stop = std::make_shared<std::atomic_bool>(false);
    m_stops.removeIf([](const std::weak_ptr<std::atomic_bool>& old) { return old.expired(); });
    m_stops.append(stop);
    // The result travels over this object, so that the context may go while the work runs.
    QPointer<QObject> wanted(context);
    QMetaObject::invokeMethod(
        m_place,
        [this, wanted, stop, ending = m_ending, work = std::move(work), done = std::move(done)] {
            if (!ending->load() && !stop->load())
                work(stop);
            if (ending->load())
                return;
            QMetaObject::invokeMethod(
                this,
                [wanted, done] {
                    if (wanted)
                        done();
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    return stop;
}

} // namespace ui
