#include "net/hoprequest.h"

#include "net/cookiejar.h"
#include "net/redirect.h"
#include "net/trail.h"

#include <QHostAddress>

namespace net {

using namespace Qt::StringLiterals;

namespace {

void addOriginsOwn(QNetworkRequest& request, const QUrl& link, const FetchRequest& chain) {
    const QUrl& referrer = chain.referrer;
    const bool downgrade = referrer.scheme() == "https"_L1 && link.scheme() != "https"_L1;
    if (!referrer.isEmpty() && !downgrade)
        request.setRawHeader("Referer", QUrl(referrer.resolved(QUrl(u"/"_s))).toEncoded(QUrl::RemoveUserInfo));
    if (chain.credentials) {
        const QString pair(chain.credentials->user % u':' % chain.credentials->password);
        request.setRawHeader("Authorization", "Basic " + pair.toUtf8().toBase64());
    }
}

void addFields(QNetworkRequest& request, const Trail& trail, const FetchRequest& chain, const FetchOptions& options) {
    const QUrl& link = trail.link();
    request.setRawHeader("Host", hostField(link));
    if (!options.userAgent.isEmpty())
        request.setRawHeader("User-Agent", options.userAgent);
    if (!chain.accept.isEmpty())
        request.setRawHeader("Accept", chain.accept);
    if (sameOrigin(link, trail.first()))
        addOriginsOwn(request, link, chain);
    const QByteArray cookies = chain.cookies ? chain.cookies->headerFor(link) : QByteArray();
    if (!cookies.isEmpty())
        request.setRawHeader("Cookie", cookies);
}

} // namespace

QNetworkRequest requestFor(const Trail& trail, const FetchRequest& chain, const FetchOptions& options,
                           const QHostAddress& address, bool closeConnection) {
    QUrl url = trail.link();
    url.setFragment(QString());
    if (!address.isNull())
        url.setHost(address.toString());
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, closeConnection ? 1 : 20);
    request.setDecompressedSafetyCheckThreshold(-1); // we count decoded bytes ourselves, from the first one on
    addFields(request, trail, chain, options);
    if (closeConnection)
        request.setRawHeader("Connection", "close");
    return request;
}

} // namespace net
