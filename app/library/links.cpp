#include "library/links.h"

#include <QCryptographicHash>
#include <QUrl>

namespace library {

namespace {

// Where most links need no parser: scheme://host[:port] of plain characters.
QStringView plainAuthority(QStringView link) {
    const qsizetype start = link.indexOf(QLatin1String("://"));
    if (start < 0)
        return {};
    QStringView rest = link.mid(start + 3);
    qsizetype end = 0;
    for (; end < rest.size(); ++end) {
        const char16_t c = rest[end].unicode();
        if (c == u'/' || c == u'?' || c == u'#')
            break;
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
                           c == u'.' || c == u'-' || c == u':';
        if (!plain)
            return {};
    }
    return rest.left(end);
}

int standardPort(QStringView link) {
    return link.startsWith(QLatin1String("https:"), Qt::CaseInsensitive) ? 443 : 80;
}

struct Origin {
    QString host;
    int port;
};

Origin originOf(const QString& link) {
    const QStringView authority = plainAuthority(link);
    const qsizetype colon = authority.indexOf(QLatin1Char(':'));
    const bool plain = !authority.isEmpty() && colon == authority.lastIndexOf(QLatin1Char(':'));
    if (plain) {
        bool isNumber = true;
        const int port = colon < 0 ? standardPort(link) : authority.mid(colon + 1).toInt(&isNumber);
        const QStringView host = colon < 0 ? authority : authority.left(colon);
        if (isNumber && !host.isEmpty())
            return {host.toString().toLower(), port};
    }
    const QUrl url(link);
    return {url.host(QUrl::FullyEncoded).toLower(), url.port(standardPort(link))};
}

} // namespace

QByteArray hashUrl(const QString& link) {
    return QCryptographicHash::hash(link.toUtf8(), QCryptographicHash::Md5).toHex();
}

QString hostOf(const QString& link) {
    const Origin origin = originOf(link);
    return origin.host.isEmpty() ? QString() : QString(origin.host % QLatin1Char(':') % QString::number(origin.port));
}

QString siteOf(const QString& link) {
    const Origin origin = originOf(link);
    const QString host = origin.host.startsWith(QLatin1String("www.")) ? origin.host.mid(4) : origin.host;
    if (host.isEmpty() || origin.port == standardPort(link))
        return host;
    const bool literal = host.contains(QLatin1Char(':')); // IPv6
    return QString((literal ? QString(QLatin1Char('[') % host % QLatin1Char(']')) : host) % QLatin1Char(':') %
                   QString::number(origin.port));
}

QString sortKey(const QString& title) {
    const QString plain = title.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString key;
    key.reserve(plain.size());
    for (const QChar c : plain) {
        if (c.isMark() || c.category() == QChar::Other_Control ||
            (key.isEmpty() && !c.isLetterOrNumber() && !c.isSurrogate()))
            continue;
        key += c;
    }
    return key.isEmpty() ? title : key.left(200);
}

} // namespace library
