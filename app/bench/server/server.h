#pragma once

#include "bench/server/accesslog.h"
#include "bench/server/connection.h"
#include "bench/server/counters.h"
#include "bench/server/options.h"
#include "bench/server/responder.h"
#include "bench/server/standstills.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace bench::server {

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
    std::string accessLogFailure() const; // why lines of the access log are missing; empty: none is. Once stopped
    // Waits until so many requests have been seen since start(); false when that takes longer.
    bool waitForRequests(std::uint64_t count, std::chrono::milliseconds timeout) const;

private:
    std::string listen();
    void ready(std::uint32_t events) override; // a connection to accept
    void expired() override;                   // accept again
    void pauseAccepting();
    void welcome(Descriptor socket, std::string address);
    Script respond(Request& request, std::string_view bytes) override;
    std::size_t respondToKnown(std::string_view input, Script& script) override;
    void answered(const Connection& connection, const Request* request, const Script& script,
                  std::uint64_t bytesSent) override;
    void keepInLog(const Request& request);
    Handler handlerOf(const std::string& path) const;
    void tellWhoWaits();
    void ended(Connection& connection) override;

    const Options m_options;
    std::unique_ptr<TlsContext> m_tls;
    std::uint16_t m_port = 0;
    std::unique_ptr<EventLoop> m_loop;
    Descriptor m_listener;
    Responder m_responder;
    std::unordered_map<std::uint64_t, std::shared_ptr<Connection>> m_connections;
    KnownRequests m_known;
    std::optional<AccessLog> m_accessLog;
    std::optional<Standstills> m_standstills;
    std::thread m_thread;

    LiveCounters m_counters;
    std::atomic<bool> m_hasHandlers = false;
    mutable std::atomic<int> m_waiting = 0; // threads, for requests
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_requestSeen;
    std::vector<Request> m_log;                             // guarded by m_mutex
    std::map<std::string, Handler, std::less<>> m_handlers; // guarded by m_mutex
};

} // namespace bench::server
