#include "client.h"

#include <array>
#include <cerrno>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

Client::Client(std::uint16_t port, const std::string& address)
    : m_socket(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{10, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = htons(port);
    inet_pton(AF_INET, address.c_str(), &target.sin_addr);
    if (::connect(m_socket.get(), reinterpret_cast<const sockaddr*>(&target), sizeof target) != 0)
        m_error = errno;
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Client::endWriting() {
    ::shutdown(m_socket.get(), SHUT_WR);
}

bool Client::more() {
    std::array<char, 64 * 1024> bytes;
    const ssize_t count = ::recv(m_socket.get(), bytes.data(), bytes.size(), 0);
    m_error = count < 0 ? errno : 0;
    if (count <= 0)
        return false;
    m_buffer.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

bool Client::closed() {
    return !more() && m_error != EAGAIN;
}

std::string Client::atMost(std::size_t size) {
    while (m_buffer.size() < size && more())
        ;
    std::string taken = m_buffer.substr(0, size);
    m_buffer.erase(0, taken.size());
    return taken;
}

std::string Client::untilClosed(std::size_t most) {
    return atMost(most);
}

Client::Answer Client::ask(const std::string& path, const std::string& headers) {
    send("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n");
    return answer();
}

Client::Answer Client::answer(bool withoutBody) {
    std::size_t end = 0;
    while ((end = m_buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!more())
            return {};
    }
    const std::string head = m_buffer.substr(0, end + 2);
    m_buffer.erase(0, end + 4);
    Answer answer;
    answer.status = std::atoi(head.substr(9, 3).c_str());
    for (std::size_t line = head.find("\r\n") + 2; line < head.size(); line = head.find("\r\n", line) + 2) {
        const std::size_t colon = head.find(": ", line);
        std::string name = head.substr(line, colon - line);
        for (char& character : name)
            character = static_cast<char>(character >= 'A' && character <= 'Z' ? character + 32 : character);
        answer.headers[name] = head.substr(colon + 2, head.find("\r\n", line) - colon - 2);
    }
    if (withoutBody) {
        answer.whole = true;
    } else if (answer.headers["transfer-encoding"] == "chunked") {
        while (true) {
            while (m_buffer.find("\r\n") == std::string::npos) {
                if (!more())
                    return answer;
            }
            const std::size_t line = m_buffer.find("\r\n");
            const std::size_t size = std::strtoul(m_buffer.substr(0, line).c_str(), nullptr, 16);
            m_buffer.erase(0, line + 2);
            answer.body += atMost(size);
            atMost(2);
            if (size == 0)
                break;
        }
        answer.whole = true;
    } else if (answer.headers.contains("content-length")) {
        const std::size_t size = std::strtoul(answer.headers["content-length"].c_str(), nullptr, 10);
        answer.body = atMost(size);
        answer.whole = answer.body.size() == size;
    } else {
        answer.body = untilClosed();
        answer.whole = m_error == 0;
    }
    return answer;
}
