#pragma once

#include <QHash>
#include <QStringList>
#include <QTcpServer>

#include <functional>
#include <optional>

// What the server sends for one request; the defaults make an honest page.
struct Reply {
    int status = 200;
    QByteArray contentType = "text/html; charset=utf-8";
    QByteArray body = {};
    QList<QByteArray> headers = {};            // whole lines
    std::optional<qint64> promisedLength = {}; // a lie about Content-Length
    bool hold = false;                         // no answer until the connection ends
    bool reset = false;                        // close without an answer
};

struct Request {
    QByteArray path;
    QHash<QByteArray, QByteArray> headers; // names in lower case
    int times = 1;                         // how often this path was asked for, this time included
};

// A small HTTP/1.1 server on a loopback address whose pages are functions. Lives in the test's thread.
class ScriptedServer : public QObject {
    Q_OBJECT

public:
    using Page = std::function<Reply(const Request&)>;

    explicit ScriptedServer(const QString& address = QStringLiteral("127.0.0.1"));

    void serve(const char* path, Page page) { m_pages.insert(path, std::move(page)); }
    void serve(const char* path, const Reply& reply) {
        serve(path, [reply](const Request&) { return reply; });
    }
    void servePage(const char* path, const char* title, const QByteArray& more = {});
    QString link(const char* path) const;
    int times(const char* path) const { return m_times.value(path); }
    int open() const { return m_open; } // requests without a whole answer
    QList<Request> requests() const { return m_requests; }

private:
    void greet();
    void read(QTcpSocket& socket);
    void answer(QTcpSocket& socket, const QByteArray& head);

    QTcpServer m_server;
    QHash<QByteArray, Page> m_pages;
    QHash<QByteArray, int> m_times;
    QList<Request> m_requests;
    int m_open = 0;
};
