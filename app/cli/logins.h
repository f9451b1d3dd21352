#pragma once

#include "formats/links.h"

#include <QObject>

#include <functional>

namespace secrets {
class CredentialStore;
}

namespace cli {

struct KeptLogins {
    int inKeychain = 0;
    int inSession = 0; // gone when the program ends
};

// Gives what was cut off links to the credential store, by origin, and calls `done` on the thread of `context` when
// all are there. The store may live in another thread.
void keepLogins(secrets::CredentialStore& store, const QList<formats::FoundLink>& links, QObject* context,
                std::function<void(KeptLogins)> done);

} // namespace cli
