#include "bench/direct/directengine.h"

#include "bench/direct/worker.h"

#include <QThread>

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>

#include <sched.h>

namespace bench::direct {

namespace {

constexpr int mostUsualThreads = 8;
constexpr std::chrono::milliseconds untilThreadsRun{5}; // about, so that the first requests of a schedule are in time

int usableCores() { // of this process: a container or taskset may allow fewer than there are
    cpu_set_t cores;
    CPU_ZERO(&cores);
    return ::sched_getaffinity(0, sizeof cores, &cores) == 0 ? std::max(1, CPU_COUNT(&cores)) : 1;
}

std::vector<net::SocketAddress> sourcesOf(const LoadPlan& plan) {
    std::vector<net::SocketAddress> sources;
    for (const QString& text : plan.localAddresses) {
        if (const auto address = net::localAddress(text))
            sources.push_back(*address);
    }
    return sources;
}

void merge(EngineTick& all, const EngineTick& one) {
    all.phase = std::min(all.phase, one.phase);
    all.total.merge(one.total);
    all.sent += one.sent;
    all.places += one.places;
    all.warmUpRequests += one.warmUpRequests;
    for (const auto& [kind, count] : one.waits)
        all.waits[kind] += count;
    all.errorExamples.insert(one.errorExamples.begin(), one.errorExamples.end());
    if (one.first)
        all.first = std::min(all.first.value_or(*one.first), *one.first);
    if (one.last)
        all.last = std::max(all.last.value_or(*one.last), *one.last);
    all.lateness.merge(one.lateness);
    all.breakdown.merge(one.breakdown);
    all.due += one.due;
}

// The threads' rates add up, where each has had a steady part.
std::optional<double> steadyOf(const std::vector<EngineTick>& ticks) {
    double sum = 0;
    for (const EngineTick& tick : ticks) {
        if (!tick.steadyPerMinute)
            return std::nullopt;
        sum += *tick.steadyPerMinute;
    }
    return sum;
}

class DirectEngine final : public Engine {
public:
    DirectEngine(const LoadPlan& plan, const Targets& targets, const QByteArray& body, int places,
                 std::function<void()> ended, const net::ResolverMaker& lookUp, int idle,
                 std::function<void(Phase)> entered)
        : m_plan(plan)
        , m_targets(targets)
        , m_body(body)
        , m_idle(idle)
        , m_lookUp(lookUp)
        , m_ended(std::move(ended))
        , m_entered(std::move(entered))
        , m_numbers(plan.requests, places)
        , m_unsent(threadsOf(plan, places))
        , m_unended(m_unsent.load()) {
        const int threads = m_unsent;
        for (int thread = 0; thread < threads; ++thread) {
            const int share = places / threads + (thread < places % threads ? 1 : 0);
            m_shares.push_back(share);
            m_records.push_back(std::make_unique<EngineRecord>(
                share, [this](Phase phase) { phaseEntered(phase); }, plan.isOpenLoop()));
        }
        m_thread.setObjectName(QStringLiteral("load engine"));
        m_gate.moveToThread(&m_thread);
    }

    ~DirectEngine() override {
        QMetaObject::invokeMethod(&m_gate, [this] {
            m_leaving = true;
            stopFiring();
            if (m_over)
                m_thread.quit(); // not before: what was posted would be dropped
        });
        m_thread.wait();
    }

    void start() override {
        for (const auto& record : m_records)
            record->start();
        m_thread.start();
        QMetaObject::invokeMethod(&m_gate, [this] { prepare(); });
    }

    void stop() override {
        QMetaObject::invokeMethod(&m_gate, [this] { stopFiring(); });
    }

    EngineTick tick() const override {
        std::vector<EngineTick> ticks;
        for (const auto& record : m_records)
            ticks.push_back(record->tick());
        EngineTick all = ticks.front();
        std::for_each(ticks.begin() + 1, ticks.end(), [&all](const EngineTick& one) { merge(all, one); });
        all.steadyPerMinute = steadyOf(ticks);
        return all;
    }

private:
    void prepare() {
        if (m_stopped)
            return;
        m_book = std::make_unique<RequestBook>(m_plan, m_targets, m_body);
        m_finder =
            std::make_unique<net::RouteFinder>(m_book->origins(), m_plan.connectTimeout, m_lookUp,
                                               [this](std::vector<net::Route> routes) { fire(std::move(routes)); });
    }

