#include "bench/timerqueue.h"

namespace bench {

void TimerQueue::put(std::size_t place, const Entry& entry) {
    m_heap[place] = entry;
    entry.timer->m_place = place;
}

void TimerQueue::rise(std::size_t place, const Entry& entry) {
    while (place > 0) {
        const std::size_t parent = (place - 1) / 2;
        if (m_heap[parent].when <= entry.when)
            break;
        put(place, m_heap[parent]);
        place = parent;
    }
    put(place, entry);
}

void TimerQueue::sink(std::size_t place, const Entry& entry) {
    for (std::size_t child = 2 * place + 1; child < m_heap.size(); child = 2 * place + 1) {
        if (child + 1 < m_heap.size() && m_heap[child + 1].when < m_heap[child].when)
            ++child;
        if (entry.when <= m_heap[child].when)
            break;
        put(place, m_heap[child]);
        place = child;
    }
    put(place, entry);
}

void TimerQueue::arm(Timer& timer, Time when) {
    const Entry entry{when, &timer};
    if (!timer.armed()) {
        m_heap.push_back(entry);
        rise(m_heap.size() - 1, entry);
    } else if (when < m_heap[timer.m_place].when) {
        rise(timer.m_place, entry);
    } else {
        sink(timer.m_place, entry);
    }
}

void TimerQueue::disarm(Timer& timer) {
    if (!timer.armed())
        return;
    const std::size_t place = timer.m_place;
    timer.m_place = Timer::notArmed;
    const Entry last = m_heap.back();
    m_heap.pop_back();
    if (last.timer == &timer)
        return;
    // The last one takes the place, from where it belongs further up or further down.
    if (place > 0 && last.when < m_heap[(place - 1) / 2].when)
        rise(place, last);
    else
        sink(place, last);
}

Timer& TimerQueue::takeFirst() {
    Timer& timer = *m_heap.front().timer;
    disarm(timer);
    return timer;
}

} // namespace bench
