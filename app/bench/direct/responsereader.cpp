#include "bench/direct/responsereader.h"

#include "bench/direct/limits.h"
#include "bench/httpsyntax.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace bench::direct {

using namespace std::string_view_literals;

namespace {

struct FaultWords {
    const char* name;
    const char* sentence;
};

// In the order of Fault.
constexpr std::array<FaultWords, 14> faultWords = {{
    {"", ""},
    {"status-line", "The first line is no status line of HTTP/1.x."},
    {"header-field", "A header field is malformed."},
    {"folded-field", "A header field is folded over several lines."},
    {"line-end", "A line ends without a carriage return."},
    {"content-length", "The length of the body is no number, or given several times and differently."},
    {"two-lengths", "Content-Length and Transfer-Encoding stand beside each other."},
    {"transfer-coding", "The transfer coding cannot be."},
    {"chunk", "A chunk of the body is malformed."},
    {"head-too-large", "The head of the response is too large."},
    {"too-many-heads", "Interim responses without end."},
    {"upgrade", "The server changes to another protocol."},
    {"nothing-came", "The connection was closed before the response began."},
    {"cut-short", "The connection was closed before the response ended."},
}};

constexpr std::string_view version = "HTTP/1.";

// "HTTP/1.1 200": where the reason follows after a space, or nothing (some servers leave out that space).
constexpr std::size_t shortestStatusLine = 12;

std::optional<std::chrono::milliseconds> delayOf(std::string_view value) {
    constexpr std::uint64_t most = 86'400'000;
    const bool milliseconds = value.ends_with("ms"sv);
    std::uint64_t number = 0;
    if (!parseNumber(milliseconds ? trimmed(value.substr(0, value.size() - 2)) : value, number) || number > most)
        return std::nullopt;
    const auto count = static_cast<std::int64_t>(number);
    return milliseconds ? std::chrono::milliseconds(count) : std::chrono::milliseconds(std::chrono::seconds(count));
}

} // namespace

const char* faultName(Fault fault) {
    return faultWords[static_cast<std::size_t>(fault)].name;
}

const char* faultSentence(Fault fault) {
    return faultWords[static_cast<std::size_t>(fault)].sentence;
}

void ResponseReader::next(bool withoutBody) {
    m_fault = Fault::None;
    m_begun = false;
    m_withoutBody = withoutBody;
    m_interim = 0;
    m_lineBytes = 0;
    m_bodyBytes = 0;
    m_line.clear();
    beginHead();
}

void ResponseReader::beginHead() {
    m_state = State::StatusLine;
    m_status = 0;
    m_coded = m_chunked = m_hasLength = false;
    m_fields = 0;
    m_left = 0;
    m_delay.reset();
    m_location.clear();
}

void ResponseReader::fail(Fault fault) {
    m_state = State::Failed;
    m_fault = fault;
    m_keepAlive = false;
}

std::uint64_t ResponseReader::skippable() const {
    if (m_state == State::UntilEnd)
        return std::numeric_limits<std::uint64_t>::max();
    return m_state == State::Body || m_state == State::ChunkData ? m_left : 0;
}

void ResponseReader::dropped(std::uint64_t bytes) {
    m_bodyBytes += bytes;
    if (m_state == State::UntilEnd)
        return;
    m_left -= bytes;
    if (m_left == 0)
        m_state = m_state == State::Body ? State::Complete : State::ChunkEnd;
}

std::size_t ResponseReader::consume(std::string_view bytes) {
    std::size_t taken = 0;
    while (m_state != State::Complete && m_state != State::Failed && taken < bytes.size()) {
        m_begun = true;
        const std::string_view rest = bytes.substr(taken);
        if (const std::uint64_t body = skippable(); body > 0) {
            const std::size_t size = std::min<std::uint64_t>(body, rest.size());
            dropped(size);
            taken += size;
        } else {
            taken += consumeLine(rest);
        }
    }
    return taken;
}

std::size_t ResponseReader::consumeLine(std::string_view bytes) {
    const std::size_t end = bytes.find('\n');
    const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 1;
    m_lineBytes += size;
    const bool ofChunk = m_state == State::ChunkSize || m_state == State::ChunkEnd;
    if (m_lineBytes > (ofChunk ? maxChunkLine : maxHead)) {
        fail(Fault::HeadTooLarge);
        return size;
    }
    if (m_line.empty() && end != std::string_view::npos) {
        takeLine(bytes.substr(0, size));
        return size;
    }
    m_line += bytes.substr(0, size);
    if (end != std::string_view::npos) {
        takeLine(m_line);
        m_line.clear();
    } else if (m_state == State::StatusLine && !m_line.starts_with(version.substr(0, m_line.size()))) {
        fail(Fault::StatusLine); // said now, not when a line end happens to come
    }
    return size;
}

void ResponseReader::takeLine(std::string_view line) {
    if (m_state == State::StatusLine && !line.starts_with(version))
        return fail(Fault::StatusLine);
    if (line.size() < 2 || line[line.size() - 2] != '\r')
        return fail(Fault::LineEnd);
    line.remove_suffix(2);
    switch (m_state) {
    case State::StatusLine:
        return takeStatusLine(line);
    case State::Field:
        return line.empty() ? endHead() : takeField(line);
    case State::Trailer:
        if (!line.empty())
            return takeField(line);
        m_state = State::Complete;
        return;
    case State::ChunkSize:
        return takeChunkSize(line);
    case State::ChunkEnd:
        m_lineBytes = 0;
        if (!line.empty())
            return fail(Fault::Chunk);
        m_state = State::ChunkSize;
        return;
    default:
        return;
    }
}

