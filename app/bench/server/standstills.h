#pragma once

#include "bench/eventloop.h"
#include "bench/server/options.h"

#include <algorithm>

namespace bench::server {

// Makes the loop stand still now and then. Lives in the loop's thread, from its own making on.
class Standstills final : private Timer {
public:
    Standstills(EventLoop& loop, const Standstill& plan)
        : m_loop(loop)
        , m_plan(plan)
        , m_next(std::chrono::steady_clock::now() + plan.every) {
        m_loop.arm(*this, m_next);
    }
    ~Standstills() override { m_loop.disarm(*this); }
    Standstills(const Standstills&) = delete;
    Standstills& operator=(const Standstills&) = delete;

private:
    void expired() override {
        m_loop.standStill(m_plan.length);
        m_next = std::max(m_next + m_plan.every, std::chrono::steady_clock::now()); // not twice after a suspension
        m_loop.arm(*this, m_next);
    }

    EventLoop& m_loop;
    const Standstill m_plan;
    Time m_next;
};

} // namespace bench::server
