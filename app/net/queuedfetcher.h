#pragma once

#include "net/chain.h"
#include "net/namecache.h"
#include "net/proxychoice.h"

#include <map>
#include <set>
#include <unordered_map>

namespace net {

// The Fetcher of the program: many chains behind one queue. Every thread it needs is started by its constructor.
class QueuedFetcher final : public Fetcher {
    Q_OBJECT

public:
    QueuedFetcher(const FetchOptions& options, std::shared_ptr<const AddressPolicy> policy, base::Clock& clock,
                  measure::Recorder& recorder, std::unique_ptr<Resolver> resolver);
    ~QueuedFetcher() override; // what has not ended is dropped; its `done` is never called

    FetchId fetch(FetchRequest request, Done done) override;
    void cancel(FetchId id) override;
    void setOptions(const FetchOptions& options) override;
    void setPaused(bool paused) override;
    void slowHost(const QString& host, std::chrono::milliseconds wait) override;
    int inFlight() const override;
    int waiting() const override;

private:
    void chainStarted(Chain& chain);
    void chainGrew(Chain& chain);
    void chainEnded(Chain& chain);
    bool mayPassBudget(const Chain& chain);
    void deliver();
    void resumeParked();
    void scheduleSweep();
    void sweep();
    void lookForFloods();
    void takeCap();

    std::shared_ptr<const AddressPolicy> m_policy;
    base::Clock& m_clock;
    RequestQueue m_queue;
    NameCache m_names;
    Connections m_connections;
    ProxyChoice m_proxies;
    FloodGuard m_floods;
    int m_openAtStart; // descriptors of the program itself and of our threads
    std::shared_ptr<MemoryBudget> m_budget;
    ChainHouse m_house;
    FetchId m_lastId = 0;
    std::unordered_map<FetchId, std::shared_ptr<Chain>> m_chains;
    std::map<FetchId, Chain*> m_active; // has or had a place: its deadlines are looked after
    std::vector<std::shared_ptr<Chain>> m_ended;
    FetchId m_passing = 0; // the one that may go on although the byte budget is used up
    bool m_deliverAsked = false;
    bool m_resumeAsked = false;
    bool m_sweepAsked = false;
};

} // namespace net
