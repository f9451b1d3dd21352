#pragma once

#include "net/connections.h"
#include "net/deadline.h"
#include "net/fetcher.h"
#include "net/floodguard.h"
#include "net/memorybudget.h"
#include "net/requestqueue.h"
#include "net/resolver.h"
#include "net/trail.h"
#include "net/transfer.h"

namespace net {

class Chain;
class NameCache;
class ProxyChoice;

// What chains share; the fetcher owns it.
struct ChainHouse {
    base::Clock& clock;
    measure::Recorder& recorder;
    const AddressPolicy& policy;
    RequestQueue& queue;
    NameCache& names;
    Connections& connections;
    ProxyChoice& proxies;
    FloodGuard& floods;
    std::shared_ptr<MemoryBudget> budget;
    std::shared_ptr<const FetchOptions> options; // of the chains that start from now on
    bool closeConnections = false;               // descriptors are scarce: ask servers to close
    std::function<bool(const Chain&)> mayPassBudget;
    std::function<void(Chain&)> started; // has a place
    std::function<void(Chain&)> grew;    // body bytes came
    std::function<void(Chain&)> ended;   // once; the chain is destroyed later, not now
};

// What exchanges count in.
inline qint64 microseconds(std::chrono::nanoseconds duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

// One fetch from the waiting line to its Exchange: for every hop a place, the look-up, the policy, the addresses one
// after the other, then the redirect or the end.
class Chain final : public TransferOwner, public std::enable_shared_from_this<Chain> {
public:
    Chain(ChainHouse& house, FetchId id, FetchRequest request, Fetcher::Done done);
    ~Chain() override;

    void begin(); // joins the line
    void fail(ErrorKind why, const QString& detail = {});
    void resume(); // the byte budget has room
    void checkDeadlines();
    void connectionsEnded(const Peer& peer); // by the flood guard
    std::chrono::nanoseconds nextDeadline() const;

    FetchId id() const { return m_id; }
    Lane lane() const { return m_request.lane; }
    bool isParked() const { return m_transfer && m_transfer->isParked(); }
    FetchProgress progress() const;
    Exchange takeExchange() { return std::move(m_exchange); }
    Fetcher::Done takeDone() { return std::move(m_done); }
    std::chrono::nanoseconds progressedAt{0}; // the fetcher's note: when progress was last told

    bool mayHold(qint64 bytes) override;
    void heard() override;
    void bodyGrew(qint64 bytes) override;
    void headArrived(const Headers& headers) override;
    void transferEnded() override;

private:
    void wait(Lane lane);
    void placeTaken();
    void startHop();
    void lookUp(const QString& name, const QNetworkProxy& proxy);
    void found(const LookupResult& result, const QNetworkProxy& proxy);
    void sendTo(qsizetype candidate);
    bool shouldTryNextAddress() const;
    ErrorKind hopError() const;
    void recordHop();
    void noteDead(ErrorKind kind);
    void followRedirect();
    void complete();
    void finish();
    void leaveLine();
    QString sentBy() const { return m_trail.sentBy(m_request.referrer, m_request.givenHost); }

    ChainHouse& m_house;
    std::shared_ptr<const FetchOptions> m_options;
    FetchId m_id;
    FetchRequest m_request;
    Fetcher::Done m_done;
    Exchange m_exchange;
    Trail m_trail;
    RequestQueue::Ticket m_ticket = 0;
    bool m_hasPlace = false;
    bool m_ended = false;
    bool m_hopRecorded = true; // begun and not finished while false
    quint32 m_hop = 0;         // answers of older look-ups are not ours
    QList<QHostAddress> m_candidates;
    qsizetype m_candidate = 0;
    Peer m_peer;
    QNetworkProxy m_proxy{QNetworkProxy::NoProxy};
    std::optional<Connections::Place> m_connection;
    std::unique_ptr<Transfer> m_transfer;
    std::vector<std::unique_ptr<Transfer>> m_past; // ended; they may still be on the stack
    std::shared_ptr<MemoryBudget::Lease> m_lease;
    std::chrono::nanoseconds m_enqueuedAt{0};
    std::chrono::nanoseconds m_lookupAt{0};
    std::chrono::nanoseconds m_firstSentAt{0};
    std::chrono::nanoseconds m_hopSentAt{0};
    Deadline m_deadline; // its clock stands in line and while the byte budget has no room
};

} // namespace net
