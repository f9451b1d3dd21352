#pragma once

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QTest>

// Running a piece of a test in a mount namespace of its own, where a read-only or a small file system can be had
// without touching the machine. The piece is this same program, started again with an argument.
namespace namespaces {

struct Outcome {
    bool possible = false; // no: this machine allows no namespaces
    int exitCode = -1;
    QString output;
};

// `script` runs under sh with $0 the program; it mounts and then says `exec "$0" piece …`.
inline Outcome run(const QString& script) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("unshare"), {QStringLiteral("-Urm"), QStringLiteral("true")});
    Outcome outcome;
    if (!process.waitForFinished() || process.exitCode() != 0)
        return outcome;
    outcome.possible = true;
    process.start(QStringLiteral("unshare"), {QStringLiteral("-Urm"), QStringLiteral("sh"), QStringLiteral("-ec"),
                                              script, QCoreApplication::applicationFilePath()});
    process.waitForFinished(60'000);
    outcome.output = QString::fromUtf8(process.readAll());
    outcome.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return outcome;
}

} // namespace namespaces
