#include "bench/server/connection.h"

#include <algorithm>
#include <array>

namespace bench::server {

namespace {

constexpr std::size_t maxInput = 128 * 1024;        // read ahead of what is being answered
constexpr std::size_t keptInput = 4 * 1024;         // of the memory for it, between requests
constexpr std::size_t maxSentInATurn = 1024 * 1024; // then the other connections have their turn
constexpr int maxRequestsInATurn = 64;
constexpr std::chrono::seconds drainTime{2};

} // namespace

Connection::Connection(std::uint64_t number, std::unique_ptr<Stream> stream, EventLoop& loop, ConnectionOwner& owner,
                       std::chrono::milliseconds idleTimeout, std::string address)
    : m_number(number)
    , m_stream(std::move(stream))
    , m_loop(loop)
    , m_owner(owner)
    , m_idleTimeout(idleTimeout)
    , m_address(std::move(address))
    , m_idleSince(loop.roundBegan()) {}

Connection::~Connection() {
    m_loop.disarm(*this);
}

bool Connection::start() {
    m_watched = EPOLLIN;
    if (!m_loop.watch(m_stream->descriptor(), m_watched, this))
        return false;
    m_loop.arm(*this, m_idleSince + m_idleTimeout);
    return true;
}

void Connection::ready(std::uint32_t events) {
    if (events & (EPOLLHUP | EPOLLERR))
        return end();
    m_sentThisTurn = 0;
    if (m_phase == Phase::Greeting && greet() == Progress::Held)
        return;
    if (m_phase == Phase::Draining)
        return discardInput();
    if (m_phase == Phase::Reading && flush() == Progress::Held)
        return;
    // Also without EPOLLIN: TLS may hold decrypted bytes back.
    if (!m_inputEnded && m_input.size() < maxInput)
        readInput();
    work();
}

Connection::Progress Connection::greet() {
    const Moved moved = m_stream->greet();
    switch (moved.status) {
    case Moved::Status::Done:
        m_phase = Phase::Reading;
        return Progress::Going;
    case Moved::Status::WantsRead:
    case Moved::Status::WantsWrite:
        m_outputBlocked = moved.status == Moved::Status::WantsWrite;
        watchWhatIsNeeded();
        return Progress::Held;
    default:
        end();
        return Progress::Held;
    }
}

void Connection::readInput() {
    std::array<char, 16 * 1024> buffer;
    while (m_input.size() < maxInput) {
        const Moved moved = m_stream->read(buffer.data(), buffer.size());
        if (moved.status == Moved::Status::Done)
            m_input.append(buffer.data(), moved.bytes);
        else if (moved.status == Moved::Status::Ended)
            m_inputEnded = true;
        else if (moved.status == Moved::Status::Failed)
            return end();
        if (moved.status != Moved::Status::Done || moved.bytes < buffer.size())
            break;
    }
}

void Connection::work() {
    for (int requests = 0; m_phase != Phase::Ended && requests < maxRequestsInATurn; ++requests) {
        const Progress progress = m_phase == Phase::Playing ? play() : takeRequest();
        if (progress == Progress::Held)
            break;
    }
    // A client that will say no more may still be waiting for an answer, but not for one that never comes.
    if (m_inputEnded && m_phase == Phase::Playing && stalled())
        end();
    if (m_phase != Phase::Ended)
        watchWhatIsNeeded();
}

Connection::Progress Connection::takeRequest() {
    if (m_phase != Phase::Reading)
        return Progress::Held;
    if (m_input.empty()) {
        if (m_inputEnded)
            end();
        return Progress::Held;
    }
    if (!takeKnownRequest() && readRequest() == Progress::Held)
        return Progress::Held;
    beginScript();
    return Progress::Going;
}

bool Connection::takeKnownRequest() {
    if (m_reader && m_reader->begun())
        return false;
    const std::size_t taken = m_owner.respondToKnown(m_input, m_script);
    if (taken == 0)
        return false;
    dropInput(taken);
    ++m_requests;
    m_answering = true;
    m_requestWasRead = false;
    return true;
}

Connection::Progress Connection::readRequest() {
    if (!m_reader)
        m_reader = std::make_unique<RequestReader>();
    const bool fromItsBegin = !m_reader->begun();
    const std::size_t taken = m_reader->consume(m_input);
    if (m_reader->state() == RequestReader::State::Complete) {
        Request& request = m_reader->request();
        request.connection = m_number;
        request.number = ++m_requests;
        request.serverName = m_stream->serverName();
        m_answering = true;
        m_requestWasRead = true;
        const bool inOnePiece = fromItsBegin && request.bodySize == 0;
        m_script = m_owner.respond(request, std::string_view(m_input).substr(0, inOnePiece ? taken : 0));
    } else if (m_reader->state() == RequestReader::State::Failed) {
        Request refused;
        refused.keepAlive = false;
        m_script = answer(refused, textResponse(m_reader->failure(), "This request cannot be understood.\n"));
    } else {
        dropInput(taken);
        if (m_inputEnded) {
            end();
        } else if (m_reader->awaitsContinue() && !m_toldToContinue) {
            m_toldToContinue = true;
            m_output.add(bytesOf("HTTP/1.1 100 Continue\r\n\r\n"));
            flush();
        }
        return Progress::Held;
    }
    dropInput(taken);
    return Progress::Going;
}

void Connection::dropInput(std::size_t size) {
    if (size < m_input.size())
        m_input.erase(0, size);
    else if (m_input.capacity() > keptInput)
        m_input = {};
    else
        m_input.clear();
}

void Connection::beginScript() {
    m_toldToContinue = false;
    m_phase = Phase::Playing;
    m_step = 0;
    m_waiting = false;
    m_sentOfAnswer = 0;
}

Connection::Progress Connection::play() {
    if (m_waiting)
        return Progress::Held;
    while (m_phase == Phase::Playing) {
        // What was said so far goes out in as few calls as possible, and wholly before the next step.
        while (m_step < m_script.steps.size() && m_output.add(m_script.steps[m_step]))
            ++m_step;
        if (flush() == Progress::Held)
            return Progress::Held;
        if (m_step == m_script.steps.size()) {
            finishScript();
            return Progress::Going;
        }
        if (playStep(m_script.steps[m_step]) == Progress::Held)
            return Progress::Held;
    }
    return Progress::Held;
}

Connection::Progress Connection::playStep(const Step& step) {
    if (const auto* wait = std::get_if<Wait>(&step)) {
        ++m_step;
        wakeAfter(wait->time);
    } else if (const auto* produce = std::get_if<Produce>(&step)) {
        Bytes piece = (*produce->next)();
        if (!piece) {
            ++m_step;
            return Progress::Going;
        }
        m_output.add(std::move(piece));
        if (produce->pause.count() == 0)
            return Progress::Going;
        wakeAfter(produce->pause);
        flush();
    } else if (std::holds_alternative<Stall>(step)) {
        m_waiting = true;
    } else if (std::holds_alternative<Close>(step)) {
        m_script.keepAlive = false;
        m_step = m_script.steps.size();
        return Progress::Going;
    } else {
        m_stream->makeAbortive();
        end();
    }
    return Progress::Held;
}

Connection::Progress Connection::flush() {
    const Moved moved = m_output.sendTo(*m_stream, maxSentInATurn - std::min(maxSentInATurn, m_sentThisTurn));
    m_sentThisTurn += moved.bytes;
    m_sentOfAnswer += moved.bytes;
    // Also when only its turn is over: room to write brings the next one.
    m_outputBlocked = moved.status == Moved::Status::WantsWrite || moved.status == Moved::Status::WantsRead;
    if (moved.status == Moved::Status::Done)
        return Progress::Going;
    if (!m_outputBlocked)
        end();
    return Progress::Held;
}

void Connection::finishScript() {
    tellAnswered();
    m_script.steps.clear(); // what it holds, files too, is not kept until the next request
    m_phase = Phase::Reading;
    m_idleSince = m_loop.roundBegan();
    if (!armed())
        m_loop.arm(*this, m_idleSince + m_idleTimeout);
    if (!m_script.keepAlive)
        return drain();
    if (m_requestWasRead)
        m_reader->next();
}

void Connection::tellAnswered() {
    if (m_answering)
        m_owner.answered(*this, m_requestWasRead ? &m_reader->request() : nullptr, m_script, m_sentOfAnswer);
    m_answering = false;
}

// Closing with unread input would send RST, which can destroy what the client has not read yet.
void Connection::drain() {
    m_stream->endWriting();
    m_phase = Phase::Draining;
    m_idleSince = std::chrono::steady_clock::now();
    m_loop.arm(*this, m_idleSince + drainTime);
    m_input.clear();
    if (m_inputEnded)
        end();
}

void Connection::discardInput() {
    readInput();
    m_input.clear();
    if (m_inputEnded && m_phase != Phase::Ended)
        end();
}

bool Connection::stalled() const {
    return m_waiting && m_step < m_script.steps.size() && std::holds_alternative<Stall>(m_script.steps[m_step]);
}

void Connection::wakeAfter(std::chrono::milliseconds time) {
    m_waiting = true;
    m_loop.arm(*this, std::chrono::steady_clock::now() + time);
}

void Connection::expired() {
    if (m_phase == Phase::Playing) {
        if (!m_waiting || stalled())
            return; // the idle time of before the request
        m_waiting = false;
        m_sentThisTurn = 0;
        return work();
    }
    const auto allowed = m_phase == Phase::Draining ? std::chrono::milliseconds(drainTime) : m_idleTimeout;
    if (std::chrono::steady_clock::now() >= m_idleSince + allowed)
        return end();
    m_loop.arm(*this, m_idleSince + allowed);
}

void Connection::watchWhatIsNeeded() {
    std::uint32_t wanted = 0;
    if (!m_inputEnded && m_input.size() < maxInput)
        wanted |= EPOLLIN;
    const bool moreToDo = (m_phase == Phase::Reading && !m_input.empty()) || (m_phase == Phase::Playing && !m_waiting);
    if (m_outputBlocked || moreToDo)
        wanted |= EPOLLOUT;
    if (wanted != m_watched)
        m_loop.change(m_stream->descriptor(), m_watched = wanted, this);
}

void Connection::end() {
    if (m_phase == Phase::Ended)
        return;
    tellAnswered();
    m_phase = Phase::Ended;
    m_loop.disarm(*this);
    m_loop.forget(m_stream->descriptor(), this);
    m_owner.ended(*this);
}

} // namespace bench::server
