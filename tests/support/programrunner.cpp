#include "tests/support/programrunner.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <csignal>

namespace support {

ProgramRunner::ProgramRunner()
    : m_environment(QProcessEnvironment::systemEnvironment()) {
    for (const QString& name : m_environment.keys()) {
        if (name.endsWith(QLatin1String("_proxy"), Qt::CaseInsensitive) || name.startsWith(QLatin1String("XDG_")))
            m_environment.remove(name);
    }
    const auto own = [this](const char* name, const QString& folder) {
        QDir().mkpath(path(folder));
        m_environment.insert(QString::fromLatin1(name), path(folder));
    };
    own("HOME", QStringLiteral("home"));
    own("XDG_DATA_HOME", QStringLiteral("data"));
    own("XDG_CONFIG_HOME", QStringLiteral("config"));
    own("XDG_CACHE_HOME", QStringLiteral("cache"));
    own("XDG_STATE_HOME", QStringLiteral("state"));
    own("XDG_RUNTIME_DIR", QStringLiteral("run"));
    QFile::setPermissions(path(QStringLiteral("run")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
    m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    m_environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
}

QString ProgramRunner::programPath(const QString& program) {
    return program.contains(QLatin1Char('/')) ? program : QString(QStringLiteral(TIDEMARK_BIN_DIR "/") + program);
}

bool ProgramRunner::signal(const QProcess& process, int number) {
    const auto id = static_cast<pid_t>(process.processId());
    return id > 0 && ::kill(id, number) == 0;
}

bool ProgramRunner::heeds(const QProcess& process, int number) {
    QFile status(QStringLiteral("/proc/%1/status").arg(process.processId())); // proc(5)
    if (!status.open(QIODevice::ReadOnly))
        return false;
    const QByteArray all = status.readAll();
    const qsizetype caught = all.indexOf("SigCgt:") + 7;
    const QByteArray mask = all.mid(caught, all.indexOf('\n', caught) - caught).trimmed();
    return (mask.toULongLong(nullptr, 16) >> (number - 1) & 1) != 0;
}

std::unique_ptr<QProcess> ProgramRunner::start(const QString& program, const QStringList& arguments) const {
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setWorkingDirectory(m_folder.path());
    process->start(programPath(program), arguments);
    if (!process->waitForStarted())
        qFatal("%s does not start: %s", qPrintable(programPath(program)), qPrintable(process->errorString()));
    return process;
}

Finished ProgramRunner::run(const QString& program, const QStringList& arguments, const QByteArray& input,
                            std::chrono::milliseconds timeout) const {
    const std::unique_ptr<QProcess> process = start(program, arguments);
    process->write(input);
    process->closeWriteChannel();
    Finished finished;
    if (!process->waitForFinished(static_cast<int>(timeout.count()))) {
        finished.timedOut = true;
        process->kill();
        process->waitForFinished();
    }
    finished.crashed = process->exitStatus() == QProcess::CrashExit;
    finished.exitCode = process->exitCode();
    finished.out = process->readAllStandardOutput();
    finished.err = process->readAllStandardError();
    return finished;
}

} // namespace support
