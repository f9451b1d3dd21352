#include "bench/server/server.h"

#include "bench/server/limits.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace bench::server {

namespace {

constexpr int acceptedInATurn = 256;
constexpr std::chrono::milliseconds acceptPause{10};

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0; // 0: not an address
};

Address addressOf(const std::string& text, std::uint16_t port) {
    Address address;
    sockaddr_in four{};
    sockaddr_in6 six{};
    if (inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        address.size = sizeof four;
        std::memcpy(&address.storage, &four, sizeof four);
    } else if (inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        address.size = sizeof six;
        std::memcpy(&address.storage, &six, sizeof six);
    }
    return address;
}

// Where nothing is ever congested. BBR, the standard of some systems, paces what it sends with a timer for each
// connection; Reno does not, and every kernel allows it.
constexpr std::string_view unpaced = "reno";

bool isLoopback(const Address& address) {
    if (address.storage.ss_family == AF_INET)
        return ntohl(reinterpret_cast<const sockaddr_in&>(address.storage).sin_addr.s_addr) >> 24 == 127;
    return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6&>(address.storage).sin6_addr);
}

std::uint16_t portOf(int descriptor) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &size);
    if (storage.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in*>(&storage)->sin_port);
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_port);
}

std::string textOf(const sockaddr_storage& peer) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* address = &reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
    if (peer.ss_family == AF_INET)
        address = &reinterpret_cast<const sockaddr_in&>(peer).sin_addr;
    inet_ntop(peer.ss_family, address, text.data(), static_cast<socklen_t>(text.size()));
    return text.data();
}

} // namespace

Server::Server(Options options)
    : m_options(std::move(options))
    , m_responder(m_options.content) {}

Server::~Server() {
    stop();
}

std::string Server::start() {
    if (!m_options.tls.names.empty() && !m_tls) {
        m_tls = TlsContext::make(m_options.tls.names, m_options.tls.validity);
        if (!m_tls)
            return "no certificate can be made";
    }
    m_loop = std::make_unique<EventLoop>();
    if (!m_loop->valid())
        return std::strerror(errno);
    if (const std::string failure = listen(); !failure.empty())
        return failure;
    m_counters.clear();
    if (m_options.accessLog >= 0) {
        m_accessLog.emplace(m_options.accessLog);
        m_loop->afterEachRound([this] { m_accessLog->flush(*m_loop); });
    }
    if (m_options.standstill)
        m_standstills.emplace(*m_loop, *m_options.standstill);
    // The thread takes no signals: they are the program's, and SIGPIPE, which TLS writes raise, is nobody's.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    m_thread = std::thread([this] { m_loop->run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return {};
}

