#pragma once

#include "net/exchange.h"

#include <QObject>

#include <functional>
#include <memory>

namespace net {

class Resolver;
using ResolverMaker = std::function<std::unique_ptr<Resolver>()>;

struct LoadOptions {
    QByteArray method = "GET";
    Headers headers; // beside Host; without Accept-Encoding bodies are asked for as they are
    QByteArray body; // not with HEAD
    std::chrono::milliseconds connectTimeout{15'000}; // sent → connected
    std::chrono::milliseconds timeout{60'000};        // sent → last byte
    bool keepAlive = true;                            // false: `Connection: close`; the server has to close first
    bool followRedirects = false;                     // within the same origin; net::limits::redirects at most
    int idle = 3'000;     // connections that stay open when nothing goes over them, over all origins; others end then
    ResolverMaker lookUp; // called in the client's thread; empty: the system's
};

// What became of one request of a load.
struct Answer {
    ErrorKind error = ErrorKind::None;
    int status = 0;                      // of the last response; 0 without one
    qint64 bytes = 0;                    // of bodies, as they came
    std::chrono::nanoseconds duration{}; // sent → last byte, or → error
    // Of the last response, as Qt tells it: request gone out → first of it, which is seen with the first of its body or
    // at its end; and from there to the end. Negative: not known.
    std::chrono::nanoseconds firstByte{-1};
    std::chrono::nanoseconds body{-1};
    std::chrono::nanoseconds delay{-1}; // that the server says it made, in its header `delay`; negative: nothing, or
                                        // what cannot be, for it is longer than `duration`
    bool left = false;                  // some of it may have reached the server
    QString example;                    // of the first failure of a kind: what Qt or the server said; see errorWords()
};

// Sends single requests as fast as QNetworkAccessManager can: no proxy, no cookies, no cache, no HTTP/2; bodies are
// read and dropped. To one origin over http any number of connections; over https `mostOverTls`. Lives in one thread
// with an event loop.
class LoadClient final : public QObject {
    Q_OBJECT

public:
    // Called once for every send(): from the event loop, or from within cancelAll(), never from within send().
    using Ended = std::function<void(quint64 tag, const Answer& answer)>;

    LoadClient(LoadOptions options, Ended ended);
    LoadClient(LoadOptions options, Ended ended, std::unique_ptr<Resolver> resolver);
    ~LoadClient() override; // what is in flight is dropped; its `ended` is never called

    // Starts the threads and looks names up, so that no request has to wait for that; then calls `ready` once, from the
    // event loop. A name that cannot be found is what each request to it will tell. What several addresses belong to,
    // the first that takes a connection is used for.
    void prepare(const QList<QUrl>& links, std::function<void()> ready);
    void send(const QUrl& link, quint64 tag);
    void cancelAll(); // each ends as ErrorKind::Cancelled, at once
    // Waits, when nothing is in flight, until Qt's threads have let go of what was cancelled, and cuts off who does not
    // stop sending; else the end of this object would wait for them. Calls `closed` once, from the event loop.
    void close(std::function<void()> closed);

    static constexpr int mostOverTls = 96; // connections in all; see net/connections.h

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace net
