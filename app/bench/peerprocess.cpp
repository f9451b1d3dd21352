#include "bench/peerprocess.h"

#include "bench/processuse.h"

#include <QDir>
#include <QProcessEnvironment>

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostComplaint = 4'096;
constexpr int endPatienceMs = 2'000;

// Between fork and exec. Ctrl+C in a terminal is for the program, which ends this one; where that cannot any more, the
// kernel does.
void bindToParent(pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
}

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

rusage childrenUse() {
    rusage use{};
    getrusage(RUSAGE_CHILDREN, &use);
    return use;
}

// Figures with a full stop, and nothing between the program and the server.
QProcessEnvironment plainEnvironment() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* proxy : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        environment.remove(QLatin1String(proxy));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"NO_COLOR"_s, u"1"_s);
    return environment;
}

} // namespace

PeerProcess::PeerProcess(PeerCommand command, std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent)
    , m_command(std::move(command)) {
    m_process.setProgram(m_command.program);
    m_process.setArguments(m_command.arguments);
    m_process.setProcessEnvironment(plainEnvironment());
    m_process.setWorkingDirectory(QDir::rootPath()); // whatever lies in the person's folder is not for it
    m_process.setChildProcessModifier([parentId = getpid()] { bindToParent(parentId); });
    if (m_command.input.isEmpty())
        m_process.setStandardInputFile(QProcess::nullDevice());
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    m_look.setInterval(50ms);
    connect(&m_patience, &QTimer::timeout, this, [this] { endIt(PeerOutcome::End::TooLong); });
    connect(&m_look, &QTimer::timeout, this, &PeerProcess::look);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PeerProcess::read);
    connect(&m_process, &QProcess::readyReadStandardError, this, &PeerProcess::read);
    connect(&m_process, &QProcess::finished, this, &PeerProcess::tell);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        m_outcome.end = PeerOutcome::End::NotStarted;
        m_outcome.complaint = m_process.errorString().toUtf8();
        QMetaObject::invokeMethod(this, &PeerProcess::tell, Qt::QueuedConnection); // it may still be start() that fails
    });
}

PeerProcess::~PeerProcess() {
    m_told = true;
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    endIt(PeerOutcome::End::Stopped);
    m_process.waitForFinished(endPatienceMs);
}

void PeerProcess::start() {
    const rusage before = childrenUse();
    m_userBefore = secondsOf(before.ru_utime);
    m_systemBefore = secondsOf(before.ru_stime);
    m_patience.start();
    m_look.start();
    m_process.start();
    if (!m_command.input.isEmpty()) {
        m_process.write(m_command.input);
        m_process.closeWriteChannel();
    }
}

void PeerProcess::stop() {
    endIt(PeerOutcome::End::Stopped);
}

void PeerProcess::look() {
    if (m_process.state() != QProcess::Running)
        return;
    if (const auto use = useOfProcess(m_process.processId()))
        m_outcome.use.peakRssBytes = qMax(m_outcome.use.peakRssBytes, use->peakRssBytes);
}

void PeerProcess::read() {
    const QByteArray said = m_process.readAllStandardOutput();
    const QByteArray complained = m_process.readAllStandardError();
    m_read += said.size() + complained.size();
    if (m_read > mostPeerOutput)
        return endIt(PeerOutcome::End::TooMuch);
    m_outcome.output += said;
    m_outcome.complaint = QByteArray(m_outcome.complaint + complained).right(mostComplaint);
}

void PeerProcess::endIt(PeerOutcome::End why) {
    if (m_process.state() == QProcess::NotRunning)
        return;
    if (m_outcome.end == PeerOutcome::End::ByItself)
        m_outcome.end = why;
    if (const qint64 group = m_process.processId(); group > 0)
        ::kill(static_cast<pid_t>(-group), SIGKILL);
    m_process.kill(); // where it has no group of its own yet
}

void PeerProcess::tell() {
    m_patience.stop();
    m_look.stop();
    if (std::exchange(m_told, true))
        return;
    if (m_outcome.end != PeerOutcome::End::NotStarted) {
        read();
        const rusage now = childrenUse();
        m_outcome.use.cpuUserS = secondsOf(now.ru_utime) - m_userBefore;
        m_outcome.use.cpuSystemS = secondsOf(now.ru_stime) - m_systemBefore;
        m_outcome.crashed = m_process.exitStatus() == QProcess::CrashExit;
        m_outcome.status = m_process.exitCode();
    }
    Q_EMIT ended(m_outcome);
}

} // namespace bench
