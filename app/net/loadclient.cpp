#include "net/loadclient.h"

#include "net/deadlineline.h"
#include "net/floodwatch.h"
#include "net/limits.h"
#include "net/loadroutes.h"
#include "net/redirect.h"
#include "net/replyerror.h"

#include <QNetworkReply>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <array>

namespace net {

using namespace std::chrono_literals;
using Time = DeadlineLine::Time;

namespace {

constexpr qint64 chunk = 64 * 1024;
// A body longer than this comes through a read buffer, which holds the sender back; a shorter one is read sooner than
// the calls between threads that the buffer costs would be made, and needs less memory without (measured at 450 KB).
constexpr qint64 longBody = 1'000'000;
constexpr qint64 bufferOfLongBody = 64 * 1024;
constexpr int mostAgain = 5;   // an own connection may be closed under it as well
constexpr auto scarceFor = 2s; // a connection that fails for no known reason within it failed for the same

// "2" is whole seconds, "1234ms" milliseconds.
std::chrono::nanoseconds delayOf(const QByteArray& value) {
    bool known = false;
    const bool milliseconds = value.endsWith("ms");
    const qint64 number = (milliseconds ? value.chopped(2) : value).trimmed().toLongLong(&known);
    if (!known || number < 0 || number > 86'400'000)
        return std::chrono::nanoseconds(-1);
    return milliseconds ? std::chrono::nanoseconds(number * 1ms) : std::chrono::nanoseconds(number * 1s);
}

bool isScarcity(ErrorKind kind) {
    return kind == ErrorKind::NoDescriptors || kind == ErrorKind::NoLocalPort;
}

} // namespace

struct LoadClient::Private {
    // One request in flight; its number stays its own until it has ended.
    struct Slot {
        quint64 tag = 0;
        quint32 generation = 0; // of requests that had this number
        bool taken = false;
        bool sent = false;       // what is asked for now has gone out
        bool suspect = false;    // its connection may be the one that was shut down for sending without an end
        bool getInstead = false; // RFC 9110 §15.4.4: what follows a redirect
        int redirects = 0;
        int again = 0; // how often it met a connection that was just being closed
        QUrl link;     // asked for now
        QNetworkReply* reply = nullptr;
        LoadRoutes::Place place;
        qint64 received = 0; // of this reply's body
        Time begun{};
        Answer answer;
    };

    Private(LoadClient& client, LoadOptions wanted, Ended whenEnded, std::unique_ptr<Resolver> resolver)
        : q(client)
        , options(std::move(wanted))
        , ended(std::move(whenEnded))
        , routes(options, !resolver && options.lookUp ? options.lookUp() : std::move(resolver))
        , connecting(options.connectTimeout)
        , whole(options.timeout)
        , floods(routes) {
        QObject::connect(&timer, &QTimer::timeout, &q, [this] { checkDeadlines(); });
        const auto shortest = std::min(options.connectTimeout, options.timeout);
        timer.setInterval(std::clamp(shortest / 20, std::chrono::milliseconds(1), std::chrono::milliseconds(50)));
    }

    quint32 takeSlot();
    void dispatch(quint32 number);
    QNetworkReply* ask(const Slot& slot);
    void noteSent(quint32 number);
    void read(Slot& slot);
    void noteHead(Slot& slot);
    void replied(quint32 number);
    ErrorKind kindOfReply(const Slot& slot);
    bool isTooShort(const Slot& slot) const;
    bool follow(quint32 number);
    bool askAgain(quint32 number);
    void release(Slot& slot);
    void end(quint32 number, ErrorKind kind);
    void endLater(quint32 number, ErrorKind kind);
    void checkDeadlines();
    void lookForFloods();

