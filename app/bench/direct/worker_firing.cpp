#include "bench/direct/worker.h"

#include "net/limits.h"
#include "net/redirect.h"

#include <algorithm>

namespace bench::direct {

using namespace std::chrono_literals;
using net::ErrorKind;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto lingering = 1s;
constexpr std::chrono::milliseconds roundingOfDelays{1}; // servers tell whole milliseconds

} // namespace
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

} // namespace bench::direct
