#include "bench/direct/worker.h"

#include "bench/limits.h"
#include "net/errorwords.h"
#include "net/limits.h"
#include "net/redirect.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

#include <sys/prctl.h>

namespace bench::direct {

using namespace std::chrono_literals;
using net::ErrorKind;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto lingering = 1s;
constexpr auto beat = 20ms;         // how often the event loop is asked how late it is
constexpr auto scarcePause = 100ms; // between tries to have more in flight again
constexpr std::size_t readBuffer = 256 * 1024;
constexpr std::chrono::milliseconds roundingOfDelays{1}; // servers tell whole milliseconds

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

bool isScarcity(ErrorKind kind) {
    return kind == ErrorKind::NoDescriptors || kind == ErrorKind::NoLocalPort;
}

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

Errand Worker::errandOf(PlaceNumber number) const {
    const Place& place = m_places[number];
    return {.number = place.number, .kind = place.kind, .place = number, .due = place.due, .begun = place.begun};
}

Connection::Limits Worker::limitsOf(const Errand& errand) const {
    return {.until = errand.begun + m_orders.plan.timeout, .firstByte = m_orders.plan.firstByteTimeout};
}

void Worker::fire(PlaceNumber number, Time now, Connection* connection) {
    Place& place = m_places[number];
    if (place.number == 0) {
        if (!hasMore())
            return standBy(number, connection);
        takeNumber(place, now);
    }
    const Errand errand = errandOf(number);
    const std::uint32_t route = m_orders.book.routeOf(place.number);
    if (connection && connection->route() == route)
        return fireOn(*connection, errand, now);
    if (connection)
        keep(*connection);
    if (m_idle[route].empty() || place.again)
        return connect(route, errand);
    Connection* idle = m_idle[route].back();
    m_idle[route].pop_back();
    --m_idleCount;
    fireOn(*idle, errand, now);
}

// Nothing is due for it now, or ever.
void Worker::standBy(PlaceNumber number, Connection* connection) {
    const bool forNow = m_arrivals && !m_closed;
    if (connection) // what it takes may be what others wait for
        forNow || !m_scarce.empty() ? keep(*connection) : drop(*connection);
    forNow ? m_free.push_back(number) : rest(number);
}

void Worker::fireOn(Connection& connection, const Errand& errand, Time now) {
    const ErrorKind kind = connection.send(errand, now, limitsOf(errand));
    if (kind != ErrorKind::None)
        failed(connection, kind);
}

// Each address in turn; one that never answered anybody is left out as soon as another does not refuse.
const net::SocketAddress* Worker::addressFor(std::uint32_t route, std::size_t& index) {
    const net::Route& to = m_orders.routes[route];
    Reach& reach = m_reach[route];
    for (std::size_t tries = 0; tries < to.addresses.size(); ++tries) {
        index = reach.next++ % to.addresses.size();
        if (!reach.refuses[index])
            return &to.addresses[index];
    }
    reach.refuses.assign(to.addresses.size(), false); // all do: one of them says so
    return to.addresses.empty() ? nullptr : &to.addresses[index];
}

void Worker::connect(std::uint32_t route, const Errand& errand) {
    const net::Route& to = m_orders.routes[route];
    std::size_t index = 0;
    const net::SocketAddress* address = addressFor(route, index);
    const bool cannotTrust = to.overTls && !m_tls->valid();
    if (!address || cannotTrust) {
        fail(errand, address ? ErrorKind::Tls : to.error, nullptr, false, cannotTrust ? m_tls->failure() : "");
        return lineUp(errand.place);
    }
    auto connection = std::make_shared<Connection>(static_cast<ConnectionOwner&>(*this), m_loop, route);
    connection->addressIndex = index;
    const Time now = Clock::now();
    const ErrorKind kind = connection->open(*address, m_sources.towards(*address), errand, now,
                                            now + m_orders.plan.connectTimeout, limitsOf(errand));
    connection->index = m_connections.size();
    m_connections.push_back(connection);
    if (kind != ErrorKind::None)
        return failed(*connection, kind);
    m_sources.found();
}

std::unique_ptr<Stream> Worker::streamTo(std::uint32_t route, Descriptor socket) {
    if (m_orders.routes[route].overTls)
        return m_tls->connect(std::move(socket), m_orders.routes[route], route);
    return std::make_unique<Stream>(std::move(socket));
}

std::string_view Worker::head(const Connection& connection) {
    if (connection.errand().redirects > 0)
        return m_redirected.at(connection.errand().place);
    return m_head.headOf(connection.errand().number);
}

void Worker::connected(Connection& connection, const Greeted& took) {
    const bool overTls = m_orders.routes[connection.route()].overTls;
    m_record.connected(connection.errand().kind, took.connect, overTls ? took.tls : -1ns);
    m_reach[connection.route()].refuses[connection.addressIndex] = false;
    m_reach[connection.route()].wasReached = true;
}

void Worker::answered(Connection& connection, Time now) {
    if (m_orders.plan.followRedirects && net::isRedirect(connection.reader().status()) && followRedirect(connection))
        return;
    const ResponseReader& reader = connection.reader();
    const Errand errand = connection.errand();
    net::Answer answer;
    answer.status = reader.status();
    answer.bytes = static_cast<qint64>(reader.bodyBytes());
    answer.duration = now - errand.due;
    answer.left = true;
    if (answer.status >= 400) {
        answer.error = ErrorKind::HttpStatus;
        answer.example = exampleOf(answer.error, &reader, {}, connection.route());
    }
    if (const auto delay = reader.delay(); delay && *delay <= answer.duration + roundingOfDelays)
        answer.delay = *delay;
    finish(errand, answer, now,
           {.firstByte = connection.firstByte() - connection.sent(),
            .body = now - connection.firstByte(),
            .service = m_arrivals ? now - errand.begun : -1ns});
    Connection* again = m_orders.plan.keepAlive && connection.mayServeAgain() ? &connection : nullptr;
    if (!again)
        leave(connection, now);
    fire(errand.place, now, again);
}

// Within the origin alone; true: the request goes on.
bool Worker::followRedirect(Connection& connection) {
    Errand errand = connection.errand();
    const std::string location(connection.reader().location());
    const QUrl from = m_orders.book.linkOf(errand.number);
    const auto to = net::redirectTarget(from, QByteArray::fromStdString(location));
    if (location.empty() || !to || !net::sameOrigin(from, *to))
        return false;
    if (++errand.redirects > net::limits::redirects) {
        drop(connection);
        fail(errand, ErrorKind::TooManyRedirects, nullptr, true, {});
        fire(errand.place, Clock::now());
        return true;
    }
    const int status = connection.reader().status();
    const QByteArray& method = m_orders.plan.method;
    const bool toGet = status == 303 || ((status == 301 || status == 302) && method == "POST"); // RFC 9110 §15.4
    errand.getInstead = errand.getInstead || (toGet && method != "HEAD");
    m_redirected[errand.place] = m_orders.book.headTo(*to, errand.getInstead);
    if (connection.mayServeAgain()) {
        fireOn(connection, errand, Clock::now());
        return true;
    }
    drop(connection);
    connect(connection.route(), errand);
    return true;
}

void Worker::finish(const Errand& errand, const net::Answer& answer, Time now, const EngineRecord::Parts& parts) {
    m_record.finish(errand.kind, answer, errand.place, now, parts);
    if (errand.redirects > 0)
        m_redirected.erase(errand.place);
    Place& place = m_places[errand.place];
    place.number = 0;
    place.again = false;
}

// A connection that was closed while it was idle is found out only when it is used: what asks for nothing to be done is
// asked again, once, on a new one (RFC 9110 §9.2.2, RFC 9112 §9.3.1).
void Worker::failed(Connection& connection, ErrorKind kind) {
    const Errand errand = connection.errand();
    const std::uint32_t route = connection.route();
    Reach& reach = m_reach[route];
    const ResponseReader& reader = connection.reader();
    const bool stale = kind == ErrorKind::Reset && connection.hasServed() && !reader.begun();
    const bool safe = m_orders.plan.method == "GET" || m_orders.plan.method == "HEAD";
    // The kernel says of an address it has no way to, and of ports that are all taken, the same.
    if (kind == ErrorKind::NoLocalPort && !reach.wasReached && m_connections.size() == 1)
        kind = ErrorKind::Unreachable;
    const bool unreached = kind == ErrorKind::Refused || kind == ErrorKind::Unreachable;
    const bool left = connection.hasSent();
    const std::string words = connection.failure();
    const std::shared_ptr<Connection> kept = m_connections[connection.index];
    drop(connection);
    Place& place = m_places[errand.place];
    if (stale && safe && !place.again && !m_closed) {
        place.again = true;
        return connect(route, errand);
    }
    if (unreached && !m_closed && !reach.refuses[connection.addressIndex]) {
        reach.refuses[connection.addressIndex] = true;
        if (std::ranges::find(reach.refuses, false) != reach.refuses.end())
            return lineUp(errand.place); // another address of the same name
    }
    const auto& to = m_orders.routes[route].addresses;
    if (kind == ErrorKind::NoLocalPort && !left && !m_closed && m_sources.areTaken(to[connection.addressIndex]))
        return connect(route, errand);
    if (isScarcity(kind) && !left)
        return waitOut(errand, kind);
    fail(errand, kind, &reader, left, words);
    lineUp(errand.place);
}

void Worker::fail(const Errand& errand, ErrorKind kind, const ResponseReader* reader, bool left,
                  const std::string& words) {
    const Time now = Clock::now();
    net::Answer answer;
    answer.error = kind;
    answer.left = left;
    answer.duration = now - errand.due;
    if (reader) {
        answer.status = reader->status() >= 200 ? reader->status() : 0; // an interim one is no answer
        answer.bytes = static_cast<qint64>(reader->bodyBytes());
    }
    answer.example = exampleOf(kind, reader, words, m_orders.book.routeOf(errand.number));
    finish(errand, answer, now, {});
}

// What was said of it, where it is the first failure of its kind; all others cost nothing.
QString Worker::exampleOf(ErrorKind kind, const ResponseReader* reader, const std::string& words, std::uint32_t route) {
    if (kind == ErrorKind::None || kind == ErrorKind::Cancelled || !m_toldKinds.insert(kind).second)
        return {};
    if (kind == ErrorKind::HttpStatus)
        return net::statusPhrase(reader->status());
    if (kind == ErrorKind::BadResponse && reader)
        return QString::fromLatin1(faultSentence(reader->fault()));
    if (kind == ErrorKind::Truncated && reader && reader->length())
        return Words::tr("%1 of %2 bytes came.")
            .arg(QLocale().toString(static_cast<qint64>(reader->bodyBytes())),
                 QLocale().toString(static_cast<qint64>(*reader->length())));
    if (!words.empty())
        return net::errorWords(QString::fromStdString(words));
    return net::errorSentence(kind, QString::fromStdString(m_orders.routes[route].host));
}

// The request goes first when there is room again.
void Worker::waitOut(const Errand& errand, ErrorKind kind) {
    net::Answer answer;
    answer.error = kind;
    answer.duration = Clock::now() - errand.begun;
    m_record.withdraw(errand.kind, answer);
    if (m_closed)
        return rest(errand.place);
    m_scarce.push_back(errand.place);
    m_widenBy = 1;
    if (!m_widening.armed())
        m_loop.arm(m_widening, Clock::now() + scarcePause);
}

void Worker::widen() {
    const std::size_t count = std::min(m_widenBy, m_scarce.size());
    m_widenBy *= 2;
    for (std::size_t i = 0; i < count; ++i) {
        const PlaceNumber number = m_scarce.back();
        m_scarce.pop_back();
        Place& place = m_places[number];
        place.begun = Clock::now();
        m_record.begin(place.kind, place.begun);
        lineUp(number);
    }
    if (!m_scarce.empty())
        m_loop.arm(m_widening, Clock::now() + scarcePause);
}

void Worker::closedIdle(Connection& connection) {
    auto& idle = m_idle[connection.route()];
    if (const auto found = std::ranges::find(idle, &connection); found != idle.end()) {
        idle.erase(found);
        --m_idleCount;
    } else {
        --m_lingering;
    }
    drop(connection);
}

// Who closes first keeps the port for a minute (RFC 9293 §3.6.1): where each request has a connection of its own, that
// is to be the server.
void Worker::leave(Connection& connection, Time now) {
    if (m_lingering >= m_places.size() || !connection.isOpen())
        return drop(connection);
    ++m_lingering;
    connection.linger(now + lingering);
}

void Worker::keep(Connection& connection) {
    if (m_idleCount >= static_cast<std::size_t>(m_orders.idle))
        return drop(connection);
    m_idle[connection.route()].push_back(&connection);
    ++m_idleCount;
}

// It lives until what the loop does now is done.
void Worker::drop(Connection& connection) {
    const std::size_t index = connection.index;
    std::shared_ptr<Connection> gone = std::move(m_connections[index]);
    gone->shut();
    if (index + 1 < m_connections.size()) {
        m_connections[index] = std::move(m_connections.back());
        m_connections[index]->index = index;
    }
    m_connections.pop_back();
    m_loop.bury(std::move(gone));
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
