#include "bench/server/behaviours.h"

#include <algorithm>
#include <array>

namespace bench::server {

namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t tenGigabytes = 10'000'000'000;
constexpr std::size_t fillerSize = 64 * 1024;
constexpr std::string_view beginning =
    "<!DOCTYPE html><html><head><title>Unfinished</title></head><body><p>It begins, ";

bool isStatus(std::uint64_t code) {
    return code >= 200 && code <= 999;
}

Response unfinishedPage() {
    return {.status = 200, .headers = {{"Content-Type", "text/html; charset=utf-8"}}, .body = {}};
}

// The head of a page that promises `length` bytes, and the beginning of its body.
Send promise(const Request& request, std::uint64_t length, std::string_view body = beginning) {
    return Send{bytesOf(head(request, unfinishedPage(), {{"Content-Length", std::to_string(length)}}).append(body))};
}

Script stall(const Request&, std::string_view, Memory&) {
    return {{Stall{}}};
}

Script stallBody(const Request& request, std::string_view, Memory&) {
    return {{promise(request, 100'000), Stall{}}};
}

Script reset(const Request&, std::string_view, Memory&) {
    return {{Reset{}}};
}

Script resetBody(const Request& request, std::string_view, Memory&) {
    // Long enough for the client to have read the beginning: RST throws away what still waits in its buffer.
    return {{promise(request, 100'000), Wait{milliseconds(50)}, Reset{}}};
}

Script closeWithoutAnswer(const Request&, std::string_view, Memory&) {
    return {{Close{}}, false};
}

Script shortBody(const Request& request, std::string_view, Memory&) {
    return {{promise(request, beginning.size() + 1'000), Close{}}, false};
}

Script longBody(const Request& request, std::string_view, Memory&) {
    return {{promise(request, 40), Close{}}, false};
}

Script shortChunks(const Request& request, std::string_view, Memory&) {
    const std::string start = head(request, unfinishedPage(), {{"Transfer-Encoding", "chunked"}});
    return {{Send{bytesOf(start + chunk(beginning))}, Close{}}, false};
}

Script badChunks(const Request& request, std::string_view, Memory&) {
    const std::string start = head(request, unfinishedPage(), {{"Transfer-Encoding", "chunked"}});
    return {{Send{bytesOf(start + chunk(beginning) + "this is no size\r\nnothing\r\n")}, Close{}}, false};
}

Script drip(const Request& request, std::string_view, Memory&) {
    const std::uint64_t size = std::min<std::uint64_t>(request.numberParameter("bytes", 100), tenGigabytes);
    const milliseconds pause(std::min<std::uint64_t>(request.numberParameter("ms", 10), 3'600'000));
    return {{promise(request, size, {}), repeat(bytesOf("x"), size, pause)}, request.keepAlive};
}

Script late(const Request& request, std::string_view rest, Memory&) {
    std::uint64_t time = 0;
    if (!parseNumber(rest, time) || time > 3'600'000)
        return answer(request, textResponse(400, "/delay/ wants milliseconds, an hour at most.\n"));
    Script script = answer(request, textResponse(200, "Late, but here.\n"));
    script.steps.insert(script.steps.begin(), Wait{milliseconds(time)});
    return script;
}

Script refusedStatus(const Request& request, std::string_view where) {
    return answer(request, textResponse(400, std::string(where) + " wants a code from 200 to 999.\n"));
}

// With ?retry-after= where it is given: seconds or a date.
Script failing(const Request& request, Response response) {
    const std::string wait = request.parameter("retry-after");
    if (breaksHead(wait))
        return answer(request, textResponse(400, "?retry-after= cannot hold a line end.\n"));
    if (!wait.empty())
        response.headers.emplace_back("Retry-After", wait);
    return answer(request, response);
}

Script status(const Request& request, std::string_view rest, Memory&) {
    std::uint64_t code = 0;
    if (!parseNumber(rest, code) || !isStatus(code))
        return refusedStatus(request, "/status/");
    Response response = htmlResponse("<!DOCTYPE html><title>Status " + std::to_string(code) + "</title><p>As asked.\n");
    response.status = static_cast<int>(code);
    return failing(request, response);
}

Script flaky(const Request& request, std::string_view rest, Memory& memory) {
    constexpr std::size_t maxKeys = 10'000;
    std::uint64_t failures = 0;
    const std::string key = std::string(rest) + '?' + request.parameter("key");
    if (!parseNumber(rest, failures) || (memory.failures.size() >= maxKeys && !memory.failures.contains(key)))
        return answer(request, textResponse(400, "/flaky/ wants a number; 10,000 keys at most.\n"));
    const std::uint64_t code = request.numberParameter("status", 503);
    if (!isStatus(code))
        return refusedStatus(request, "?status=");
    std::uint64_t& seen = memory.failures[key];
    if (seen >= failures)
        return answer(request, htmlResponse("<!DOCTYPE html><title>At last</title><p>Here it is.\n"));
    ++seen;
    if (request.parameter("how") == "reset")
        return {{Reset{}}};
    return failing(request, textResponse(static_cast<int>(code), "Not now.\n"));
}

Script endlessHeader(const Request&, std::string_view, Memory&) {
    const Bytes field = bytesOf("X-Filler: " + std::string(1'000, 'x') + "\r\n");
    return {{Send{bytesOf("HTTP/1.1 200 OK\r\n")}, repeat(field, tenGigabytes / field->size())}, false};
}

Script endlessBody(const Request& request, std::string_view, Memory&) {
    const std::string kind = request.parameter("kind", "length");
    const std::string filler(fillerSize, 'x');
    const std::uint64_t size = request.numberParameter("bytes", tenGigabytes);
    const std::chrono::milliseconds pause(std::min<std::uint64_t>(request.numberParameter("ms", 0), 60'000));
    if (kind == "chunked") {
        const std::string start = head(request, unfinishedPage(), {{"Transfer-Encoding", "chunked"}});
        return {{Send{bytesOf(start)}, repeat(bytesOf(chunk(filler)), size / fillerSize, pause),
                 Send{bytesOf("0\r\n\r\n")}},
                request.keepAlive};
    }
    const Bytes piece = bytesOf(filler);
    const Send rest{bytesOf(filler.substr(0, size % fillerSize))};
    if (kind != "close")
        return {{promise(request, size, {}), repeat(piece, size / fillerSize, pause), rest}, request.keepAlive};
    Request closing;
    closing.keepAlive = false;
    return {{Send{bytesOf(head(closing, unfinishedPage(), {}))}, repeat(piece, size / fillerSize, pause), rest}, false};
}

Script notHttp(const Request&, std::string_view, Memory&) {
    return {{Send{bytesOf("220 mail.example ESMTP\r\nWho goes there?\r\n")}, Close{}}, false};
}

Script empty(const Request& request, std::string_view, Memory&) {
    return answer(request, htmlResponse({}));
}

constexpr std::array table{
    Behaviour{"/stall", "takes the request and never answers", stall},
    Behaviour{"/stall-body", "sends a head, the beginning of a body, and no more", stallBody},
    Behaviour{"/reset", "resets the connection at once", reset},
    Behaviour{"/reset-body", "resets the connection within the body", resetBody},
    Behaviour{"/close", "closes the connection without an answer", closeWithoutAnswer},
    Behaviour{"/short", "promises 1,000 bytes more than it sends, then closes", shortBody},
    Behaviour{"/long", "sends more than it promises, then closes", longBody},
    Behaviour{"/short-chunks", "closes before the last chunk", shortChunks},
    Behaviour{"/bad-chunks", "sends a chunk without a size", badChunks},
    Behaviour{"/drip", "sends ?bytes= one at a time, every ?ms=", drip},
    Behaviour{"/delay/", "answers after that many ms", late},
    Behaviour{"/status/", "answers with that status; ?retry-after=", status},
    Behaviour{"/flaky/", "fails that many times, then answers; ?key= ?status= ?how=reset ?retry-after=", flaky},
    Behaviour{"/endless-header", "10 GB of header fields", endlessHeader},
    Behaviour{"/endless-body", "10 GB, or ?bytes=; ?kind=length, chunked or close; ?ms= between pieces of 64 KB",
              endlessBody},
    Behaviour{"/not-http", "greets like a mail server", notHttp},
    Behaviour{"/empty", "200 with a body of 0 bytes", empty},
};

} // namespace

std::span<const Behaviour> faults() {
    return table;
}

} // namespace bench::server
