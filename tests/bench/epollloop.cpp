// As little as a client can do that waits with epoll: one thread, so many connections, one request at a time on each,
// the answer's length learnt from the first one and bytes counted from then on. No deadlines, no histograms, no kinds
// of errors, no answers that differ: what the engine `direct` is measured against. Prints requests done and failures.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace std::string_view_literals;
using Clock = std::chrono::steady_clock;

struct Connection {
    int socket = -1;
    std::size_t received = 0; // of the answer
};

// "http://127.0.0.1:8080" and nothing else.
sockaddr_in addressOf(std::string_view link) {
    link.remove_prefix(std::min(link.size(), "http://"sv.size()));
    const std::size_t colon = link.find(':');
    sockaddr_in address{};
    address.sin_family = AF_INET;
    std::uint16_t port = 0;
    if (colon != std::string_view::npos)
        std::from_chars(link.data() + colon + 1, link.data() + link.size(), port);
    address.sin_port = htons(port);
    if (port == 0 || ::inet_pton(AF_INET, std::string(link.substr(0, colon)).c_str(), &address.sin_addr) != 1) {
        std::fputs("an address like http://127.0.0.1:8080 is needed\n", stderr);
        std::exit(2);
    }
    return address;
}

// Of head and body together; 0: the head is not there yet.
std::size_t sizeOf(std::string_view answer) {
    constexpr auto field = "\r\nContent-Length: "sv;
    const std::size_t end = answer.find("\r\n\r\n"sv);
    const std::size_t at = answer.find(field);
    std::size_t length = 0;
    if (end == std::string_view::npos || at > end)
        return 0;
    std::from_chars(answer.data() + at + field.size(), answer.data() + end, length);
    return end + "\r\n\r\n"sv.size() + length;
}

class Loop {
public:
    Loop(const sockaddr_in& address, int connections)
        : m_epoll(::epoll_create1(0))
        , m_connections(static_cast<std::size_t>(connections)) {
        const int on = 1;
        for (Connection& connection : m_connections) {
            connection.socket = ::socket(AF_INET, SOCK_STREAM, 0);
            ::setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            if (::connect(connection.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
                std::perror("connect");
                std::exit(1);
            }
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = &connection;
            ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.socket, &event);
        }
    }

    void run(std::chrono::seconds time) {
        const Clock::time_point end = Clock::now() + time;
        for (const Connection& connection : m_connections)
            ask(connection);
        std::array<epoll_event, 256> events{};
        while (Clock::now() < end) {
            const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 100);
            for (int event = 0; event < count; ++event)
                receive(*static_cast<Connection*>(events[static_cast<std::size_t>(event)].data.ptr));
        }
    }

    long done() const { return m_done; }
    long failed() const { return m_failed; }

private:
    void ask(const Connection& connection) {
        if (::send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(request.size()))
            ++m_failed;
    }

    void receive(Connection& connection) {
        const ssize_t count = ::recv(connection.socket, m_buffer.data(), m_buffer.size(), MSG_DONTWAIT);
        if (count <= 0) {
            ++m_failed;
            ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, connection.socket, nullptr);
            return;
        }
        connection.received += static_cast<std::size_t>(count);
        if (m_answer == 0)
            m_answer = sizeOf({m_buffer.data(), connection.received});
        if (m_answer == 0 || connection.received < m_answer)
            return;
        connection.received = 0;
        ++m_done;
        ask(connection);
    }

    static constexpr auto request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"sv;
    const int m_epoll;
    std::vector<Connection> m_connections;
    std::vector<char> m_buffer = std::vector<char>(256 * 1024);
    std::size_t m_answer = 0; // bytes of each answer
    long m_done = 0;
    long m_failed = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: epollloop SECONDS CONNECTIONS ORIGIN\n", stderr);
        return 2;
    }
    Loop loop(addressOf(argv[3]), std::atoi(argv[2]));
    loop.run(std::chrono::seconds(std::atoi(argv[1])));
    std::printf("%ld %ld\n", loop.done(), loop.failed());
    return loop.failed() == 0 ? 0 : 1;
}
