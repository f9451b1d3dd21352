#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace net {

// Every way an exchange can end. The stable text of each (errorName) is stored in the library; never rename one.
enum class ErrorKind {
    None,
    BadScheme,        // "bad-scheme"            neither http nor https
    BadLink,          // "bad-link"              not a URL, no host, too long
    NameNotFound,     // "name-not-found"        NXDOMAIN: final
    NameLookupFailed, // "name-lookup-failed"    may pass
    Refused,          // "refused"
    Unreachable,      // "unreachable"           no route, network down
    Reset,            // "reset"                 closed before the end
    Truncated,        // "truncated"             closed with a body shorter than promised (a capture: "reset")
    ConnectTimeout,   // "connect-timeout"
    IdleTimeout,      // "idle-timeout"
    FirstByteTimeout, // "first-byte-timeout"    of a load: no answer began in time
    Timeout,          // "timeout"               the whole attempt took too long
    Tls,              // "tls"
    TooLarge,         // "too-large"             over the decoded byte cap
    BadResponse,      // "bad-response"          not HTTP, endless header, undecodable body
    TooManyRedirects, // "too-many-redirects"    also a loop
    PrivateAddress,   // "private-address"
    NoDescriptors,    // "no-descriptors"        EMFILE, ENFILE
    NoLocalPort,      // "no-local-port"         EADDRNOTAVAIL
    Proxy,            // "proxy"
    Cancelled,        // "cancelled"
    HttpStatus,       // "http-status"           4xx and 5xx
    Unknown,          // "unknown"
};

const char* errorName(ErrorKind kind); // static storage
std::optional<ErrorKind> errorFromName(const QByteArray& name);
// A sentence for people: what happened, not what to do. `detail` is the host, or for Tls the reason.
QString errorSentence(ErrorKind kind, const QString& detail = {});
QString statusPhrase(int status);   // "410 Gone", from RFC 9110 §15; "410" when unknown
QString statusSentence(int status); // the same and what the site means by it: "410 Gone: the page is gone for good."

using Header = std::pair<QByteArray, QByteArray>; // name as received, value
using Headers = QList<Header>;
QByteArray headerValue(const Headers& headers, const QByteArray& name); // case-insensitive, first one; empty if none

// How long each part of an exchange took, µs; -1 where the part did not happen or cannot be seen.
struct Timings {
    qint64 queuedUs = -1; // waiting for a place in the request queue
    qint64 lookupUs = -1;
    qint64 firstByteUs = -1; // sent → response head
    qint64 totalUs = -1;     // sent → last byte or error, over all redirects
};

struct Redirect {
    QUrl from;
    int status = 0;
};

// Holds a share of the byte budget of all captures; the last copy gone gives it back. Opaque to its owner.
using BudgetLease = std::shared_ptr<void>;

// What one request chain (redirects included) came to.
struct Exchange {
    QUrl finalLink;            // where the chain ended, without credentials
    QList<Redirect> redirects; // in order
    int status = 0;            // of the last response, 0 without one
    Headers headers;           // of the last response
    QByteArray body;           // decoded (content-encoding undone)
    qint64 receivedBytes = 0;  // decoded body bytes over the whole chain
    Timings timings;
    ErrorKind error = ErrorKind::None;
    QString errorText;                              // a sentence for people; empty without an error
    std::optional<std::chrono::seconds> retryAfter; // RFC 9110 §10.2.3, both forms
    QByteArray authenticateRealm;                   // of a 401 that asks for Basic credentials
    BudgetLease lease;                              // keeps the body's bytes counted while it is alive

    bool ok() const { return error == ErrorKind::None; }
};

} // namespace net
