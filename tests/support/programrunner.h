#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

#include <chrono>
#include <memory>

class QProcess;

namespace support {

struct Finished {
    int exitCode = -1;
    bool crashed = false;  // ended by a signal
    bool timedOut = false; // and was killed
    QByteArray out;
    QByteArray err;
};

// Runs the programs that were built, as a person would, but with folders of their own for data, settings and caches, no
// session bus and no display. Blocks; for tests of whole programs only.
class ProgramRunner {
public:
    ProgramRunner();

    // `program` is "tidemark", "tidemark-cli" or a path.
    Finished run(const QString& program, const QStringList& arguments, const QByteArray& input = {},
                 std::chrono::milliseconds timeout = std::chrono::seconds(60)) const;
    // The same, left running: for signals and for talking with it. Killed with its QProcess.
    std::unique_ptr<QProcess> start(const QString& program, const QStringList& arguments) const;

    QString folder() const { return m_folder.path(); } // for files of the test
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QProcessEnvironment& environment() { return m_environment; }

    static QString programPath(const QString& program);
    // Sends a signal; false where the program has ended already, whose number would name this whole process group.
    static bool signal(const QProcess& process, int number);
    // Whether the program has got as far as to have something of its own to do at a signal.
    static bool heeds(const QProcess& process, int number);

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

} // namespace support
