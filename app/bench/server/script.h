#pragma once

#include "bench/descriptor.h"
#include "bench/server/request.h"

#include <chrono>
#include <functional>
#include <memory>
#include <variant>

namespace bench::server {

// Bytes to be sent, shared by all connections that send them.
using Bytes = std::shared_ptr<const std::string>;
Bytes bytesOf(std::string text);

// What a connection does in answer to a request, step after step. A well-behaved answer is one or two Sends; every
// misbehaviour is another list of steps.
struct Send {
    Bytes bytes;
};
// Part of a file, which goes from the kernel's memory to the socket without passing through ours.
struct SendFile {
    std::shared_ptr<const Descriptor> file;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};
struct Wait {
    std::chrono::milliseconds time;
};
// Sends what `next` returns until it returns none, with a pause after each piece. Asked only when the piece before has
// gone out, so that endless bodies need no memory. Copies share what is produced.
struct Produce {
    explicit Produce(std::function<Bytes()> pieces, std::chrono::milliseconds pauseAfterEach = {})
        : next(std::make_shared<std::function<Bytes()>>(std::move(pieces)))
        , pause(pauseAfterEach) {}

    std::shared_ptr<std::function<Bytes()>> next;
    std::chrono::milliseconds pause;
};
struct Stall {}; // nothing more, ever; the connection stays open until the client goes
struct Close {}; // orderly, after all that was sent
struct Reset {}; // RST, at once
using Step = std::variant<Send, SendFile, Wait, Produce, Stall, Close, Reset>;

struct Script {
    std::vector<Step> steps;
    bool keepAlive = true; // whether another request may follow when all steps are done
};

// An honest response, from which the script is made.
struct Response {
    enum class Framing {
        Length,     // Content-Length
        Chunked,    // Transfer-Encoding: chunked, in pieces of 16 KiB
        UntilClose, // neither: the end of the connection is the end of the body
    };

    int status = 200;
    Headers headers;
    Bytes body; // none: empty
    Framing framing = Framing::Length;
};

Response textResponse(int status, std::string text);
Response htmlResponse(std::string html);
Response typedResponse(std::string mediaType, Bytes body);

// The script of `response` as the request asks for it: without a body for HEAD, closing when the client wants to.
Script answer(const Request& request, const Response& response);

// For misbehaviours: the response's head alone, with `extra` headers in place of a framing.
std::string head(const Request& request, const Response& response, const Headers& extra);
std::string_view reasonPhrase(int status); // RFC 9110 §15; empty when unknown
std::string chunk(std::string_view data);  // RFC 9112 §7.1
Produce repeat(Bytes bytes, std::uint64_t times, std::chrono::milliseconds pause = {});

} // namespace bench::server
