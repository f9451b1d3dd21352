#include "bench/firing.h"

#include <algorithm>
#include <limits>

namespace bench {

using namespace std::chrono_literals;

namespace {

constexpr auto beat = 20ms;         // how often the event loop is asked how late it is
constexpr auto scarcePause = 100ms; // between tries to have more in flight again
constexpr int triesWithoutName = 3;

const QString& everything() { // the queue's limit of one host is not used here
    static const QString name = QStringLiteral("load");
    return name;
}

net::LoadOptions optionsOf(const LoadPlan& plan, const QByteArray& body, const net::ResolverMaker& lookUp, int idle) {
    net::LoadOptions options;
    options.method = plan.method;
    options.headers = plan.headers;
    options.body = body;
    options.connectTimeout = plan.connectTimeout;
    options.timeout = plan.timeout;
    options.keepAlive = plan.keepAlive;
    options.followRedirects = plan.followRedirects;
    options.idle = idle;
    options.lookUp = lookUp;
    return options;
}

} // namespace

Firing::Firing(const LoadPlan& plan, const Targets& targets, const QByteArray& body, int concurrency,
               EngineRecord& record, std::function<void()> ended, const net::ResolverMaker& lookUp, int idle)
    : m_plan(plan)
    , m_targets(targets)
    , m_record(record)
    , m_ended(std::move(ended))
    , m_queue(m_clock, concurrency, concurrency)
    , m_client(optionsOf(plan, body, lookUp, idle),
               [this](quint64 tag, const net::Answer& answer) { answered(tag, answer); })
    , m_places(static_cast<std::size_t>(concurrency))
    , m_lateness(beat) {
    connect(&m_widening, &QTimer::timeout, this, &Firing::widen);
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_beat, &QTimer::timeout, this,
            [this] { m_record.late(m_lateness.beaten(std::chrono::steady_clock::now())); });
}

Firing::~Firing() = default;

// A look-up that hangs is told by the requests that wait for it.
void Firing::begin() {
    m_client.prepare(m_targets.origins(), [this] { prepared(); });
    QTimer::singleShot(m_plan.connectTimeout, this, &Firing::prepared);
}

void Firing::prepared() {
    if (m_closed || m_prepared)
        return;
    m_prepared = true;
    m_lateness.begin(std::chrono::steady_clock::now());
    m_beat.start(beat);
    if (m_plan.warmUp.count() > 0)
        QTimer::singleShot(m_plan.warmUp, Qt::PreciseTimer, this, &Firing::measure);
    else
        measure();
    for (PlaceNumber number = 0; number < m_places.size(); ++number)
        lineUp(number, net::Lane::Page);
}

// Measured requests count from 1, whatever the warm-up has sent.
void Firing::measure() {
    if (m_closed)
        return;
    m_kind = EngineRecord::Kind::Measured;
    m_last = 0;
    m_record.enter(Phase::Running);
    if (m_plan.duration.count() > 0)
        QTimer::singleShot(m_plan.duration, Qt::PreciseTimer, this, &Firing::close);
}

bool Firing::hasMore() const {
    return !m_closed && (m_kind == EngineRecord::Kind::WarmUp || m_plan.requests == 0 || m_last < m_plan.requests);
}

void Firing::lineUp(PlaceNumber number, net::Lane lane) {
    m_places[number].ticket = m_queue.enqueue(everything(), lane, [this, number] { fire(number); });
}

void Firing::fire(PlaceNumber number) {
    Place& place = m_places[number];
    if (place.number == 0) {
        if (!hasMore()) {
            m_queue.finish(place.ticket);
            return rest(place);
        }
        place.kind = m_kind;
        place.number = ++m_last;
        if (!hasMore())
            m_record.enter(Phase::Draining);
    }
    m_record.begin(place.kind);
    m_client.send(m_targets.link(place.number), number);
}

void Firing::answered(PlaceNumber number, const net::Answer& answer) {
    Place& place = m_places[number];
    if (isScarcity(place, answer))
        return waitOut(number, answer);
    m_record.finish(place.kind, answer, number, std::chrono::steady_clock::now(),
                    {.firstByte = answer.firstByte, .body = answer.body, .service = std::chrono::nanoseconds(-1)});
    place.number = 0;
    place.unnamed = 0;
    const auto ticket = place.ticket;
    const bool more = hasMore();
    if (more)
        lineUp(number, net::Lane::Page);
    m_queue.finish(ticket);
    if (!more)
        rest(place);
}

// What may have reached the server is asked again only where that does no harm (RFC 9110 §9.2.1).
bool Firing::isScarcity(const Place& place, const net::Answer& answer) const {
    if (answer.left && m_plan.method != "GET" && m_plan.method != "HEAD")
        return false;
    if (answer.error == net::ErrorKind::NoDescriptors || answer.error == net::ErrorKind::NoLocalPort)
        return true;
    return answer.error == net::ErrorKind::Unknown && !answer.left && place.unnamed < triesWithoutName;
}

// The request goes first when there is room again; until then no more than what has found room is in flight.
void Firing::waitOut(PlaceNumber number, const net::Answer& answer) {
    Place& place = m_places[number];
    place.unnamed += answer.error == net::ErrorKind::Unknown ? 1 : 0;
    m_record.withdraw(place.kind, answer);
    const auto ticket = place.ticket;
    if (m_closed) {
        m_queue.finish(ticket);
        return rest(place);
    }
    lineUp(number, net::Lane::Asset);
    m_queue.finish(ticket);
    m_scarce = true;
    m_step = 1;
    m_cap = std::max(1, m_queue.inFlight());
    m_queue.setCap(m_cap);
    m_queue.setPaused(m_queue.inFlight() == 0);
    if (!m_widening.isActive())
        m_widening.start(scarcePause);
}

void Firing::widen() {
    m_queue.setPaused(false);
    if (std::exchange(m_scarce, false))
        return;
    m_cap += m_step;
    m_step = std::min(2 * m_step, static_cast<int>(m_places.size()));
    if (m_cap >= static_cast<int>(m_places.size())) {
        m_cap = std::numeric_limits<int>::max();
        m_widening.stop();
    }
    m_queue.setCap(m_cap);
}

void Firing::close() { // the time is over
    if (!m_hasEnded && !std::exchange(m_closed, true))
        sendNoMore();
}

void Firing::sendNoMore() {
    m_record.enter(Phase::Draining);
    dropWaiting();
}

void Firing::dropWaiting() {
    for (Place& place : m_places) {
        if (place.ticket != 0 && m_queue.cancel(place.ticket))
            rest(place);
    }
}

void Firing::stop() {
    if (m_hasEnded)
        return;
    m_closed = true;
    if (!m_prepared)
        return end();
    sendNoMore();
    m_client.cancelAll();
}

void Firing::rest(Place& place) {
    place.ticket = 0;
    if (++m_resting == m_places.size())
        end();
}

void Firing::end() {
    if (std::exchange(m_hasEnded, true))
        return;
    m_beat.stop();
    m_widening.stop();
    m_record.enter(Phase::Ended);
    m_client.close(m_ended);
}

} // namespace bench
