#include "bench/direct/worker.h"

#include "bench/limits.h"

#include <algorithm>

#include <sys/prctl.h>

namespace bench::direct {

using namespace std::chrono_literals;
using net::ErrorKind;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto beat = 20ms; // how often the event loop is asked how late it is
constexpr std::size_t readBuffer = 256 * 1024;

} // namespace

Worker::Worker(const Orders& orders, Numbers& numbers, int number, int places, EngineRecord& record,
               std::function<void()> sentAll, std::function<void()> ended)
    : m_orders(orders)
    , m_numbers(numbers)
    , m_record(record)
    , m_sentAll(std::move(sentAll))
    , m_ended(std::move(ended))
    , m_buffer(readBuffer)
    , m_head(orders.book)
    , m_places(static_cast<std::size_t>(places))
    , m_number(number)
    , m_warmUpNumber(number)
    , m_idle(orders.routes.size())
    , m_reach(orders.routes.size())
    , m_sources(orders.sources)
    , m_lateness(beat)
    , m_beat([this] {
        m_record.late(m_lateness.beaten(Clock::now()));
        m_loop.arm(m_beat, m_lateness.due());
    })
    , m_phaseEnd([this] { m_kind == EngineRecord::Kind::WarmUp ? measure() : close(); })
    , m_widening([this] { widen(); })
    , m_soon([] {})
    , m_arrival([this] { arrive(); }) {
    for (std::size_t route = 0; route < m_reach.size(); ++route)
        m_reach[route] = {std::vector<bool>(orders.routes[route].addresses.size()), static_cast<std::size_t>(number)};
    const bool overTls =
        std::any_of(orders.routes.begin(), orders.routes.end(), [](const net::Route& route) { return route.overTls; });
    if (overTls)
        m_tls = std::make_unique<TlsClient>(orders.trust, orders.routes.size());
    m_line.reserve(m_places.size());
    m_connections.reserve(m_places.size());
}

Worker::~Worker() {
    for (Alarm* alarm : alarms()) {
        if (alarm->armed())
            m_loop.disarm(*alarm);
    }
}

void Worker::run() {
    if (!m_loop.valid()) // no descriptors
        return end();
    if (m_orders.plan.isOpenLoop())
        ::prctl(PR_SET_TIMERSLACK, 1UL); // ns: a request is to go out when it is due, and not 50 µs later
    m_loop.afterEachRound([this] { fireWaiting(); });
    m_loop.post([this] { begin(); });
    m_loop.run();
    m_connections.clear();
}

void Worker::stop() {
    m_loop.post([this] { cancelAll(); });
}

void Worker::quit() {
    m_loop.quit();
}

void Worker::begin() {
    if (m_hasEnded)
        return;
    m_lateness.begin(Clock::now());
    m_loop.arm(m_beat, m_lateness.due());
    const bool open = m_orders.plan.isOpenLoop();
    for (PlaceNumber number = 0; number < m_places.size(); ++number)
        open ? m_free.push_back(number) : lineUp(number);
    if (m_orders.plan.warmUp.count() == 0)
        return measure();
    m_loop.arm(m_phaseEnd, (open ? m_orders.start : Clock::now()) + m_orders.plan.warmUp);
    if (open)
        beginArrivals(m_orders.start);
}

// Measured requests count from 1, whatever the warm-up has sent.
void Worker::measure() {
    if (m_closed)
        return;
    m_kind = EngineRecord::Kind::Measured;
    m_record.enter(Phase::Running);
    if (m_orders.plan.isOpenLoop())
        beginArrivals(m_orders.start + m_orders.plan.warmUp);
    else if (m_orders.plan.duration.count() > 0)
        m_loop.arm(m_phaseEnd, Clock::now() + m_orders.plan.duration);
}

// The warm-up has the rate that the schedule begins with.
void Worker::beginArrivals(Time start) {
    const LoadPlan& plan = m_orders.plan;
    const bool warmUp = m_kind == EngineRecord::Kind::WarmUp;
    const double first = plan.rate > 0 ? plan.rate : plan.stages.front().rate;
    const auto most = static_cast<std::size_t>(mostWaiting / m_orders.threads);
    m_arrivals.emplace(warmUp ? Schedule::steady(std::max(first, 1.0)) : Schedule(plan), start, m_number,
                       m_orders.threads, most);
    arrive();
}

