#pragma once

#include "bench/direct/responsereader.h"
#include "bench/enginerecord.h"
#include "bench/eventloop.h"
#include "bench/stream.h"
#include "net/routefinder.h"

#include <span>

namespace bench::direct {

class Connection;

// One request: which, whose turn it is, and since when.
struct Errand {
    std::int64_t number = 0;
    EngineRecord::Kind kind = EngineRecord::Kind::WarmUp;
    std::size_t place = 0;
    Time due{};              // of an open loop; else as …
    Time begun{};            // … its place took it up
    int redirects = 0;       // followed so far
    bool getInstead = false; // what a redirect made of it: without a body
};

// What a connection asks of the worker it belongs to.
class ConnectionOwner {
public:
    // How long it took to have a connection.
    struct Greeted {
        std::chrono::nanoseconds connect{};
        std::chrono::nanoseconds tls{-1}; // negative: not over TLS
    };
    virtual std::string_view head(const Connection& connection) = 0;       // of its errand
    virtual std::string_view body(const Connection& connection) const = 0; // of its errand
    virtual bool withoutAnswerBody() const = 0;
    virtual std::span<char> buffer() = 0; // to read into; nobody's from one call to the next
    virtual std::unique_ptr<Stream> streamTo(std::uint32_t route, Descriptor socket) = 0;
    virtual void connected(Connection& connection, const Greeted& took) = 0; // its address answers
    virtual void answered(Connection& connection, Time now) = 0;             // see reader()
    virtual void failed(Connection& connection, net::ErrorKind kind) = 0;    // it is of no use any more
    virtual void closedIdle(Connection& connection) = 0;                     // likewise, with no errand

protected:
    ~ConnectionOwner() = default;
};

// One connection, one request at a time: written at once, waited for only when the kernel takes no more. Lives in its
// loop's thread. Its timer is armed once for many requests: it expires at a deadline that is past, and looks for the
// one that holds.
class Connection final : public EventLoop::Watcher, public EventLoop::Timer {
public:
    Connection(ConnectionOwner& owner, EventLoop& loop, std::uint32_t route);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // When an errand has failed. `firstByte`: from sent() on; 0: within the whole time.
    struct Limits {
        Time until{};
        std::chrono::nanoseconds firstByte{0};
    };
    // None: it is on its way; else what became of it at once. `local`: bound to it, where not null.
    net::ErrorKind open(const net::SocketAddress& address, const net::SocketAddress* local, const Errand& errand,
                        Time now, Time connectUntil, const Limits& limits);
    net::ErrorKind send(const Errand& errand, Time now, const Limits& limits); // on one that is idle
    // Without an errand, until the server has closed, who keeps the port for a while then: only on what answered().
    void linger(Time until);
    void shut(); // at once; nothing is told of it any more

    std::uint32_t route() const { return m_route; }
    const Errand& errand() const { return m_errand; }
    const ResponseReader& reader() const { return m_reader; }
    bool mayServeAgain() const;                           // after answered()
    bool isOpen() const { return !m_ended; }              // the server has not closed
    bool isBusy() const { return m_phase < Phase::Idle; } // with its errand
    bool hasServed() const { return m_served > 0; }
    bool hasSent() const { return m_sentAny; }       // some of this errand may have reached the server
    Time sent() const { return m_sentAt; }           // its errand, or the first bytes of it
    Time firstByte() const { return m_firstByteAt; } // of the answer
    std::string failure() const; // in the words of OpenSSL or of the kernel; empty: nothing was said

    std::size_t index = 0;        // where its owner keeps it
    std::size_t addressIndex = 0; // of its route's, for its owner

    void ready(std::uint32_t events) override;
    void expired() override;

private:
    enum class Phase { Connecting, Greeting, Sending, Receiving, Idle, Lingering, Over };

    void finishConnecting();
    net::ErrorKind greet();
    net::ErrorKind begin();
    net::ErrorKind write();
    void receive();
    bool take(const char* bytes, std::size_t size, Time now);
    void endOfStream(Moved::Status status);
    void fail(net::ErrorKind kind);
    net::ErrorKind kindOfError(int error);
    net::ErrorKind kindOfWriteError();
    void watch(std::uint32_t events);
    void setDeadline(Time until);

    ConnectionOwner& m_owner;
    EventLoop& m_loop;
    const std::uint32_t m_route;
    Phase m_phase = Phase::Connecting;
    bool m_sentAny = false;
    bool m_ended = false;     // the server closed
    bool m_hasExcess = false; // bytes after the answer, which nobody asked for
    std::uint32_t m_watched = 0;
    std::unique_ptr<Stream> m_stream;
    ResponseReader m_reader;
    Errand m_errand;
    Limits m_limits;
    Time m_openedAt{};
    Time m_connectedAt{};
    Time m_sentAt{};
    Time m_firstByteAt{};
    Time m_deadline{}; // the next of those that hold
    Time m_armedFor{};
    std::uint64_t m_served = 0;
    int m_error = 0;      // errno of the call that failed
    std::string m_unsent; // of the head, where the kernel took no more
    std::size_t m_bodySent = 0;
};

} // namespace bench::direct
