#include "ui/transfer/logins.h"

#include "secrets/credentialstore.h"

#include <QMetaObject>
#include <QUrl>

namespace ui {

namespace {

QString originOf(const QString& link) {
    const QUrl url(link);
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    origin.setPort(url.port());
    return origin.toString(QUrl::FullyEncoded);
}

} // namespace

void keepLogins(secrets::CredentialStore& store, const QList<formats::FoundLink>& links) {
    for (const formats::FoundLink& link : links) {
        if (link.user.isEmpty())
            continue;
        QMetaObject::invokeMethod(
            &store,
            [&store, origin = originOf(link.link), login = secrets::Login{link.user, link.password}] {
                store.store(origin, login, [](secrets::Place) {});
            },
            Qt::QueuedConnection);
    }
}

} // namespace ui
