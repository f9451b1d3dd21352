#include "net/loadclient.h"

#include "net/floodwatch.h"
#include "net/limits.h"
#include "net/loaderrors.h"

#include <QNetworkReply>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <array>

namespace net {

using Time = DeadlineLine::Time;

namespace {

constexpr std::size_t chunk = 64 * 1024;
constexpr int mostAgain = 5;                             // an own connection may be closed under it as well
constexpr std::chrono::milliseconds roundingOfDelays{1}; // servers tell whole milliseconds

} // namespace

struct LoadClient::Private {
    Private(LoadClient& client, LoadOptions wanted, Ended whenEnded, std::unique_ptr<Resolver> resolver)
        : q(client)
        , options(std::move(wanted))
        , ended(std::move(whenEnded))
        , routes(options, !resolver && options.lookUp ? options.lookUp() : std::move(resolver))
        , connecting(options.connectTimeout)
        , whole(options.timeout)
        , floods(routes)
        , errors(options.method) {
        QObject::connect(&timer, &QTimer::timeout, &q, [this] { checkDeadlines(); });
        const auto shortest = std::min(options.connectTimeout, options.timeout);
        timer.setInterval(std::clamp(shortest / 20, std::chrono::milliseconds(1), std::chrono::milliseconds(50)));
    }

    quint32 takeSlot();
    void dispatch(quint32 number);
    void noteSent(quint32 number);
    void read(LoadSlot& slot);
    void replied(quint32 number);
    bool follow(quint32 number);
    bool askAgain(quint32 number);
    void end(quint32 number, ErrorKind kind);
    void endLater(quint32 number, ErrorKind kind);
    void checkDeadlines();
    void lookForFloods();

    LoadClient& q;
    const LoadOptions options;
    const Ended ended;
    LoadRoutes routes;
    std::vector<LoadSlot> slots;
    std::vector<quint32> freeSlots;
    int inFlight = 0;
    DeadlineLine connecting;
    DeadlineLine whole;
    QTimer timer;
    FloodWatch floods;
    LoadErrors errors;
    std::array<char, chunk> scratch;
};

LoadClient::LoadClient(LoadOptions options, Ended ended)
    : LoadClient(std::move(options), std::move(ended), nullptr) {}

LoadClient::LoadClient(LoadOptions options, Ended ended, std::unique_ptr<Resolver> resolver)
    : d(std::make_unique<Private>(*this, std::move(options), std::move(ended), std::move(resolver))) {}

LoadClient::~LoadClient() {
    for (LoadSlot& slot : d->slots)
        slot.release(d->routes, *this);
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
    LoadSlot& slot = d->slots[number];
    slot.begin(link, tag);
    if (d->inFlight++ == 0)
        d->timer.start();
    d->whole.append(number, slot.begun);
    d->dispatch(number);
}

void LoadClient::Private::dispatch(quint32 number) {
    LoadSlot& slot = slots[number];
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
    slot.ask(routes, routes.take(route), options);
    QObject::connect(slot.reply, &QNetworkReply::requestSent, &q, [this, number] { noteSent(number); });
    if (slot.untold)
        connecting.remove(number);
    QObject::connect(slot.reply, &QNetworkReply::readyRead, &q, [this, number] { read(slots[number]); });
    QObject::connect(slot.reply, &QNetworkReply::finished, &q, [this, number] { replied(number); });
}

// Qt asks again by itself when a connection breaks before the head is whole. What comes of that is waited for, as it is
// in flight; but who measures is told that it broke.
void LoadClient::Private::noteSent(quint32 number) {
    LoadSlot& slot = slots[number];
    if (slot.suspect)
        return end(number, ErrorKind::BadResponse);
    slot.broken = slot.broken || slot.sent;
    slot.sent = true;
    slot.sentAt = std::chrono::steady_clock::now();
    slot.answer.left = true;
    connecting.remove(number);
}

void LoadClient::Private::read(LoadSlot& slot) {
    floods.heard();
    if (slot.firstAt == Time())
        slot.firstAt = std::chrono::steady_clock::now();
    slot.read(scratch);
}

void LoadClient::Private::replied(quint32 number) {
    LoadSlot& slot = slots[number];
    const bool suspect = slot.suspect;
    read(slot);
    slot.noteHead();
    const ErrorKind kind = errors.kindOf(slot, suspect);
    slot.place.bare = isScarcity(kind);
    slot.answer.left = slot.answer.left || (slot.untold && !slot.place.bare);
    if (kind == ErrorKind::Reset && !slot.sent && !slot.untold && slot.answer.status == 0 && askAgain(number))
        return;
    if (slot.broken) {
        slot.answer.status = 0;
        return end(number, ErrorKind::Reset);
    }
    if (kind == ErrorKind::None && options.followRedirects && follow(number))
        return;
    end(number, kind);
}

bool LoadClient::Private::follow(quint32 number) {
    LoadSlot& slot = slots[number];
    const auto target = slot.redirection();
    if (!target)
        return false;
    if (slot.redirects == limits::redirects) {
        end(number, ErrorKind::TooManyRedirects);
        return true;
    }
    slot.release(routes, q);
    slot.follow(*target, options.method);
    dispatch(number);
    return true;
}

// Qt gives a request to a connection whose end it has not met yet, and then tells that end as the request's own. What
// never went out may go over another one (RFC 9112 §9.3.1).
bool LoadClient::Private::askAgain(quint32 number) {
    LoadSlot& slot = slots[number];
    if (slot.again == mostAgain)
        return false;
    ++slot.again;
    slot.release(routes, q);
    dispatch(number);
    return true;
}

void LoadClient::Private::end(quint32 number, ErrorKind kind) {
    LoadSlot& slot = slots[number];
    if (slot.reply && !slot.reply->isFinished()) // out of time, or cancelled
        slot.noteHead();
    slot.answer.example = errors.example(slot, kind);
    slot.release(routes, q);
    connecting.remove(number);
    whole.remove(number);
    slot.answer.error = kind;
    const Time now = std::chrono::steady_clock::now();
    slot.answer.duration = now - slot.begun;
    if (slot.sentAt != Time() && slot.firstAt >= slot.sentAt) {
        slot.answer.firstByte = slot.firstAt - slot.sentAt;
        slot.answer.body = now - slot.firstAt;
    }
    if (slot.answer.delay > slot.answer.duration + roundingOfDelays)
        slot.answer.delay = std::chrono::nanoseconds(-1);
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
    for (quint32 number = 0, count = static_cast<quint32>(d->slots.size()); number < count; ++number) {
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
    if (ends.isEmpty())
        return;
    for (LoadSlot& slot : slots)
        slot.suspect =
            slot.suspect || (slot.reply && slot.sent && ends.contains(FloodWatch::peerOf(*slot.place.route)));
}

void LoadClient::close(std::function<void()> closed) {
    Q_ASSERT(QThread::currentThread() == thread() && d->inFlight == 0);
    d->floods.close(std::move(closed));
}

} // namespace net
