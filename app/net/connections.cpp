#include "net/connections.h"

#include "net/limits.h"
#include "net/redirect.h"

#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace net {

using namespace Qt::StringLiterals;

// A manager asks for the proxy of a request while get() is being called, which makes it one request's own.
class Connections::NextProxy final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& /*query*/) override { return {m_next}; }
    QNetworkProxy m_next{QNetworkProxy::NoProxy};
};

namespace {

// A direct connection, such that Qt reads it in portions. Where it is told that there is no proxy, it takes an
// unbuffered socket, and then reads in one loop for as long as bytes come: neither the size of the read buffer nor an
// abort gets through meanwhile, and a chunked body that ends with its connection may be called whole. The default proxy
// stands for what the program has chosen, which is none (see the constructor). Over TLS every socket is buffered.
QNetworkProxy buffered(const QNetworkProxy& proxy, bool tls) {
    return QNetworkProxy(!tls && proxy.type() == QNetworkProxy::NoProxy ? QNetworkProxy(QNetworkProxy::DefaultProxy)
                                                                        : proxy);
}

} // namespace

Connections::Connections(int managers) {
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy)); // nobody but us chooses one
    for (int number = 0; number < managers; ++number) {
        auto access = std::make_unique<QNetworkAccessManager>();
        auto* proxy = new NextProxy;
        access->setProxyFactory(proxy);
        access->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        access->setAutoDeleteReplies(false);
        // A manager starts its thread with its first request; at the descriptor limit that would abort the process.
        std::unique_ptr<QNetworkReply> first(access->get(QNetworkRequest(QUrl(u"http://127.0.0.1:0/"_s))));
        first->abort();
        m_managers.push_back({std::move(access), proxy});
    }
}

Connections::~Connections() = default;

int Connections::mostOverTls() const {
    return static_cast<int>(m_managers.size()) * limits::connectionsPerGroup;
}

Connections::Place Connections::take(const QUrl& link) {
    Place place{QString(link.scheme() % "://"_L1 % hostOf(link) % u':' % QString::number(portOf(link))), 0};
    std::vector<int>& groups = m_groups[place.origin];
    auto free =
        std::find_if(groups.begin(), groups.end(), [](int taken) { return taken < limits::connectionsPerGroup; });
    const bool tls = link.scheme() == "https"_L1;
    if (free == groups.end()) {
        if (!tls || groups.size() < m_managers.size())
            free = groups.insert(groups.end(), 0);
        else // the queue keeps below this; beyond it the manager has its own waiting line
            free = std::min_element(groups.begin(), groups.end());
    }
    ++*free;
    place.group = static_cast<int>(free - groups.begin());
    return place;
}

void Connections::give(const Place& place) {
    const auto groups = m_groups.find(place.origin);
    if (groups == m_groups.end())
        return;
    --(*groups)[static_cast<std::size_t>(place.group)];
    while (!groups->empty() && groups->back() == 0)
        groups->pop_back();
    if (groups->empty())
        m_groups.erase(groups);
}

QNetworkReply* Connections::send(QNetworkRequest request, const QUrl& link, const Place& place,
                                 const QNetworkProxy& proxy) {
    const bool tls = link.scheme() == "https"_L1;
    const Manager& manager = m_managers[tls ? static_cast<std::size_t>(place.group) : 0];
    const QString host = hostOf(link);
    request.setPeerVerifyName(tls ? host : QString(host % u'#' % QString::number(place.group)));
    manager.proxy->m_next = buffered(proxy, tls);
    return manager.access->get(request);
}

} // namespace net
