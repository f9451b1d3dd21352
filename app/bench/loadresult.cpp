#include "bench/loadresult.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double lateLoopMs = 50;          // p99
constexpr double manyErrors = 0.01;        // of what completed
constexpr double muchNotSent = 0.01;       // of what was due
constexpr double atCeiling = 0.95;         // of it
constexpr double nearCeiling = 0.9;        // of it: the delays are what took the time
constexpr double idleThread = 0.5;         // of a core, at most
constexpr double allBusy = 0.9;            // of the places, in the mean
constexpr double fewestRequests = 100;     // to say anything …
constexpr double shortestS = 1;            // … in so long
constexpr double muchByOthers = 0.25;      // of all cores
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

int bounded(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

// Little's law (1961): mean number in flight = rate × mean time. Both sides times the run's length.
bool lacksSamples(const LoadResult& result) {
    const double measured = result.total.inFlightSeconds;
    const double recorded = (static_cast<double>(result.total.latency.sum() + result.total.failedLatency.sum()) -
                             static_cast<double>(result.breakdown.waited.sum())) /
                            1'000'000;
    const double most = std::max(measured, recorded);
    return most >= leastInFlightSeconds && std::abs(measured - recorded) > missingSamples * most;
}

// Every request that was sent has one outcome, and every outcome a time.
bool hasLost(const LoadResult& result) {
    const measure::Tick& total = result.total;
    return static_cast<qint64>(total.completed()) != result.requests - result.notSent ||
           total.latency.count() + total.failedLatency.count() != total.completed();
}

// The end of the run, or of its server, is all that the requests had for an outcome.
bool hasNoAnswer(const LoadResult& result) {
    const measure::Tick& total = result.total;
    return total.succeeded == 0 && total.statuses.empty() &&
           (result.serverDied || result.cancelledByStop() == total.completed());
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

// A target on this computer is one of the others, unless it is the built-in server.
void warnOfOthers(LoadResult& result) {
    if (result.othersShare.value_or(0) < muchByOthers)
        return;
    const QString share = percent(*result.othersShare);
    const bool mayBeTarget =
        !result.plan.server && (result.plan.target.isEmpty() || isLoopback(QUrl(result.plan.target)));
    result.warnings << (mayBeTarget
                            ? Words::tr("Other programs used %1 of this computer's processors meanwhile; unless "
                                        "that was the target, the figures say little.")
                                  .arg(share)
                            : Words::tr("This computer was busy with other work: it used %1 of the processors "
                                        "meanwhile, so the figures say little.")
                                  .arg(share));
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
    warnOfOthers(result);
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

std::uint64_t cancelledOf(const measure::Tick& total) {
    const auto cancelled = total.errors.find("cancelled");
    return cancelled == total.errors.end() ? 0 : cancelled->second;
}

double LoadResult::perMinute() const {
    const double seconds = secondsOf(elapsed);
    return seconds > 0 ? 60 * static_cast<double>(total.completed()) / seconds : 0;
}

double LoadResult::succeededPerMinute() const {
    const double seconds = secondsOf(elapsed);
    return seconds > 0 ? 60 * static_cast<double>(total.succeeded) / seconds : 0;
}

std::uint64_t LoadResult::cancelledByStop() const {
    return stopped ? cancelledOf(total) : 0;
}

std::uint64_t LoadResult::trulyFailed() const {
    return total.failed - std::min(total.failed, cancelledByStop());
}

double LoadResult::serverBusyShare() const {
    const double seconds = secondsOf(elapsed);
    return server && seconds > 0 ? (server->cpuUserS + server->cpuSystemS) / seconds : 0;
}

double LoadResult::meanInFlight() const {
    const double seconds = secondsOf(elapsed);
    return seconds > 0 ? total.inFlightSeconds / seconds : 0;
}

std::optional<double> LoadResult::ceilingPerMinute() const {
    if (!meanDelayS || *meanDelayS <= 0 || plan.isOpenLoop())
        return std::nullopt;
    return 60 * mostInFlight() / *meanDelayS;
}

std::optional<double> LoadResult::ceilingShare() const {
    const auto ceiling = ceilingPerMinute();
    if (!ceiling || !steadyPerMinute || stopped)
        return std::nullopt;
    return *steadyPerMinute / *ceiling;
}

std::optional<std::chrono::milliseconds> bestTimeOf(const LoadResult& result) {
    if (result.stopped || result.notSent > 0 || result.total.failed > 0 || result.total.completed() == 0)
        return std::nullopt;
    LoadPlan fired = result.plan;
    fired.concurrency = result.mostInFlight();
    return bestPossible(fired);
}

std::optional<double> LoadResult::possibleShare() const {
    if (const auto share = ceilingShare())
        return share;
    if (steadyPerMinute || elapsed.count() <= 0)
        return std::nullopt;
    if (!bestTime)
        return std::nullopt;
    return std::chrono::duration<double>(*bestTime) / std::chrono::duration<double>(elapsed);
}

namespace {

// That the answers are what took the time has to be seen: the delays that the server told, its processor, or, where
// nothing is known of its delays, a client that did nothing but wait in all places. Where they are known and took a
// smaller part of the time, that it waited says nothing of what for; nor does it where the loop was not seen long
// enough to say that it was in time.
bool isServerBound(const LoadResult& result) {
    const auto share = result.possibleShare();
    if (share.value_or(0) >= nearCeiling || result.serverBusyShare() >= busyThread)
        return true;
    if (share)
        return false;
    const bool waited = result.busiestThreadShare < idleThread && result.lateP99Ms && *result.lateP99Ms < lateLoopMs;
    return waited && result.othersShare.value_or(0) < muchByOthers &&
           result.meanInFlight() >= allBusy * result.mostInFlight();
}

bool hasMissedRate(const LoadResult& result) {
    return result.plan.isOpenLoop() && !result.stopped &&
           static_cast<double>(result.notSent) > muchNotSent * static_cast<double>(result.requests);
}

Verdict verdictOf(const LoadResult& result) {
    const auto ended = static_cast<double>(result.total.succeeded + result.trulyFailed());
    if (ended <= 0 || hasNoAnswer(result))
        return Verdict::Nothing;
    if (static_cast<double>(result.trulyFailed()) > manyErrors * ended)
        return Verdict::Errors;
    if (ended < fewestRequests || secondsOf(result.elapsed) < shortestS)
        return Verdict::TooLittle;
    if (hasMissedRate(result))
        return Verdict::RateMissed;
    // Delays in whole seconds make bursts, and with them a late loop, though the ceiling is reached.
    const bool reachesCeiling = result.ceilingShare().value_or(0) >= atCeiling;
    const bool isLate = result.possibleShare().value_or(0) < atCeiling && result.lateP99Ms.value_or(0) >= lateLoopMs;
    if (result.busiestThreadShare >= busyThread || isLate)
        return Verdict::ClientBound;
    if (reachesCeiling)
        return Verdict::ConcurrencyBound;
    return isServerBound(result) ? Verdict::ServerBound : Verdict::Unclear;
}

} // namespace

void judge(LoadResult& result) {
    result.warnings.clear();
    result.bestTime = bestTimeOf(result);
    result.verdict = verdictOf(result);
    warn(result);
}

} // namespace bench
