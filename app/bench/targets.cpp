#include "bench/engine.h"
#include "bench/limits.h"
#include "bench/planfiles.h"
#include "formats/links.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostOrigins = 1'000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

QList<QUrl> originsOf(const QList<QUrl>& links) {
    QList<QUrl> origins;
    QSet<QString> seen;
    for (const QUrl& link : links) {
        const QString origin(link.scheme() % "://"_L1 % link.authority(QUrl::FullyEncoded).toLower());
        if (seen.contains(origin))
            continue;
        seen.insert(origin);
        origins.append(link);
        if (origins.size() == mostOrigins)
            break;
    }
    return origins;
}

QStringList remoteHostsOf(const QList<QUrl>& links) {
    QStringList remote;
    QSet<QString> seen;
    for (const QUrl& link : links) {
        const QString host = link.host();
        if (seen.contains(host))
            continue;
        seen.insert(host);
        if (!isLoopback(link))
            remote.append(host);
        if (remote.size() == mostOrigins)
            break;
    }
    return remote;
}

base::Result<QList<QUrl>> linksOf(const QString& path, qint64& badLines) {
    if (const auto plain = checkPlainFile(path); !plain)
        return plain.error();
    const QString shown = QDir::toNativeSeparators(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::Error{badPlan, Words::tr("The links in %1 cannot be read: %2").arg(shown, file.errorString())};
    QList<QUrl> links;
    bool tooMany = false;
    bool anyLogin = false;
    const auto summary = formats::readLinkFile(file, [&](const QList<formats::FoundLink>& found) {
        for (const formats::FoundLink& each : found) {
            tooMany = links.size() == mostTargets;
            anyLogin = !each.user.isEmpty() || !each.password.isEmpty();
            if (tooMany || anyLogin)
                return false;
            links.append(QUrl(each.link));
        }
        return true;
    });
    if (!summary)
        return base::Error{badPlan,
                           Words::tr("The links in %1 cannot be read: %2").arg(shown, summary.error().message)};
    if (tooMany)
        return base::Error{badPlan,
                           Words::tr("%1 holds more than %2 links.").arg(shown, QLocale().toString(mostTargets))};
    if (anyLogin)
        return base::Error{badPlan, Words::tr("A link in %1 holds a user or password, which would not be sent. Give "
                                              "them as a header: Authorization.")
                                        .arg(shown)};
    if (links.isEmpty())
        return base::Error{badPlan, Words::tr("There is no link in %1.").arg(shown)};
    badLines = summary->badLines;
    return links;
}

} // namespace

base::Result<Targets> Targets::of(const LoadPlan& plan, const QString& serverOrigin) {
    Targets targets;
    QList<QUrl> links;
    if (!plan.linksFile.isEmpty()) {
        auto read = linksOf(plan.linksFile, targets.m_badLines);
        if (!read)
            return read.error();
        links = std::move(*read);
    } else {
        const QString target = plan.target.isEmpty() ? QString(serverOrigin % u'/') : plan.target;
        const qsizetype place = target.indexOf("{}"_L1);
        targets.m_numbered = place >= 0;
        targets.m_before = target.left(place);
        targets.m_after = place < 0 ? QString() : target.mid(place + 2);
        links.append(targets.m_numbered ? QUrl(QString(targets.m_before % u'1' % targets.m_after)) : QUrl(target));
        if (!links.first().isValid() || links.first().host().isEmpty())
            return base::Error{badPlan, Words::tr("“%1” is no link to a server: write http://host/path.").arg(target)};
    }
    targets.m_origins = originsOf(links);
    targets.m_overTls =
        std::any_of(links.begin(), links.end(), [](const QUrl& link) { return link.scheme() == "https"_L1; });
    targets.m_remoteHosts = remoteHostsOf(links);
    targets.m_links = std::make_shared<const QList<QUrl>>(std::move(links));
    return targets;
}

QUrl Targets::link(qint64 number) const {
    if (m_numbered)
        return QUrl(QString(m_before % QString::number(number) % m_after));
    return m_links->at(static_cast<qsizetype>((number - 1) % m_links->size()));
}

} // namespace bench
