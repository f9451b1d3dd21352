#pragma once

#include "tests/support/programrunner.h"
#include "tests/support/testserver.h"

namespace support {

// tidemark-cli with folders of its own, a library, and a server to ask: what the tests of whole commands stand on.
class CommandStage {
public:
    ProgramRunner& runner() { return m_runner; }
    TestServer& server() { return m_server; }
    QString path(const QString& name) const { return m_runner.path(name); }

    QString link(const char* path) const { return m_server.link(QString::fromLatin1(path)); }
    QString page(int number) const { return m_server.link(QStringLiteral("/page/%1").arg(number)); }
    int requests(const char* path) const { return m_server.requestCount(QString::fromLatin1(path)); }

    Finished run(const QStringList& arguments, const QByteArray& input = {}) const;
    Finished archive(const QStringList& arguments) const;
    std::unique_ptr<QProcess> start(const QStringList& arguments) const;
    // Of a program that speaks with something in this thread, whose event loop goes on. Kills it after a minute.
    static Finished finishedOf(QProcess& process);

private:
    ProgramRunner m_runner;
    TestServer m_server;
};

} // namespace support
