#pragma once

#include "library/task.h"

#include <memory>

class QObject;

namespace library {

class Relay;

// A task on its way: knows on whose thread it ends. Made in the thread that hands the work in, while `context` lives;
// afterwards the context may go at any moment. What is posted to is a small object of our own that lives on the
// context's thread and looks there, where nobody else can destroy it meanwhile, whether the context is still alive.
class Delivery {
public:
    Delivery(QObject* context, std::unique_ptr<Task> task);
    Delivery(Delivery&&) noexcept = default;
    Delivery& operator=(Delivery&&) noexcept = default;
    ~Delivery() = default;

    Task& task() { return *m_task; }
    void send(); // from any thread, once
    void sendFailed(const base::Error& error);

private:
    std::unique_ptr<Task> m_task;
    Relay* m_relay; // owned by the event that reaches it
};

} // namespace library
