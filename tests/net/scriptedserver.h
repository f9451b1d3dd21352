#pragma once

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

// A loopback server for odd dialogues: every request head is handed to a script that writes what it likes. Runs in the
// thread of the test.
class ScriptedServer final : public QTcpServer {
public:
    struct Request {
        QByteArray path;
        QByteArray head;
        int connection = 0; // 1, 2 … in the order they were accepted

        QByteArray header(const QByteArray& name) const {
            const QList<QByteArray> lines = head.split('\n');
            for (const QByteArray& line : lines) {
                const qsizetype colon = line.indexOf(':');
                if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
                    return line.mid(colon + 1).trimmed();
            }
            return {};
        }
    };
    using Script = std::function<void(QTcpSocket&, const Request&)>;

    explicit ScriptedServer(const QHostAddress& address = QHostAddress::LocalHost) {
        setListenBacklogSize(2048);
        if (!listen(address))
            qFatal("no loopback port");
        connect(this, &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::serve);
    }

    Script script;
    QList<Request> requests;
    int connections = 0;
    int open = 0; // of them

    QUrl link(const QString& path = QStringLiteral("/"), const QString& host = QStringLiteral("127.0.0.1"),
              const QString& scheme = QStringLiteral("http")) const {
        return QUrl(QStringLiteral("%1://%2:%3%4").arg(scheme, host, QString::number(serverPort()), path));
    }

    static QByteArray response(const QByteArray& body, const QByteArray& headers = {},
                               const QByteArray& status = "200 OK") {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers +
               "\r\n" + body;
    }
    static QByteArray redirect(const QByteArray& to, const QByteArray& status = "302 Found",
                               const QByteArray& headers = {}) {
        return response("moved", "Location: " + to + "\r\n" + headers, status);
    }

private:
    void serve() {
        while (QTcpSocket* socket = nextPendingConnection()) {
            const int number = ++connections;
            ++open;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, number] { read(*socket, number); });
            connect(socket, &QTcpSocket::disconnected, this, [this] { --open; });
            connect(socket, &QObject::destroyed, this, [this, socket] { m_pending.remove(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    }
    void read(QTcpSocket& socket, int number) {
        QByteArray& pending = m_pending[&socket];
        pending += socket.readAll();
        for (qsizetype end = pending.indexOf("\r\n\r\n"); end >= 0; end = pending.indexOf("\r\n\r\n")) {
            Request request{{}, pending.left(end + 2), number};
            pending.remove(0, end + 4);
            request.path = request.head.split(' ').value(1);
            requests.append(request);
            if (script)
                script(socket, request);
        }
    }
    QHash<QTcpSocket*, QByteArray> m_pending;
};
