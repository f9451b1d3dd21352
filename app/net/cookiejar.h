#pragma once

#include "net/fetcher.h"

#include <QNetworkCookieJar>

namespace net {

// One capture's cookies, in memory, thrown away with it. Qt's jar knows the public suffixes and the rules of
// RFC 6265; this one adds a bound on their number and size.
class CookieJar final : public QNetworkCookieJar {
public:
    QByteArray headerFor(const QUrl& link) const;             // "a=1; b=2", empty: none
    void keep(const QUrl& link, const QByteArray& setCookie); // lines as in QNetworkReply: parted by \n
};

} // namespace net
