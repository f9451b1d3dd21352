#include "secrets/sessionstore.h"

#include <QThread>

namespace secrets {

void SessionStore::find(const QString& origin, std::function<void(std::optional<Login>)> done) {
    Q_ASSERT(QThread::currentThread() == thread());
    const auto login = m_logins.constFind(origin);
    std::optional<Login> found;
    if (login != m_logins.constEnd())
        found = *login;
    QMetaObject::invokeMethod(
        this, [found, done = std::move(done)] { done(found); }, Qt::QueuedConnection);
}

void SessionStore::store(const QString& origin, const Login& login, std::function<void(Place)> done) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_logins.insert(origin, login);
    QMetaObject::invokeMethod(
        this,
        [this, done = std::move(done)] {
            Q_EMIT keptForSession();
            done(Place::Session);
        },
        Qt::QueuedConnection);
}

void SessionStore::remove(const QString& origin, std::function<void()> done) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_logins.remove(origin);
    QMetaObject::invokeMethod(this, std::move(done), Qt::QueuedConnection);
}

std::unique_ptr<CredentialStore> makeSessionStore() {
    return std::make_unique<SessionStore>();
}

} // namespace secrets
