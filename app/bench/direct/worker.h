#pragma once

#include "bench/direct/arrivals.h"
#include "bench/direct/connection.h"
#include "bench/direct/numbers.h"
#include "bench/direct/requestbook.h"
#include "bench/direct/sources.h"
#include "bench/direct/tlsclient.h"
#include "bench/lateness.h"

#include <set>

namespace bench::direct {

// What all workers of a run read, and none changes.
struct Orders {
    LoadPlan plan;
    const RequestBook& book;
    const std::vector<net::Route>& routes;
    Trust trust;
    std::vector<net::SocketAddress> sources; // see Sources
    int threads = 1;
    Time start{}; // of an open loop's schedule; the warm-up's where there is one
    int idle = 0; // connections without an errand that a worker keeps at most
};

// Fires its share of a plan in one thread, with connections, buffers and a record of its own: what it shares with the
// other workers is read only, but for the numbers, which it takes in batches.
class Worker final : private ConnectionOwner {
public:
    // `record` is written by the worker's thread; `sentAll` and `ended` are called there, once each and in this order.
    Worker(const Orders& orders, Numbers& numbers, int number, int places, EngineRecord& record,
           std::function<void()> sentAll, std::function<void()> ended);
    ~Worker();

    void run();  // until quit(): in the worker's thread
    void stop(); // any thread: sends nothing more, what is in flight ends as cancelled
    void quit(); // any thread: after ended()

private:
    struct Place {
        std::int64_t number = 0; // of its request; 0: takes the next one
        EngineRecord::Kind kind = EngineRecord::Kind::WarmUp;
        Time due{};
        Time begun{};
        bool again = false;   // the connection that it was sent on had been closed meanwhile
        bool resting = false; // fires no more
    };
    // A timer that calls; the loop's own are classes.
    class Alarm final : public Timer {
    public:
        explicit Alarm(std::function<void()> action)
            : m_action(std::move(action)) {}
        void expired() override { m_action(); }

    private:
        const std::function<void()> m_action;
    };
    using PlaceNumber = std::size_t;
    using Connections = std::vector<std::shared_ptr<Connection>>;

    std::string_view head(const Connection& connection) override;
    std::string_view body(const Connection& connection) const override {
        return connection.errand().getInstead ? std::string_view() : m_orders.book.body();
    }
    bool withoutAnswerBody() const override { return m_orders.book.withoutAnswerBody(); }
    std::span<char> buffer() override { return m_buffer; }
    std::unique_ptr<Stream> streamTo(std::uint32_t route, Descriptor socket) override;
    void connected(Connection& connection, const Greeted& took) override;
    void answered(Connection& connection, Time now) override;
    void failed(Connection& connection, net::ErrorKind kind) override;
    void closedIdle(Connection& connection) override;

    void begin();
    void measure();
    void beginArrivals(Time start);
    void arrive();
    void close();
    void cancelAll();
    void end();

    bool hasMore();
    void takeNumber(Place& place, Time now);
    void tellAllSent();
    Errand errandOf(PlaceNumber number) const;
    Connection::Limits limitsOf(const Errand& errand) const;
    void fire(PlaceNumber number, Time now, Connection* connection = nullptr);
    void standBy(PlaceNumber number, Connection* connection);
    void fireOn(Connection& connection, const Errand& errand, Time now);
    void connect(std::uint32_t route, const Errand& errand);
    void fireWaiting();
    void lineUp(PlaceNumber number);
    void rest(PlaceNumber number);
    std::array<Alarm*, 5> alarms() { return {&m_beat, &m_phaseEnd, &m_widening, &m_soon, &m_arrival}; }

    bool followRedirect(Connection& connection);
    void finish(const Errand& errand, const net::Answer& answer, Time now, const EngineRecord::Parts& parts);
    void fail(const Errand& errand, net::ErrorKind kind, const ResponseReader* reader, bool left,
              const std::string& words);
    QString exampleOf(net::ErrorKind kind, const ResponseReader* reader, const std::string& words, std::uint32_t route);
    void waitOut(const Errand& errand, net::ErrorKind kind);
    void widen();

    void keep(Connection& connection);
    void leave(Connection& connection, Time now);
    void drop(Connection& connection);
    const net::SocketAddress* addressFor(std::uint32_t route, std::size_t& index);

    const Orders& m_orders;
    Numbers& m_numbers;
    EngineRecord& m_record;
    const std::function<void()> m_sentAll;
    const std::function<void()> m_ended;
    EventLoop m_loop;
    std::vector<char> m_buffer;
    HeadWriter m_head;
    std::unique_ptr<TlsClient> m_tls;

    std::vector<Place> m_places;
    std::size_t m_resting = 0;
    std::vector<PlaceNumber> m_line;   // places that fire when the loop comes round
    std::vector<PlaceNumber> m_scarce; // that found no descriptor or port, and wait for one
    std::size_t m_widenBy = 1;
    std::optional<Arrivals> m_arrivals; // of an open loop …
    std::vector<PlaceNumber> m_free;    // … and places that nothing was due for
    Numbers::Batch m_batch;
    const int m_number;
    std::int64_t m_warmUpNumber;
    EngineRecord::Kind m_kind = EngineRecord::Kind::WarmUp;
    bool m_closed = false;
    bool m_toldAllSent = false;
    bool m_hasEnded = false;

    Connections m_connections;
    std::vector<std::vector<Connection*>> m_idle; // by route, the one used last at the end
    std::size_t m_idleCount = 0;
    std::size_t m_lingering = 0;   // connections that the server is to close
    struct Reach {                 // of a route
        std::vector<bool> refuses; // by address: none of it answered yet
        std::size_t next = 0;
        bool wasReached = false;
    };
    std::vector<Reach> m_reach;
    Sources m_sources;
    std::map<PlaceNumber, std::string> m_redirected; // heads of requests that follow a redirect
    std::set<net::ErrorKind> m_toldKinds;
    Lateness m_lateness;
    Alarm m_beat;
    Alarm m_phaseEnd;
    Alarm m_widening;
    Alarm m_soon;
    Alarm m_arrival;
};

} // namespace bench::direct
