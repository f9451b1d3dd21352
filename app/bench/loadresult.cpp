#include "bench/loadresult.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double busyThread = 0.9;         // of a core
constexpr double lateLoopMs = 50;          // p99
constexpr double manyErrors = 0.01;        // of what completed
constexpr double atCeiling = 0.95;         // of it
constexpr double missingSamples = 0.05;    // between the two sides of Little's law
constexpr double leastInFlightSeconds = 1; // below it the two differ by the clock's own grain

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

double secondsOf(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

QString percent(double share) {
    return Words::tr("%1 %").arg(QLocale().toString(100 * share, 'f', share < 0.1 ? 1 : 0));
}

QString whole(double number) {
    return QLocale().toString(std::round(number), 'f', 0);
}

int bounded(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

// Little's law (1961): mean number in flight = rate × mean time. Both sides times the run's length.
bool lacksSamples(const LoadResult& result) {
    const double measured = result.total.inFlightSeconds;
    const double recorded =
        static_cast<double>(result.total.latency.sum() + result.total.failedLatency.sum()) / 1'000'000;
    const double most = std::max(measured, recorded);
    return most >= leastInFlightSeconds && std::abs(measured - recorded) > missingSamples * most;
}

// Every request that was sent has one outcome, and every outcome a time.
bool hasLost(const LoadResult& result) {
    const measure::Tick& total = result.total;
    return static_cast<qint64>(total.completed()) != result.requests - result.notSent ||
           total.latency.count() + total.failedLatency.count() != total.completed();
}

std::uint64_t cancelledByTheStop(const LoadResult& result) {
    const auto cancelled = result.total.errors.find("cancelled");
    return result.stopped && cancelled != result.total.errors.end() ? cancelled->second : 0;
}

// The end of the run, or of its server, is all that the requests had for an outcome.
bool hasNoAnswer(const LoadResult& result) {
    const measure::Tick& total = result.total;
    return total.succeeded == 0 && total.statuses.empty() &&
           (result.serverDied || cancelledByTheStop(result) == total.completed());
}

QString waitWords(const std::string& kind, int count) {
    if (kind == "no-local-port")
        return Words::tr("%Ln time(s) a request had to wait for a local port; none was lost.", nullptr, count);
    if (kind == "no-descriptors")
        return Words::tr("%Ln time(s) a request had to wait for a file descriptor; none was lost.", nullptr, count);
    return Words::tr("%Ln time(s) a connection failed for no known reason before its request was sent; none was lost.",
                     nullptr, count);
}

// What Qt tells of a target that speaks something else.
void warnOfNoHttp(LoadResult& result) {
    const auto& errors = result.total.errors;
    const auto& statuses = result.total.statuses;
    const bool secure = result.plan.target.startsWith("https:"_L1, Qt::CaseInsensitive);
    if (statuses.empty() && errors.contains("reset"))
        result.warnings << (secure || !result.plan.linksFile.isEmpty()
                                ? Words::tr("Connections were closed and no answer began: the target may not be an "
                                            "HTTP server.")
                                : Words::tr("Connections were closed and no answer began: the target may not be an "
                                            "HTTP server, or expect https."));
    if (statuses.empty() && errors.contains("tls"))
        result.warnings << Words::tr("No secure connection could be made: the target may not speak https at this "
                                     "port, or shows a certificate that this computer does not trust.");
    if (statuses.empty() && secure && errors.contains("connect-timeout"))
        result.warnings << Words::tr("No secure connection was made in time: the target may not speak https at this "
                                     "port.");
    if (!statuses.empty() && statuses.begin()->first < 200)
        result.warnings << Words::tr("Interim answers came (status 1xx). QNetworkAccessManager reads nothing behind "
                                     "them, so they count as failed.");
}

void warn(LoadResult& result) {
    QStringList& warnings = result.warnings;
    if (result.serverDied)
        warnings << Words::tr("The test server ended in mid-run, so the run ended too.");
    else if (result.stopped)
        warnings << Words::tr("The run was stopped: the figures are of its part that ran.");
    if (hasLost(result))
        warnings << Words::tr("Samples are missing: not every request that was sent has one outcome and one time.");
    else if (lacksSamples(result))
        warnings << Words::tr(
            "Samples are missing: requests in flight and the times recorded differ by more than 5 %.");
    if (result.verdict == Verdict::ClientBound)
        warnings << Words::tr("This client was the limit: the server might answer more than these figures say.");
    for (const auto& [kind, count] : result.waits)
        warnings << waitWords(kind, bounded(count));
    warnOfNoHttp(result);
    const auto timeouts = result.total.errors.find("timeout");
    if (timeouts != result.total.errors.end())
        warnings << Words::tr("%Ln request(s) timed out, counted as failed with the time they waited.", nullptr,
                              bounded(timeouts->second));
    if (!result.plan.keepAlive && !result.plan.server && result.plan.engine != EngineKind::Sequential)
        warnings << Words::tr("Without keep-alive the server has to close first; one that does not was asked over "
                              "connections that stayed open.");
}

} // namespace

int LoadResult::mostInFlight() const {
    return places > 0 ? places : plan.concurrency;
}

bool LoadResult::isHeldBack() const {
    return plan.engine != EngineKind::Sequential && mostInFlight() < plan.concurrency;
}

double LoadResult::perMinute() const {
    const double seconds = secondsOf(elapsed);
    return seconds > 0 ? 60 * static_cast<double>(total.completed()) / seconds : 0;
}

double LoadResult::meanInFlight() const {
    const double seconds = secondsOf(elapsed);
    return seconds > 0 ? total.inFlightSeconds / seconds : 0;
}

std::optional<double> LoadResult::ceilingPerMinute() const {
    if (!meanDelayS || *meanDelayS <= 0)
        return std::nullopt;
    return 60 * mostInFlight() / *meanDelayS;
}

std::optional<double> LoadResult::ceilingShare() const {
    const auto ceiling = ceilingPerMinute();
    if (!ceiling || !steadyPerMinute)
        return std::nullopt;
    return *steadyPerMinute / *ceiling;
}

std::optional<std::chrono::milliseconds> LoadResult::bestTime() const {
    if (stopped || notSent > 0 || total.failed > 0 || total.completed() == 0)
        return std::nullopt;
    LoadPlan fired = plan;
    fired.concurrency = mostInFlight();
    return bestPossible(fired);
}

std::optional<double> LoadResult::possibleShare() const {
    if (const auto share = ceilingShare())
        return share;
    if (steadyPerMinute || elapsed.count() <= 0)
        return std::nullopt;
    const auto best = bestTime();
    if (!best)
        return std::nullopt;
    return std::chrono::duration<double>(*best) / std::chrono::duration<double>(elapsed);
}

QString verdictName(Verdict verdict) {
    switch (verdict) {
    case Verdict::ServerBound:
        return u"server-bound"_s;
    case Verdict::ClientBound:
        return u"client-bound"_s;
    case Verdict::ConcurrencyBound:
        return u"limited by concurrency"_s;
    case Verdict::Errors:
        return u"errors"_s;
    case Verdict::Nothing:
        return u"nothing measured"_s;
    }
    Q_UNREACHABLE();
}

QString verdictWords(const LoadResult& result) {
    switch (result.verdict) {
    case Verdict::Errors:
        return Words::tr("Errors: %1 of the requests failed, so the other figures say little.")
            .arg(percent(static_cast<double>(result.total.failed) / static_cast<double>(result.total.completed())));
    case Verdict::ClientBound:
        return result.busiestThreadShare >= busyThread
                   ? Words::tr("Client-bound: one thread of this client was busy %1 of the time.")
                         .arg(percent(result.busiestThreadShare))
                   : Words::tr("Client-bound: this client came to its work late, by %1 ms in one of a hundred cases.")
                         .arg(whole(result.lateP99Ms.value_or(0)));
    case Verdict::ConcurrencyBound:
        if (result.isHeldBack())
            return Words::tr("Limited by concurrency, held by this computer: %1 of what %2 in flight can reach against "
                             "this delay, where %3 were wanted.")
                .arg(percent(result.ceilingShare().value_or(0)), QLocale().toString(result.mostInFlight()),
                     QLocale().toString(result.plan.concurrency));
        return Words::tr("Limited by concurrency: %1 of what %2 in flight can reach against this delay. More at once "
                         "would be faster.")
            .arg(percent(result.ceilingShare().value_or(0)), QLocale().toString(result.mostInFlight()));
    case Verdict::ServerBound:
        return Words::tr("Server-bound: the answers are what took the time.");
    case Verdict::Nothing:
        return Words::tr("Nothing was measured: no request was answered.");
    }
    Q_UNREACHABLE();
}

void judge(LoadResult& result) {
    const auto completed = static_cast<double>(result.total.completed());
    // What the stop cancelled is no fault of anybody.
    const auto failed = static_cast<double>(result.total.failed - cancelledByTheStop(result));
    // Delays in whole seconds make bursts, and with them a late loop, though the ceiling is reached.
    const bool reachesCeiling = result.ceilingShare().value_or(0) >= atCeiling;
    const bool isLate = result.possibleShare().value_or(0) < atCeiling && result.lateP99Ms.value_or(0) >= lateLoopMs;
    result.warnings.clear();
    if (result.total.completed() == 0 || hasNoAnswer(result))
        result.verdict = Verdict::Nothing;
    else if (failed > manyErrors * completed)
        result.verdict = Verdict::Errors;
    else if (result.busiestThreadShare >= busyThread || isLate)
        result.verdict = Verdict::ClientBound;
    else if (reachesCeiling)
        result.verdict = Verdict::ConcurrencyBound;
    else
        result.verdict = Verdict::ServerBound;
    warn(result);
}

QString quotableSentence(const LoadResult& result) {
    if (result.verdict == Verdict::Nothing)
        return verdictWords(result);
    const QLocale locale;
    QString sentence =
        Words::tr("%1 requests, %2 at a time, in %3 s: %4 a minute", "result in one sentence")
            .arg(locale.toString(static_cast<qulonglong>(result.total.completed())),
                 locale.toString(result.mostInFlight()),
                 locale.toString(secondsOf(result.elapsed), 'f', secondsOf(result.elapsed) < 100 ? 2 : 0),
                 whole(result.perMinute()));
    if (result.isHeldBack())
        sentence = Words::tr("%1 (%2 at a time were wanted, held by this computer)")
                       .arg(sentence, locale.toString(result.plan.concurrency));
    if (const auto share = result.possibleShare())
        sentence = Words::tr("%1, %2 of what is possible").arg(sentence, percent(*share));
    const double mebibytes = static_cast<double>(result.client.peakRssBytes) / (1024.0 * 1024.0);
    return Words::tr("%1, with %2 MiB of memory and %3 failed.")
        .arg(sentence, whole(mebibytes), locale.toString(static_cast<qulonglong>(result.total.failed)));
}

} // namespace bench
