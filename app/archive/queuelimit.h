#pragma once

namespace archive {

// How many requests go at once: what the person chose, less while the computer has no descriptors or ports left.
class QueueLimit {
public:
    void choose(int limit) {
        m_chosen = limit;
        m_current = limit;
    }
    int current() const { return m_current; }
    bool isLowered() const { return m_current < m_chosen; }
    void lower() { m_current = m_current > 2 ? m_current / 2 : 1; }
    void raise() { m_current = m_current > m_chosen / 2 ? m_chosen : m_current * 2; }

private:
    int m_chosen = 1;
    int m_current = 1;
};

} // namespace archive
