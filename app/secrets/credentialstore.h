#pragma once

#include "base/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace secrets {

struct Login {
    QString user;
    QString password;
};

enum class Place {
    Keychain,
    Session, // memory only, gone when the program ends: the window and the command line say so
};

// HTTP Basic credentials by origin ("https://example.org:8443"). Answers come from the event loop of the thread the
// store lives in, exactly once, within five seconds even when the keychain never answers.
class CredentialStore : public QObject {
    Q_OBJECT

public:
    ~CredentialStore() override = default;
    virtual void find(const QString& origin, std::function<void(std::optional<Login>)> done) = 0;
    virtual void store(const QString& origin, const Login& login, std::function<void(Place)> done) = 0;
    virtual void remove(const QString& origin, std::function<void()> done) = 0;
    virtual Place place() const = 0; // where the next secret would go, as far as is known

Q_SIGNALS:
    void placeChanged(secrets::Place place); // the keychain turned out to be missing, or came back
    void keptForSession();                   // a login went to memory only: whoever gave it must be told
};

std::unique_ptr<CredentialStore> makeSessionStore();
std::unique_ptr<CredentialStore> makeKeychainStore(); // falls back to the session when there is no keychain

} // namespace secrets
