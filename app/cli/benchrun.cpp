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

constexpr int labelWidth = 18;

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

QString row(const QString& label, const QString& value) {
    return QString(label.leftJustified(labelWidth) % value % u'\n');
}

QString milliseconds(std::optional<std::int64_t> microseconds) {
    return microseconds ? QLocale().toString(static_cast<double>(*microseconds) / 1'000, 'f', 1) : u"–"_s;
}

QString latencies(const measure::Histogram& latency) {
    QStringList parts;
    const auto add = [&parts](const QString& name, std::optional<std::int64_t> value) {
        parts << QString(name % u' ' % milliseconds(value));
    };
    add(Words::tr("min"), latency.minimum());
    add(Words::tr("mean"), static_cast<std::int64_t>(std::llround(latency.mean())));
    add(u"p50"_s, latency.percentile(0.5));
    add(u"p90"_s, latency.percentile(0.9));
    add(u"p99"_s, latency.percentile(0.99));
    add(u"p99.9"_s, latency.percentile(0.999));
    add(Words::tr("max"), latency.maximum());
    return parts.join(u"  "_s);
}

// Why percentiles are a dash: ten answers have to lie beyond one.
QString untold(const measure::Histogram& latency) {
    static constexpr std::pair<const char*, int> needed[]{{"p50", 20}, {"p90", 100}, {"p99", 1'000}, {"p99.9", 10'000}};
    QStringList parts;
    for (const auto& [name, samples] : needed) {
        if (latency.count() > 0 && latency.count() < static_cast<std::uint64_t>(samples))
            parts << Words::tr("%1 needs %2 requests").arg(QLatin1String(name), QLocale().toString(samples));
    }
    return parts.join(", "_L1);
}

// As the window shows it.
QString size(double bytes) {
    return QLocale().formattedDataSize(std::llround(bytes), bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString received(const bench::LoadResult& result) {
    const auto bytes = static_cast<double>(result.total.bytes);
    const double seconds = secondsOf(result.elapsed);
    return seconds > 0 ? Words::tr("%1, %2/s", "bytes in all, and in a second").arg(size(bytes), size(bytes / seconds))
                       : size(bytes);
}

template<typename Counts>
QString counts(const Counts& of) {
    QStringList parts;
    for (const auto& [name, times] : of) {
        if constexpr (std::is_same_v<std::decay_t<decltype(name)>, int>)
            parts << QString(QString::number(name) % u": " % count(times));
        else
            parts << QString(QString::fromStdString(name) % u": " % count(times));
    }
    return parts.join(u"  "_s);
}

QString use(const bench::ProcessUse& used) {
    return Words::tr("%1 s user, %2 s system, %3 MiB at most")
        .arg(QLocale().toString(used.cpuUserS, 'f', 2), QLocale().toString(used.cpuSystemS, 'f', 2),
             whole(static_cast<double>(used.peakRssBytes) / (1024.0 * 1024.0)));
}

QString rate(const bench::LoadResult& result) {
    QString text = whole(result.succeededPerMinute());
    if (result.total.failed > 0)
        text = Words::tr("%1 succeeded, %2 failed", "so many requests a minute")
                   .arg(text, whole(result.perMinute() - result.succeededPerMinute()));
    if (result.steadyPerMinute)
        text = Words::tr("%1 (steady part: %2)").arg(text, whole(*result.steadyPerMinute));
    if (const auto share = result.ceilingShare())
        text = Words::tr("%1, %2 % of the ceiling %3")
                   .arg(text, QLocale().toString(100 * *share, 'f', 1), whole(*result.ceilingPerMinute()));
    return text;
}

QString bestWords(std::chrono::milliseconds best, const bench::LoadResult& result) {
    const QString time = Words::tr("%1 s").arg(QLocale().toString(secondsOf(best), 'f', 2));
    const auto share = result.possibleShare();
    if (result.steadyPerMinute || !share) // the share of the ceiling says more
        return time;
    return Words::tr("%1, %2 % reached").arg(time, QLocale().toString(100 * *share, 'f', 1));
}

QString outcomes(const bench::LoadResult& result) {
    const QString notSent = QLocale().toString(result.notSent);
    if (result.cancelledByStop() == 0)
        return Words::tr("%1 succeeded, %2 failed, %3 not sent")
            .arg(count(result.total.succeeded), count(result.total.failed), notSent);
    return Words::tr("%1 succeeded, %2 failed, %3 cancelled under way, %4 not sent")
        .arg(count(result.total.succeeded), count(result.trulyFailed()), count(result.cancelledByStop()), notSent);
}

} // namespace

QString resultText(const bench::LoadResult& result) {
    const measure::Tick& total = result.total;
    QString text = row(Words::tr("requests"), outcomes(result));
    text += row(Words::tr("elapsed"), Words::tr("%1 s").arg(QLocale().toString(secondsOf(result.elapsed), 'f', 2)));
    if (const auto best = result.bestTime)
        text += row(Words::tr("best possible"), bestWords(*best, result));
    if (result.stopped)
        text += row(Words::tr("requests/min"), Words::tr("none: the run was stopped"));
    else
        text += row(Words::tr("requests/min"), rate(result));
    text += row(Words::tr("in flight"), QLocale().toString(result.meanInFlight(), 'f', 1));
    if (total.latency.count() > 0)
        text += row(Words::tr("latency, ms"), latencies(total.latency));
    if (const QString note = untold(total.latency); !note.isEmpty())
        text += row({}, note);
    if (total.failedLatency.count() > 0)
        text += row(Words::tr("… of failed"), latencies(total.failedLatency));
    if (!total.statuses.empty())
        text += row(Words::tr("statuses"), counts(total.statuses));
    if (!total.errors.empty())
        text += row(Words::tr("errors"), counts(total.errors));
    for (const auto& [kind, words] : result.errorExamples)
        text += row({}, Words::tr("%1, the first: %2", "kind of an error, then what was said of it")
                            .arg(QString::fromStdString(kind), words));
    text += row(Words::tr("received"), received(result));
    text += row(Words::tr("client"), use(result.client));
    if (result.server)
        text += row(Words::tr("test server"), use(*result.server));
    return QString(text % row(Words::tr("verdict"), bench::verdictWords(result)));
}

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
