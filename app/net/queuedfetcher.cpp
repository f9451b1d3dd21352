#include "net/queuedfetcher.h"

#include "base/descriptors.h"
#include "net/addresspolicy.h"
#include "net/cookiejar.h"
#include "net/limits.h"

#include <QThread>

#include <algorithm>

namespace net {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

constexpr milliseconds sweepEvery{100};
constexpr milliseconds progressEvery{250};
constexpr milliseconds breathe{10'000}; // after the system ran out of descriptors
constexpr int scarce = 256;             // descriptors: idle connections must not outlive their request

int managersFor(int descriptors) {
    return std::clamp(descriptors / 64, 1, limits::managers); // a thread holds one or two descriptors
}

int resolverThreads(int descriptors) {
    return descriptors < scarce ? 2 : 6;
}

} // namespace

QueuedFetcher::QueuedFetcher(const FetchOptions& options, std::shared_ptr<const AddressPolicy> policy,
                             base::Clock& clock, measure::Recorder& recorder, std::unique_ptr<Resolver> resolver)
    : m_policy(std::move(policy))
    , m_clock(clock)
    , m_queue(clock, options.limit, options.hostLimit)
    , m_names(clock, std::move(resolver))
    , m_connections(managersFor(base::descriptorLimit()))
    , m_openAtStart(base::openDescriptors())
    , m_budget(std::make_shared<MemoryBudget>(options.memoryBudget))
    , m_house{clock, recorder, *m_policy, m_queue, m_names, m_connections, m_proxies, m_floods, m_budget, nullptr,
              false, {},       {},        {},      {}} {
    m_house.mayPassBudget = [this](const Chain& chain) { return mayPassBudget(chain); };
    m_house.started = [this](Chain& chain) { chainStarted(chain); };
    m_house.grew = [this](Chain& chain) { chainGrew(chain); };
    m_house.ended = [this](Chain& chain) { chainEnded(chain); };
    m_budget->setListener(this, [this] { resumeParked(); });
    setOptions(options);
    takeCap();
}

QueuedFetcher::~QueuedFetcher() {
    m_budget->setListener(nullptr, {});
    m_active.clear();
    m_ended.clear();
    m_chains.clear();
}

FetchId QueuedFetcher::fetch(FetchRequest request, Done done) {
    Q_ASSERT(QThread::currentThread() == thread());
    const FetchId id = ++m_lastId;
    const auto chain = std::make_shared<Chain>(m_house, id, std::move(request), std::move(done));
    m_chains.emplace(id, chain);
    chain->begin();
    return id;
}

void QueuedFetcher::cancel(FetchId id) {
    Q_ASSERT(QThread::currentThread() == thread());
    const auto found = m_chains.find(id);
    if (found == m_chains.end())
        return;
    const std::shared_ptr<Chain> chain = found->second;
    chain->fail(ErrorKind::Cancelled);
}

void QueuedFetcher::setOptions(const FetchOptions& options) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_house.options = std::make_shared<const FetchOptions>(options);
    m_queue.setLimits(options.limit, options.hostLimit);
    m_budget->setLimit(options.memoryBudget);
    m_proxies.setOptions(options);
    resumeParked();
}

void QueuedFetcher::setPaused(bool paused) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_queue.setPaused(paused);
}

void QueuedFetcher::slowHost(const QString& host, milliseconds wait) {
    Q_ASSERT(QThread::currentThread() == thread());
    m_queue.slowHost(host.toLower(), std::min<milliseconds>(wait, std::chrono::seconds(limits::retryAfterSeconds)));
}

int QueuedFetcher::inFlight() const {
    Q_ASSERT(QThread::currentThread() == thread());
    return m_queue.inFlight();
}

int QueuedFetcher::waiting() const {
    Q_ASSERT(QThread::currentThread() == thread());
    return m_queue.waiting();
}

void QueuedFetcher::takeCap() {
    m_house.closeConnections = base::descriptorLimit() < scarce;
    const int free = base::descriptorLimit() - m_openAtStart - base::descriptorReserve(1, 2);
    // Qt keeps a refused connection's descriptor for a moment, while the name's next address is tried with another.
    m_queue.setCap(m_house.closeConnections ? free / 2 : free);
}

void QueuedFetcher::chainStarted(Chain& chain) {
    m_active.emplace(chain.id(), &chain);
    scheduleSweep();
}

void QueuedFetcher::chainGrew(Chain& chain) {
    const nanoseconds now = m_clock.monotonic();
    if (now - chain.progressedAt < progressEvery)
        return;
    chain.progressedAt = now;
    Q_EMIT progressed(chain.progress());
}

