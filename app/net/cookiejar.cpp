#include "net/cookiejar.h"

#include "net/limits.h"

#include <QNetworkCookie>

namespace net {

namespace {

constexpr qsizetype largest = 4096; // RFC 6265 §6.1

} // namespace

QByteArray CookieJar::headerFor(const QUrl& link) const {
    QByteArray header;
    const QList<QNetworkCookie> cookies = cookiesForUrl(link);
    for (const QNetworkCookie& cookie : cookies) {
        if (!header.isEmpty())
            header += "; ";
        header += cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    }
    return header;
}

void CookieJar::keep(const QUrl& link, const QByteArray& setCookie) {
    const QList<QByteArray> lines = setCookie.split('\n');
    for (const QByteArray& line : lines) {
        if (line.size() > largest)
            continue;
        const QList<QNetworkCookie> cookies = QNetworkCookie::parseCookies(line);
        if (allCookies().size() + cookies.size() <= limits::cookies)
            setCookiesFromUrl(cookies, link);
    }
}

} // namespace net
