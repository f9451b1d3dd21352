#pragma once

#include "bench/server/server.h"

#include <QString>
#include <QUrl>

namespace support {

// The misbehaving server of bench/server for tests in Qt: runs from construction to destruction, on its own thread. A
// test that cannot have one ends at once.
class TestServer {
public:
    explicit TestServer(bench::server::Options options = {});

    // "http://127.0.0.1:4711/path"; with another host name where one is given ("site.test", for own look-ups).
    QUrl url(const QString& pathAndQuery, const QString& host = {}) const;
    QString link(const QString& pathAndQuery) const { return url(pathAndQuery).toString(QUrl::FullyEncoded); }
    quint16 port() const { return m_server.port(); }

    // Answers `path`, or all below it when it ends in a slash. Called by the server's thread.
    void handle(const QString& path, bench::server::Handler handler);
    void respond(const QString& path, int status, const QByteArray& body, const QByteArray& mediaType = "text/html");

    bench::server::Counters counters() const { return m_server.counters(); }
    int requestCount(const QString& path) const;
    QByteArray lastHeader(const QString& path, const QByteArray& name) const; // of the last request for `path`
    bench::server::Server& server() { return m_server; }

private:
    bench::server::Server m_server;
};

// Options of a server at another loopback address, for example one that a policy calls public.
bench::server::Options at(const QString& address);
bench::server::Options withTls(const QStringList& names);

} // namespace support
