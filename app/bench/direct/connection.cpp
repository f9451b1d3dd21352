#include "bench/direct/connection.h"

#include "bench/direct/errorkinds.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace bench::direct {

using Clock = std::chrono::steady_clock;

namespace {

// From here on a body is dropped in the kernel; below, copying it is cheaper than a call of its own.
constexpr std::uint64_t worthSkipping = 16 * 1024;
constexpr std::size_t mostInATurn = 4 * 1024 * 1024; // bytes, so that the other connections get theirs

} // namespace

Connection::Connection(ConnectionOwner& owner, EventLoop& loop, std::uint32_t route)
    : m_owner(owner)
    , m_loop(loop)
    , m_route(route) {}

Connection::~Connection() {
    shut();
}

void Connection::linger(Time until) {
    m_phase = Phase::Lingering;
    setDeadline(until);
}

void Connection::shut() {
    m_phase = Phase::Over;
    if (armed())
        m_loop.disarm(*this);
    if (m_stream && m_watched != 0)
        m_loop.forget(m_stream->descriptor(), this);
    m_stream.reset();
}

net::ErrorKind Connection::open(const net::SocketAddress& address, const net::SocketAddress* local,
                                const Errand& errand, Time now, Time connectUntil, const Limits& limits) {
    m_errand = errand;
    m_openedAt = now;
    m_limits = limits;
    const auto at = reinterpret_cast<const sockaddr*>(&address.storage);
    Descriptor socket(::socket(at->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket)
        return kindOfError(errno);
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (local) {
        ::setsockopt(socket.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
        if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&local->storage), local->size) != 0)
            return kindOfError(errno);
    }
    const bool begun = ::connect(socket.get(), at, address.size) == 0 || errno == EINPROGRESS;
    if (!begun)
        return kindOfError(errno);
    m_stream = m_owner.streamTo(m_route, std::move(socket));
    if (!m_stream)
        return net::ErrorKind::Tls;
    if (!m_loop.watch(m_stream->descriptor(), EPOLLOUT, this))
        return net::ErrorKind::NoDescriptors; // the kernel's memory for watches
    m_watched = EPOLLOUT;
    setDeadline(std::min(connectUntil, limits.until));
    return net::ErrorKind::None;
}

net::ErrorKind Connection::send(const Errand& errand, Time now, const Limits& limits) {
    m_errand = errand;
    m_limits = limits;
    m_sentAt = now;
    return begin();
}

