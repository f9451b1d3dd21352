#include "tests/support/commandstage.h"

#include <QProcess>
#include <QTest>

namespace support {

namespace {

const QString cli = QStringLiteral("tidemark-cli");

} // namespace

Finished CommandStage::run(const QStringList& arguments, const QByteArray& input) const {
    return m_runner.run(cli, arguments, input);
}

Finished CommandStage::archive(const QStringList& arguments) const {
    return run(QStringList{QStringLiteral("archive")} + arguments);
}

std::unique_ptr<QProcess> CommandStage::start(const QStringList& arguments) const {
    return m_runner.start(cli, arguments);
}

Finished CommandStage::finishedOf(QProcess& process) {
    Finished finished;
    finished.timedOut = !QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000);
    finished.crashed = process.exitStatus() == QProcess::CrashExit;
    finished.exitCode = finished.timedOut || finished.crashed ? -1 : process.exitCode();
    finished.out = process.readAllStandardOutput();
    finished.err = process.readAllStandardError();
    return finished;
}

} // namespace support