void ResponseReader::takeStatusLine(std::string_view line) {
    const auto isDigit = [](char character) { return character >= '0' && character <= '9'; };
    const std::string_view code = line.substr(0, shortestStatusLine).substr(std::min(line.size(), version.size() + 2));
    const bool fits = line.size() >= shortestStatusLine && isDigit(line[version.size()]) &&
                      line[version.size() + 1] == ' ' && std::all_of(code.begin(), code.end(), isDigit) &&
                      code.front() != '0' && (line.size() == shortestStatusLine || line[shortestStatusLine] == ' ');
    if (!fits || line.find_first_of("\0\r"sv) != std::string_view::npos)
        return fail(Fault::StatusLine);
    m_status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
    m_oldVersion = line[version.size()] == '0';
    m_keepAlive = !m_oldVersion; // RFC 9112 §9.3
    m_state = State::Field;
}

void ResponseReader::takeField(std::string_view line) {
    if (++m_fields > maxFields)
        return fail(Fault::HeadTooLarge);
    if (line.front() == ' ' || line.front() == '\t')
        return fail(Fault::FoldedField);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return fail(Fault::Field);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (value.find_first_of("\0\r"sv) != std::string_view::npos) // RFC 9110 §5.5
        return fail(Fault::Field);
    if (m_state == State::Field) // trailers are not for framing: RFC 9110 §6.5.1
        takeFraming(line.substr(0, colon), value);
}

void ResponseReader::takeFraming(std::string_view name, std::string_view value) {
    switch (name.size()) { // cheaper than comparing each name with all
    case "delay"sv.size():
        if (sameText(name, "delay"))
            m_delay = delayOf(value);
        return;
    case "location"sv.size():
        if (sameText(name, "location"))
            m_location = value;
        return;
    case "connection"sv.size():
        if (!sameText(name, "connection"))
            return;
        if (listNames(value, "close"))
            m_keepAlive = false;
        else if (m_oldVersion && listNames(value, "keep-alive"))
            m_keepAlive = true;
        return;
    case "content-length"sv.size():
        if (sameText(name, "content-length"))
            takeLength(value);
        return;
    case "transfer-encoding"sv.size():
        if (sameText(name, "transfer-encoding"))
            takeCodings(value);
        return;
    default:
        return;
    }
}

// Several that are the same are one: RFC 9110 §8.6.
void ResponseReader::takeLength(std::string_view value) {
    for (;;) {
        const std::size_t comma = value.find(',');
        std::uint64_t length = 0;
        if (!parseNumber(trimmed(value.substr(0, comma)), length) ||
            length > std::numeric_limits<std::int64_t>::max() || (m_hasLength && length != m_length))
            return fail(Fault::Length);
        m_hasLength = true;
        m_length = length;
        if (comma == std::string_view::npos)
            return;
        value.remove_prefix(comma + 1);
    }
}

// RFC 9112 §6.1: chunked is the last and stands once; a body with other codings alone goes until the end.
void ResponseReader::takeCodings(std::string_view value) {
    if (m_oldVersion || m_chunked)
        return fail(Fault::Coding);
    m_coded = true;
    m_chunked = sameText(lastOfList(value), "chunked");
    const std::size_t comma = value.rfind(',');
    const std::string_view before = comma == std::string_view::npos ? ""sv : value.substr(0, comma);
    if (listNames(before, "chunked"))
        fail(Fault::Coding);
}

void ResponseReader::endHead() {
    if (m_coded && m_hasLength)
        return fail(Fault::TwoLengths);
    if (m_status >= 200)
        return beginBody();
    if (m_status == 101)
        return fail(Fault::Upgrade);
    if (++m_interim > maxInterim)
        return fail(Fault::TooManyHeads);
    beginHead();
}

// RFC 9112 §6.3
void ResponseReader::beginBody() {
    m_lineBytes = m_chunked ? 0 : m_lineBytes;
    if (m_withoutBody || m_status == 204 || m_status == 304) {
        m_state = State::Complete;
    } else if (m_chunked) {
        m_state = State::ChunkSize;
    } else if (m_coded || !m_hasLength) {
        m_keepAlive = false;
        m_state = State::UntilEnd;
    } else {
        m_left = m_length;
        m_state = m_length == 0 ? State::Complete : State::Body;
    }
}

// RFC 9112 §7.1; extensions are for others.
void ResponseReader::takeChunkSize(std::string_view line) {
    const std::string_view digits = trimmed(line.substr(0, line.find(';')));
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    const bool fits = error == std::errc() && end == digits.data() + digits.size() && !line.starts_with(' ') &&
                      !line.starts_with('\t') && size <= std::numeric_limits<std::int64_t>::max();
    if (!fits || line.find_first_of("\0\r"sv) != std::string_view::npos)
        return fail(Fault::Chunk);
    m_lineBytes = 0;
    m_left = size;
    m_state = size == 0 ? State::Trailer : State::ChunkData;
}

void ResponseReader::end() {
    if (m_state == State::UntilEnd)
        m_state = State::Complete;
    else if (m_state != State::Complete && m_state != State::Failed)
        fail(m_begun ? Fault::CutShort : Fault::NothingCame);
    m_keepAlive = false;
}

} // namespace bench::direct
