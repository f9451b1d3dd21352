#include "net/loadslot.h"

#include "net/oncebody.h"
#include "net/redirect.h"

#include <QNetworkReply>

namespace net {

using namespace std::chrono_literals;

namespace {

// A body longer than this comes through a read buffer, which holds the sender back; a shorter one is read sooner than
// the calls between threads that the buffer costs would be made, and needs less memory without (measured at 450 KB).
constexpr qint64 longBody = 1'000'000;
constexpr qint64 bufferOfLongBody = 64 * 1024;

// "2" is whole seconds, "1234ms" milliseconds.
std::chrono::nanoseconds delayOf(const QByteArray& value) {
    bool known = false;
    const bool milliseconds = value.endsWith("ms");
    const qint64 number = (milliseconds ? value.chopped(2) : value).trimmed().toLongLong(&known);
    if (!known || number < 0 || number > 86'400'000)
        return std::chrono::nanoseconds(-1);
    return milliseconds ? std::chrono::nanoseconds(number * 1ms) : std::chrono::nanoseconds(number * 1s);
}

int statusOf(const QNetworkReply& reply) {
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QNetworkRequest withNoContent(QNetworkRequest request) { // RFC 9110 §8.6
    request.setRawHeader("Content-Length", "0");
    return request;
}

QNetworkReply* send(QNetworkAccessManager& manager, const QNetworkRequest& request, const LoadOptions& options,
                    bool getInstead) {
    if (options.method == "HEAD") // a body of its own would make Qt wait for the answer's
        return manager.head(request);
    if (getInstead || (options.method == "GET" && options.body.isEmpty()))
        return manager.get(request);
    if (options.body.isEmpty() && isIdempotent(options.method)) // with an empty body Qt would not say when it has gone
        return manager.sendCustomRequest(withNoContent(request), options.method);
    if (!isIdempotent(options.method)) {
        auto* body = new OnceBody(options.body);
        QNetworkReply* reply = manager.sendCustomRequest(request, options.method, body);
        body->setParent(reply);
        return reply;
    }
    if (options.method == "PUT")
        return manager.put(request, options.body);
    return manager.sendCustomRequest(request, options.method, options.body);
}

} // namespace

bool isSafe(const QByteArray& method) {
    return method == "GET" || method == "HEAD";
}

bool isIdempotent(const QByteArray& method) {
    static const QList<QByteArray> methods{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
    return methods.contains(method);
}

void LoadSlot::begin(const QUrl& wanted, quint64 withTag) {
    tag = withTag;
    taken = true;
    getInstead = false;
    redirects = 0;
    again = 0;
    link = wanted;
    begun = std::chrono::steady_clock::now();
    answer = {};
}

void LoadSlot::ask(LoadRoutes& routes, const LoadRoutes::Place& at, const LoadOptions& options) {
    place = at;
    sent = false;
    broken = false;
    untold = options.body.isEmpty() && !isIdempotent(options.method) && !getInstead;
    suspect = false;
    received = 0;
    sentAt = {};
    firstAt = {};
    reply = send(routes.manager(place), routes.request(place, link), options, getInstead);
}

void LoadSlot::read(std::span<char> scratch) {
    suspect = false;
    if (reply->readBufferSize() == 0 && !reply->isFinished() &&
        (received > longBody || reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > longBody))
        reply->setReadBufferSize(bufferOfLongBody);
    while (reply->bytesAvailable() > 0) {
        const qint64 got = reply->read(scratch.data(), static_cast<qint64>(scratch.size()));
        if (got <= 0)
            break;
        received += got;
    }
}

void LoadSlot::noteHead() {
    static const QByteArray delayField = QByteArrayLiteral("delay");
    const int status = statusOf(*reply);
    answer.status = status >= 100 && status <= 999 ? status : 0;
    if (status == 0)
        return;
    answer.left = true;
    if (reply->hasRawHeader(delayField))
        answer.delay = delayOf(reply->rawHeader(delayField));
}

bool LoadSlot::isNoAnswer() const {
    return answer.status < 200 && statusOf(*reply) != 0;
}

bool LoadSlot::hasBadLength() const {
    const QByteArray length = reply->rawHeader("Content-Length"); // several are one, with commas
    bool isNumber = false;
    return !length.isEmpty() && (length.toLongLong(&isNumber) < 0 || !isNumber);
}

bool LoadSlot::isTooShort(const QByteArray& method) const {
    if (method == "HEAD" || answer.status == 204 || answer.status == 304)
        return false;
    const QVariant length = reply->header(QNetworkRequest::ContentLengthHeader);
    return length.isValid() && length.toLongLong() > received;
}

std::optional<QUrl> LoadSlot::redirection() const {
    const QByteArray location = reply->rawHeader("Location");
    if (!isRedirect(answer.status) || location.isEmpty())
        return std::nullopt;
    const auto target = redirectTarget(link, location);
    return target && sameOrigin(*target, link) ? std::optional(*target) : std::nullopt;
}

void LoadSlot::follow(const QUrl& target, const QByteArray& method) {
    const bool keepsMethod = answer.status == 307 || answer.status == 308;
    getInstead = getInstead || (!keepsMethod && !isSafe(method));
    ++redirects;
    link = target;
}

void LoadSlot::release(LoadRoutes& routes, const QObject& listener) {
    if (!reply)
        return;
    QNetworkReply* ended = std::exchange(reply, nullptr);
    if (!ended->isFinished())
        ended->disconnect(&listener);
    // Qt's own signals may be on their way. The end of a reply aborts it without a word; abort() makes it an error, and
    // where there is one already, or on its way, Qt warns that there are two.
    ended->deleteLater();
    answer.bytes += std::exchange(received, 0);
    routes.give(place);
}

} // namespace net
