#pragma once

#include "formats/links.h"

namespace secrets {
class CredentialStore;
}

namespace ui {

// user:password@ of a link is for its origin only: it goes to the store before the first request of its job.
void keepLogins(secrets::CredentialStore& store, const QList<formats::FoundLink>& links);

} // namespace ui
