#include "net/namecache.h"

#include "net/limits.h"

namespace net {

namespace {

// Full: what has run out goes; if nothing has, everything goes. Rare, and cheaper than an order of use for every name.
template<typename Table>
void makeRoom(Table& table, std::chrono::nanoseconds now) {
    if (table.size() < limits::namesKept)
        return;
    table.removeIf([now](const auto& entry) { return entry.value().until <= now; });
    if (table.size() >= limits::namesKept)
        table.clear();
}

} // namespace

NameCache::NameCache(base::Clock& clock, std::unique_ptr<Resolver> resolver)
    : m_clock(clock)
    , m_resolver(std::move(resolver)) {}

void NameCache::lookup(const QString& host, Resolver::Found found) {
    const QHostAddress literal(host);
    if (!literal.isNull()) {
        found({{literal}, ErrorKind::None});
        return;
    }
    const auto known = m_known.constFind(host);
    if (known != m_known.cend() && known->until > m_clock.monotonic()) {
        found({known->addresses, ErrorKind::None});
        return;
    }
    std::vector<Resolver::Found>& asked = m_asked[host];
    asked.push_back(std::move(found));
    if (asked.size() > 1)
        return;
    m_resolver->lookup(host, [this, host](const LookupResult& result) { keep(host, result); });
}

void NameCache::keep(const QString& host, const LookupResult& result) {
    if (result.error == ErrorKind::None) {
        makeRoom(m_known, m_clock.monotonic());
        m_known.insert(host, {result.addresses, m_clock.monotonic() + std::chrono::milliseconds(limits::nameKeptMs)});
    }
    const std::vector<Resolver::Found> asked = m_asked.take(host);
    for (const Resolver::Found& found : asked)
        found(result);
}

void NameCache::prefer(const QString& host, const QHostAddress& address) {
    const auto known = m_known.find(host);
    if (known == m_known.end())
        return;
    const qsizetype at = known->addresses.indexOf(address);
    if (at > 0)
        known->addresses.move(at, 0);
}

void NameCache::forget(const QString& host) {
    m_known.remove(host);
}

void NameCache::rememberDead(const QString& hostAndPort, ErrorKind why) {
    makeRoom(m_dead, m_clock.monotonic());
    m_dead.insert(hostAndPort, {why, m_clock.monotonic() + std::chrono::milliseconds(limits::deadHostMs)});
}

ErrorKind NameCache::deadBecause(const QString& hostAndPort) {
    const auto dead = m_dead.constFind(hostAndPort);
    if (dead == m_dead.cend())
        return ErrorKind::None;
    if (dead->until > m_clock.monotonic())
        return dead->why;
    m_dead.erase(dead);
    return ErrorKind::None;
}

void NameCache::forgetDead(const QString& hostAndPort) {
    m_dead.remove(hostAndPort);
}

} // namespace net
