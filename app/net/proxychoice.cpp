#include "net/proxychoice.h"

#include "net/limits.h"
#include "net/redirect.h"

namespace net {

using namespace Qt::StringLiterals;

namespace {

QNetworkProxy parse(const QUrl& address) {
    const bool socks = address.scheme().startsWith("socks5"_L1);
    if (address.host().isEmpty() || (!socks && address.scheme() != "http"_L1))
        return QNetworkProxy(QNetworkProxy::HttpProxy); // without a host: every exchange fails as ErrorKind::Proxy
    const auto port = static_cast<quint16>(address.port(socks ? 1080 : 8080));
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, hostOf(address), port,
                         address.userName(QUrl::FullyDecoded), address.password(QUrl::FullyDecoded));
}

QNetworkProxy firstUsable(const QList<QNetworkProxy>& proxies) {
    for (const QNetworkProxy& proxy : proxies) {
        if (proxy.type() == QNetworkProxy::NoProxy || !proxy.hostName().isEmpty())
            return proxy;
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

} // namespace

void ProxyChoice::setOptions(const FetchOptions& options) {
    m_mode = options.proxyMode;
    m_system.clear();
    m_chosen = QNetworkProxy(QNetworkProxy::NoProxy);
    if (m_mode == FetchOptions::ProxyMode::Chosen)
        m_chosen = parse(options.proxy);
    // Asked once now: the library behind it starts a thread with its first question.
    if (m_mode == FetchOptions::ProxyMode::System)
        proxyFor(QUrl(u"http://127.0.0.1/"_s));
}

QNetworkProxy ProxyChoice::proxyFor(const QUrl& link) {
    if (m_mode != FetchOptions::ProxyMode::System)
        return m_chosen;
    const QString key(link.scheme() % u':' % hostOf(link));
    const auto known = m_system.constFind(key);
    if (known != m_system.cend())
        return *known;
    if (m_system.size() >= limits::namesKept)
        m_system.clear();
    const QNetworkProxy proxy = firstUsable(QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(link)));
    m_system.insert(key, proxy);
    return proxy;
}

} // namespace net
