#include "scriptedserver.h"

#include <QTcpSocket>
#include <QTest>

ScriptedServer::ScriptedServer(const QString& address) {
    m_server.setListenBacklogSize(1024);
    if (!m_server.listen(QHostAddress(address)))
        qFatal("no loopback port");
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::greet);
}

QString ScriptedServer::link(const char* path) const {
    return QStringLiteral("http://%1:%2%3")
        .arg(m_server.serverAddress().toString(), QString::number(m_server.serverPort()), QString::fromLatin1(path));
}

void ScriptedServer::servePage(const char* path, const char* title, const QByteArray& more) {
    const QByteArray words =
        QByteArray("The tide rises and falls twice on most days, and leaves its mark. ").repeated(12);
    serve(path, Reply{.body = "<!doctype html><html lang=en><head><title>" + QByteArray(title) +
                              "</title></head><body><article><h1>" + title + "</h1><p>" + words + "</p>" + more +
                              "<p>" + words + "</p></article></body></html>"});
}

void ScriptedServer::greet() {
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void ScriptedServer::read(QTcpSocket& socket) {
    while (socket.state() == QAbstractSocket::ConnectedState) {
        const QByteArray seen = socket.peek(64 * 1024);
        const qsizetype end = seen.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        answer(socket, socket.read(end + 4));
    }
}

void ScriptedServer::answer(QTcpSocket& socket, const QByteArray& head) {
    const QList<QByteArray> lines = head.trimmed().split('\n');
    Request request;
    request.path = lines.constFirst().split(' ').value(1);
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    request.times = ++m_times[request.path];
    m_requests << request;
    const auto page = m_pages.constFind(request.path);
    const Reply reply = page == m_pages.cend() ? Reply{.status = 404, .body = "nothing here"} : (*page)(request);
    if (reply.hold) {
        ++m_open;
        connect(&socket, &QTcpSocket::disconnected, this, [this] { --m_open; });
        return;
    }
    if (reply.reset) {
        socket.abort();
        return;
    }
    QByteArray response = "HTTP/1.1 " + QByteArray::number(reply.status) + " Scripted\r\n";
    if (!reply.contentType.isEmpty())
        response += "Content-Type: " + reply.contentType + "\r\n";
    for (const QByteArray& line : reply.headers)
        response += line + "\r\n";
    response += "Content-Length: " + QByteArray::number(reply.promisedLength.value_or(reply.body.size())) + "\r\n\r\n";
    socket.write(response + reply.body);
    if (reply.promisedLength && *reply.promisedLength > reply.body.size())
        socket.disconnectFromHost();
}
