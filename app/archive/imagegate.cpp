#include "archive/imagegate.h"

namespace archive {

void ImageGate::enter(QObject* who, std::function<void()> go) {
    m_waiting.push_back({who, std::move(go)});
    open();
}

void ImageGate::leave() {
    Q_ASSERT(m_inside > 0);
    --m_inside;
    open();
}

void ImageGate::open() {
    while (m_inside < m_places && !m_waiting.empty()) {
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!next.who)
            continue;
        ++m_inside;
        next.go();
    }
}

} // namespace archive
