#include "bench/server/knownrequest.h"

#include "bench/server/limits.h"

#include <algorithm>

namespace bench::server {

namespace {

constexpr std::string_view method = "GET ";
constexpr std::string_view version = " HTTP/1.1\r\n";
constexpr std::size_t maxFields = 4096; // longer ones are read each time

} // namespace

void KnownRequests::learn(const Request& request, std::string_view bytes) {
    const std::size_t lineEnd = bytes.find(version);
    if (request.method != "GET" || request.minorVersion != 1 || request.bodySize > 0 || !bytes.starts_with(method) ||
        lineEnd == std::string_view::npos || !bytes.ends_with("\r\n\r\n"))
        return;
    const std::string_view fields = bytes.substr(lineEnd + version.size());
    // A body, of no bytes too, would be more than these fields.
    if (fields.size() > maxFields || fields.find("\r\n\r\n") != fields.size() - 4 ||
        !request.header("Content-Length").empty() || !request.header("Transfer-Encoding").empty())
        return;
    m_fields = fields;
    m_keepAlive = request.keepAlive;
}

std::optional<KnownRequest> KnownRequests::recognise(std::string_view input) const {
    if (m_fields.empty() || !input.starts_with("GET /"))
        return std::nullopt;
    const std::string_view rest = input.substr(method.size(), maxRequestLine - method.size() - version.size());
    // What ends the target, or asks for more care than a comparison: RFC 9112 §3.2.
    const auto end = std::find_if(rest.begin(), rest.end(), [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return byte <= 0x20 || byte >= 0x7f || byte == '%' || byte == '#';
    });
    const std::string_view target = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    const std::string_view after = input.substr(method.size() + target.size());
    if (!after.starts_with(version) || !after.substr(version.size()).starts_with(m_fields))
        return std::nullopt;
    return KnownRequest{.path = target.substr(0, target.find('?')),
                        .keepAlive = m_keepAlive,
                        .size = method.size() + target.size() + version.size() + m_fields.size()};
}

} // namespace bench::server