void QueuedFetcher::chainEnded(Chain& chain) {
    const auto found = m_chains.find(chain.id());
    Q_ASSERT(found != m_chains.end());
    m_ended.push_back(std::move(found->second));
    m_chains.erase(found);
    m_active.erase(chain.id());
    if (m_passing == chain.id())
        m_passing = 0;
    if (m_deliverAsked)
        return;
    m_deliverAsked = true;
    QMetaObject::invokeMethod(this, &QueuedFetcher::deliver, Qt::QueuedConnection);
}

void QueuedFetcher::deliver() {
    m_deliverAsked = false;
    const std::vector<std::shared_ptr<Chain>> ended = std::exchange(m_ended, {});
    for (const std::shared_ptr<Chain>& chain : ended) {
        Exchange exchange = chain->takeExchange();
        if (exchange.error == ErrorKind::NoDescriptors) {
            m_queue.setCap(m_queue.inFlight()); // no more than what works now, until others have closed theirs
            m_house.closeConnections = true;
            m_clock.callAfter(breathe, this, [this] { takeCap(); });
        }
        const Done done = chain->takeDone();
        if (done)
            done(std::move(exchange));
    }
    resumeParked();
}

// The byte budget is used up. So that nothing stands still, one transfer may go on and keeps that right to its end:
// the oldest of the assets, whose captures wait for them; a page only when no body is held by a capture that will
// give it back.
bool QueuedFetcher::mayPassBudget(const Chain& chain) {
    if (m_passing == chain.id())
        return true;
    if (m_passing != 0)
        return false;
    const bool othersHold = m_budget->handedOver() > 0;
    for (const auto& [id, other] : m_active) {
        if (other == &chain || !other->isParked())
            continue;
        const bool otherIsAsset = other->lane() == Lane::Asset;
        if (chain.lane() == Lane::Page ? (otherIsAsset || id < chain.id()) : (otherIsAsset && id < chain.id()))
            return false;
    }
    if (chain.lane() == Lane::Page && othersHold)
        return false;
    m_passing = chain.id();
    return true;
}

void QueuedFetcher::resumeParked() {
    std::vector<std::shared_ptr<Chain>> parked;
    for (const auto& [id, chain] : m_active) {
        if (chain->isParked())
            parked.push_back(m_chains.at(id));
    }
    std::stable_sort(parked.begin(), parked.end(),
                     [](const auto& a, const auto& b) { return a->lane() == Lane::Asset && b->lane() == Lane::Page; });
    for (const std::shared_ptr<Chain>& chain : parked)
        chain->resume();
}

void QueuedFetcher::scheduleSweep() {
    if (m_sweepAsked)
        return;
    m_sweepAsked = true;
    m_clock.callAfter(sweepEvery, this, [this] { sweep(); });
}

void QueuedFetcher::sweep() {
    m_sweepAsked = false;
    const nanoseconds now = m_clock.monotonic();
    std::vector<std::shared_ptr<Chain>> late;
    for (const auto& [id, chain] : m_active) {
        if (chain->nextDeadline() <= now)
            late.push_back(m_chains.at(id));
    }
    for (const std::shared_ptr<Chain>& chain : late)
        chain->checkDeadlines();
    lookForFloods();
    if (!m_active.empty())
        scheduleSweep();
}

void QueuedFetcher::lookForFloods() {
    for (const auto& [id, chain] : m_active) {
        if (chain->isParked())
            chain->heard(); // what arrives waits in the kernel because of us
    }
    const QList<Peer> ended = m_floods.check();
    for (const Peer& peer : ended) {
        for (const auto& [id, chain] : m_active)
            chain->connectionsEnded(peer);
    }
}

std::shared_ptr<CookieJar> Fetcher::makeCookieJar() {
    return std::make_shared<CookieJar>();
}

std::shared_ptr<const AddressPolicy> standardAddressPolicy() {
    return std::make_shared<const AddressPolicy>();
}

std::unique_ptr<Fetcher> makeFetcher(const FetchOptions& options, std::shared_ptr<const AddressPolicy> policy,
                                     base::Clock& clock, measure::Recorder& recorder) {
    auto resolver = std::make_unique<SystemResolver>(resolverThreads(base::descriptorLimit()));
    return makeFetcher(options, std::move(policy), clock, recorder, std::move(resolver));
}

std::unique_ptr<Fetcher> makeFetcher(const FetchOptions& options, std::shared_ptr<const AddressPolicy> policy,
                                     base::Clock& clock, measure::Recorder& recorder,
                                     std::unique_ptr<Resolver> resolver) {
    return std::make_unique<QueuedFetcher>(options, std::move(policy), clock, recorder, std::move(resolver));
}

} // namespace net
