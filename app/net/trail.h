#pragma once

#include "net/exchange.h"

#include <QSet>

namespace net {

class CookieJar;

// Where a chain is and how it came there.
class Trail {
public:
    explicit Trail(const QUrl& first);

    const QUrl& first() const { return m_first; } // all links here are without credentials
    const QUrl& link() const { return m_link; }   // of the current hop
    QString host() const;                         // hostOf() it
    QString hostAndPort() const;
    // Who sends the client to the current hop: the hop before, else the page that shows the image, else the person.
    QString sentBy(const QUrl& referrer, const QString& givenHost) const;

    // Notes the visit; true when the chain was here before with the same cookies. A site that sets a cookie and sends
    // the client to the same link again makes no circle.
    bool isCircle(const CookieJar* cookies);

    enum class Step { SameHost, OtherHost };
    // To where the redirect says. Errors: TooManyRedirects after more than `most`; what redirectTarget() refuses.
    struct Followed {
        ErrorKind error = ErrorKind::None;
        Step step = Step::SameHost;
    };
    Followed follow(int status, const QByteArray& location, int most);

    const QList<Redirect>& redirects() const { return m_redirects; }

private:
    QUrl m_first;
    QUrl m_link;
    QUrl m_previous; // empty at the first hop
    QSet<QByteArray> m_visited;
    QList<Redirect> m_redirects;
};

} // namespace net
