#pragma once

#include <QHash>
#include <QHostAddress>

#include <optional>

namespace net {

// The far end of a connection as the kernel sees it: a server, or the proxy before it.
struct Peer {
    QHostAddress address;
    quint16 port = 0;

    bool operator==(const Peer&) const = default;
};
size_t qHash(const Peer& peer, size_t seed = 0);

// Ends connections that swallow bytes and show nothing. A head (or a chunk's size, or a trailer) without an end grows
// in the memory of Qt 6.4's HTTP thread for as long as the server sends, and keeps that thread from its other
// transfers. Qt offers no limit, so this asks the kernel what each connection has received, and shuts down the ones
// that grew in more than one look although nothing came out. Linux. Lives in the network thread.
class FloodGuard {
public:
    void sent(const Peer& peer);       // a request goes there
    void progressed(const Peer& peer); // a head or body bytes came from there, or it is us who do not read
    // Call about ten times a second. Returns the peers whose connections were shut down.
    QList<Peer> check();

private:
    struct Watched {
        bool progressed = true;
        qint64 grown = 0; // bytes since progress was last seen
        int scans = 0;    // in which they grew
        int rest = 0;     // scans without a byte: forgotten after some
    };
    struct Seen {
        quint16 localPort = 0;
        qint64 received = 0;
    };
    void forgetQuiet();

    QHash<Peer, Watched> m_peers;
    QHash<int, Seen> m_seen; // by descriptor
};

} // namespace net
