#include "tests/support/testserver.h"

namespace support {

using namespace bench::server;

TestServer::TestServer(Options options)
    : m_server(std::move(options)) {
    const std::string failure = m_server.start();
    if (!failure.empty())
        qFatal("No test server: %s", failure.c_str());
}

QUrl TestServer::url(const QString& pathAndQuery, const QString& host) const {
    QUrl url = QUrl(QString::fromStdString(m_server.origin())).resolved(QUrl(pathAndQuery));
    if (!host.isEmpty())
        url.setHost(host);
    return url;
}

void TestServer::handle(const QString& path, Handler handler) {
    m_server.handle(path.toStdString(), std::move(handler));
}

void TestServer::respond(const QString& path, int status, const QByteArray& body, const QByteArray& mediaType) {
    Response response = typedResponse(mediaType.toStdString(), bytesOf(body.toStdString()));
    response.status = status;
    handle(path, [response](const Request& request) { return answer(request, response); });
}

int TestServer::requestCount(const QString& path) const {
    return static_cast<int>(m_server.requests(path.toStdString()).size());
}

QByteArray TestServer::lastHeader(const QString& path, const QByteArray& name) const {
    const std::vector<Request> requests = m_server.requests(path.toStdString());
    if (requests.empty())
        return {};
    const std::string_view value = requests.back().header(name.toStdString());
    return QByteArray(value.data(), static_cast<qsizetype>(value.size()));
}

Options at(const QString& address) {
    Options options;
    options.address = address.toStdString();
    return options;
}

Options withTls(const QStringList& names) {
    Options options;
    for (const QString& name : names)
        options.tls.names.push_back(name.toStdString());
    return options;
}

} // namespace support
