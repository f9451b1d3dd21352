#include "cli/resultfile.h"

#include "base/file.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cli {

using namespace std::chrono_literals;

namespace {

constexpr auto pause = 50ms; // between two looks whether a pipe has a reader, or a signal came

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

bool isPipe(const QByteArray& path) {
    struct stat there {};
    return ::stat(path.constData(), &there) == 0 && S_ISFIFO(there.st_mode);
}

} // namespace

ResultFile::ResultFile(QString path)
    : m_path(std::move(path)) {}

base::Result<void> ResultFile::check() const {
    return base::checkWritable(m_path);
}

base::Result<void> ResultFile::add(const QByteArray& text, SignalWatcher& signalWatcher) {
    if (isPlain() && !m_opened) {
        m_sofar += text;
        return base::writeFileAtomically(m_path, m_sofar);
    }
    if (!m_opened) {
        if (const auto opened = open(signalWatcher); !opened)
            return opened;
    }
    return give(text, signalWatcher);
}

bool ResultFile::isPlain() const {
    const QFileInfo there(m_path);
    return !there.exists() || there.isFile() || there.isDir();
}

base::Result<void> ResultFile::open(SignalWatcher& signalWatcher) {
    const QByteArray path = QFile::encodeName(m_path);
    while (true) {
        m_opened = bench::Descriptor(::open(path.constData(), O_WRONLY | O_CLOEXEC | O_NONBLOCK));
        if (m_opened)
            break;
        const int why = errno;
        if (why != ENXIO || !isPipe(path)) // open(2): a pipe without a reader
            return unwritable(why);
        if (signalWatcher.wait(pause))
            return base::Error{
                base::fileUnwritable,
                Words::tr("Nobody reads %1: the result is not written there.").arg(QDir::toNativeSeparators(m_path))};
    }
    return {};
}

// Never blocks in write(), which goes on by itself after a signal: a pipe is full while its reader does not read.
base::Result<void> ResultFile::give(const QByteArray& text, SignalWatcher& signalWatcher) const {
    qsizetype done = 0;
    while (done < text.size()) {
        const ssize_t written =
            ::write(m_opened.get(), text.constData() + done, static_cast<std::size_t>(text.size() - done));
        if (written >= 0) {
            done += written;
        } else if (errno == EAGAIN) {
            pollfd room{m_opened.get(), POLLOUT, 0};
            ::poll(&room, 1, static_cast<int>(pause.count()));
            if (signalWatcher.wait(0ms))
                return base::Error{base::fileUnwritable, Words::tr("%1 is not read to its end: a part of the result is "
                                                                   "not there.")
                                                             .arg(QDir::toNativeSeparators(m_path))};
        } else if (errno != EINTR) {
            return unwritable(errno);
        }
    }
    return {};
}

base::Error ResultFile::unwritable(int why) const {
    return {base::fileUnwritable,
            Words::tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(m_path), qt_error_string(why))};
}

} // namespace cli
