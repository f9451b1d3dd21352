#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bench::direct {

// Why what a server sent is refused; faultName() is a stable text.
enum class Fault {
    None,
    StatusLine,   // "status-line"         not HTTP/1.x, or no status of three digits
    Field,        // "header-field"        no name, a space before the colon, NUL or CR in a value
    FoldedField,  // "folded-field"        RFC 9112 §5.2
    LineEnd,      // "line-end"            a line feed without a carriage return before it
    Length,       // "content-length"      no number, or several that differ
    TwoLengths,   // "two-lengths"         Content-Length beside Transfer-Encoding (RFC 9112 §6.3: smuggling)
    Coding,       // "transfer-coding"     chunked twice, not last, or in HTTP/1.0
    Chunk,        // "chunk"               its size is no number, or its end is missing
    HeadTooLarge, // "head-too-large"      or trailers, or the line of a chunk
    TooManyHeads, // "too-many-heads"      interim responses without end
    Upgrade,      // "upgrade"             101, which nobody asked for
    NothingCame,  // "nothing-came"        closed before the first byte of it
    CutShort,     // "cut-short"           closed before its end
};
const char* faultName(Fault fault);     // static storage
const char* faultSentence(Fault fault); // in English, untranslated: goes where a server's own words go

// Reads one response after the other from bytes as they come, strictly by RFC 9112; bodies are counted and dropped.
// How the bytes are cut into pieces never changes the outcome. One request a connection at a time: what comes after a
// complete response is not taken. Nothing is allocated but for a line that comes in pieces.
class ResponseReader {
public:
    enum class State {
        StatusLine,
        Field,
        Body,     // of a known length
        UntilEnd, // the end of the connection ends it
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        Complete, // next() begins anew
        Failed,   // see fault(); the connection cannot go on
    };

    void next(bool withoutBody); // before each response; `withoutBody`: of a request with HEAD
    // Takes bytes until the response is complete or refused; says how many were taken.
    std::size_t consume(std::string_view bytes);
    // How many of the next bytes are nothing but body: they may be dropped unread, if dropped() is told.
    std::uint64_t skippable() const;
    void dropped(std::uint64_t bytes);
    void end(); // the server closed: completes a body that goes until then, else the response failed

    State state() const { return m_state; }
    Fault fault() const { return m_fault; }
    bool begun() const { return m_begun; } // any byte came, of an interim response too
    bool inBody() const { return m_state >= State::Body && m_state <= State::Trailer; }
    int status() const { return m_status; }                 // 0 before it was read
    std::uint64_t bodyBytes() const { return m_bodyBytes; } // without chunk sizes and trailers
    // Of the body, where the head tells it.
    std::optional<std::uint64_t> length() const { return m_hasLength ? std::optional(m_length) : std::nullopt; }
    bool keepAlive() const { return m_keepAlive; } // of a complete one: the connection may be used again
    // That the server says it made, in its field `delay`: "2" or "1234ms".
    std::optional<std::chrono::milliseconds> delay() const { return m_delay; }
    std::string_view location() const { return m_location; } // empty without one

private:
    std::size_t consumeLine(std::string_view bytes);
    void takeLine(std::string_view line);
    void takeStatusLine(std::string_view line);
    void takeField(std::string_view line);
    void takeFraming(std::string_view name, std::string_view value);
    void takeLength(std::string_view value);
    void takeCodings(std::string_view value);
    void takeChunkSize(std::string_view line);
    void endHead();
    void beginBody();
    void beginHead();
    void fail(Fault fault);

    State m_state = State::StatusLine;
    Fault m_fault = Fault::None;
    bool m_begun = false;
    bool m_withoutBody = false;
    bool m_keepAlive = false;
    bool m_oldVersion = false; // HTTP/1.0
    bool m_coded = false;      // has a Transfer-Encoding …
    bool m_chunked = false;    // … whose last is chunked
    bool m_hasLength = false;
    int m_status = 0;
    int m_interim = 0;
    std::uint32_t m_fields = 0;
    std::size_t m_lineBytes = 0; // of head and trailers, and of a chunk's size, so far
    std::uint64_t m_length = 0;
    std::uint64_t m_left = 0; // of the body or of the chunk
    std::uint64_t m_bodyBytes = 0;
    std::optional<std::chrono::milliseconds> m_delay;
    std::string m_line; // the beginning of a line whose end has not come yet
    std::string m_location;
};

} // namespace bench::direct
