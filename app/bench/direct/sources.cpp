#include "bench/direct/sources.h"

#include <algorithm>
#include <cstring>

#include <netinet/in.h>

namespace bench::direct {

namespace {

bool isOfLoopback(const net::SocketAddress& address) {
    constexpr std::uint32_t network = 127;
    sockaddr_in four{};
    std::memcpy(&four, &address.storage, sizeof four);
    return four.sin_family == AF_INET && ntohl(four.sin_addr.s_addr) >> 24 == network;
}

net::SocketAddress ofLoopback(std::uint32_t number) {
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK + number);
    net::SocketAddress address;
    std::memcpy(&address.storage, &four, sizeof four);
    address.size = sizeof four;
    return address;
}

} // namespace

const net::SocketAddress* Sources::towards(const net::SocketAddress& server) {
    for (std::size_t tries = 0; tries < m_listed.size(); ++tries) {
        const net::SocketAddress& listed = m_listed[m_next++ % m_listed.size()];
        if (listed.storage.ss_family == server.storage.ss_family)
            return &listed;
    }
    if (!m_listed.empty() || m_next == 0 || !isOfLoopback(server))
        return nullptr;
    m_loopback = ofLoopback(static_cast<std::uint32_t>(m_next));
    return &m_loopback;
}

bool Sources::areTaken(const net::SocketAddress& server) {
    const auto ofSameKind = std::ranges::count_if(m_listed, [&server](const net::SocketAddress& listed) {
        return listed.storage.ss_family == server.storage.ss_family;
    });
    const std::size_t all = m_listed.empty() ? (isOfLoopback(server) ? std::size_t{mostOfLoopback} : 1)
                                             : static_cast<std::size_t>(ofSameKind);
    if (m_listed.empty())
        m_next = (m_next + 1) % all;
    if (++m_failures < all)
        return true;
    m_failures = 0;
    return false;
}

} // namespace bench::direct
