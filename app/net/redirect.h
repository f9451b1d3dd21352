#pragma once

#include "net/exchange.h"

namespace net {

// Where a response sends the client; pure functions over links.

bool isRedirect(int status); // 301, 302, 303, 307, 308: a request without a body follows all alike

// The link without `user:password@`; the secret is never sent where it was not meant to go.
QUrl withoutCredentials(QUrl link);
bool sameOrigin(const QUrl& a, const QUrl& b); // scheme, host and port, RFC 6454 §4
int portOf(const QUrl& link);
QString hostOf(const QUrl& link); // lower case, as in ASCII; the key of queue, name cache and policy
QByteArray hostField(const QUrl& link); // RFC 9110 §7.2: the port only where it is not the scheme's own

// Why a link cannot be asked for; None: it can.
ErrorKind refuses(const QUrl& link);

// The next link of a chain: `location` resolved against `from`, keeping the fragment where the new one brings none
// (RFC 9110 §10.2.2). An Error whose kind is an errorName().
base::Result<QUrl> redirectTarget(const QUrl& from, const QByteArray& location);

// RFC 9110 §10.2.3: seconds or a date; nothing when it is neither. A date in the past is 0.
std::optional<std::chrono::seconds> parseRetryAfter(const QByteArray& value, const QDateTime& nowUtc);

// The realm of a challenge for Basic credentials among `challenges` (RFC 7617); nothing: Basic is not offered.
std::optional<QByteArray> basicRealm(const QByteArray& challenges);

} // namespace net
