#include "bench/stream.h"

#include <algorithm>
#include <cerrno>

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bench {

Moved Stream::read(char* buffer, std::size_t size) {
    ssize_t count = 0;
    do {
        count = ::recv(descriptor(), buffer, size, 0);
    } while (count < 0 && errno == EINTR);
    if (count > 0)
        return {Moved::Status::Done, static_cast<std::size_t>(count)};
    if (count == 0)
        return {Moved::Status::Ended, 0};
    return {errno == EAGAIN ? Moved::Status::WantsRead : Moved::Status::Failed, 0};
}

// tcp(7): MSG_TRUNC drops bytes in the kernel, more than there is room for. Not recv(): AddressSanitizer's thinks that
// they were written.
Moved Stream::skip(char* buffer, std::size_t, std::uint64_t most) {
    constexpr std::uint64_t largest = 1 << 30;
    ssize_t count = 0;
    do {
        count = ::syscall(SYS_recvfrom, descriptor(), buffer, static_cast<std::size_t>(std::min(most, largest)),
                          MSG_TRUNC, nullptr, nullptr);
    } while (count < 0 && errno == EINTR);
    if (count > 0)
        return {Moved::Status::Done, static_cast<std::size_t>(count)};
    if (count == 0)
        return {Moved::Status::Ended, 0};
    return {errno == EAGAIN ? Moved::Status::WantsRead : Moved::Status::Failed, 0};
}

Moved Stream::write(const iovec* pieces, int count, bool moreFollows) {
    const int flags = MSG_NOSIGNAL | (moreFollows ? MSG_MORE : 0);
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces); // sendmsg() only reads it
    message.msg_iovlen = static_cast<std::size_t>(count);
    ssize_t sent = 0;
    do { // one piece costs the kernel less without a list
        sent = count == 1 ? ::send(descriptor(), pieces->iov_base, pieces->iov_len, flags)
                          : ::sendmsg(descriptor(), &message, flags);
    } while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return {Moved::Status::Done, static_cast<std::size_t>(sent)};
    return {errno == EAGAIN ? Moved::Status::WantsWrite : Moved::Status::Failed, 0};
}

// For bodies of some size: half the processor time of copying them, and connections that wait for their reader share
// the pages of one body.
Moved Stream::writeFile(int file, std::uint64_t offset, std::size_t size) {
    auto from = static_cast<off_t>(offset);
    ssize_t sent = 0;
    do {
        sent = ::sendfile(descriptor(), file, &from, size);
    } while (sent < 0 && errno == EINTR);
    if (sent > 0)
        return {Moved::Status::Done, static_cast<std::size_t>(sent)};
    return {sent < 0 && errno == EAGAIN ? Moved::Status::WantsWrite : Moved::Status::Failed, 0};
}

void Stream::endWriting() {
    ::shutdown(descriptor(), SHUT_WR);
}

void Stream::makeAbortive() { // NOLINT(readability-make-member-function-const): it changes the connection
    const linger abortive{1, 0};
    ::setsockopt(descriptor(), SOL_SOCKET, SO_LINGER, &abortive, sizeof abortive);
}

} // namespace bench
