#include "net/routefinder.h"

#include "net/redirect.h"
#include "net/resolver.h"

#include <QHostAddress>
#include <QTimer>

#include <algorithm>
#include <cstring>
#include <map>

#include <netinet/in.h>

namespace net {

using Clock = std::chrono::steady_clock;

namespace {

SocketAddress addressOf(const QHostAddress& host, quint16 port) {
    SocketAddress address;
    if (host.protocol() == QAbstractSocket::IPv4Protocol) {
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        four.sin_addr.s_addr = htonl(host.toIPv4Address());
        std::memcpy(&address.storage, &four, sizeof four);
        address.size = sizeof four;
    } else {
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = host.toIPv6Address();
        std::memcpy(&six.sin6_addr, &bytes, sizeof bytes);
        six.sin6_scope_id = host.scopeId().toUInt();
        std::memcpy(&address.storage, &six, sizeof six);
        address.size = sizeof six;
    }
    return address;
}

} // namespace

std::optional<SocketAddress> localAddress(const QString& text) {
    QHostAddress address;
    if (!address.setAddress(text))
        return std::nullopt;
    return addressOf(address, 0);
}

struct RouteFinder::Private {
    void begin(const std::vector<QUrl>& origins);
    void found(const QString& host, const LookupResult& result);
    void tell();

    std::vector<Route> routes;
    std::map<QString, std::vector<std::pair<std::size_t, quint16>>> waiting; // host → routes and ports
    std::unique_ptr<Resolver> resolver;
    Clock::time_point begun = Clock::now();
    Found told;
    QTimer timeout;
};

void RouteFinder::Private::begin(const std::vector<QUrl>& origins) {
    for (const QUrl& origin : origins) {
        Route route;
        const QString host = hostOf(origin);
        const auto port = static_cast<quint16>(portOf(origin));
        route.host = host.toStdString();
        route.overTls = origin.scheme() == QLatin1String("https");
        if (QHostAddress literal; literal.setAddress(host)) {
            route.hostIsAddress = true;
            route.addresses.push_back(addressOf(literal, port));
        } else {
            route.error = ErrorKind::NameLookupFailed; // until it is found
            waiting[host].emplace_back(routes.size(), port);
        }
        routes.push_back(std::move(route));
    }
    for (const auto& [host, those] : waiting)
        resolver->lookup(host, [this, name = host](const LookupResult& result) { found(name, result); });
    if (waiting.empty())
        timeout.setInterval(0);
    timeout.start();
}

void RouteFinder::Private::found(const QString& host, const LookupResult& result) {
    for (const auto& [index, port] : waiting[host]) {
        Route& route = routes[index];
        route.error = result.error;
        route.lookUp = Clock::now() - begun;
        for (const QHostAddress& address : result.addresses)
            route.addresses.push_back(addressOf(address, port));
    }
    waiting.erase(host);
    if (waiting.empty())
        tell();
}

void RouteFinder::Private::tell() {
    timeout.stop();
    if (const Found once = std::exchange(told, {}))
        once(std::move(routes));
}

RouteFinder::RouteFinder(const std::vector<QUrl>& origins, std::chrono::milliseconds timeout,
                         const ResolverMaker& lookUp, Found found)
    : d(std::make_unique<Private>()) {
    d->told = std::move(found);
    d->resolver = lookUp ? lookUp() : std::make_unique<SystemResolver>();
    d->timeout.setSingleShot(true);
    d->timeout.setInterval(timeout);
    QObject::connect(&d->timeout, &QTimer::timeout, &d->timeout, [this] { d->tell(); });
    d->begin(origins);
}

RouteFinder::~RouteFinder() = default;

} // namespace net
