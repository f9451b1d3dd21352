#include "ui/transfer/logins.h"

#include "secrets/credentialstore.h"
#include "secrets/origin.h"

#include <QMetaObject>
#include <QUrl>

namespace ui {

void keepLogins(secrets::CredentialStore& store, const QList<formats::FoundLink>& links) {
    for (const formats::FoundLink& link : links) {
        if (link.user.isEmpty())
            continue;
        QMetaObject::invokeMethod(
            &store,
            [&store, origin = secrets::originOf(QUrl(link.link)), login = secrets::Login{link.user, link.password}] {
                store.store(origin, login, [](secrets::Place) {});
            },
            Qt::QueuedConnection);
    }
}

} // namespace ui
