#include "net/addresspolicy.h"

#include <array>
#include <cstring>
#include <initializer_list>

namespace net {

namespace {

struct Range4 {
    quint32 network;
    int bits;
    bool isPublic;
};

constexpr quint32 v4(quint32 a, quint32 b, quint32 c, quint32 d) {
    return a << 24 | b << 16 | c << 8 | d;
}

// IANA IPv4 Special-Purpose Address Registry; the first range that fits decides, so exceptions stand first.
constexpr std::array ranges4{
    Range4{v4(0, 0, 0, 0), 8, false},       // this network, RFC 791
    Range4{v4(10, 0, 0, 0), 8, false},      // private, RFC 1918
    Range4{v4(100, 64, 0, 0), 10, false},   // shared, RFC 6598
    Range4{v4(127, 0, 0, 0), 8, false},     // loopback, RFC 1122
    Range4{v4(169, 254, 0, 0), 16, false},  // link local, RFC 3927
    Range4{v4(172, 16, 0, 0), 12, false},   // private, RFC 1918
    Range4{v4(192, 0, 0, 9), 32, true},     // PCP anycast, RFC 7723
    Range4{v4(192, 0, 0, 10), 32, true},    // TURN anycast, RFC 8155
    Range4{v4(192, 0, 0, 0), 24, false},    // IETF protocol assignments, RFC 6890
    Range4{v4(192, 0, 2, 0), 24, false},    // documentation, RFC 5737
    Range4{v4(192, 88, 99, 0), 24, false},  // 6to4 relay, deprecated, RFC 7526
    Range4{v4(192, 168, 0, 0), 16, false},  // private, RFC 1918
    Range4{v4(198, 18, 0, 0), 15, false},   // benchmarking, RFC 2544
    Range4{v4(198, 51, 100, 0), 24, false}, // documentation, RFC 5737
    Range4{v4(203, 0, 113, 0), 24, false},  // documentation, RFC 5737
    Range4{v4(224, 0, 0, 0), 4, false},     // multicast, RFC 5771
    Range4{v4(240, 0, 0, 0), 4, false},     // reserved and broadcast, RFC 1112, 919
};

bool isPublic4(quint32 address) {
    for (const Range4& range : ranges4) {
        if ((address ^ range.network) >> (32 - range.bits) == 0)
            return range.isPublic;
    }
    return true;
}

struct Range6 {
    std::array<quint16, 8> network;
    int bits;
    enum class Rule { Public, NotPublic, Embedded } rule;
    int embeddedAt = 0; // byte where the IPv4 address stands
};

using Rule = Range6::Rule;

// IANA IPv6 Special-Purpose Address Registry; the first range that fits decides. Outside 2000::/3 nothing else is
// global unicast (IANA IPv6 Address Space registry).
constexpr std::array ranges6{
    Range6{{0, 0, 0, 0, 0, 0, 0, 0}, 127, Rule::NotPublic},           // unspecified and loopback, RFC 4291
    Range6{{0, 0, 0, 0, 0, 0xffff, 0, 0}, 96, Rule::Embedded, 12},    // v4-mapped, RFC 4291
    Range6{{0x64, 0xff9b, 0, 0, 0, 0, 0, 0}, 96, Rule::Embedded, 12}, // NAT64, RFC 6052
    Range6{{0x2001, 1, 0, 0, 0, 0, 0, 1}, 128, Rule::Public},         // PCP anycast, RFC 7723
    Range6{{0x2001, 1, 0, 0, 0, 0, 0, 2}, 128, Rule::Public},         // TURN anycast, RFC 8155
    Range6{{0x2001, 1, 0, 0, 0, 0, 0, 3}, 128, Rule::Public},         // DNS-SD anycast, RFC 9665
    Range6{{0x2001, 3, 0, 0, 0, 0, 0, 0}, 32, Rule::Public},          // AMT, RFC 7450
    Range6{{0x2001, 4, 0x112, 0, 0, 0, 0, 0}, 48, Rule::Public},      // AS112, RFC 7535
    Range6{{0x2001, 0x20, 0, 0, 0, 0, 0, 0}, 28, Rule::Public},       // ORCHIDv2, RFC 7343
    Range6{{0x2001, 0x30, 0, 0, 0, 0, 0, 0}, 28, Rule::Public},       // drone remote ID, RFC 9374
    Range6{{0x2001, 0, 0, 0, 0, 0, 0, 0}, 23, Rule::NotPublic},       // protocol assignments (Teredo: see below)
    Range6{{0x2001, 0xdb8, 0, 0, 0, 0, 0, 0}, 32, Rule::NotPublic},   // documentation, RFC 3849
    Range6{{0x2002, 0, 0, 0, 0, 0, 0, 0}, 16, Rule::Embedded, 2},     // 6to4, RFC 3056
    Range6{{0x3fff, 0, 0, 0, 0, 0, 0, 0}, 20, Rule::NotPublic},       // documentation, RFC 9637
    Range6{{0x2000, 0, 0, 0, 0, 0, 0, 0}, 3, Rule::Public},           // global unicast, RFC 4291
};

bool fits(const Q_IPV6ADDR& address, const Range6& range) {
    for (int bit = 0; bit < range.bits; ++bit) {
        const int byte = bit / 8;
        const int word = range.network[static_cast<std::size_t>(bit / 16)];
        const int expected = byte % 2 ? word & 0xff : word >> 8;
        const int mask = 0x80 >> (bit % 8);
        if ((address.c[byte] & mask) != (expected & mask))
            return false;
    }
    return true;
}

quint32 embedded(const Q_IPV6ADDR& address, int at) {
    return v4(address.c[at], address.c[at + 1], address.c[at + 2], address.c[at + 3]);
}

bool isPublic6(const Q_IPV6ADDR& address) {
    // Teredo (RFC 4380) carries its server and, with every bit turned, its client.
    constexpr Range6 teredo{{0x2001, 0, 0, 0, 0, 0, 0, 0}, 32, Rule::Embedded, 4};
    if (fits(address, teredo))
        return isPublic4(embedded(address, 4)) && isPublic4(~embedded(address, 12));
    for (const Range6& range : ranges6) {
        if (fits(address, range))
            return range.rule == Rule::Embedded ? isPublic4(embedded(address, range.embeddedAt))
                                                : range.rule == Rule::Public;
    }
    return false;
}

bool isLocalName(const QString& host) {
    using namespace Qt::StringLiterals;
    if (!host.contains(u'.'))
        return true; // a bare name is completed from the local search domain
    for (const auto& suffix : {".localhost"_L1, ".local"_L1, ".internal"_L1, ".home.arpa"_L1}) {
        if (host.endsWith(suffix))
            return true;
    }
    return false;
}

bool isGiven(const QString& host, const QString& givenHost, const QString& fromHost) {
    return !givenHost.isEmpty() && host == givenHost && fromHost == givenHost;
}

} // namespace

bool AddressPolicy::isPublic(const QHostAddress& address) const {
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return isPublic4(address.toIPv4Address());
    if (address.protocol() == QAbstractSocket::IPv6Protocol)
        return address.scopeId().isEmpty() && isPublic6(address.toIPv6Address());
    return false;
}

bool AddressPolicy::allows(const QHostAddress& address, const QString& host, const QString& givenHost,
                           const QString& fromHost) const {
    return isPublic(address) || isGiven(host, givenHost, fromHost);
}

bool AddressPolicy::allowsByName(const QString& host, const QString& givenHost, const QString& fromHost) const {
    const QHostAddress literal(host);
    const bool suspicious = literal.isNull() ? isLocalName(host) : !isPublic(literal);
    return !suspicious || isGiven(host, givenHost, fromHost);
}

} // namespace net
