#pragma once

#include "secrets/credentialstore.h"

#include <QHash>

namespace secrets {

// Keeps logins in memory only.
class SessionStore final : public CredentialStore {
    Q_OBJECT

public:
    void find(const QString& origin, std::function<void(std::optional<Login>)> done) override;
    void store(const QString& origin, const Login& login, std::function<void(Place)> done) override;
    void remove(const QString& origin, std::function<void()> done) override;
    Place place() const override { return Place::Session; }

private:
    QHash<QString, Login> m_logins;
};

} // namespace secrets
