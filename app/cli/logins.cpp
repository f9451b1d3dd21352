#include "cli/logins.h"

#include "secrets/credentialstore.h"

#include <QHash>
#include <QPointer>
#include <QUrl>

#include <memory>

namespace cli {

namespace {

// As the pipeline names it when a server asks: scheme, host and port.
QString originOf(const QString& link) {
    return QUrl(link)
        .adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment)
        .toString();
}

} // namespace

void keepLogins(secrets::CredentialStore& store, const QList<formats::FoundLink>& links, QObject* context,
                std::function<void(KeptLogins)> done) {
    QHash<QString, secrets::Login> logins;
    for (const formats::FoundLink& link : links)
        logins.insert(originOf(link.link), {link.user, link.password});
    const auto deliver = [context = QPointer(context), done = std::move(done)](const KeptLogins& kept) {
        if (context)
            QMetaObject::invokeMethod(
                context.data(), [done, kept] { done(kept); }, Qt::QueuedConnection);
    };
    if (logins.isEmpty())
        return deliver({});
    QMetaObject::invokeMethod(&store, [&store, logins, deliver] {
        const auto kept = std::make_shared<KeptLogins>();
        for (auto login = logins.cbegin(); login != logins.cend(); ++login) {
            store.store(login.key(), login.value(), [kept, deliver, all = logins.size()](secrets::Place place) {
                ++(place == secrets::Place::Keychain ? kept->inKeychain : kept->inSession);
                if (kept->inKeychain + kept->inSession == all)
                    deliver(*kept);
            });
        }
    });
}

} // namespace cli
