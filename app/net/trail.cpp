#include "net/trail.h"

#include "net/cookiejar.h"
#include "net/redirect.h"

namespace net {

Trail::Trail(const QUrl& first)
    : m_first(withoutCredentials(first))
    , m_link(m_first) {}

QString Trail::host() const {
    return hostOf(m_link);
}

QString Trail::hostAndPort() const {
    return QString(hostOf(m_link) % u':' % QString::number(portOf(m_link)));
}

QString Trail::sentBy(const QUrl& referrer, const QString& givenHost) const {
    if (!m_previous.isEmpty())
        return hostOf(m_previous);
    return referrer.isEmpty() ? givenHost : hostOf(referrer);
}

bool Trail::isCircle(const CookieJar* cookies) {
    const QByteArray sent = cookies ? cookies->headerFor(m_link) : QByteArray();
    const QByteArray visit = m_link.toEncoded(QUrl::RemoveFragment) + ' ' + sent;
    if (m_visited.contains(visit))
        return true;
    m_visited.insert(visit);
    return false;
}

Trail::Followed Trail::follow(int status, const QByteArray& location, int most) {
    m_redirects.append({m_link, status});
    if (m_redirects.size() > most)
        return {ErrorKind::TooManyRedirects, Step::SameHost};
    const auto target = redirectTarget(m_link, location);
    if (!target)
        return {errorFromName(target.error().kind).value_or(ErrorKind::BadResponse), Step::SameHost};
    m_previous = std::exchange(m_link, *target);
    return {ErrorKind::None, hostOf(m_link) == hostOf(m_previous) ? Step::SameHost : Step::OtherHost};
}

} // namespace net
