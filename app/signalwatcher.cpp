#include "signalwatcher.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr std::array watched{SIGTERM, SIGINT, SIGHUP};

// A signal handler may only write to a descriptor; the other end is read in the event loop (the self-pipe of
// D. J. Bernstein).
int writeEnd = -1;

void tell(int number) {
    const int before = errno;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
    errno = before;
}

} // namespace

SignalWatcher::SignalWatcher(QObject* parent)
    : QObject(parent) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    writeEnd = ends[1];
    auto* notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, readEnd = ends[0]] {
        char number = 0;
        while (::read(readEnd, &number, 1) == 1)
            Q_EMIT arrived(number);
    });
    for (const int number : watched)
        std::signal(number, tell);
}

SignalWatcher::~SignalWatcher() {
    for (const int number : watched)
        std::signal(number, SIG_DFL);
    ::close(std::exchange(writeEnd, -1));
}
