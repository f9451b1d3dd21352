#include "cli/logins.h"

#include "secrets/credentialstore.h"
#include "secrets/origin.h"

#include <QHash>
#include <QPointer>
#include <QUrl>

#include <memory>

namespace cli {

void keepLogins(secrets::CredentialStore& store, const QList<formats::FoundLink>& links, QObject* context,
                std::function<void(KeptLogins)> done) {
    QHash<QString, secrets::Login> logins;
    for (const formats::FoundLink& link : links)
        logins.insert(secrets::originOf(QUrl(link.link)), {link.user, link.password});
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
