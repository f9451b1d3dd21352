#pragma once

#include "bench/server/connection.h"
#include "bench/server/options.h"
#include "bench/server/responder.h"

#include <condition_variable>
#include <map>
#include <thread>
#include <unordered_map>

namespace bench::server {

struct Counters {
    std::uint64_t accepted = 0; // connections
    std::uint64_t open = 0;
    std::uint64_t peakOpen = 0;
    std::uint64_t requests = 0; // understood ones
    std::uint64_t answered = 0; // also when the answer was broken off
    std::uint64_t inFlight = 0; // requests − answered
    std::uint64_t peakInFlight = 0;
    std::uint64_t bytesSent = 0;
};

// A small HTTP/1.1 server that answers well or misbehaves on command. One thread of its own between start() and stop();
// its methods may be called from any thread.
class Server final : private ConnectionOwner, private EventLoop::Watcher, private EventLoop::Timer {
public:
    explicit Server(Options options = {});
    ~Server() override;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::string start();                          // empty, or why it cannot listen
    void stop();                                  // drops every connection; start() may follow, on the same port
    std::uint16_t port() const { return m_port; } // known once started
    std::string origin() const;                   // "http://127.0.0.1:8080"
    std::string certificate() const;              // PEM; empty without TLS

    // Answers `path`, or everything below it when it ends in a slash, with the handler's script, before all else. The
    // handler is called by the server's thread.
    void handle(std::string path, Handler handler);

    Counters counters() const;
    std::vector<Request> requests(std::string_view path = {}) const; // heads in order of arrival, of one path or all
    void forgetRequests();
    // Waits until so many requests have been seen since start(); false when that takes longer.
    bool waitForRequests(std::uint64_t count, std::chrono::milliseconds timeout) const;

private:
    std::string listen();
    void ready(std::uint32_t events) override; // a connection to accept
    void expired() override;                   // accept again
    void pauseAccepting();
    void welcome(Descriptor socket);
    Script respond(Request& request) override;
    void answered(std::uint64_t bytesSent) override;
    void ended(Connection& connection) override;

    const Options m_options;
    std::unique_ptr<TlsContext> m_tls;
    std::uint16_t m_port = 0;
    std::unique_ptr<EventLoop> m_loop;
    Descriptor m_listener;
    Responder m_responder;
    std::unordered_map<std::uint64_t, std::shared_ptr<Connection>> m_connections;
    std::thread m_thread;

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_requestSeen;
    Counters m_counters;                                    // guarded by m_mutex
    std::vector<Request> m_log;                             // guarded by m_mutex
    std::map<std::string, Handler, std::less<>> m_handlers; // guarded by m_mutex
};

} // namespace bench::server
