#include "signalwatcher.h"

#include <QDeadlineTimer>
#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace {

constexpr std::array watched{SIGTERM, SIGINT, SIGHUP};

// A signal handler may only write to a descriptor; the other end is read in the event loop (the self-pipe of
// D. J. Bernstein).
int writeEnd = -1;

void note(int number) {
    const int before = errno;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
    errno = before;
}

bool isIgnored(int number) {
    struct sigaction action {};
    return ::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

} // namespace

SignalWatcher::SignalWatcher(QObject* parent)
    : QObject(parent) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_readEnd = ends[0];
    writeEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_readEnd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { tell(); });
    for (const int number : watched) {
        if (number == SIGHUP && isIgnored(number)) // nohup: the terminal may go
            continue;
        m_before.emplace_back(number, std::signal(number, note));
    }
}

SignalWatcher::~SignalWatcher() {
    if (m_readEnd < 0)
        return;
    for (const auto& [number, handling] : m_before)
        std::signal(number, handling);
    m_notifier.reset(); // before what it watches is closed
    ::close(m_readEnd);
    ::close(std::exchange(writeEnd, -1));
}

bool SignalWatcher::wait(std::chrono::milliseconds time) {
    const QDeadlineTimer end(time);
    pollfd come{m_readEnd, POLLIN, 0};
    while (::poll(&come, 1, static_cast<int>(end.remainingTime())) < 0 && errno == EINTR)
        ;
    return tell();
}

bool SignalWatcher::tell() {
    bool any = false;
    unsigned char number = 0;
    while (::read(m_readEnd, &number, 1) == 1) {
        any = true;
        if (m_first == 0)
            m_first = number;
        Q_EMIT arrived(number);
    }
    return any;
}
