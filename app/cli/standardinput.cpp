#include "cli/standardinput.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace cli {

namespace {

// Ends with its program when standard input never does.
void copy(int source, int target) {
    std::array<char, 64 * 1024> buffer{};
    while (true) {
        const ssize_t count = ::read(source, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        ssize_t written = 0;
        while (written < count) {
            const ssize_t more = ::write(target, buffer.data() + written, size_t(count - written));
            if (more < 0 && errno != EINTR)
                return;
            written += more > 0 ? more : 0;
        }
        if (count <= 0)
            break;
    }
    const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup3(nothing, target, O_CLOEXEC);
    ::close(nothing);
}

} // namespace

StandardInput::StandardInput() {
    std::array<int, 2> ends{-1, -1};
    const int source = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    if (source < 0 || ::pipe2(ends.data(), O_CLOEXEC) != 0)
        return;
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
    m_writeEnd = ends[1];
    std::thread(copy, source, m_writeEnd).detach();
}

StandardInput::~StandardInput() {
    end();
}

// The descriptor is not closed but turned elsewhere: the copying thread may be writing to it.
void StandardInput::end() { // NOLINT(readability-make-member-function-const): nothing more is read after it
    if (m_writeEnd < 0)
        return;
    const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup3(nothing, m_writeEnd, O_CLOEXEC);
    ::close(nothing);
}

} // namespace cli
