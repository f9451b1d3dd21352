#include "bench/loadrun.h"

#include "bench/lateness.h"
#include "bench/planfiles.h"
#include "bench/schedule.h"
#include "bench/server/serve.h"
#include "bench/serverprocess.h"
#include "bench/spending.h"
#include "net/exchange.h"

#include <QCoreApplication>
#include <QLocale>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <system_error>
#include <thread>

namespace bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto tickStep = 250ms;
constexpr auto deathNews = 1s; // at most, from the end of a server's connections until its own is told

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

std::optional<double> drawnMean(const LoadPlan& plan) {
    if (!plan.server || plan.server->delay.isEmpty())
        return std::nullopt;
    const auto drawn = server::delayFromText(plan.server->delay);
    if (!drawn)
        return std::nullopt;
    return std::chrono::duration<double>(drawn->minimum + drawn->maximum).count() / 2;
}

std::optional<double> meanDelay(const measure::Tick& total, const LoadPlan& plan) {
    using Seconds = std::chrono::duration<double>;
    if (total.delayed > 0 && total.delayed == total.succeeded) // a mean of some says nothing of the others
        return Seconds(total.delays).count() / static_cast<double>(total.delayed);
    return drawnMean(plan);
}

// While a run goes on: the answers that are there first have the shortest delays, so a mean of them is too low.
std::optional<double> expectedDelay(const EngineTick& tick, const LoadPlan& plan) {
    if (plan.server && tick.phase != Phase::Ended)
        return drawnMean(plan);
    return plan.server || tick.steadyPerMinute ? meanDelay(tick.total, plan) : std::nullopt;
}

// What a stop cancels is not done.
double shareOf(const EngineTick& tick, const LoadPlan& plan, bool stopped) {
    using Seconds = std::chrono::duration<double>;
    if (tick.phase == Phase::Ended && !stopped)
        return 1;
    if (plan.isOpenLoop())
        return static_cast<double>(tick.due) / static_cast<double>(std::max<qint64>(Schedule(plan).requests(), 1));
    double share = 0;
    const std::uint64_t done = tick.total.completed() - cancelledOf(tick.total);
    if (plan.requests > 0)
        share = static_cast<double>(done) / static_cast<double>(plan.requests);
    if (plan.duration.count() > 0)
        share = std::max(share, Seconds(tick.total.elapsed) / Seconds(plan.duration));
    return std::min(share, 1.0);
}

} // namespace

struct LoadRun::Private {
    Private(LoadRun& run, LoadPlan wanted, QString program)
        : q(run)
        , plan(std::move(wanted))
        , serverProgram(std::move(program)) {
        QObject::connect(&ticks, &QTimer::timeout, &q, [this] { tick(); });
    }

    void begin();
    void fire(const QString& serverOrigin);
    void refuse(const base::Error& why);
    void tick();
    void enter(Phase phase);
    bool hasEnded() const { return engine && engine->tick().phase == Phase::Ended; }
    bool hasFailures() const;
    void serverEnded();
    void engineEnded();
    std::optional<ProcessUse> serverUse() const;
    void finish();
    LoadResult resultOf(const EngineTick& last) const;

    LoadRun& q;
    LoadPlan plan;
    const QString serverProgram;
    std::optional<Targets> known; // read before, as is the body
    bool withWindow = false;
    bool stopped = false;
    bool serverDied = false;
    bool awaitsDeath = false; // of the server, maybe: all requests have their outcomes
    bool over = false;
    Judge judge = bench::judge;
    std::optional<QByteArray> body;
    Preflight preflight;
    std::unique_ptr<ServerProcess> server;
    std::unique_ptr<Engine> engine;
    QDateTime startedAt;
    Clock::time_point engineStarted{};
    Spending spending;
    std::optional<ProcessUse> serverBefore; // what the server had used when the measured part began …
    std::optional<ProcessUse> serverUsed;   // … and since then, until its end
    QTimer ticks;
    Series series;
    std::jthread judging; // goes first, and is waited for
};

LoadRun::LoadRun(LoadPlan plan, QString serverProgram, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(plan), std::move(serverProgram))) {}