// Those that are due find a place or wait for one. When the last has come, who still waits is not sent: a run is never
// longer than its plan.
void Worker::arrive() {
    const Time now = Clock::now();
    const std::int64_t came = m_arrivals->comeBy(now);
    if (m_kind == EngineRecord::Kind::Measured)
        m_record.due(came);
    while (!m_free.empty() && m_arrivals->anyWaits()) {
        const PlaceNumber number = m_free.back();
        m_free.pop_back();
        fire(number, now);
    }
    if (const auto next = m_arrivals->next())
        return m_loop.arm(m_arrival, *next);
    close();
    tellAllSent();
}

void Worker::close() { // the time is over
    if (m_hasEnded || std::exchange(m_closed, true))
        return;
    if (m_arrivals)
        m_arrivals->sendAway();
    for (const PlaceNumber number : std::exchange(m_free, {}))
        rest(number);
    for (const PlaceNumber number : std::exchange(m_scarce, {}))
        rest(number);
    std::vector<PlaceNumber> begun; // these have a request that waits for another connection
    for (const PlaceNumber number : std::exchange(m_line, {}))
        m_places[number].number == 0 ? rest(number) : begun.push_back(number);
    m_line = std::move(begun);
}

void Worker::cancelAll() {
    if (m_hasEnded)
        return;
    close();
    const auto cancel = [this](const Errand& errand, bool left) {
        fail(errand, ErrorKind::Cancelled, nullptr, left, {});
        rest(errand.place);
    };
    for (const PlaceNumber number : std::exchange(m_line, {})) {
        cancel(errandOf(number), false);
    }
    const Connections open = m_connections;
    for (const std::shared_ptr<Connection>& connection : open) {
        if (!connection->isBusy())
            continue;
        drop(*connection);
        cancel(connection->errand(), connection->hasSent());
    }
    if (m_resting == m_places.size()) // nothing had begun
        end();
}

bool Worker::hasMore() {
    if (m_closed)
        return false;
    if (m_arrivals)
        return m_arrivals->anyWaits();
    if (m_kind == EngineRecord::Kind::WarmUp || !m_batch.empty())
        return true;
    m_batch = m_numbers.take();
    return !m_batch.empty();
}

void Worker::takeNumber(Place& place, Time now) {
    place.kind = m_kind;
    place.begun = now;
    m_record.begin(place.kind, now);
    if (m_arrivals) {
        const Arrivals::Due due = m_arrivals->take();
        place.number = due.number;
        place.due = due.at;
        if (m_kind == EngineRecord::Kind::Measured)
            m_record.waited(now - due.at);
        return;
    }
    place.due = now;
    place.number = m_kind == EngineRecord::Kind::WarmUp ? ++m_warmUpNumber : m_batch.next++;
    if (m_kind == EngineRecord::Kind::Measured && m_batch.empty() && m_numbers.areGone())
        tellAllSent();
}

void Worker::tellAllSent() {
    if (std::exchange(m_toldAllSent, true))
        return;
    m_record.enter(Phase::Draining);
    m_sentAll();
}

void Worker::lineUp(PlaceNumber number) {
    if (m_closed && m_places[number].number == 0)
        return rest(number);
    m_line.push_back(number);
    if (!m_soon.armed())
        m_loop.arm(m_soon, Clock::now()); // so that the loop comes round at once
}

// Those that stand in line now, and no more: what fails at once lines up again, and the loop has its other work.
void Worker::fireWaiting() {
    if (m_line.empty() || m_hasEnded)
        return;
    const std::vector<PlaceNumber> line = std::exchange(m_line, {});
    m_line.reserve(m_places.size());
    const Time now = Clock::now();
    for (const PlaceNumber number : line)
        fire(number, now);
}

void Worker::rest(PlaceNumber number) {
    if (std::exchange(m_places[number].resting, true))
        return;
    tellAllSent();
    if (++m_resting == m_places.size())
        end();
}

void Worker::end() {
    if (std::exchange(m_hasEnded, true))
        return;
    for (Alarm* alarm : alarms()) {
        if (alarm->armed())
            m_loop.disarm(*alarm);
    }
    tellAllSent();
    m_record.enter(Phase::Ended);
    m_ended();
}

} // namespace bench::direct
