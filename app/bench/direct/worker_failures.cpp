#include "bench/direct/worker.h"

#include "net/errorwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace bench::direct {

using namespace std::chrono_literals;
using net::ErrorKind;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto scarcePause = 100ms; // between tries to have more in flight again

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

bool isScarcity(ErrorKind kind) {
    return kind == ErrorKind::NoDescriptors || kind == ErrorKind::NoLocalPort;
}

} // namespace

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

} // namespace bench::direct