std::string Server::listen() {
    const std::uint16_t wanted = m_port != 0 ? m_port : m_options.port;
    const Address address = addressOf(m_options.address, wanted);
    if (address.size == 0)
        return m_options.address + " is not an address";
    m_listener = Descriptor(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!m_listener)
        return std::strerror(errno);
    const int on = 1;
    ::setsockopt(m_listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(m_listener.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // accepted connections inherit these
    ::setsockopt(m_listener.get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &maxUnsent, sizeof maxUnsent);
    if (isLoopback(address))
        ::setsockopt(m_listener.get(), IPPROTO_TCP, TCP_CONGESTION, unpaced.data(), unpaced.size());
    if (::bind(m_listener.get(), reinterpret_cast<const sockaddr*>(&address.storage), address.size) != 0 ||
        ::listen(m_listener.get(), backlog) != 0 || !m_loop->watch(m_listener.get(), EPOLLIN, this)) {
        const std::string failure = std::strerror(errno);
        m_listener.close();
        return failure;
    }
    m_port = portOf(m_listener.get());
    return {};
}

void Server::stop() {
    if (!m_thread.joinable())
        return;
    m_loop->quit();
    m_thread.join();
    m_loop->disarm(*this);
    m_standstills.reset();
    m_connections.clear();
    m_listener.close();
    m_loop.reset();
    m_counters.dropAll();
}

std::string Server::origin() const {
    const bool six = m_options.address.find(':') != std::string::npos;
    return (m_tls ? "https://" : "http://") + (six ? '[' + m_options.address + ']' : m_options.address) + ':' +
           std::to_string(m_port);
}

std::string Server::certificate() const {
    return m_tls ? m_tls->certificate() : std::string();
}

void Server::handle(std::string path, Handler handler) {
    const std::lock_guard lock(m_mutex);
    m_handlers.insert_or_assign(std::move(path), std::move(handler));
    m_hasHandlers = true;
}

Counters Server::counters() const {
    return m_counters.read();
}

std::string Server::accessLogFailure() const {
    return m_accessLog && m_accessLog->failure() != 0 ? std::strerror(m_accessLog->failure()) : std::string();
}

std::vector<Request> Server::requests(std::string_view path) const {
    const std::lock_guard lock(m_mutex);
    std::vector<Request> found;
    std::copy_if(m_log.begin(), m_log.end(), std::back_inserter(found),
                 [path](const Request& request) { return path.empty() || request.path == path; });
    return found;
}

void Server::forgetRequests() {
    const std::lock_guard lock(m_mutex);
    m_log.clear();
}

bool Server::waitForRequests(std::uint64_t count, std::chrono::milliseconds timeout) const {
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    const bool seen = m_requestSeen.wait_for(lock, timeout, [&] { return m_counters.requests() >= count; });
    --m_waiting;
    return seen;
}

void Server::ready(std::uint32_t) {
    for (int turn = 0; turn < acceptedInATurn; ++turn) {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        Descriptor socket(
            ::accept4(m_listener.get(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (socket) {
            welcome(std::move(socket), m_accessLog ? textOf(peer) : std::string());
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return pauseAccepting();
        if (errno == EAGAIN)
            return;
    }
}

// Out of descriptors: the connection stays in the backlog, and asking again at once would only burn the processor.
void Server::pauseAccepting() {
    m_loop->change(m_listener.get(), 0, this);
    m_loop->arm(*this, std::chrono::steady_clock::now() + acceptPause);
}

void Server::expired() {
    m_loop->change(m_listener.get(), EPOLLIN, this);
}

void Server::welcome(Descriptor socket, std::string address) {
    std::unique_ptr<Stream> stream =
        m_tls ? m_tls->accept(std::move(socket)) : std::make_unique<Stream>(std::move(socket));
    if (!stream)
        return;
    const std::uint64_t number = m_counters.accept();
    ConnectionOwner& owner = *this;
    auto connection = std::make_shared<Connection>(number, std::move(stream), *m_loop, owner, m_options.idleTimeout,
                                                   std::move(address));
    m_connections.emplace(number, connection);
    if (!connection->start())
        ended(*connection);
}

Script Server::respond(Request& request, std::string_view bytes) {
    if (m_options.keepLog)
        keepInLog(request);
    m_counters.begin();
    tellWhoWaits();
    m_known.learn(request, bytes);
    request.keepAlive = request.keepAlive && !m_options.closeAfterEach;
    if (const Handler handler = m_hasHandlers ? handlerOf(request.path) : Handler())
        return handler(request);
    return m_responder.respond(request);
}

// Not where somebody wants to see each request, or to answer it.
std::size_t Server::respondToKnown(std::string_view input, Script& script) {
    if (m_options.keepLog || m_accessLog || m_hasHandlers)
        return 0;
    auto known = m_known.recognise(input);
    if (!known)
        return 0;
    known->keepAlive = known->keepAlive && !m_options.closeAfterEach;
    if (!m_responder.respondToKnown(*known, script))
        return 0;
    m_counters.begin();
    tellWhoWaits();
    return known->size;
}

void Server::keepInLog(const Request& request) {
    const std::lock_guard lock(m_mutex);
    if (m_log.size() < maxLoggedRequests)
        m_log.push_back(request);
}

Handler Server::handlerOf(const std::string& path) const {
    const std::lock_guard lock(m_mutex);
    return handlerFor(m_handlers, path);
}

void Server::tellWhoWaits() {
    if (m_waiting == 0)
        return;
    const std::lock_guard lock(m_mutex);
    m_requestSeen.notify_all();
}

void Server::answered(const Connection& connection, const Request* request, const Script& script,
                      std::uint64_t bytesSent) {
    m_counters.end(bytesSent);
    if (m_accessLog && request)
        m_accessLog->add(connection.address(), *request, script, bytesSent);
}

void Server::ended(Connection& connection) {
    const auto place = m_connections.find(connection.number());
    if (place == m_connections.end())
        return;
    m_loop->bury(std::move(place->second));
    m_connections.erase(place);
    m_counters.close();
}

} // namespace bench::server