    void fire(std::vector<net::Route> routes) {
        m_routes = std::move(routes);
        for (const net::Route& route : m_routes) {
            if (route.lookUp.count() >= 0)
                m_records.front()->lookedUp(route.lookUp);
        }
        const int idleOfEach = std::max(1, m_idle / static_cast<int>(m_shares.size()));
        m_orders = std::make_unique<Orders>(
            Orders{.plan = m_plan,
                   .book = *m_book,
                   .routes = m_routes,
                   .trust = {.caFile = m_plan.caFile.toStdString(), .insecure = m_plan.insecure},
                   .sources = sourcesOf(m_plan),
                   .threads = static_cast<int>(m_shares.size()),
                   .start = std::chrono::steady_clock::now() + untilThreadsRun,
                   .idle = idleOfEach});
        for (std::size_t thread = 0; thread < m_shares.size(); ++thread)
            m_workers.push_back(std::make_unique<Worker>(
                *m_orders, m_numbers, static_cast<int>(thread), m_shares[thread], *m_records[thread],
                [this] { sentAll(); }, [this] { workerEnded(); }));
        for (std::size_t thread = 0; thread < m_workers.size(); ++thread)
            startThread(thread);
    }

    // Where this computer has no more threads the others fire what they find.
    void startThread(std::size_t number) {
        try {
            m_threads.emplace_back([&worker = *m_workers[number]] { worker.run(); });
        } catch (const std::system_error&) {
            m_records[number]->enter(Phase::Ended);
            sentAll();
            workerEnded();
        }
    }

    void stopFiring() {
        if (std::exchange(m_stopped, true))
            return;
        m_finder.reset();
        for (const std::unique_ptr<Worker>& worker : m_workers)
            worker->stop();
        if (!m_workers.empty() || m_over)
            return;
        for (const auto& record : m_records)
            record->enter(Phase::Ended);
        m_unended = 0;
        tell(Phase::Ended);
        end();
    }

    // Of any worker, by its thread: Draining and Ended are those of the last one.
    void phaseEntered(Phase phase) {
        if (phase == Phase::Running && !m_running.exchange(true))
            tell(phase);
    }
    void sentAll() {
        if (--m_unsent == 0)
            tell(Phase::Draining);
    }
    void workerEnded() {
        if (--m_unended > 0)
            return;
        tell(Phase::Ended);
        QMetaObject::invokeMethod(&m_gate, [this] { end(); });
    }
    void tell(Phase phase) const {
        if (m_entered)
            m_entered(phase);
    }

    void end() {
        for (const std::unique_ptr<Worker>& worker : m_workers)
            worker->quit();
        m_threads.clear(); // waits
        m_over = true;
        m_ended();
        if (m_leaving)
            m_thread.quit();
    }

    const LoadPlan m_plan;
    const Targets m_targets;
    const QByteArray m_body;
    const int m_idle;
    const net::ResolverMaker m_lookUp;
    const std::function<void()> m_ended;
    const std::function<void(Phase)> m_entered;
    Numbers m_numbers;
    std::vector<int> m_shares; // places of each thread
    std::vector<std::unique_ptr<EngineRecord>> m_records;
    std::atomic<int> m_unsent;
    std::atomic<int> m_unended;
    std::atomic<bool> m_running = false;
    QThread m_thread;
    QObject m_gate; // into the thread: what is called through it keeps its order
    // Of the thread:
    std::unique_ptr<RequestBook> m_book;
    std::unique_ptr<net::RouteFinder> m_finder;
    std::vector<net::Route> m_routes;
    std::unique_ptr<Orders> m_orders;
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::vector<std::jthread> m_threads;
    bool m_stopped = false;
    bool m_over = false;
    bool m_leaving = false;
};

} // namespace

int threadsOf(const LoadPlan& plan, int places) {
    const int wanted = plan.threads > 0 ? plan.threads : std::min(usableCores(), mostUsualThreads);
    return std::clamp(wanted, 1, places);
}

std::unique_ptr<Engine> makeDirectEngine(const LoadPlan& plan, const Targets& targets, const QByteArray& body,
                                         int places, std::function<void()> ended, const net::ResolverMaker& lookUp,
                                         int idle, std::function<void(Phase)> entered) {
    return std::make_unique<DirectEngine>(plan, targets, body, places, std::move(ended), lookUp, idle,
                                          std::move(entered));
}

} // namespace bench::direct
