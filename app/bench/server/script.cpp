#include "bench/server/script.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bench::server {

namespace {

constexpr std::size_t chunkSize = 16 * 1024;

// RFC 9110 §15.2, §15.3.5, §15.4.5: these end with their head.
bool hasNoBody(int status) {
    return status < 200 || status == 204 || status == 304;
}

std::string inChunks(std::string_view body) {
    std::string framed;
    framed.reserve(body.size() + body.size() / chunkSize * 8 + 16);
    while (!body.empty()) {
        framed += chunk(body.substr(0, chunkSize));
        body.remove_prefix(std::min(chunkSize, body.size()));
    }
    framed += "0\r\n\r\n";
    return framed;
}

} // namespace

Bytes bytesOf(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

Response textResponse(int status, std::string text) {
    return {.status = status,
            .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
            .body = bytesOf(std::move(text)),
            .framing = Response::Framing::Length};
}

Response htmlResponse(std::string html) {
    return typedResponse("text/html; charset=utf-8", bytesOf(std::move(html)));
}

Response typedResponse(std::string mediaType, Bytes body) {
    return {.status = 200,
            .headers = {{"Content-Type", std::move(mediaType)}},
            .body = std::move(body),
            .framing = Response::Framing::Length};
}

std::string_view reasonPhrase(int status) {
    static constexpr std::array phrases{std::pair{100, "Continue"},
                                        std::pair{200, "OK"},
                                        std::pair{201, "Created"},
                                        std::pair{202, "Accepted"},
                                        std::pair{204, "No Content"},
                                        std::pair{206, "Partial Content"},
                                        std::pair{301, "Moved Permanently"},
                                        std::pair{302, "Found"},
                                        std::pair{303, "See Other"},
                                        std::pair{304, "Not Modified"},
                                        std::pair{307, "Temporary Redirect"},
                                        std::pair{308, "Permanent Redirect"},
                                        std::pair{400, "Bad Request"},
                                        std::pair{401, "Unauthorized"},
                                        std::pair{403, "Forbidden"},
                                        std::pair{404, "Not Found"},
                                        std::pair{405, "Method Not Allowed"},
                                        std::pair{408, "Request Timeout"},
                                        std::pair{410, "Gone"},
                                        std::pair{413, "Content Too Large"},
                                        std::pair{414, "URI Too Long"},
                                        std::pair{425, "Too Early"},
                                        std::pair{429, "Too Many Requests"},
                                        std::pair{431, "Request Header Fields Too Large"},
                                        std::pair{451, "Unavailable For Legal Reasons"},
                                        std::pair{500, "Internal Server Error"},
                                        std::pair{501, "Not Implemented"},
                                        std::pair{502, "Bad Gateway"},
                                        std::pair{503, "Service Unavailable"},
                                        std::pair{504, "Gateway Timeout"},
                                        std::pair{505, "HTTP Version Not Supported"}};
    for (const auto& [code, phrase] : phrases) {
        if (code == status)
            return phrase;
    }
    return {};
}

std::string chunk(std::string_view data) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), data.size(), 16).ptr;
    std::string framed(digits.data(), end);
    framed.append("\r\n").append(data).append("\r\n");
    return framed;
}

Produce repeat(Bytes bytes, std::uint64_t times, std::chrono::milliseconds pause) {
    const auto next = [bytes = std::move(bytes), left = times]() mutable {
        if (left == 0)
            return Bytes();
        --left;
        return bytes;
    };
    return Produce(next, pause);
}

std::string head(const Request& request, const Response& response, const Headers& extra) {
    std::string text;
    text.reserve(256);
    text.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    text.append(reasonPhrase(response.status)).append("\r\n");
    for (const Headers* headers : {&response.headers, &extra}) {
        for (const auto& [name, value] : *headers)
            text.append(name).append(": ").append(value).append("\r\n");
    }
    if (!request.keepAlive)
        text.append("Connection: close\r\n");
    else if (request.minorVersion == 0)
        text.append("Connection: keep-alive\r\n");
    text.append("\r\n");
    return text;
}

Script answer(const Request& request, const Response& response) {
    const bool oldClient = request.minorVersion == 0 && response.framing == Response::Framing::Chunked;
    const auto framing = oldClient ? Response::Framing::UntilClose : response.framing;
    Request asked;
    asked.minorVersion = request.minorVersion;
    asked.keepAlive = request.keepAlive && framing != Response::Framing::UntilClose;
    const std::size_t size = response.body ? response.body->size() : 0;
    Headers extra;
    if (hasNoBody(response.status))
        ;
    else if (framing == Response::Framing::Length)
        extra.emplace_back("Content-Length", std::to_string(size));
    else if (framing == Response::Framing::Chunked)
        extra.emplace_back("Transfer-Encoding", "chunked");

    Script script{.steps = {Send{bytesOf(head(asked, response, extra))}}, .keepAlive = asked.keepAlive};
    if (request.method == "HEAD" || hasNoBody(response.status))
        return script;
    if (framing == Response::Framing::Chunked)
        script.steps.push_back(Send{bytesOf(inChunks(response.body ? std::string_view(*response.body) : ""))});
    else if (size > 0)
        script.steps.push_back(Send{response.body});
    return script;
}

} // namespace bench::server
