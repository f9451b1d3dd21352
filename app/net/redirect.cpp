#include "net/redirect.h"

#include "net/limits.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

namespace net {

using namespace Qt::StringLiterals;

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

QUrl withoutCredentials(QUrl link) {
    link.setUserInfo(QString());
    return link;
}

int portOf(const QUrl& link) {
    return link.port(link.scheme() == "https"_L1 ? 443 : 80);
}

QString hostOf(const QUrl& link) {
    return link.host(QUrl::FullyEncoded).toLower();
}

QByteArray hostField(const QUrl& link) {
    QByteArray host = link.host(QUrl::FullyEncoded).toLatin1();
    if (link.port() != -1 && link.port() != (link.scheme() == "https"_L1 ? 443 : 80))
        host += ':' + QByteArray::number(link.port());
    return host;
}

bool sameOrigin(const QUrl& a, const QUrl& b) {
    return a.scheme() == b.scheme() && hostOf(a) == hostOf(b) && portOf(a) == portOf(b);
}

ErrorKind refuses(const QUrl& link) {
    if (!link.isValid())
        return ErrorKind::BadLink;
    if (link.scheme() != "http"_L1 && link.scheme() != "https"_L1)
        return link.scheme().isEmpty() ? ErrorKind::BadLink : ErrorKind::BadScheme;
    if (link.host().isEmpty() || link.toEncoded().size() > limits::linkLength || link.port(80) == 0)
        return ErrorKind::BadLink;
    return ErrorKind::None;
}

base::Result<QUrl> redirectTarget(const QUrl& from, const QByteArray& location) {
    const QUrl relative = QUrl::fromEncoded(location.trimmed(), QUrl::TolerantMode);
    QUrl target = withoutCredentials(from.resolved(relative));
    if (!relative.isValid() || !target.isValid() || location.size() > limits::linkLength)
        return base::Error{errorName(ErrorKind::BadResponse), errorSentence(ErrorKind::BadResponse)};
    if (!relative.hasFragment() && from.hasFragment())
        target.setFragment(from.fragment(QUrl::FullyEncoded), QUrl::TolerantMode);
    const ErrorKind refused = refuses(target);
    if (refused != ErrorKind::None)
        return base::Error{errorName(refused), errorSentence(refused)};
    return target;
}

namespace {

// RFC 9110 §5.6.7: the preferred form and the two obsolete ones.
QDateTime parseHttpDate(const QByteArray& value) {
    const QLocale english = QLocale::c();
    const QString text = QString::fromLatin1(value).simplified();
    QDateTime when = english.toDateTime(text, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!when.isValid()) {
        when = english.toDateTime(text, u"dddd, dd-MMM-yy hh:mm:ss 'GMT'"_s);
        if (when.isValid() && when.date().year() < 1970)
            when = when.addYears(100);
    }
    if (!when.isValid())
        when = english.toDateTime(text, u"ddd MMM d hh:mm:ss yyyy"_s);
    when.setTimeSpec(Qt::UTC);
    return when;
}

} // namespace

std::optional<std::chrono::seconds> parseRetryAfter(const QByteArray& value, const QDateTime& nowUtc) {
    const QByteArray trimmed = value.trimmed();
    if (trimmed.isEmpty())
        return std::nullopt;
    if (std::all_of(trimmed.begin(), trimmed.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        constexpr qlonglong century = 100LL * 366 * 86'400; // sums with it still fit any clock
        bool fits = false;
        const qlonglong seconds = trimmed.toLongLong(&fits);
        return std::chrono::seconds(fits ? std::min(seconds, century) : century);
    }
    const QDateTime when = parseHttpDate(trimmed);
    if (!when.isValid())
        return std::nullopt;
    return std::chrono::seconds(std::max<qint64>(0, nowUtc.secsTo(when)));
}

std::optional<QByteArray> basicRealm(const QByteArray& challenges) {
    static const QRegularExpression basic(
        uR"re((?:^|[,\n\s])basic\b(?:\s+(?:[^\s,"]+=(?:"(?:[^"\\]|\\.)*"|[^\s,]*)\s*,\s*)*?realm\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]*)))?)re"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = basic.match(QString::fromLatin1(challenges.left(8 * 1024)));
    if (!match.hasMatch())
        return std::nullopt;
    QString realm = match.captured(1).isNull() ? match.captured(2) : match.captured(1);
    realm.replace(QRegularExpression(u"\\\\(.)"_s), u"\\1"_s);
    return realm.toLatin1();
}

} // namespace net