void Connection::finishConnecting() {
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(m_stream->descriptor(), SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        error = errno;
    if (error != 0)
        return fail(kindOfError(error));
    m_phase = Phase::Greeting;
    m_connectedAt = Clock::now();
    if (const auto kind = greet(); kind != net::ErrorKind::None)
        fail(kind);
}

net::ErrorKind Connection::greet() {
    const Moved moved = m_stream->greet();
    switch (moved.status) {
    case Moved::Status::Done:
        m_sentAt = Clock::now();
        m_owner.connected(*this, {.connect = m_connectedAt - m_openedAt, .tls = m_sentAt - m_connectedAt});
        return begin();
    case Moved::Status::WantsRead:
        watch(EPOLLIN);
        return net::ErrorKind::None;
    case Moved::Status::WantsWrite:
        watch(EPOLLOUT);
        return net::ErrorKind::None;
    default:
        return net::ErrorKind::Tls;
    }
}

net::ErrorKind Connection::begin() {
    m_phase = Phase::Sending;
    m_sentAny = false;
    m_bodySent = 0;
    m_unsent.clear();
    m_firstByteAt = {};
    setDeadline(m_limits.firstByte.count() > 0 ? std::min(m_limits.until, m_sentAt + m_limits.firstByte)
                                               : m_limits.until);
    m_reader.next(m_owner.withoutAnswerBody());
    const std::string_view head = m_owner.head(*this);
    const std::string_view body = m_owner.body(*this);
    const std::array<iovec, 2> pieces{iovec{const_cast<char*>(head.data()), head.size()},
                                      iovec{const_cast<char*>(body.data()), body.size()}};
    const Moved moved = m_stream->write(pieces.data(), body.empty() ? 1 : 2, false);
    if (moved.status == Moved::Status::Failed || moved.status == Moved::Status::Ended)
        return kindOfWriteError();
    m_sentAny = moved.bytes > 0;
    if (moved.bytes == head.size() + body.size()) {
        m_phase = Phase::Receiving;
        watch(EPOLLIN);
        return net::ErrorKind::None;
    }
    if (moved.bytes < head.size())
        m_unsent = head.substr(moved.bytes);
    else
        m_bodySent = moved.bytes - head.size();
    return moved.status == Moved::Status::Done ? write() : (watch(EPOLLIN | EPOLLOUT), net::ErrorKind::None);
}

// What was left of the head, then of the body; an answer may come before all is sent.
net::ErrorKind Connection::write() {
    const std::string_view body = m_owner.body(*this);
    for (;;) {
        const std::string_view rest = body.substr(m_bodySent);
        if (m_unsent.empty() && rest.empty()) {
            m_phase = Phase::Receiving;
            watch(EPOLLIN);
            return net::ErrorKind::None;
        }
        const std::array<iovec, 2> pieces{iovec{m_unsent.data(), m_unsent.size()},
                                          iovec{const_cast<char*>(rest.data()), rest.size()}};
        const Moved moved = m_stream->write(pieces.data(), 2, false);
        if (moved.status == Moved::Status::WantsRead || moved.status == Moved::Status::WantsWrite) {
            watch(moved.status == Moved::Status::WantsWrite ? EPOLLIN | EPOLLOUT : EPOLLIN);
            return net::ErrorKind::None;
        }
        if (moved.status != Moved::Status::Done)
            return kindOfWriteError();
        m_sentAny = true;
        const std::size_t ofHead = std::min(moved.bytes, m_unsent.size());
        m_unsent.erase(0, ofHead);
        m_bodySent += moved.bytes - ofHead;
    }
}

net::ErrorKind Connection::kindOfError(int error) {
    m_error = error;
    return errorKindOf(error);
}

net::ErrorKind Connection::kindOfWriteError() {
    const int error = errno;
    return m_stream->failure().empty() ? kindOfError(error) : net::ErrorKind::Tls;
}

std::string Connection::failure() const {
    const std::string ofTls = m_stream ? m_stream->failure() : std::string();
    return ofTls.empty() && m_error != 0 ? std::generic_category().message(m_error) : ofTls;
}

bool Connection::mayServeAgain() const {
    return m_reader.keepAlive() && !m_hasExcess && m_phase == Phase::Idle;
}

void Connection::ready(std::uint32_t events) {
    switch (m_phase) {
    case Phase::Connecting:
        return finishConnecting();
    case Phase::Greeting:
        if (const auto kind = greet(); kind != net::ErrorKind::None)
            fail(kind);
        return;
    case Phase::Sending:
        if ((events & EPOLLOUT) != 0) {
            // What a server says before it hangs up is worth more than that it did.
            if (const auto kind = write(); kind != net::ErrorKind::None && (events & EPOLLIN) == 0)
                return fail(kind);
        }
        if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
            receive();
        return;
    case Phase::Receiving:
        return receive();
    case Phase::Idle:
    case Phase::Lingering:
        return m_owner.closedIdle(*this);
    case Phase::Over:
        return;
    }
}

// Of a plain connection a read that did not fill the buffer took all there was: the kernel is not asked again.
void Connection::receive() {
    const std::span<char> buffer = m_owner.buffer();
    Time now = Clock::now();
    for (std::size_t taken = 0; taken < mostInATurn;) {
        const std::uint64_t skippable = m_reader.skippable();
        const bool skips = skippable >= worthSkipping;
        const Moved moved = skips ? m_stream->skip(buffer.data(), buffer.size(), skippable)
                                  : m_stream->read(buffer.data(), buffer.size());
        if (moved.status == Moved::Status::WantsRead)
            return;
        if (moved.status == Moved::Status::WantsWrite)
            return watch(EPOLLIN | EPOLLOUT);
        if (moved.status != Moved::Status::Done)
            return endOfStream(moved.status);
        if (m_firstByteAt == Time()) {
            m_firstByteAt = now;
            if (m_limits.firstByte.count() > 0)
                setDeadline(m_limits.until);
        } else if (taken > 0) {
            now = Clock::now();
        }
        taken += moved.bytes;
        if (skips)
            m_reader.dropped(moved.bytes);
        if (take(buffer.data(), skips ? 0 : moved.bytes, now))
            return;
        if (!skips && moved.bytes < buffer.size() && !m_stream->holdsBytes())
            return;
    }
}

// True when the answer ended.
bool Connection::take(const char* bytes, std::size_t size, Time now) {
    const std::size_t taken = m_reader.consume({bytes, size});
    if (m_reader.state() == ResponseReader::State::Failed) {
        fail(net::ErrorKind::BadResponse);
        return true;
    }
    if (m_reader.state() != ResponseReader::State::Complete)
        return false;
    m_hasExcess = taken < size || m_phase == Phase::Sending; // of one answered too early the rest is not sent
    ++m_served;
    m_phase = Phase::Idle;
    m_owner.answered(*this, now);
    return true;
}

void Connection::endOfStream(Moved::Status status) {
    const int error = errno;
    const bool ended = status == Moved::Status::Ended;
    const bool wasInBody = m_reader.inBody();
    m_ended = true;
    if (ended || m_reader.state() != ResponseReader::State::UntilEnd)
        m_reader.end();
    if (m_reader.state() == ResponseReader::State::Complete) {
        m_phase = Phase::Idle;
        return m_owner.answered(*this, Clock::now());
    }
    if (wasInBody)
        return fail(net::ErrorKind::Truncated);
    if (!m_stream->failure().empty())
        return fail(net::ErrorKind::Tls);
    fail(ended ? net::ErrorKind::Reset : kindOfError(error));
}

void Connection::fail(net::ErrorKind kind) {
    m_phase = Phase::Over;
    m_owner.failed(*this, kind);
}

void Connection::watch(std::uint32_t events) {
    if (m_watched == events)
        return;
    m_watched = events;
    m_loop.change(m_stream->descriptor(), events, this);
}

void Connection::setDeadline(Time until) {
    m_deadline = until;
    if (armed() && m_armedFor <= until)
        return;
    m_armedFor = until;
    m_loop.arm(*this, until);
}

void Connection::expired() {
    if (m_phase == Phase::Idle || m_phase == Phase::Over)
        return;
    if (m_deadline > m_armedFor) {
        m_armedFor = m_deadline;
        return m_loop.arm(*this, m_deadline);
    }
    if (m_phase == Phase::Lingering)
        return m_owner.closedIdle(*this);
    if (m_deadline >= m_limits.until)
        return fail(net::ErrorKind::Timeout);
    const bool connecting = m_phase == Phase::Connecting || m_phase == Phase::Greeting;
    fail(connecting ? net::ErrorKind::ConnectTimeout : net::ErrorKind::FirstByteTimeout);
}

} // namespace bench::direct
