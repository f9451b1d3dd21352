#pragma once

#include "net/exchange.h"

#include <functional>
#include <mutex>

class QObject;

namespace net {

// The bytes of bodies that all captures may hold together. A lease counts its bytes until its last copy is gone, on
// whatever thread that happens; then `freed` is called on the thread of the listener.
class MemoryBudget : public std::enable_shared_from_this<MemoryBudget> {
public:
    class Lease {
    public:
        explicit Lease(std::shared_ptr<MemoryBudget> budget)
            : m_budget(std::move(budget)) {}
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();
        void add(qint64 bytes); // by its transfer only; never refused: ask hasRoom() first
        void handOver();        // the transfer has ended and another holds the body now

    private:
        std::shared_ptr<MemoryBudget> m_budget;
        qint64 m_bytes = 0;
        bool m_handedOver = false;
    };

    explicit MemoryBudget(qint64 limit);
    std::shared_ptr<Lease> lease();
    void setLimit(qint64 limit);
    bool hasRoom(qint64 bytes) const;
    qint64 used() const;
    int handedOver() const;                                           // leases whose transfer has ended
    void setListener(QObject* listener, std::function<void()> freed); // null: none

private:
    void give(qint64 bytes, bool handedOver);

    mutable std::mutex m_mutex;
    qint64 m_limit;
    qint64 m_used = 0;
    int m_handedOver = 0;
    QObject* m_listener = nullptr;
    std::function<void()> m_freed;
};

} // namespace net
