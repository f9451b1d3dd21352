#pragma once

#include <QHostAddress>
#include <QString>

namespace net {

// Who is public? By the IANA IPv4 and IPv6 Special-Purpose Address Registries (globally reachable: yes), multicast
// excepted; an address that carries an IPv4 address inside (v4-mapped, NAT64, 6to4, Teredo) is as public as that one.
// A plain value without state, safe from every thread. Tests subclass it and declare 127.0.0.2 public.
class AddressPolicy {
public:
    AddressPolicy() = default;
    AddressPolicy(const AddressPolicy&) = delete;
    AddressPolicy& operator=(const AddressPolicy&) = delete;
    virtual ~AddressPolicy() = default;

    virtual bool isPublic(const QHostAddress& address) const;

    // A request to `host` at `address`, sent because of the link whose host is `givenHost` by a page (or a redirect)
    // of `fromHost`. What is not public is reached only at the given host, and only from there.
    bool allows(const QHostAddress& address, const QString& host, const QString& givenHost,
                const QString& fromHost) const;

    // The same where a proxy looks the name up and the address cannot be known.
    bool allowsByName(const QString& host, const QString& givenHost, const QString& fromHost) const;
};

} // namespace net
