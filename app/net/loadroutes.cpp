#include "net/loadroutes.h"

#include "net/limits.h"
#include "net/redirect.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace net {

using namespace Qt::StringLiterals;

namespace {

constexpr int resolverThreads = 2;
constexpr std::chrono::seconds addressPatience{1};

class NoCookies final : public QNetworkCookieJar {
public:
    QList<QNetworkCookie> cookiesForUrl(const QUrl& /*url*/) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie>& /*cookies*/, const QUrl& /*url*/) override { return false; }
};

QUrl nowhere() {
    return QUrl(u"http://127.0.0.1:0/"_s);
}

QUrl addressed(QUrl link, const QHostAddress& address) {
    link.setFragment(QString());
    link.setHost(address.toString());
    if (link.path().isEmpty())
        link.setPath(u"/"_s);
    return link;
}

// No proxy, and sockets that Qt reads in portions. Where a manager is told that there is none, Qt 6.4 takes an
// unbuffered socket: it reads a head with a system call for each byte, and goes on without end for as long as bytes
// come. The default proxy stands for what the program has chosen, which is none (see LoadRoutes' constructor).
class Straight final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& /*query*/) override {
        return {QNetworkProxy(QNetworkProxy::DefaultProxy)};
    }
};

bool contains(const Headers& headers, const QByteArray& name) {
    return !headerValue(headers, name).isNull();
}

} // namespace

LoadRoutes::LoadRoutes(const LoadOptions& options, std::unique_ptr<Resolver> resolver)
    : m_options(options)
    , m_resolver(resolver ? std::move(resolver) : std::make_unique<SystemResolver>(resolverThreads)) {
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    startManagers(m_plain, 1);
}

LoadRoutes::~LoadRoutes() = default;

// A manager starts its thread with its first request; at the descriptor limit that would abort the process.
void LoadRoutes::startManagers(std::vector<std::unique_ptr<QNetworkAccessManager>>& managers, std::size_t count) {
    while (managers.size() < count) {
        auto manager = std::make_unique<QNetworkAccessManager>();
        manager->setProxyFactory(new Straight);
        manager->setCookieJar(new NoCookies);
        manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        manager->setAutoDeleteReplies(false);
        const std::unique_ptr<QNetworkReply> first(manager->get(QNetworkRequest(nowhere())));
        first->abort();
        managers.push_back(std::move(manager));
    }
}

LoadRoute& LoadRoutes::routeTo(const QUrl& link) {
    if (m_lastRoute && link == m_lastLink)
        return *m_lastRoute;
    const QString host = hostOf(link);
    const bool tls = link.scheme() == "https"_L1;
    const int port = portOf(link);
    const QString key(link.scheme() % u':' % host % u':' % QString::number(port));
    std::shared_ptr<LoadRoute> route = m_routes.value(key);
    if (!route) {
        forgetLeastUsed();
        route = std::make_shared<LoadRoute>();
        route->key = key;
        route->host = host;
        route->port = port;
        route->tls = tls;
        route->link = link;
        m_routes.insert(key, route);
        if (tls)
            startManagers(m_tls, limits::managers);
        lookUp(*route);
    }
    m_lastLink = link;
    m_lastRoute = route.get();
    return *route;
}

void LoadRoutes::whenDecided(LoadRoute& route, std::function<void()> then) {
    if (route.state == LoadRoute::State::Asking)
        route.waiting.push_back(std::move(then));
    else
        then();
}

void LoadRoutes::lookUp(LoadRoute& route) {
    if (const ErrorKind refused = refuses(route.link); refused != ErrorKind::None)
        return decide(route, {}, refused);
    if (const QHostAddress literal(route.host); !literal.isNull())
        return decide(route, literal, ErrorKind::None);
    m_resolver->lookup(route.host, [this, &route](const LookupResult& found) {
        if (found.addresses.isEmpty())
            return decide(route, {}, found.error);
        tryAddresses(route, found.addresses.first(qMin<qsizetype>(found.addresses.size(), limits::addressesTried)), 0);
    });
}

// A name such as localhost belongs to two addresses, and a server may listen at one of them only.
void LoadRoutes::tryAddresses(LoadRoute& route, const QList<QHostAddress>& addresses, qsizetype next) {
    if (addresses.size() == 1 || next >= addresses.size())
        return decide(route, addresses.first(), ErrorKind::None); // none answers: the requests will tell why
    auto* socket = new QTcpSocket(this);
    socket->setProxy(QNetworkProxy::NoProxy);
    const auto goOn = [this, &route, addresses, next, socket, done = std::make_shared<bool>(false)](bool connected) {
        if (std::exchange(*done, true))
            return;
        socket->deleteLater();
        if (connected)
            decide(route, addresses.at(next), ErrorKind::None);
        else
            tryAddresses(route, addresses, next + 1);
    };
    connect(socket, &QTcpSocket::connected, this, [goOn] { goOn(true); });
    connect(socket, &QTcpSocket::errorOccurred, this, [goOn] { goOn(false); });
    QTimer::singleShot(addressPatience, socket, [goOn] { goOn(false); });
    socket->connectToHost(addresses.at(next), static_cast<quint16>(route.port));
}

