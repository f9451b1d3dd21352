#pragma once

#include "bench/eventloop.h"
#include "bench/server/output.h"
#include "bench/server/requestreader.h"
#include "bench/server/script.h"
#include "bench/stream.h"

namespace bench::server {

class Connection;

// What a connection asks of the server it belongs to.
class ConnectionOwner {
public:
    // `bytes` is the whole request where it came in one piece and had no body, else empty.
    virtual Script respond(Request& request, std::string_view bytes) = 0;
    // Takes a request from the input that need not be read, and says how many bytes it was; 0: it must be read.
    virtual std::size_t respondToKnown(std::string_view input, Script& script) = 0;
    // Once for each response, also when it was broken off. `request` is none where it was not read.
    virtual void answered(const Connection& connection, const Request* request, const Script& script,
                          std::uint64_t bytesSent) = 0;
    virtual void ended(Connection& connection) = 0; // its last call

protected:
    ~ConnectionOwner() = default;
};

// One client: reads requests, plays the script each is answered with, keeps alive. Lives in the loop's thread.
class Connection final : public EventLoop::Watcher, public EventLoop::Timer {
public:
    Connection(std::uint64_t number, std::unique_ptr<Stream> stream, EventLoop& loop, ConnectionOwner& owner,
               std::chrono::milliseconds idleTimeout, std::string address);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool start(); // false when it cannot be watched
    std::uint64_t number() const { return m_number; }
    const std::string& address() const { return m_address; } // the client's, empty where nobody asked for it

    void ready(std::uint32_t events) override;
    void expired() override;

private:
    enum class Phase {
        Greeting, // TLS handshake
        Reading,  // between or within requests
        Playing,  // a script
        Draining, // all is said: waits for the client to close, so that it can still read the answer
        Ended,
    };
    enum class Progress { Going, Held };

    Progress greet();
    void readInput();
    void work();
    Progress takeRequest();
    bool takeKnownRequest();
    Progress readRequest();
    void dropInput(std::size_t size);
    void beginScript();
    Progress play();
    Progress playStep(const Step& step);
    Progress flush();
    void finishScript();
    void tellAnswered();
    void drain();
    void discardInput();
    void end();
    bool stalled() const;
    void wakeAfter(std::chrono::milliseconds time);
    void watchWhatIsNeeded();

    const std::uint64_t m_number;
    std::unique_ptr<Stream> m_stream;
    EventLoop& m_loop;
    ConnectionOwner& m_owner;
    const std::chrono::milliseconds m_idleTimeout;
    const std::string m_address;

    Phase m_phase = Phase::Greeting;
    std::string m_input; // read, not yet consumed
    bool m_inputEnded = false;
    bool m_toldToContinue = false;
    std::unique_ptr<RequestReader> m_reader; // made for the first request that must be read
    std::uint64_t m_requests = 0;
    bool m_answering = false;
    bool m_requestWasRead = false; // the one being answered, by m_reader

    Script m_script;
    std::size_t m_step = 0;
    bool m_waiting = false; // for the timer, or for ever
    Output m_output;
    bool m_outputBlocked = false;
    std::size_t m_sentThisTurn = 0;
    std::uint64_t m_sentOfAnswer = 0;

    std::uint32_t m_watched = 0;
    Time m_idleSince;
};

} // namespace bench::server
