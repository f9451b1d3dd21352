#include "library/delivery.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>
#include <QPointer>

namespace library {

namespace {

QEvent::Type deliveryType() {
    static const int type = QEvent::registerEventType();
    return QEvent::Type(type);
}

class DeliveryEvent final : public QEvent {
public:
    explicit DeliveryEvent(std::unique_ptr<Task> task)
        : QEvent(deliveryType())
        , m_task(std::move(task)) {}
    Task& task() { return *m_task; }

private:
    std::unique_ptr<Task> m_task;
};

} // namespace

class Relay final : public QObject {
public:
    explicit Relay(QObject* context)
        : m_context(context) {
        moveToThread(context->thread());
    }

    bool event(QEvent* event) override {
        if (event->type() != deliveryType())
            return QObject::event(event);
        if (m_context)
            static_cast<DeliveryEvent*>(event)->task().finish();
        deleteLater();
        return true;
    }

private:
    QPointer<QObject> m_context;
};

Delivery::Delivery(QObject* context, std::unique_ptr<Task> task)
    : m_task(std::move(task))
    , m_relay(context ? new Relay(context) : nullptr) {}

void Delivery::send() {
    if (m_relay)
        QCoreApplication::postEvent(m_relay, new DeliveryEvent(std::move(m_task)));
    m_relay = nullptr;
    m_task.reset();
}

void Delivery::sendFailed(const base::Error& error) {
    m_task->fail(error);
    send();
}

} // namespace library
