#pragma once

#include "net/exchange.h"

#include <QObject>

#include <functional>
#include <memory>

namespace base {
class Clock;
}
namespace measure {
class Recorder;
}

namespace net {

class Resolver;
class CookieJar; // one capture's cookies; thrown away with it

struct Credentials {
    QString user;
    QString password;
};

// What the user may change (Settings) and what a capture needs; see net/limits.h for ranges.
struct FetchOptions {
    int limit = 32;    // in flight in all
    int hostLimit = 6; // in flight to one host
    std::chrono::milliseconds connectTimeout{15'000};
    std::chrono::milliseconds idleTimeout{30'000};
    QByteArray userAgent;
    enum class ProxyMode { System, None, Chosen } proxyMode = ProxyMode::System;
    QUrl proxy;                                // http:// or socks5://, with ProxyMode::Chosen
    qint64 memoryBudget = 192LL * 1024 * 1024; // bodies held by all captures, bytes
};

enum class Lane {
    Page,  // waits its turn
    Asset, // of a capture already begun: goes first
};

struct FetchRequest {
    QUrl link;         // http or https; the fragment is not sent
    QString givenHost; // host of the link the person gave: may be private
    Lane lane = Lane::Page;
    QByteArray accept;
    QUrl referrer;                            // sent as origin only, never https → http; empty: none
    std::shared_ptr<CookieJar> cookies;       // none: no cookies
    std::optional<Credentials> credentials;   // sent to the link's own origin only
    qint64 maxBodyBytes = 32LL * 1024 * 1024; // decoded
    int maxRedirects = 10;
    std::chrono::milliseconds deadline{120'000}; // from the first byte sent; waiting in the queue not counted
};

using FetchId = quint64;

struct FetchProgress {
    FetchId id = 0;
    qint64 received = 0; // decoded body bytes
    qint64 total = -1;   // from Content-Length, -1 unknown
};

// Sends request chains through the request queue: look-up, address policy, QNetworkAccessManager, redirects by hand,
// deadlines, byte cap and byte budget, every exchange counted by the recorder. Never retries (that is the pipeline's).
// Lives in one thread, the network thread; every method asserts it. `done` is called exactly once for every fetch(),
// from the event loop, never from within fetch() or cancel().
class Fetcher : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Exchange)>;

    ~Fetcher() override = default;
    virtual FetchId fetch(FetchRequest request, Done done) = 0;
    virtual void cancel(FetchId id) = 0;                      // ends with ErrorKind::Cancelled
    virtual void setOptions(const FetchOptions& options) = 0; // at any time; what is in flight keeps its own
    virtual void setPaused(bool paused) = 0;                  // nothing new starts; what is in flight ends
    // Slows a host (429, 503): nothing starts there for `wait`, and its limit is halved for a while.
    virtual void slowHost(const QString& host, std::chrono::milliseconds wait) = 0;
    virtual int inFlight() const = 0;
    virtual int waiting() const = 0;

    static std::shared_ptr<CookieJar> makeCookieJar();

Q_SIGNALS:
    void progressed(const net::FetchProgress& progress); // a few times a second for each fetch at most
};

// Who is public? The IANA special-purpose registries; tests declare 127.0.0.2 public. See net/addresspolicy.h.
class AddressPolicy;
std::shared_ptr<const AddressPolicy> standardAddressPolicy();

// Raise the descriptor limit (base/descriptors.h) before making one.
std::unique_ptr<Fetcher> makeFetcher(const FetchOptions& options, std::shared_ptr<const AddressPolicy> policy,
                                     base::Clock& clock, measure::Recorder& recorder);
// The same with another way to look names up: tests know loopback names only. See net/resolver.h.
std::unique_ptr<Fetcher> makeFetcher(const FetchOptions& options, std::shared_ptr<const AddressPolicy> policy,
                                     base::Clock& clock, measure::Recorder& recorder,
                                     std::unique_ptr<Resolver> resolver);

} // namespace net
