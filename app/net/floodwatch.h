#pragma once

#include "net/floodguard.h"
#include "net/loadroutes.h"

#include <QTimer>

namespace net {

// Looks after a load's connections as FloodGuard does after single ones: a flood keeps Qt's thread from all else, so
// it is looked for only when nothing at all has been heard for a while. Lives in the thread of the load.
class FloodWatch final : public QObject {
    Q_OBJECT

public:
    explicit FloodWatch(LoadRoutes& routes);

    void heard() { m_heard = true; }
    QList<Peer> look(); // at times, while something is in flight; whose connections were shut down
    // Waits until the managers' threads are free and cuts off who keeps them; then calls `closed` once, from the event
    // loop, in a few seconds at most.
    void close(std::function<void()> closed);

    static Peer peerOf(const LoadRoute& route);

private:
    QList<Peer> check();
    void end();

    LoadRoutes& m_routes;
    FloodGuard m_guard;
    bool m_heard = false;
    std::chrono::steady_clock::time_point m_lookedAt{};
    std::function<void()> m_closed;
    QTimer m_closing;
    int m_looksLeft;
};

} // namespace net
