#pragma once

#include "bench/server/request.h"

#include <cstddef>

namespace bench::server {

// Reads one request after the other from bytes as they come (RFC 9112), strictly: no bare line feeds, no folded lines,
// no spaces before a colon, exactly one Host, never both Content-Length and Transfer-Encoding. Every part has a limit
// (limits.h). How the bytes are cut into pieces never changes the outcome.
class RequestReader {
public:
    enum class State {
        RequestLine,
        HeaderLine,
        Body,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        Complete, // request() is whole; next() begins anew
        Failed,   // failure() is the status to answer with; the connection cannot go on
    };

    // Takes bytes until the request is complete or cannot be one; returns how many were taken.
    std::size_t consume(std::string_view bytes);
    void next();

    State state() const { return m_state; }
    bool begun() const { return m_headSize > 0 || m_state != State::RequestLine; }
    bool awaitsContinue() const; // the client holds its body back until it is told to go on (RFC 9110 §10.1.1)
    int failure() const { return m_failure; }
    const Request& request() const { return m_request; }
    Request& request() { return m_request; }

private:
    std::size_t consumeLine(std::string_view bytes);
    std::size_t consumeBody(std::string_view bytes);
    void takeLine(std::string_view line);
    void takeRequestLine(std::string_view line);
    void takeTarget(std::string_view target);
    void takeHeaderLine(std::string_view line);
    void takeChunkSize(std::string_view line);
    void endHead();
    void fail(int status);

    State m_state = State::RequestLine;
    Request m_request;
    std::string m_line;           // the beginning of a line whose end has not come yet
    std::size_t m_headSize = 0;   // bytes of the head, later of the trailers
    std::uint64_t m_bodyLeft = 0; // of the body or of the chunk
    int m_failure = 0;
};

} // namespace bench::server
