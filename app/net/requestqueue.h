#pragma once

#include "base/clock.h"
#include "net/fetcher.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <vector>

namespace net {

// A counting semaphore with a waiting line. At most `limit` places are taken in all and `hostLimit` for one host; who
// comes first within a host and lane starts first; hosts take turns; Lane::Asset goes before Lane::Page. Every
// operation takes constant time, however many wait; one that waits costs some 60 bytes. Knows nothing of HTTP.
// Lives in one thread. Starts are called from the event loop, never from within a method.
class RequestQueue final : public QObject {
    Q_OBJECT

public:
    using Ticket = quint64; // never 0
    using Start = std::function<void()>;

    RequestQueue(base::Clock& clock, int limit, int hostLimit);

    Ticket enqueue(const QString& host, Lane lane, Start start);
    void finish(Ticket ticket); // gives back the place of one that started
    bool cancel(Ticket ticket); // true: it waited and will not start; false: it has started (finish it) or is unknown

    void setLimits(int limit, int hostLimit);      // what runs already keeps its place
    void setCap(int cap);                          // no more than this in all, whatever the limit: descriptors
    void setHostCap(const QString& host, int cap); // the same for one host, kept while anything waits or runs there
    void setPaused(bool paused);
    // Nothing starts at this host for `wait`; its limit is halved and then grows back by one every `recoverStep`.
    // Answers of requests that were in flight together count as one.
    void slowHost(const QString& name, std::chrono::milliseconds wait);

    static constexpr std::chrono::milliseconds recoverStep{30'000};

    int inFlight() const { return m_inFlight; }
    int waiting() const { return m_waiting; }
    int inFlight(const QString& host) const;

private:
    using Index = quint32;
    static constexpr Index none = ~Index(0);

    struct Entry { // one that waits or runs, in a slab; the line within a host and lane is linked through it
        Start start;
        Index previous = none;
        Index next = none;
        Index host = none;
        quint32 generation = 1; // a ticket is generation and index: an old ticket never hits a new entry
        Lane lane = Lane::Page;
        enum class State : quint8 { Free, Waiting, Running } state = State::Free;
    };
    struct Line {
        Index first = none;
        Index last = none;
        bool inTurn = false; // stands in m_turns of its lane
    };
    struct Host {
        QString name;
        Line lines[2];
        int inFlight = 0;
        int waiting = 0;
        int cap = 0;    // 0: none
        int slowed = 0; // limit while recovering, 0: not slowed
        std::chrono::nanoseconds notBefore{0};
        std::chrono::nanoseconds slowedAt{0};
        quint32 epoch = 0; // of the recovery under way
    };

    Entry* find(Ticket ticket);
    Index hostNamed(const QString& name);
    bool hasRoom(const Host& host) const;
    // By their place in m_hosts …
    void takeTurn(Index index);
    void forgetIfIdle(Index index);
    void recover(Index index, quint32 epoch);
    // … and in m_entries.
    void append(Index index);
    void unlink(Index index);
    void release(Index index);
    void wake();
    void startReady();
    bool startNext(Lane lane);

    base::Clock& m_clock;
    int m_limit;
    int m_hostLimit;
    int m_cap;
    bool m_paused = false;
    bool m_woken = false;
    int m_inFlight = 0;
    int m_waiting = 0;
    std::vector<Entry> m_entries;
    std::vector<Index> m_freeEntries;
    std::deque<Host> m_hosts;
    std::vector<Index> m_freeHosts;
    QHash<QString, Index> m_hostByName;
    std::deque<Index> m_turns[2]; // hosts that have something waiting in this lane and had room, by turn
};

} // namespace net
