#pragma once

#include "library/types.h"

#include <QList>

#include <optional>

namespace ui {

struct Visit {
    library::PageId page = 0;
    library::SnapshotId snapshot = 0; // 0: the current one
    double position = -1;             // −1: where it was left
};

// Back and forward, as in a browser: a new visit forgets what lay ahead.
class Visits {
public:
    static constexpr qsizetype most = 100;

    void visit(const Visit& next) {
        if (m_now.page != 0)
            m_behind.append(m_now);
        if (m_behind.size() > most)
            m_behind.removeFirst();
        m_ahead.clear();
        m_now = next;
    }
    std::optional<Visit> back() { return step(m_behind, m_ahead); }
    std::optional<Visit> forward() { return step(m_ahead, m_behind); }
    Visit& now() { return m_now; }
    const Visit& now() const { return m_now; }
    bool canGoBack() const { return !m_behind.isEmpty(); }
    bool canGoForward() const { return !m_ahead.isEmpty(); }

private:
    std::optional<Visit> step(QList<Visit>& from, QList<Visit>& to) {
        if (from.isEmpty())
            return std::nullopt;
        to.append(m_now);
        m_now = from.takeLast();
        return m_now;
    }

    Visit m_now;
    QList<Visit> m_behind;
    QList<Visit> m_ahead;
};

} // namespace ui
