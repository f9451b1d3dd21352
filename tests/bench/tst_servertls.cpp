#include "client.h"

#include "bench/server/server.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/ssl.h>

#include <array>
#include <fstream>

#include <arpa/inet.h>
#include <sys/socket.h>

using namespace bench::server;

namespace {

bench::Descriptor connectedTo(std::uint16_t port) {
    bench::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval patience{10, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = htons(port);
    target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&target), sizeof target) != 0)
        return {};
    return socket;
}

// All that the server says to one request that asks it to close.
std::string said(std::uint16_t port, const std::string& path) {
    const bench::Descriptor socket = connectedTo(port);
    const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    const std::unique_ptr<SSL, void (*)(SSL*)> tls(SSL_new(context.get()), SSL_free);
    SSL_set_fd(tls.get(), socket.get());
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
    if (SSL_connect(tls.get()) != 1 || SSL_write(tls.get(), request.data(), static_cast<int>(request.size())) <= 0)
        return {};
    std::string all;
    std::array<char, 16 * 1024> piece;
    int count = 0;
    while ((count = SSL_read(tls.get(), piece.data(), static_cast<int>(piece.size()))) > 0)
        all.append(piece.data(), static_cast<std::size_t>(count));
    return all;
}

std::string mixed(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t index = 0; index < size; ++index)
        text[index] = static_cast<char>(index * 7 % 251);
    return text;
}

} // namespace

class ServerTlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void bodiesOfEverySizeComeWholeThroughTls_data() {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 16'384, 65'536, 5'000'001})
            QTest::addRow("%d bytes", size) << size;
    }
    void bodiesOfEverySizeComeWholeThroughTls() {
        QFETCH(int, size);
        Options options;
        options.tls.names = {"127.0.0.1"};
        options.content.body = mixed(static_cast<std::size_t>(size));
        Server server(options);
        QCOMPARE(server.start(), std::string());
        const std::string answer = said(server.port(), "/x");
        QVERIFY(answer.starts_with("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.substr(answer.find("\r\n\r\n") + 4) == *options.content.body);
    }

    void filesComeWholeThroughTls() {
        QTemporaryDir folder;
        const std::string bytes = mixed(3'000'001);
        std::ofstream(folder.path().toStdString() + "/large.bin", std::ios::binary) << bytes;
        Options options;
        options.tls.names = {"127.0.0.1"};
        options.content.root = folder.path().toStdString();
        Server server(options);
        QCOMPARE(server.start(), std::string());
        const std::string answer = said(server.port(), "/large.bin");
        QVERIFY(answer.substr(answer.find("\r\n\r\n") + 4) == bytes);
    }

    void whoSpeaksNoTlsIsTurnedAway() {
        Options options;
        options.tls.names = {"127.0.0.1"};
        Server server(options);
        QCOMPARE(server.start(), std::string());
        Client client(server.port());
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        client.untilClosed();
        QTRY_COMPARE(server.counters().open, 0U);
        QCOMPARE(server.counters().requests, 0U);
    }
};

QTEST_GUILESS_MAIN(ServerTlsTest)
#include "tst_servertls.moc"
