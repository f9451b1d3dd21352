#pragma once

#include "net/exchange.h"

#include <QHostAddress>

#include <functional>
#include <memory>

namespace net {

struct LookupResult {
    QList<QHostAddress> addresses;     // in the order to try them (RFC 6724); empty with an error
    ErrorKind error = ErrorKind::None; // NameNotFound: final; NameLookupFailed, NoDescriptors: may pass
};

// Finds the addresses of a name. Tests bring their own that knows loopback names only.
class Resolver {
public:
    using Found = std::function<void(const LookupResult&)>;

    Resolver() = default;
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;
    virtual ~Resolver() = default;

    // Calls `found` once, later, on the thread that made the resolver; never after the resolver is gone.
    virtual void lookup(const QString& host, Found found) = 0;
};

// getaddrinfo on fixed threads that are started here and never expire: QHostInfo's pool threads do, and a thread that
// starts when descriptors are used up aborts the process.
class SystemResolver final : public Resolver {
public:
    explicit SystemResolver(int threads = 4);
    ~SystemResolver() override; // does not wait for a look-up that hangs in the C library
    void lookup(const QString& host, Found found) override;

private:
    struct State;
    class Mailbox;
    std::shared_ptr<State> m_state;
    std::unique_ptr<Mailbox> m_mailbox;
};

} // namespace net
