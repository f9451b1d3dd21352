#pragma once

#include "base/clock.h"
#include "bench/enginerecord.h"
#include "bench/lateness.h"
#include "net/requestqueue.h"

#include <QTimer>

namespace bench {

// Fires a plan through QNetworkAccessManager behind the request queue, within one thread. As many places as may be in
// flight stand in the queue; one that starts takes the next number, one that has its outcome stands in line again, so
// memory does not grow with the number of requests.
class Firing final : public QObject {
    Q_OBJECT

public:
    Firing(const LoadPlan& plan, const Targets& targets, const QByteArray& body, int concurrency, EngineRecord& record,
           std::function<void()> ended, const net::ResolverMaker& lookUp, int idle);
    ~Firing() override;

    void begin(); // once
    void stop();  // at any time after begin(), as …
    void close(); // … the end of the time: sends nothing more, and waits for what is in flight

private:
    using PlaceNumber = std::size_t;
    struct Place {
        net::RequestQueue::Ticket ticket = 0;
        qint64 number = 0; // of its request; 0: takes the next one when it starts
        EngineRecord::Kind kind = EngineRecord::Kind::WarmUp;
        int unnamed = 0; // failures before anything went out, of a kind the kernel does not name
    };

    void prepared();
    void measure();
    void lineUp(PlaceNumber number, net::Lane lane);
    void fire(PlaceNumber number);
    void answered(PlaceNumber number, const net::Answer& answer);
    bool isScarcity(const Place& place, const net::Answer& answer) const;
    void waitOut(PlaceNumber number, const net::Answer& answer);
    void widen();
    bool hasMore() const;
    void sendNoMore();
    void dropWaiting();
    void rest(Place& place);
    void end();

    const LoadPlan m_plan;
    const Targets m_targets;
    EngineRecord& m_record;
    const std::function<void()> m_ended;
    base::SystemClock m_clock;
    net::RequestQueue m_queue;
    net::LoadClient m_client;
    std::vector<Place> m_places;
    std::size_t m_resting = 0; // places that fire no more
    qint64 m_last = 0;         // number taken
    EngineRecord::Kind m_kind = EngineRecord::Kind::WarmUp;
    bool m_prepared = false;
    bool m_closed = false; // nothing new
    bool m_hasEnded = false;
    QTimer m_widening;
    int m_cap = 0;         // while something is scarce
    int m_step = 1;        // by which it grows
    bool m_scarce = false; // since it last grew
    QTimer m_beat;
    Lateness m_lateness;
};

} // namespace bench
