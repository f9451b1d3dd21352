#pragma once

#include "net/routefinder.h"

#include <cstddef>
#include <vector>

namespace bench::direct {

// The addresses of this computer that one thread's connections come from. Those of a plan are used in turn. Without any
// the system chooses; to a server in 127.0.0.0/8, when all its ports are taken, 127.0.0.2 and the next ones follow:
// each has all ports again (RFC 6890: they all are this computer).
class Sources {
public:
    static constexpr int mostOfLoopback = 64; // addresses

    explicit Sources(std::vector<net::SocketAddress> listed)
        : m_listed(std::move(listed)) {}

    const net::SocketAddress* towards(const net::SocketAddress& server); // null: the system's choice
    bool areTaken(const net::SocketAddress& server); // all ports of the last one; true: another may have some
    void found() { m_failures = 0; }                 // there was one

private:
    const std::vector<net::SocketAddress> m_listed;
    std::size_t m_next = 0;
    std::size_t m_failures = 0;
    net::SocketAddress m_loopback;
};

} // namespace bench::direct
