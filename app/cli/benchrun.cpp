#include "cli/benchrun.h"

#include "bench/serverprocess.h"
#include "cli/console.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

double secondsOf(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

QString whole(double value) {
    return QLocale().toString(std::round(value), 'f', 0);
}

QString count(std::uint64_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

} // namespace

BenchRun::BenchRun(SignalWatcher& signalWatcher, Console& console)
    : m_signalWatcher(signalWatcher)
    , m_console(console) {}

base::Result<BenchRun::Ended> BenchRun::run(const bench::LoadPlan& plan) {
    bench::LoadRun load(plan, QCoreApplication::applicationFilePath());
    if (m_known) {
        if (m_known->targets)
            load.setTargets(*m_known->targets);
        load.setBody(m_known->body);
    }
    std::optional<base::Error> refusal;
    Ended ended;
    connect(&m_signalWatcher, &SignalWatcher::arrived, &load, [&](int number) {
        if (ended.signal != 0)
            return;
        ended.signal = number;
        load.stop();
    });
    connect(&load, &bench::LoadRun::prepared, &load, [&](const bench::Preflight& preflight) {
        tellBeginning(plan, preflight);
        ended.told = preflight.notes;
    });
    connect(&load, &bench::LoadRun::ticked, &load, [&](const bench::LoadTick& tick) {
        tellPhase(tick);
        showProgress(tick);
        if (!isRefusedThroughout(tick.engine.total) || tick.engine.phase == bench::Phase::Ended || ended.refusedInARow)
            return;
        ended.refusedInARow = true;
        m_console.message(Words::tr("%1 connections in a row were refused: nobody listens there, or no longer. The run "
                                    "ends.")
                              .arg(QLocale().toString(m_mostRefused)));
        load.stop();
    });
    connect(&load, &bench::LoadRun::refused, &load, [&](const base::Error& why) {
        refusal = why;
        QCoreApplication::quit();
    });
    connect(&load, &bench::LoadRun::ended, &load, [&](const bench::LoadResult& result) {
        ended.result = result;
        QCoreApplication::quit();
    });
    QMetaObject::invokeMethod(&load, &bench::LoadRun::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    if (refusal)
        return *refusal;
    ended.series = load.series();
    return ended;
}

void BenchRun::tellBeginning(const bench::LoadPlan& plan, const bench::Preflight& preflight) {
    m_console.verbose(Words::tr("Plan: %1").arg(bench::planAsCommand(plan)));
    if (plan.server)
        m_console.verbose(Words::tr("Test server: tidemark-cli %1, at %2/")
                              .arg(bench::serverArguments(*plan.server).join(u' '), preflight.serverOrigin));
    else if (plan.linksFile.isEmpty())
        m_console.verbose(Words::tr("Target: %1").arg(plan.target));
    else
        m_console.verbose(Words::tr("Target: the links of %1").arg(plan.linksFile));
    m_console.verbose(Words::tr("At most %1 connections at a time; connecting may take %2 s, a request %3 s.")
                          .arg(QLocale().toString(preflight.cap), QLocale().toString(secondsOf(plan.connectTimeout)),
                               QLocale().toString(secondsOf(plan.timeout))));
    m_phase.reset();
    for (const QString& note : preflight.notes)
        m_console.message(note);
}

void BenchRun::tellPhase(const bench::LoadTick& tick) {
    const bench::EngineTick& now = tick.engine;
    if (now.phase == m_phase)
        return;
    m_phase = now.phase;
    const QString time = QLocale().toString(secondsOf(tick.elapsed), 'f', 2);
    switch (now.phase) {
    case bench::Phase::WarmingUp:
        return m_console.verbose(Words::tr("After %1 s: names are looked up, the warm-up is sent.").arg(time));
    case bench::Phase::Running:
        return m_console.verbose(
            Words::tr("After %1 s: measuring, %2 in flight.").arg(time, count(now.total.inFlight)));
    case bench::Phase::Draining:
        return m_console.verbose(
            Words::tr("After %1 s: the last request is sent, %2 in flight.").arg(time, count(now.total.inFlight)));
    case bench::Phase::Ended:
        return m_console.verbose(Words::tr("After %1 s: ended; %2 requests of the warm-up, %3 measured, at most %4 in "
                                           "flight.")
                                     .arg(time, QLocale().toString(now.warmUpRequests), count(now.total.completed()),
                                          QLocale().toString(now.places)));
    }
}

// Told from tick to tick: where nothing but refusals came since the one before, they followed one another.
bool BenchRun::isRefusedThroughout(const measure::Tick& total) {
    const auto found = total.errors.find("refused");
    const quint64 refused = found == total.errors.end() ? 0 : found->second;
    const quint64 others = total.completed() - refused;
    if (others != m_others || refused < m_refusedBefore) {
        m_others = others;
        m_refusedBefore = refused;
    }
    return m_mostRefused > 0 && refused - m_refusedBefore >= static_cast<quint64>(m_mostRefused);
}

void BenchRun::showProgress(const bench::LoadTick& tick) {
    const measure::Tick& total = tick.engine.total;
    const double seconds = secondsOf(total.elapsed);
    const double perMinute = seconds > 0 ? 60 * static_cast<double>(total.succeeded) / seconds : 0;
    const QString phase = tick.engine.phase == bench::Phase::WarmingUp ? Words::tr("warming up · ") : QString();
    m_console.progress(Words::tr("%1%2 % · %3 requests/min · %4 in flight · %5 failed")
                           .arg(phase, whole(std::floor(100 * tick.share)), whole(perMinute), count(total.inFlight),
                                count(total.failed - bench::cancelledOf(total))));
}

} // namespace cli