LoadRun::~LoadRun() = default;

const Series& LoadRun::series() const {
    return d->series;
}

void LoadRun::setWithWindow(bool with) {
    d->withWindow = with;
}

void LoadRun::setTargets(const Targets& targets) {
    if (!d->plan.linksFile.isEmpty())
        d->known = targets;
}

void LoadRun::setBody(const QByteArray& body) {
    d->body = body;
}

void LoadRun::setJudge(Judge judge) {
    d->judge = std::move(judge);
}

void LoadRun::start() {
    Q_ASSERT(QThread::currentThread() == thread());
    d->startedAt = QDateTime::currentDateTimeUtc();
    QMetaObject::invokeMethod(
        this, [this] { d->begin(); }, Qt::QueuedConnection);
}

void LoadRun::Private::begin() {
    if (stopped)
        return finish();
    preflight = bench::preflight(plan);
    if (preflight.cap < 1)
        return refuse(
            {net::errorName(net::ErrorKind::NoDescriptors), net::errorSentence(net::ErrorKind::NoDescriptors)});
    if (!body) {
        const auto read = requestBodyOf(plan);
        if (!read)
            return refuse(read.error());
        body = *read;
    }
    if (!plan.server)
        return fire({});
    server = std::make_unique<ServerProcess>(serverProgram, *plan.server);
    QObject::connect(server.get(), &ServerProcess::listening, &q, [this](const QString& origin) { fire(origin); });
    QObject::connect(server.get(), &ServerProcess::failed, &q, [this](const base::Error& why) { refuse(why); });
    QObject::connect(server.get(), &ServerProcess::died, &q, [this] { serverEnded(); });
    server->start();
}

void LoadRun::Private::refuse(const base::Error& why) {
    if (stopped)
        return finish();
    over = true;
    Q_EMIT q.refused(why);
}

void LoadRun::Private::fire(const QString& serverOrigin) {
    if (stopped)
        return finish();
    const auto targets = known ? base::Result<Targets>(*known) : Targets::of(plan, serverOrigin);
    if (!targets)
        return refuse(targets.error());
    if (plan.target.isEmpty() && plan.linksFile.isEmpty())
        plan.target = QString(serverOrigin % u'/');
    if (targets->overTls() && !plan.linksFile.isEmpty())
        holdOverTls(plan, preflight);
    noteOrigins(plan, targets->origins().size(), preflight);
    if (targets->badLines() > 0)
        preflight.notes << Words::tr("Lines of the file that are no links are left out: %1.")
                               .arg(QLocale().toString(targets->badLines()));
    preflight.serverOrigin = serverOrigin;
    Q_EMIT q.prepared(preflight);
    if (stopped)
        return finish();
    spending.begin();
    serverBefore = server ? server->look() : std::nullopt;
    engineStarted = Clock::now();
    engine = makeEngine(
        plan, *targets, *body, preflight.cap,
        [this] {
            QMetaObject::invokeMethod(
                &q, [this] { engineEnded(); }, Qt::QueuedConnection);
        },
        {}, preflight.idle,
        [this](Phase phase) {
            QMetaObject::invokeMethod(
                &q, [this, phase] { enter(phase); }, Qt::QueuedConnection);
        });
    engine->start();
    ticks.start(tickStep);
}

void LoadRun::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (d->over || d->hasEnded() || std::exchange(d->stopped, true))
        return; // what has all its outcomes is no partial result
    if (d->engine)
        d->engine->stop();
    else // the server may never say a word
        QMetaObject::invokeMethod(
            this, [this] { d->finish(); }, Qt::QueuedConnection);
}

void LoadRun::Private::tick() {
    if (server)
        server->look();
    const EngineTick now = engine->tick();
    if (now.first && now.phase == Phase::Ended)
        series.end(now.total);
    else if (now.first)
        series.add(now.total);
    LoadTick told{.engine = now, .elapsed = Clock::now() - engineStarted, .ceilingPerMinute = {}, .share = 0};
    if (const auto mean = expectedDelay(now, plan); mean && *mean > 0 && !plan.isOpenLoop())
        told.ceilingPerMinute = 60 * now.places / *mean;
    told.share = shareOf(now, plan, stopped);
    Q_EMIT q.ticked(told);
}

