#include "net/floodwatch.h"

namespace net {

using namespace std::chrono_literals;

namespace {

constexpr auto step = 1s;
constexpr auto closingStep = 100ms;
constexpr int closingLooks = 30; // then the end waits as long as Qt makes it

} // namespace

FloodWatch::FloodWatch(LoadRoutes& routes)
    : m_routes(routes)
    , m_looksLeft(closingLooks) {
    connect(&m_closing, &QTimer::timeout, this, [this] {
        check();
        if (--m_looksLeft == 0)
            end();
    });
}

Peer FloodWatch::peerOf(const LoadRoute& route) {
    return {route.address, static_cast<quint16>(route.port)};
}

QList<Peer> FloodWatch::look() {
    const auto now = std::chrono::steady_clock::now();
    if (now - m_lookedAt < step)
        return {};
    m_lookedAt = now;
    if (!std::exchange(m_heard, false))
        return check();
    m_guard = {};
    return {};
}

QList<Peer> FloodWatch::check() {
    m_routes.forEachKnown([this](const LoadRoute& route) { m_guard.sent(peerOf(route)); });
    return m_guard.check();
}

void FloodWatch::close(std::function<void()> closed) {
    Q_ASSERT(!m_closed);
    m_closed = std::move(closed);
    m_guard = {};
    m_closing.start(closingStep);
    QMetaObject::invokeMethod(
        this, [this] { m_routes.whenFree([this] { end(); }); },
        Qt::QueuedConnection); // behind the end of replies that were dropped just now
}

void FloodWatch::end() {
    m_closing.stop();
    if (const auto closed = std::exchange(m_closed, {}))
        closed();
}

} // namespace net
