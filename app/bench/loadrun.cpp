#include "bench/loadrun.h"

#include "bench/planfiles.h"
#include "bench/server/serve.h"
#include "bench/serverprocess.h"
#include "bench/spending.h"
#include "net/exchange.h"

#include <QCoreApplication>
#include <QLocale>
#include <QThread>
#include <QTimer>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto tickStep = 250ms;
constexpr quint64 leastBeats = 20; // of the event loop, to say how late it was

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

std::optional<double> meanDelay(const measure::Tick& total, const LoadPlan& plan) {
    using Seconds = std::chrono::duration<double>;
    if (total.delayed > 0)
        return Seconds(total.delays).count() / static_cast<double>(total.delayed);
    if (!plan.server || plan.server->delay.isEmpty())
        return std::nullopt;
    const auto drawn = server::delayFromText(plan.server->delay);
    if (!drawn)
        return std::nullopt;
    return Seconds(drawn->minimum + drawn->maximum).count() / 2;
}

double shareOf(const EngineTick& tick, const LoadPlan& plan) {
    using Seconds = std::chrono::duration<double>;
    if (tick.phase == Phase::Ended)
        return 1;
    double share = 0;
    if (plan.requests > 0)
        share = static_cast<double>(tick.total.completed()) / static_cast<double>(plan.requests);
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
    void finish();
    LoadResult resultOf(const EngineTick& last) const;

    LoadRun& q;
    LoadPlan plan;
    const QString serverProgram;
    std::optional<Targets> known; // read before, as is the body
    bool withWindow = false;
    bool stopped = false;
    bool serverDied = false;
    bool over = false;
    std::optional<QByteArray> body;
    Preflight preflight;
    std::unique_ptr<ServerProcess> server;
    std::unique_ptr<Engine> engine;
    QDateTime startedAt;
    Clock::time_point engineStarted{};
    Spending spending;
    QTimer ticks;
    Series series;
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
    QObject::connect(server.get(), &ServerProcess::died, &q, [this] {
        serverDied = true;
        q.stop();
    });
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
    engineStarted = Clock::now();
    engine = makeEngine(
        plan, *targets, *body, preflight.cap,
        [this] {
            QMetaObject::invokeMethod(
                &q, [this] { finish(); }, Qt::QueuedConnection);
        },
        {}, preflight.idle);
    engine->start();
    ticks.start(tickStep);
}

void LoadRun::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (d->over || std::exchange(d->stopped, true))
        return;
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
    if (const auto mean = meanDelay(now.total, plan); mean && *mean > 0)
        told.ceilingPerMinute = 60 * now.places / *mean;
    told.share = shareOf(now, plan);
    Q_EMIT q.ticked(told);
}

void LoadRun::Private::finish() {
    if (std::exchange(over, true))
        return;
    ticks.stop();
    EngineTick last;
    if (engine) {
        spending.end(); // while the engine's threads live
        tick();
        last = engine->tick();
        engine.reset();
    }
    const LoadResult result = resultOf(last);
    server.reset();
    Q_EMIT q.ended(result);
}

LoadResult LoadRun::Private::resultOf(const EngineTick& last) const {
    LoadResult result;
    result.plan = plan;
    result.startedAt = startedAt;
    result.total = last.total;
    result.requests = plan.requests > 0 ? plan.requests : last.sent;
    result.notSent = result.requests - last.sent;
    result.places = last.places;
    if (last.first && last.last)
        result.elapsed = *last.last - *last.first;
    result.warmUp = plan.warmUp;
    result.warmUpRequests = last.warmUpRequests;
    result.steadyPerMinute = last.steadyPerMinute;
    result.meanDelayS = meanDelay(last.total, plan);
    result.waits = last.waits;
    result.client = spending.use();
    if (server)
        result.server = server->look();
    result.busiestThreadShare = spending.busiestThreadShare();
    if (last.lateness.count() >= leastBeats)
        result.lateP99Ms = static_cast<double>(last.lateness.percentileOfAny(0.99)) / 1'000;
    if (withWindow)
        result.interfaceShare = spending.interfaceShare();
    result.stopped = stopped;
    result.serverDied = serverDied;
    judge(result);
    result.warnings << preflight.notes;
    return result;
}

} // namespace bench
