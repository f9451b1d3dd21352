#pragma once

#include "net/fetcher.h"

#include <QNetworkRequest>

class QHostAddress;

namespace net {

class Trail;

// The request for the current hop of a chain, sent to `address`; to the name where that is null, as a proxy wants it.
// Qt is left nothing to decide: redirects, cookies, credentials, caching and decompression are ours. Credentials and
// referrer go to the origin of the chain's first link alone, and a referrer not from https to http.
QNetworkRequest requestFor(const Trail& trail, const FetchRequest& chain, const FetchOptions& options,
                           const QHostAddress& address, bool closeConnection);

} // namespace net
