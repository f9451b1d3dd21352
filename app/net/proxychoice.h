#pragma once

#include "net/fetcher.h"

#include <QHash>
#include <QNetworkProxy>

namespace net {

// Which proxy a link goes through: the system's, none, or the chosen one. Lives in the network thread.
class ProxyChoice {
public:
    void setOptions(const FetchOptions& options);
    QNetworkProxy proxyFor(const QUrl& link); // NoProxy: straight; its host may still be a name

private:
    FetchOptions::ProxyMode m_mode = FetchOptions::ProxyMode::None;
    QNetworkProxy m_chosen{QNetworkProxy::NoProxy};
    QHash<QString, QNetworkProxy> m_system; // by scheme and host: asking the system takes another thread's time
};

} // namespace net
