#pragma once

#include "net/deadlineline.h"
#include "net/loadroutes.h"

#include <span>

namespace net {

bool isSafe(const QByteArray& method);       // RFC 9110 §9.2.1: GET and HEAD, the ones without a body
bool isIdempotent(const QByteArray& method); // RFC 9110 §9.2.2: asking twice does what asking once does

// One request of a load in flight, over all the replies it takes: what follows a redirect, what is asked again.
struct LoadSlot {
    quint64 tag = 0;
    quint32 generation = 0; // of requests that had this place
    bool taken = false;
    bool sent = false;       // what is asked for now has gone out
    bool broken = false;     // and its connection broke before an answer came
    bool untold = false;     // Qt does not say when it has: an empty body that may not go out twice
    bool suspect = false;    // its connection may be the one that was shut down for sending without an end
    bool getInstead = false; // RFC 9110 §15.4.4: what follows a redirect
    int redirects = 0;
    int again = 0; // how often it met a connection that was just being closed
    QUrl link;     // asked for now
    QNetworkReply* reply = nullptr;
    LoadRoutes::Place place;
    qint64 received = 0; // of this reply's body
    DeadlineLine::Time begun{};
    DeadlineLine::Time sentAt{};  // what is asked for now …
    DeadlineLine::Time firstAt{}; // … and the first of its answer
    Answer answer;

    void begin(const QUrl& wanted, quint64 withTag);
    void ask(LoadRoutes& routes, const LoadRoutes::Place& at, const LoadOptions& options);
    void read(std::span<char> scratch); // what has come of the body, and drops it
    void noteHead();
    bool isTooShort(const QByteArray& method) const; // the body, against what the head said
    bool hasBadLength() const; // RFC 9112 §6.3: no number, or several; Qt reads such a body until the end
    bool isNoAnswer() const;   // no status (RFC 9112 §4), or an interim one, behind which Qt reads nothing
    // Where the reply leads; to the same origin only: any other is somebody who did not ask for a load.
    std::optional<QUrl> redirection() const;
    void follow(const QUrl& target, const QByteArray& method);
    // Drops the reply, its connection is free again: safe from within the reply's own signals.
    void release(LoadRoutes& routes, const QObject& listener);
};

} // namespace net