void LoadRoutes::decide(LoadRoute& route, const QHostAddress& address, ErrorKind failure) {
    route.address = address;
    route.failure = failure;
    route.state = failure == ErrorKind::None ? LoadRoute::State::Known : LoadRoute::State::Failed;
    rest(route);
    for (const auto& waiting : std::exchange(route.waiting, {}))
        waiting();
}

QNetworkRequest LoadRoutes::prepared(const LoadRoute& route, int group, bool lasting) const {
    QNetworkRequest request(addressed(route.link, route.address));
    request.setPeerVerifyName(route.tls ? route.host : QString(route.host % u'#' % QString::number(group)));
    if (route.tls)
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (!lasting)
        request.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, 0);
    if (QHostAddress(route.host).isNull()) // else Qt says the same
        request.setRawHeader("Host", hostField(route.link));
    if (!contains(m_options.headers, "User-Agent"))
        request.setRawHeader("User-Agent", "Tidemark/" TIDEMARK_VERSION);
    if (!contains(m_options.headers, "Accept-Encoding"))
        request.setRawHeader("Accept-Encoding", "identity");
    if (!m_options.body.isEmpty() && !contains(m_options.headers, "Content-Type"))
        request.setRawHeader("Content-Type", "application/octet-stream");
    if (!m_options.keepAlive)
        request.setRawHeader("Connection", "close");
    for (const auto& [name, value] : m_options.headers)
        request.setRawHeader(name, value);
    return request;
}

LoadRoutes::Place LoadRoutes::take(LoadRoute& route) {
    if (std::exchange(route.isUnused, false))
        m_unused.erase(route.unused);
    ++route.taken;
    if (route.free.empty()) {
        if (route.tls && route.groups.size() == m_tls.size()) // the manager has a waiting line of its own
            return {.route = &route, .group = static_cast<int>(m_turn++ % m_tls.size()), .shared = true};
        addGroup(route);
    }
    const int group = route.free.back();
    route.free.pop_back();
    return {.route = &route, .group = group};
}

// A lasting group counts with all it may open, though most origins of many will see one connection.
void LoadRoutes::addGroup(LoadRoute& route) {
    const auto group = static_cast<int>(route.groups.size());
    const bool lasting = route.lasting == route.groups.size() && m_idle + limits::connectionsPerGroup <= m_options.idle;
    if (lasting) {
        m_idle += limits::connectionsPerGroup;
        ++route.lasting;
    }
    route.groups.push_back(prepared(route, group, lasting));
    route.free.assign(lasting || route.tls ? limits::connectionsPerGroup : 1, group);
}

void LoadRoutes::give(const Place& place) {
    LoadRoute& route = *place.route;
    if (!place.shared)
        route.free.push_back(place.group);
    if (place.bare && !place.shared)
        std::stable_partition(route.free.begin(), route.free.end(), [&](int group) { return group == place.group; });
    if (--route.taken == 0 && route.lasting < route.groups.size())
        rest(route);
}

// Of what does not last, one group is left, for who asks again soon.
void LoadRoutes::rest(LoadRoute& route) {
    if (route.taken > 0 || route.isUnused)
        return;
    const std::size_t left = std::max<std::size_t>(route.lasting, 1);
    if (route.groups.size() > left) {
        route.groups.erase(route.groups.begin() + static_cast<std::ptrdiff_t>(left), route.groups.end());
        std::erase_if(route.free, [left](int group) { return static_cast<std::size_t>(group) >= left; });
    }
    if (route.lasting > 0)
        return;
    route.unused = m_unused.insert(m_unused.end(), &route);
    route.isUnused = true;
}

void LoadRoutes::forgetLeastUsed() {
    while (m_routes.size() >= limits::originsOfLoad && !m_unused.empty()) {
        LoadRoute* route = m_unused.front();
        m_unused.pop_front();
        if (m_lastRoute == route)
            m_lastRoute = nullptr;
        m_routes.remove(QString(route->key));
    }
}

QNetworkRequest LoadRoutes::request(const Place& place, const QUrl& link) {
    const QNetworkRequest& ready = place.route->groups[static_cast<std::size_t>(place.group)];
    if (link == place.route->link)
        return ready;
    QNetworkRequest request = ready;
    request.setUrl(addressed(link, place.route->address));
    return request;
}

QNetworkAccessManager& LoadRoutes::manager(const Place& place) {
    return place.route->tls ? *m_tls[static_cast<std::size_t>(place.group)] : *m_plain.front();
}

void LoadRoutes::forEachKnown(const std::function<void(const LoadRoute& route)>& look) const {
    for (const auto& route : m_routes) {
        if (route->state == LoadRoute::State::Known)
            look(*route);
    }
}

void LoadRoutes::whenFree(std::function<void()> free) {
    const auto left = std::make_shared<std::size_t>(m_plain.size() + m_tls.size());
    const auto ask = [&](const std::unique_ptr<QNetworkAccessManager>& manager) {
        QNetworkReply* reply = manager->get(QNetworkRequest(nowhere()));
        connect(reply, &QNetworkReply::finished, this, [reply, left, free] {
            reply->deleteLater();
            if (--*left == 0)
                free();
        });
    };
    std::for_each(m_plain.begin(), m_plain.end(), ask);
    std::for_each(m_tls.begin(), m_tls.end(), ask);
}

} // namespace net
