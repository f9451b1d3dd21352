#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace net {

// Small numbers in the order in which they were put in, all allowed equally long: the first is always the next to run
// out, so any number of deadlines need one timer. Every operation takes constant time.
class DeadlineLine {
public:
    using Number = std::uint32_t;
    using Time = std::chrono::steady_clock::time_point;

    explicit DeadlineLine(std::chrono::nanoseconds allowed)
        : m_allowed(allowed) {}

    void append(Number number, Time now) {
        if (number >= m_links.size())
            m_links.resize(number + 1);
        remove(number);
        Link& link = m_links[number];
        link = {m_last, none, now + m_allowed, true};
        (m_last == none ? m_first : m_links[m_last].next) = number;
        m_last = number;
    }

    void remove(Number number) {
        if (number >= m_links.size() || !m_links[number].inLine)
            return;
        Link& link = m_links[number];
        (link.previous == none ? m_first : m_links[link.previous].next) = link.next;
        (link.next == none ? m_last : m_links[link.next].previous) = link.previous;
        link.inLine = false;
    }

    std::optional<Number> takeExpired(Time now) { // one at a time
        if (m_first == none || m_links[m_first].until > now)
            return std::nullopt;
        const Number number = m_first;
        remove(number);
        return number;
    }

private:
    static constexpr Number none = ~Number(0);
    struct Link {
        Number previous = none;
        Number next = none;
        Time until{};
        bool inLine = false;
    };

    std::chrono::nanoseconds m_allowed;
    std::vector<Link> m_links;
    Number m_first = none;
    Number m_last = none;
};

} // namespace net
