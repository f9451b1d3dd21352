#pragma once

#include "base/clock.h"
#include "net/resolver.h"

#include <QHash>

namespace net {

// Names already looked up, one question at a time for each, and the memory of hosts that could not be found or
// reached: the other images of a page need not find that out again. Bounded. Lives in the network thread.
class NameCache {
public:
    NameCache(base::Clock& clock, std::unique_ptr<Resolver> resolver);

    // `found` may be called at once. An address literal is its own answer. Failures are not kept.
    void lookup(const QString& host, Resolver::Found found);
    // The address that answered goes first from now on.
    void prefer(const QString& host, const QHostAddress& address);
    void forget(const QString& host); // none of its addresses answered

    void rememberDead(const QString& hostAndPort, ErrorKind why);
    ErrorKind deadBecause(const QString& hostAndPort); // None: not known to be dead
    void forgetDead(const QString& hostAndPort);

private:
    struct Known {
        QList<QHostAddress> addresses;
        std::chrono::nanoseconds until;
    };
    struct Dead {
        ErrorKind why;
        std::chrono::nanoseconds until;
    };
    void keep(const QString& host, const LookupResult& result);

    base::Clock& m_clock;
    std::unique_ptr<Resolver> m_resolver;
    QHash<QString, Known> m_known;
    QHash<QString, std::vector<Resolver::Found>> m_asked;
    QHash<QString, Dead> m_dead;
};

} // namespace net
