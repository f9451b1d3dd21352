#include "net/memorybudget.h"

#include <QObject>

namespace net {

MemoryBudget::Lease::~Lease() {
    m_budget->give(m_bytes, m_handedOver);
}

void MemoryBudget::Lease::add(qint64 bytes) {
    m_bytes += bytes;
    const std::lock_guard lock(m_budget->m_mutex);
    m_budget->m_used += bytes;
}

void MemoryBudget::Lease::handOver() {
    const std::lock_guard lock(m_budget->m_mutex);
    m_handedOver = true;
    ++m_budget->m_handedOver;
}

MemoryBudget::MemoryBudget(qint64 limit)
    : m_limit(limit) {}

std::shared_ptr<MemoryBudget::Lease> MemoryBudget::lease() {
    return std::make_shared<Lease>(shared_from_this());
}

void MemoryBudget::setLimit(qint64 limit) {
    const std::lock_guard lock(m_mutex);
    m_limit = limit;
}

bool MemoryBudget::hasRoom(qint64 bytes) const {
    const std::lock_guard lock(m_mutex);
    return m_used + bytes <= m_limit;
}

qint64 MemoryBudget::used() const {
    const std::lock_guard lock(m_mutex);
    return m_used;
}

void MemoryBudget::setListener(QObject* listener, std::function<void()> freed) {
    const std::lock_guard lock(m_mutex);
    m_listener = listener;
    m_freed = std::move(freed);
}

int MemoryBudget::handedOver() const {
    const std::lock_guard lock(m_mutex);
    return m_handedOver;
}

void MemoryBudget::give(qint64 bytes, bool handedOver) {
    const std::lock_guard lock(m_mutex);
    m_used -= bytes;
    m_handedOver -= handedOver ? 1 : 0;
    if (bytes == 0)
        return;
    if (m_listener)
        QMetaObject::invokeMethod(m_listener, m_freed, Qt::QueuedConnection);
}

} // namespace net
