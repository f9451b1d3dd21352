#include "bench/serverprocess.h"

#include "bench/processuse.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
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
constexpr qsizetype longestShown = 300;

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

// What a program wrote before it ended, as part of a sentence.
QString complaintOf(const QByteArray& text) {
    QString words = QString::fromUtf8(text).simplified();
    if (const QLatin1String itself("tidemark-cli: "); words.startsWith(itself))
        words = words.mid(itself.size());
    while (words.endsWith(u'.'))
        words.chop(1);
    return words.left(longestShown);
}

QString startFailure(const QProcess& process) {
    const QFileInfo program(process.program());
    if (!program.exists())
        return Words::tr("there is no such program. It comes with Tidemark: install Tidemark again");
    if (!program.isFile() || !program.isExecutable())
        return Words::tr("it is no program that may be run");
    return process.errorString();
}

} // namespace

QStringList serverArguments(const ServerPlan& plan) {
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

ServerProcess::ServerProcess(const QString& program, const ServerPlan& plan) {
    m_process.setProgram(program);
    m_process.setArguments(serverArguments(plan));
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([parent = getpid()] { bindToParent(parent); });
    m_patience.setSingleShot(true);
    setPatience(standardPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        giveUp(Words::tr("it has not said where it listens, for %1 s")
                   .arg(QLocale().toString(m_patience.interval() / 1'000.0, 'g', 3)));
    });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ServerProcess::read);
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { m_complaint = QByteArray(m_complaint + m_process.readAllStandardError()).right(longestLine); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            giveUp(startFailure(m_process));
    });
    connect(&m_process, &QProcess::finished, this, [this] {
        if (m_origin.isEmpty())
            giveUp(m_complaint.trimmed().isEmpty() ? Words::tr("it ended at once, without a word")
                                                   : complaintOf(m_complaint));
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
            giveUpOnWords();
        return;
    }
    m_said.truncate(end);
    const QUrl origin(QString::fromUtf8(m_said).trimmed());
    if (!origin.isValid() || origin.scheme() != "http"_L1 || !isLoopback(origin) || origin.port() <= 0)
        return giveUpOnWords();
    m_decided = true;
    m_patience.stop();
    m_origin = origin.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    look();
    Q_EMIT listening(m_origin);
}

void ServerProcess::giveUpOnWords() {
    giveUp(Words::tr("it should say where on this computer it listens, and said “%1”")
               .arg(QString::fromUtf8(m_said).simplified().left(longestShown)));
}

void ServerProcess::giveUp(const QString& why) {
    if (std::exchange(m_decided, true))
        return;
    m_patience.stop();
    m_process.kill();
    Q_EMIT failed({serverFailed, Words::tr("The test server (%1) did not come up: %2.")
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
