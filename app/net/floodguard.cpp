#include "net/floodguard.h"

#include "net/limits.h"

#include <QDir>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace net {

namespace {

constexpr int fewestScans = 2;               // one may fall between a burst's arrival and the first of it that is told
constexpr int scansNeeded = 20;              // some may fall between the bytes' arrival and our reading
constexpr int quietScans = 1'800;            // longer than a deadline
constexpr qint64 certain = 12 * 1024 * 1024; // bytes: more than the kernel and the read buffer hold of an honest body

union Address {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

Peer asPeer(const Address& address) {
    const quint16 port = ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
    return {QHostAddress(&address.any), port};
}

std::optional<Address> farEnd(int descriptor) {
    Address address{};
    socklen_t size = sizeof address;
    if (getpeername(descriptor, &address.any, &size) != 0)
        return std::nullopt;
    if (address.any.sa_family != AF_INET && address.any.sa_family != AF_INET6)
        return std::nullopt;
    return address;
}

quint16 localPort(int descriptor) {
    Address address{};
    socklen_t size = sizeof address;
    return getsockname(descriptor, &address.any, &size) == 0 ? asPeer(address).port : quint16(0);
}

qint64 bytesReceived(int descriptor) {
    tcp_info info{};
    socklen_t size = sizeof info;
    return getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0
               ? static_cast<qint64>(info.tcpi_bytes_received)
               : 0;
}

} // namespace

size_t qHash(const Peer& peer, size_t seed) {
    return qHashMulti(seed, peer.address, peer.port);
}

void FloodGuard::sent(const Peer& peer) {
    m_peers[peer].rest = 0;
}

void FloodGuard::progressed(const Peer& peer) {
    const auto watched = m_peers.find(peer);
    if (watched != m_peers.end())
        watched->progressed = true;
}

QList<Peer> FloodGuard::check() {
    if (m_peers.isEmpty())
        return {};
    QHash<Peer, QList<int>> growing;
    QHash<int, Seen> seen;
    const QStringList names = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System);
    for (const QString& name : names) {
        bool isNumber = false;
        const int descriptor = name.toInt(&isNumber);
        const auto address = isNumber ? farEnd(descriptor) : std::nullopt;
        if (!address)
            continue;
        const Peer peer = asPeer(*address);
        const auto watched = m_peers.find(peer);
        if (watched == m_peers.end())
            continue;
        const Seen now{localPort(descriptor), bytesReceived(descriptor)};
        const Seen before = m_seen.value(descriptor);
        const qint64 grown = now.received - (before.localPort == now.localPort ? before.received : 0);
        seen.insert(descriptor, now);
        if (grown <= 0)
            continue;
        watched->grown += grown;
        growing[peer].append(descriptor);
    }
    m_seen = seen;
    QList<Peer> ended;
    for (auto peer = m_peers.begin(); peer != m_peers.end(); ++peer) {
        const QList<int> descriptors = growing.value(peer.key());
        peer->rest = descriptors.isEmpty() ? peer->rest + 1 : 0;
        peer->scans += descriptors.isEmpty() ? 0 : 1;
        if (std::exchange(peer->progressed, false)) {
            peer->grown = 0;
            peer->scans = 0;
        }
        if (peer->scans < fewestScans)
            continue;
        if (peer->grown < certain && (peer->grown < limits::headBytes || peer->scans < scansNeeded))
            continue;
        for (const int descriptor : descriptors) {
            const auto still = farEnd(descriptor);
            if (still && asPeer(*still) == peer.key())
                shutdown(descriptor, SHUT_RDWR);
        }
        ended.append(peer.key());
        peer->grown = 0;
        peer->scans = 0;
    }
    forgetQuiet();
    return ended;
}

void FloodGuard::forgetQuiet() {
    m_peers.removeIf([](const auto& entry) { return entry.value().rest > quietScans; });
}

} // namespace net
