#include "bench/server/accesslog.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>

#include <unistd.h>

namespace bench::server {

namespace {

constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// What would end the field, or the line, is written as \xHH.
void addQuoted(std::string& line, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte > 0x20 && byte < 0x7f && character != '"' && character != '\\')
            line += character;
        else
            line.append("\\x").append(1, digits[byte / 16]).append(1, digits[byte % 16]);
    }
}

struct Answered {
    std::string_view status = "-";
    std::uint64_t bodyBytes = 0;
};

// As the head says that was sent; what is not HTTP has none.
Answered readHead(const Script& script, std::uint64_t sent) {
    const auto first = std::find_if(script.steps.begin(), script.steps.end(),
                                    [](const Step& step) { return std::holds_alternative<Send>(step); });
    if (first == script.steps.end())
        return {};
    const std::string_view head = *std::get<Send>(*first).bytes;
    const std::size_t end = head.find("\r\n\r\n");
    if (sent == 0 || !head.starts_with("HTTP/1.1 ") || head.size() < 12)
        return {};
    const std::uint64_t headSize = end == std::string_view::npos ? head.size() : end + 4;
    return {head.substr(9, 3), sent - std::min(sent, headSize)};
}

} // namespace

void AccessLog::add(std::string_view address, const Request& request, const Script& script, std::uint64_t sent) {
    const Answered answered = readHead(script, sent);
    m_lines.append(address).append(" - - [");
    addTime(std::time(nullptr));
    m_lines.append("] \"").append(request.method).append(" ");
    addQuoted(m_lines, request.target);
    m_lines.append(" HTTP/1.").append(1, static_cast<char>('0' + request.minorVersion)).append("\" ");
    m_lines.append(answered.status).append(" ").append(std::to_string(answered.bodyBytes)).append("\n");
}

void AccessLog::addTime(std::time_t now) {
    if (now != m_second) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 40> text{};
        // Not by strftime(): its months are those of the locale.
        std::snprintf(text.data(), text.size(), "%02d/%s/%04d:%02d:%02d:%02d +0000", parts.tm_mday,
                      months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                      parts.tm_sec);
        m_time = text.data();
        m_second = now;
    }
    m_lines.append(m_time);
}

void AccessLog::flush(EventLoop& loop) {
    std::string_view left = m_lines;
    while (!left.empty() && m_failure == 0 && loop.waitForRoom(m_descriptor)) {
        // A pipe that has room takes so much without blocking, whatever its flags are (pipe(7)).
        const ssize_t written = ::write(m_descriptor, left.data(), std::min<std::size_t>(left.size(), PIPE_BUF));
        if (written > 0)
            left.remove_prefix(static_cast<std::size_t>(written));
        else if (written < 0 && errno != EINTR && errno != EAGAIN)
            m_failure = errno;
    }
    m_lines.clear();
}

} // namespace bench::server