    LoadClient& q;
    const LoadOptions options;
    const Ended ended;
    LoadRoutes routes;
    std::vector<Slot> slots;
    std::vector<quint32> freeSlots;
    int inFlight = 0;
    DeadlineLine connecting;
    DeadlineLine whole;
    QTimer timer;
    FloodWatch floods;
    ErrorKind scarce = ErrorKind::None;
    Time scarceAt{};
    std::array<char, chunk> scratch;
};

LoadClient::LoadClient(LoadOptions options, Ended ended)
    : LoadClient(std::move(options), std::move(ended), nullptr) {}

LoadClient::LoadClient(LoadOptions options, Ended ended, std::unique_ptr<Resolver> resolver)
    : d(std::make_unique<Private>(*this, std::move(options), std::move(ended), std::move(resolver))) {}

LoadClient::~LoadClient() {
    for (Private::Slot& slot : d->slots)
        d->release(slot);
}

int LoadClient::inFlight() const {
    return d->inFlight;
}

void LoadClient::prepare(const QList<QUrl>& links, std::function<void()> ready) {
    Q_ASSERT(QThread::currentThread() == thread());
    const auto left = std::make_shared<qsizetype>(links.size() + 1);
    const auto decided = [this, left, ready = std::move(ready)] {
        if (--*left == 0)
            QMetaObject::invokeMethod(this, ready, Qt::QueuedConnection);
    };
    for (const QUrl& link : links)
        d->routes.whenDecided(d->routes.routeTo(link), decided);
    decided();
}

quint32 LoadClient::Private::takeSlot() {
    if (freeSlots.empty()) {
        slots.emplace_back();
        return static_cast<quint32>(slots.size() - 1);
    }
    const quint32 number = freeSlots.back();
    freeSlots.pop_back();
    return number;
}

void LoadClient::send(const QUrl& link, quint64 tag) {
    Q_ASSERT(QThread::currentThread() == thread());
    const quint32 number = d->takeSlot();
    Private::Slot& slot = d->slots[number];
    slot.tag = tag;
    slot.taken = true;
    slot.getInstead = false;
    slot.redirects = 0;
    slot.again = 0;
    slot.link = link;
    slot.begun = std::chrono::steady_clock::now();
    slot.answer = {};
    if (d->inFlight++ == 0)
        d->timer.start();
    d->whole.append(number, slot.begun);
    d->dispatch(number);
}

void LoadClient::Private::dispatch(quint32 number) {
    Slot& slot = slots[number];
    LoadRoute& route = routes.routeTo(slot.link);
    connecting.append(number, std::chrono::steady_clock::now());
    if (route.state == LoadRoute::State::Failed)
        return endLater(number, route.failure);
    if (route.state == LoadRoute::State::Asking) {
        routes.whenDecided(route, [this, number, generation = slot.generation] {
            if (slots[number].generation == generation)
                dispatch(number);
        });
        return;
    }
    slot.place = routes.take(route);
    slot.sent = false;
    slot.suspect = false;
    slot.received = 0;
    slot.reply = ask(slot);
    QObject::connect(slot.reply, &QNetworkReply::requestSent, &q, [this, number] { noteSent(number); });
    QObject::connect(slot.reply, &QNetworkReply::readyRead, &q, [this, number] { read(slots[number]); });
    QObject::connect(slot.reply, &QNetworkReply::finished, &q, [this, number] { replied(number); });
}

QNetworkReply* LoadClient::Private::ask(const Slot& slot) {
    const QNetworkRequest request = routes.request(slot.place, slot.link);
    QNetworkAccessManager& manager = routes.manager(slot.place);
    if (options.method == "HEAD") // a body of its own would make Qt wait for the answer's
        return manager.head(request);
    if (slot.getInstead || (options.method == "GET" && options.body.isEmpty()))
        return manager.get(request);
    if (options.method == "POST")
        return manager.post(request, options.body);
    if (options.method == "PUT")
        return manager.put(request, options.body);
    return manager.sendCustomRequest(request, options.method, options.body);
}

// Qt asks again by itself when a connection breaks before the head is whole.
void LoadClient::Private::noteSent(quint32 number) {
    Slot& slot = slots[number];
    if (slot.suspect)
        return end(number, ErrorKind::BadResponse);
    slot.sent = true;
    slot.answer.left = true;
    connecting.remove(number);
}

void LoadClient::Private::read(Slot& slot) {
    QNetworkReply& reply = *slot.reply;
    floods.heard();
    slot.suspect = false;
    if (reply.readBufferSize() == 0 && !reply.isFinished() &&
        (slot.received > longBody || reply.header(QNetworkRequest::ContentLengthHeader).toLongLong() > longBody))
        reply.setReadBufferSize(bufferOfLongBody);
    while (reply.bytesAvailable() > 0) {
        const qint64 got = reply.read(scratch.data(), chunk);
        if (got <= 0)
            break;
        slot.received += got;
    }
}

void LoadClient::Private::noteHead(Slot& slot) {
    static const QByteArray delayField = QByteArrayLiteral("delay");
    slot.answer.status = slot.reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (slot.answer.status == 0)
        return;
    slot.answer.left = true;
    if (slot.reply->hasRawHeader(delayField))
        slot.answer.delay = delayOf(slot.reply->rawHeader(delayField));
}

void LoadClient::Private::replied(quint32 number) {
    Slot& slot = slots[number];
    const bool suspect = slot.suspect;
    read(slot);
    noteHead(slot);
    ErrorKind kind = kindOfReply(slot);
    slot.place.bare = isScarcity(kind);
    if (kind == ErrorKind::Reset && suspect)
        kind = ErrorKind::BadResponse;
    if ((kind == ErrorKind::None || kind == ErrorKind::HttpStatus) && isTooShort(slot))
        kind = ErrorKind::Reset;
    if (kind == ErrorKind::Reset && !slot.sent && slot.answer.status == 0 && askAgain(number))
        return;
    if (kind == ErrorKind::None && options.followRedirects && isRedirect(slot.answer.status) && follow(number))
        return;
    end(number, kind);
}

// When the kernel is asked why, what was missing may be there again. What has gone out is not asked again for a guess,
// and where that may do harm not at all: the connection broke.
ErrorKind LoadClient::Private::kindOfReply(const Slot& slot) {
    const LoadRoute& route = *slot.place.route;
    const ErrorKind kind =
        kindOf(slot.reply->error(), slot.answer.status, slot.sent, route.address, static_cast<quint16>(route.port));
    const Time now = std::chrono::steady_clock::now();
    const bool unnamed = slot.reply->error() == QNetworkReply::UnknownNetworkError && slot.answer.status == 0;
    if (isScarcity(kind)) {
        scarce = kind;
        scarceAt = now;
        if (slot.sent && options.method != "GET" && options.method != "HEAD")
            return ErrorKind::Reset;
    } else if (unnamed && !slot.sent && scarce != ErrorKind::None && now - scarceAt < scarceFor) {
        return scarce;
    }
    return kind;
}

bool LoadClient::Private::isTooShort(const Slot& slot) const {
    if (options.method == "HEAD" || slot.answer.status == 204 || slot.answer.status == 304)
        return false;
    const QVariant length = slot.reply->header(QNetworkRequest::ContentLengthHeader);
    return length.isValid() && length.toLongLong() > slot.received;
}

// To the same origin only: any other is somebody who did not ask for a load.
bool LoadClient::Private::follow(quint32 number) {
    Slot& slot = slots[number];
    const QByteArray location = slot.reply->rawHeader("Location");
    if (location.isEmpty())
        return false;
    const auto target = redirectTarget(slot.link, location);
    if (!target || !sameOrigin(*target, slot.link))
        return false;
    if (slot.redirects == limits::redirects) {
        end(number, ErrorKind::TooManyRedirects);
        return true;
    }
    const bool keepsMethod = slot.answer.status == 307 || slot.answer.status == 308;
    slot.getInstead = slot.getInstead || (!keepsMethod && options.method != "GET" && options.method != "HEAD");
    ++slot.redirects;
    release(slot);
    slot.link = *target;
    dispatch(number);
    return true;
}

// Qt gives a request to a connection whose end it has not met yet, and then tells that end as the request's own. What
// never went out may go over another one (RFC 9112 §9.3.1).
bool LoadClient::Private::askAgain(quint32 number) {
    Slot& slot = slots[number];
    if (slot.again == mostAgain)
        return false;
    ++slot.again;
    release(slot);
    dispatch(number);
    return true;
}

void LoadClient::Private::release(Slot& slot) {
    if (!slot.reply)
        return;
    QNetworkReply* reply = std::exchange(slot.reply, nullptr);
    if (!reply->isFinished()) {
        reply->disconnect(&q);
        reply->abort();
    }
    reply->deleteLater(); // Qt's own signals may be on their way
    slot.answer.bytes += std::exchange(slot.received, 0);
    routes.give(slot.place);
}

void LoadClient::Private::end(quint32 number, ErrorKind kind) {
    Slot& slot = slots[number];
    if (slot.reply && !slot.reply->isFinished()) // out of time, or cancelled
        noteHead(slot);
    release(slot);
    connecting.remove(number);
    whole.remove(number);
    slot.answer.error = kind;
    slot.answer.duration = std::chrono::steady_clock::now() - slot.begun;
    slot.taken = false;
    ++slot.generation;
    freeSlots.push_back(number);
    if (--inFlight == 0)
        timer.stop();
    const Answer answer = slot.answer; // what is told may send more, for which the slots move
    ended(slot.tag, answer);
}

void LoadClient::Private::endLater(quint32 number, ErrorKind kind) {
    QMetaObject::invokeMethod(
        &q,
        [this, number, kind, generation = slots[number].generation] {
            if (slots[number].generation == generation)
                end(number, kind);
        },
        Qt::QueuedConnection);
}

void LoadClient::cancelAll() {
    Q_ASSERT(QThread::currentThread() == thread());
    const auto count = static_cast<quint32>(d->slots.size());
    for (quint32 number = 0; number < count; ++number) {
        if (d->slots[number].taken)
            d->end(number, ErrorKind::Cancelled);
    }
}

void LoadClient::Private::checkDeadlines() {
    const Time now = std::chrono::steady_clock::now();
    while (const auto number = whole.takeExpired(now))
        end(*number, ErrorKind::Timeout);
    while (const auto number = connecting.takeExpired(now))
        end(*number, ErrorKind::ConnectTimeout);
    lookForFloods();
}

void LoadClient::Private::lookForFloods() {
    const QList<Peer> ends = floods.look();
    for (Slot& slot : slots)
        slot.suspect =
            slot.suspect || (slot.reply && slot.sent && ends.contains(FloodWatch::peerOf(*slot.place.route)));
}

void LoadClient::close(std::function<void()> closed) {
    Q_ASSERT(QThread::currentThread() == thread() && d->inFlight == 0);
    d->floods.close(std::move(closed));
}

} // namespace net
