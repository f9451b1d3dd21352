#pragma once

#include "bench/eventloop.h"
#include "bench/server/requestreader.h"
#include "bench/server/script.h"
#include "bench/server/stream.h"

#include <deque>

namespace bench::server {

class Connection;

// What a connection asks of the server it belongs to.
class ConnectionOwner {
public:
    virtual Script respond(Request& request) = 0;
    virtual void answered(std::uint64_t bytesSent) = 0; // once for each respond(), also when it was broken off
    virtual void ended(Connection& connection) = 0;     // its last call

protected:
    ~ConnectionOwner() = default;
};

// One client: reads requests, plays the script each is answered with, keeps alive. Lives in the loop's thread.
class Connection final : public EventLoop::Watcher, public EventLoop::Timer {
public:
    Connection(std::uint64_t number, std::unique_ptr<Stream> stream, EventLoop& loop, ConnectionOwner& owner,
               std::chrono::milliseconds idleTimeout);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool start(); // false when it cannot be watched
    std::uint64_t number() const { return m_number; }

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
    Progress play();
    Progress playStep(const Step& step);
    Progress flush();
    void finishScript();
    void tellAnswered();
    void drain();
    void discardInput();
    void end();
    void wakeAfter(std::chrono::milliseconds time);
    void watchWhatIsNeeded();

    const std::uint64_t m_number;
    std::unique_ptr<Stream> m_stream;
    EventLoop& m_loop;
    ConnectionOwner& m_owner;
    const std::chrono::milliseconds m_idleTimeout;

    Phase m_phase = Phase::Greeting;
    std::string m_input; // read, not yet consumed
    bool m_inputEnded = false;
    bool m_toldToContinue = false;
    RequestReader m_reader;
    std::uint64_t m_requests = 0;
    bool m_answering = false;

    Script m_script;
    std::size_t m_step = 0;
    bool m_waiting = false; // for the timer, or for ever
    std::deque<Bytes> m_output;
    std::size_t m_outputOffset = 0; // sent of the first
    bool m_outputBlocked = false;
    std::size_t m_sentThisTurn = 0;
    std::uint64_t m_sentOfAnswer = 0;

    std::uint32_t m_watched = 0;
    Time m_idleSince;
};

} // namespace bench::server
