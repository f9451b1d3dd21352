#include "bench/serverprocess.h"

#include "bench/processuse.h"

#include <QCoreApplication>
#include <QDir>
#include <QUrl>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds standardPatience{10};
constexpr int endPatienceMs = 2'000;
constexpr qsizetype longestLine = 1'024;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

// Between fork and exec. The server ends with the thread that began it, so with the program however that ends; Ctrl+C
// in a terminal is for the program, which ends it when it has measured what it used.
void bindToParent(pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
}

QStringList argumentsOf(const ServerPlan& plan) {
    QStringList arguments{u"serve"_s,
                          u"--port"_s,
                          u"0"_s,
                          u"--body-size"_s,
                          QString::number(plan.bodySize),
                          u"--seed"_s,
                          QString::number(plan.seed)};
    if (!plan.delay.isEmpty())
        arguments << u"--delay"_s << plan.delay;
    return arguments;
}

} // namespace

ServerProcess::ServerProcess(const QString& program, const ServerPlan& plan) {
    m_process.setProgram(program);
    m_process.setArguments(argumentsOf(plan));
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([parent = getpid()] { bindToParent(parent); });
    m_patience.setSingleShot(true);
    setPatience(standardPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { giveUp(Words::tr("it does not say where it listens")); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ServerProcess::read);
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { m_complaint = QByteArray(m_complaint + m_process.readAllStandardError()).right(longestLine); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            giveUp(m_process.errorString());
    });
    connect(&m_process, &QProcess::finished, this, [this] {
        if (m_origin.isEmpty())
            giveUp(m_complaint.isEmpty() ? Words::tr("it ended at once") : QString::fromUtf8(m_complaint).trimmed());
        else
            Q_EMIT died();
    });
}

ServerProcess::~ServerProcess() {
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill(); // it keeps nothing
    m_process.waitForFinished(endPatienceMs);
}

void ServerProcess::setPatience(std::chrono::milliseconds patience) {
    m_patience.setInterval(patience);
}

void ServerProcess::start() {
    m_patience.start();
    m_process.start(QIODevice::ReadOnly);
}

void ServerProcess::read() {
    const QByteArray said = m_process.readAllStandardOutput();
    if (m_decided)
        return; // what it says later is nobody's
    m_said += said;
    const qsizetype end = m_said.indexOf('\n');
    if (end < 0) {
        if (m_said.size() > longestLine)
            giveUp(Words::tr("it does not say where it listens"));
        return;
    }
    const QUrl origin(QString::fromUtf8(m_said.left(end)).trimmed());
    if (!origin.isValid() || origin.scheme() != "http"_L1 || origin.host().isEmpty() || origin.port() <= 0)
        return giveUp(Words::tr("it does not say where it listens"));
    m_decided = true;
    m_patience.stop();
    m_origin = origin.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    look();
    Q_EMIT listening(m_origin);
}

void ServerProcess::giveUp(const QString& why) {
    if (std::exchange(m_decided, true))
        return;
    m_patience.stop();
    m_process.kill();
    Q_EMIT failed({serverFailed, Words::tr("The test server (%1) could not be started: %2.")
                                     .arg(QDir::toNativeSeparators(m_process.program()), why)});
}

const std::optional<ProcessUse>& ServerProcess::look() {
    if (m_process.state() == QProcess::Running) {
        if (const auto use = useOfProcess(m_process.processId()); use && use->peakRssBytes > 0) // none: it just ended
            m_use = use;
    }
    return m_use;
}

} // namespace bench