// What the warm-up used is left out, but for the peak of memory, as is what it takes to close the connections.
void LoadRun::Private::enter(Phase phase) {
    if (phase == Phase::Running && plan.warmUp.count() > 0) {
        spending.renew();
        serverBefore = server ? server->look() : std::nullopt;
    } else if (phase == Phase::Ended) {
        const EngineTick last = engine->tick();
        serverUsed = serverUse();
        spending.end(serverUsed, last.first && last.last ? *last.last - *last.first : 0ns);
        tick();
    }
}

std::optional<ProcessUse> LoadRun::Private::serverUse() const {
    const auto now = server ? server->look() : std::nullopt;
    return now && serverBefore ? usedSince(*serverBefore, *now) : now;
}

bool LoadRun::Private::hasFailures() const {
    const measure::Tick total = engine ? engine->tick().total : measure::Tick();
    return total.failed > cancelledOf(total);
}

// Where nothing was left to send, its connections' end was all that the run still waited for.
void LoadRun::Private::serverEnded() {
    if (over)
        return;
    serverDied = !hasEnded() || hasFailures();
    q.stop();
    stopped = stopped || serverDied;
    if (awaitsDeath) // not at once: the server, which goes then, is what tells this
        QMetaObject::invokeMethod(
            &q, [this] { finish(); }, Qt::QueuedConnection);
}

// Where requests failed the built-in server may have died, and the system tells of that later than of the end of its
// connections.
void LoadRun::Private::engineEnded() {
    if (!server || serverDied || !hasFailures())
        return finish();
    awaitsDeath = true;
    QTimer::singleShot(deathNews, &q, [this] { finish(); });
}

void LoadRun::Private::finish() {
    if (std::exchange(over, true))
        return;
    ticks.stop();
    EngineTick last;
    if (engine) {
        tick();
        last = engine->tick();
        engine.reset();
    } else {
        serverUsed = serverUse();
    }
    const auto result = std::make_shared<LoadResult>(resultOf(last));
    server.reset();
    const auto judgeAndTell = [this, result, notes = preflight.notes] {
        judge(*result);
        result->warnings << notes;
        QMetaObject::invokeMethod(
            &q, [this, result] { Q_EMIT q.ended(*result); }, Qt::QueuedConnection);
    };
    try { // no QThread: that wants descriptors, and this run may have had all there are
        judging = std::jthread(judgeAndTell);
    } catch (const std::system_error&) {
        judgeAndTell();
    }
}

LoadResult LoadRun::Private::resultOf(const EngineTick& last) const {
    LoadResult result;
    result.plan = plan;
    result.startedAt = startedAt;
    result.total = last.total;
    result.requests = plan.isOpenLoop() ? Schedule(plan).requests() : plan.requests > 0 ? plan.requests : last.sent;
    result.notSent = result.requests - last.sent;
    result.places = last.places;
    if (last.first && last.last)
        result.elapsed = *last.last - *last.first;
    result.warmUp = plan.warmUp;
    result.warmUpRequests = last.warmUpRequests;
    result.steadyPerMinute = last.steadyPerMinute;
    result.meanDelayS = meanDelay(last.total, plan);
    result.waits = last.waits;
    result.breakdown = last.breakdown;
    for (const auto& [kind, words] : last.errorExamples) {
        if (last.total.errors.contains(kind) || last.waits.contains(kind))
            result.errorExamples.emplace(kind, words);
    }
    result.client = spending.use();
    result.server = serverUsed;
    result.othersShare = spending.othersShare();
    result.kernelDrops = spending.kernelDrops();
    result.busiestThreadShare = spending.busiestThreadShare();
    result.lateP99Ms = lateP99MsOf(last.lateness);
    if (withWindow)
        result.interfaceShare = spending.interfaceShare();
    result.stopped = stopped;
    result.serverDied = serverDied;
    return result;
}

} // namespace bench
