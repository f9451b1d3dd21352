#include "bench/server/requestreader.h"

#include "bench/httpsyntax.h"
#include "bench/server/limits.h"

#include <algorithm>
#include <charconv>

namespace bench::server {

void RequestReader::next() {
    m_state = State::RequestLine;
    m_request.headers.clear();
    m_request.body.clear();
    m_request.bodySize = 0;
    m_line.clear();
    m_headSize = 0;
    m_bodyLeft = 0;
    m_failure = 0;
}

void RequestReader::fail(int status) {
    m_state = State::Failed;
    m_failure = status;
}

bool RequestReader::awaitsContinue() const {
    const bool inBody = m_state == State::Body || m_state == State::ChunkSize;
    return inBody && m_request.bodySize == 0 && m_line.empty() && sameText(m_request.header("Expect"), "100-continue");
}

std::size_t RequestReader::consume(std::string_view bytes) {
    std::size_t taken = 0;
    while (m_state != State::Complete && m_state != State::Failed && taken < bytes.size()) {
        const std::string_view rest = bytes.substr(taken);
        const bool inBody = m_state == State::Body || m_state == State::ChunkData;
        taken += inBody ? consumeBody(rest) : consumeLine(rest);
    }
    return taken;
}

std::size_t RequestReader::consumeLine(std::string_view bytes) {
    if (m_state == State::RequestLine && m_line.empty() && !isTokenCharacter(bytes.front()) && bytes.front() != '\r') {
        fail(400); // not HTTP: say so now, not when a line end happens to come
        return 0;
    }
    const std::size_t end = bytes.find('\n');
    const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 1;
    const std::size_t lineLimit = m_state == State::RequestLine ? maxRequestLine : maxHead;
    if (m_line.size() + size > lineLimit || m_headSize + size > maxHead) {
        fail(m_state == State::RequestLine ? 414 : 431);
        return size;
    }
    m_headSize += size;
    if (end == std::string_view::npos) {
        m_line += bytes;
        return size;
    }
    if (m_line.empty()) {
        takeLine(bytes.substr(0, size));
    } else {
        m_line += bytes.substr(0, size);
        const std::string line = std::exchange(m_line, {});
        takeLine(line);
    }
    return size;
}

void RequestReader::takeLine(std::string_view line) {
    if (line.size() < 2 || line[line.size() - 2] != '\r')
        return fail(400);
    line.remove_suffix(2);
    switch (m_state) {
    case State::RequestLine:
        return takeRequestLine(line);
    case State::HeaderLine:
        return line.empty() ? endHead() : takeHeaderLine(line);
    case State::ChunkSize:
        return takeChunkSize(line);
    case State::ChunkEnd:
        if (!line.empty())
            return fail(400);
        m_state = State::ChunkSize;
        m_headSize = 0;
        return;
    case State::Trailer:
        if (line.empty())
            m_state = State::Complete;
        else if (!isToken(line.substr(0, line.find(':'))) || line.find(':') == std::string_view::npos)
            fail(400);
        return;
    default:
        return fail(400);
    }
}

void RequestReader::takeRequestLine(std::string_view line) {
    if (line.empty()) {
        // RFC 9112 §2.2: an empty line before a request is passed over, but only one.
        if (m_headSize > 2)
            fail(400);
        return;
    }
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return fail(400);
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (!isToken(method) || target.empty() || !std::all_of(target.begin(), target.end(), isTargetCharacter))
        return fail(400);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return fail(version.starts_with("HTTP/") && version.size() == 8 ? 505 : 400);
    m_request.minorVersion = version.back() - '0';
    m_request.method = method;
    m_state = State::HeaderLine;
    takeTarget(target);
}

void RequestReader::takeTarget(std::string_view target) {
    m_request.target = target;
    std::string_view path = target;
    if (const std::size_t scheme = path.find("://"); path.front() != '/' && scheme != std::string_view::npos) {
        const std::size_t slash = path.find_first_of("/?", scheme + 3);
        path = slash == std::string_view::npos ? std::string_view("/") : path.substr(slash);
    } else if (path.front() != '/' && m_request.method != "CONNECT" &&
               !(path == "*" && m_request.method == "OPTIONS")) {
        return fail(400);
    }
    path = path.substr(0, path.find('#'));
    const std::size_t question = path.find('?');
    m_request.query = question == std::string_view::npos ? std::string_view() : path.substr(question + 1);
    if (!percentDecode(path.substr(0, question), m_request.path))
        return fail(400);
    if (m_request.path.empty())
        m_request.path = "/";
}

void RequestReader::takeHeaderLine(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return fail(400);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!std::all_of(value.begin(), value.end(), isValueCharacter))
        return fail(400);
    if (m_request.headers.size() >= maxHeaders)
        return fail(431);
    m_request.headers.emplace_back(line.substr(0, colon), value);
}

void RequestReader::endHead() {
    std::size_t hosts = 0;
    bool hasLength = false;
    bool chunked = false;
    std::string_view connection;
    for (const auto& [name, value] : m_request.headers) {
        if (sameText(name, "Host")) {
            ++hosts;
        } else if (sameText(name, "Connection")) {
            connection = value;
        } else if (sameText(name, "Content-Length")) {
            std::uint64_t length = 0;
            if (!parseNumber(value, length) || (hasLength && length != m_bodyLeft))
                return fail(400);
            hasLength = true;
            m_bodyLeft = length;
        } else if (sameText(name, "Transfer-Encoding")) {
            if (chunked || !sameText(value, "chunked"))
                return fail(501);
            chunked = true;
        }
    }
    if (hosts > 1 || (hosts == 0 && m_request.minorVersion == 1) || (chunked && hasLength) ||
        (chunked && m_request.minorVersion == 0))
        return fail(400);
    if (m_bodyLeft > maxRequestBody)
        return fail(413);
    m_request.keepAlive =
        m_request.minorVersion == 1 ? !listNames(connection, "close") : listNames(connection, "keep-alive");
    m_headSize = 0;
    if (chunked)
        m_state = State::ChunkSize;
    else
        m_state = m_bodyLeft > 0 ? State::Body : State::Complete;
}

void RequestReader::takeChunkSize(std::string_view line) {
    const std::string_view digits = trimmed(line.substr(0, line.find(';')));
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), m_bodyLeft, 16);
    if (error != std::errc() || end != digits.data() + digits.size())
        return fail(400);
    if (m_bodyLeft > maxRequestBody || m_request.bodySize + m_bodyLeft > maxRequestBody)
        return fail(413);
    m_headSize = 0;
    m_state = m_bodyLeft > 0 ? State::ChunkData : State::Trailer;
}

std::size_t RequestReader::consumeBody(std::string_view bytes) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_bodyLeft));
    const std::size_t kept = std::min(size, keptRequestBody - std::min(keptRequestBody, m_request.body.size()));
    m_request.body += bytes.substr(0, kept);
    m_request.bodySize += size;
    m_bodyLeft -= size;
    if (m_bodyLeft == 0)
        m_state = m_state == State::Body ? State::Complete : State::ChunkEnd;
    return size;
}

} // namespace bench::server
