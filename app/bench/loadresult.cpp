#include "bench/loadresult.h"

#include "bench/resultwarnings.h"

#include <algorithm>
#include <cmath>

namespace bench {

namespace {

constexpr double lateLoopMs = 50;      // p99
constexpr double manyErrors = 0.01;    // of what completed
constexpr double muchNotSent = 0.01;   // of what was due
constexpr double atCeiling = 0.95;     // of it
constexpr double nearCeiling = 0.9;    // of it: the delays are what took the time
constexpr double idleThread = 0.5;     // of a core, at most
constexpr double allBusy = 0.9;        // of the places, in the mean
constexpr double fewestRequests = 100; // to say anything …
constexpr double shortestS = 1;        // … in so long

double secondsOf(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

// The end of the run, or of its server, is all that the requests had for an outcome.
bool hasNoAnswer(const LoadResult& result) {
    const measure::Tick& total = result.total;
    return total.succeeded == 0 && total.statuses.empty() &&
           (result.serverDied || result.cancelledByStop() == total.completed());
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
    if (!ceiling || !steadyPerMinute || stopped || plan.isOpenLoop())
        return std::nullopt;
    return *steadyPerMinute / *ceiling;
}

bool LoadResult::clientWasTheLimit() const {
    // Delays in whole seconds make bursts, and with them a late loop, though the ceiling is reached.
    const bool isLate = possibleShare().value_or(0) < atCeiling && lateP99Ms.value_or(0) >= lateLoopMs;
    return busiestThreadShare >= busyThread || isLate;
}

std::optional<std::chrono::milliseconds> bestTimeOf(const LoadResult& result) {
    if (result.plan.isOpenLoop() || result.stopped || result.notSent > 0 || result.total.failed > 0 ||
        result.total.completed() == 0)
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
    if (result.clientWasTheLimit())
        return Verdict::ClientBound;
    if (result.plan.isOpenLoop() && !result.stopped)
        return Verdict::RateHeld;
    if (result.ceilingShare().value_or(0) >= atCeiling)
        return Verdict::ConcurrencyBound;
    return isServerBound(result) ? Verdict::ServerBound : Verdict::Unclear;
}

} // namespace

void judge(LoadResult& result) {
    result.bestTime = bestTimeOf(result);
    result.verdict = verdictOf(result);
    result.warnings = warningsOf(result);
}

} // namespace bench
