#include "bench/resultwarnings.h"

#include "bench/targetrate.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

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

// Little's law (1961): mean number in flight = rate × mean time. Both sides times the run's length. The times of an
// open loop hold those before the request was sent, when it was not in flight.
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

QString waitWords(const std::string& kind, int count) {
    if (kind == "no-local-port")
        return Words::tr("%Ln time(s) a request had to wait for a local port; none was lost.", nullptr, count);
    if (kind == "no-descriptors")
        return Words::tr("%Ln time(s) a request had to wait for a file descriptor; none was lost.", nullptr, count);
    return Words::tr("%Ln time(s) a connection failed for no known reason before its request was sent; none was lost.",
                     nullptr, count);
}

// What Qt tells of a target that speaks something else.
void warnOfNoHttp(const LoadResult& result, QStringList& warnings) {
    const auto& errors = result.total.errors;
    const auto& statuses = result.total.statuses;
    const bool secure = result.plan.target.startsWith("https:"_L1, Qt::CaseInsensitive);
    if (statuses.empty() && errors.contains("reset"))
        warnings << (secure || !result.plan.linksFile.isEmpty()
                         ? Words::tr("Connections were closed and no answer began: the target may not be an "
                                     "HTTP server.")
                         : Words::tr("Connections were closed and no answer began: the target may not be an "
                                     "HTTP server, or expect https."));
    if (statuses.empty() && errors.contains("tls"))
        warnings << Words::tr("No secure connection could be made: the target may not speak https at this "
                              "port, or shows a certificate that this computer does not trust.");
    if (statuses.empty() && secure && errors.contains("connect-timeout"))
        warnings << Words::tr("No secure connection was made in time: the target may not speak https at this "
                              "port.");
    if (!statuses.empty() && statuses.begin()->first < 200)
        warnings << Words::tr("Interim answers came (status 1xx). QNetworkAccessManager reads nothing behind "
                              "them, so they count as failed.");
}

// A target on this computer is one of the others, unless it is the built-in server.
void warnOfOthers(const LoadResult& result, QStringList& warnings) {
    if (result.othersShare.value_or(0) < muchByOthers)
        return;
    const QString share = percent(*result.othersShare);
    const bool mayBeTarget =
        !result.plan.server && (result.plan.target.isEmpty() || isLoopback(QUrl(result.plan.target)));
    warnings << (mayBeTarget ? Words::tr("Other programs used %1 of this computer's processors meanwhile; unless "
                                         "that was the target, the figures say little.")
                                   .arg(share)
                             : Words::tr("This computer was busy with other work: it used %1 of the processors "
                                         "meanwhile, so the figures say little.")
                                   .arg(share));
}

QString rateText(double perSecond) {
    return QLocale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0);
}

void warnOfRate(const LoadResult& result, QStringList& warnings) {
    if (!result.plan.isOpenLoop() || result.notSent == 0 || result.stopped)
        return;
    const double seconds = secondsOf(result.elapsed);
    const auto sent = static_cast<double>(result.requests - result.notSent);
    warnings << Words::tr("Target rate not reached: %Ln request(s) were due and could not be sent in time, so of "
                          "%1 a second in the mean %2 were sent.",
                          nullptr, bounded(static_cast<std::uint64_t>(result.notSent)))
                    .arg(rateText(meanTargetRate(result.plan)), rateText(seconds > 0 ? sent / seconds : 0));
}

// Where the run says nothing else, a client that was at its limit is no news.
void warnOfLimits(const LoadResult& result, QStringList& warnings) {
    const bool isClient =
        result.verdict == Verdict::ClientBound || (result.verdict == Verdict::RateMissed && result.clientWasTheLimit());
    if (isClient)
        warnings << Words::tr("This client was the limit: the server might answer more than these figures say.");
    if (result.kernelDrops.value_or(0) > 0)
        warnings << Words::tr("The kernel of this computer dropped %Ln packet(s) or connection(s) meanwhile: what "
                              "has to be sent again comes late, and the server is not to blame.",
                              nullptr, bounded(static_cast<std::uint64_t>(*result.kernelDrops)));
}

} // namespace

QStringList warningsOf(const LoadResult& result) {
    QStringList warnings;
    if (result.serverDied)
        warnings << Words::tr("The test server ended in mid-run, so the run ended too.");
    else if (result.stopped)
        warnings << Words::tr("The run was stopped: the figures are of its part that ran.");
    if (hasLost(result))
        warnings << Words::tr("Samples are missing: not every request that was sent has one outcome and one time.");
    else if (lacksSamples(result))
        warnings << Words::tr(
            "Samples are missing: requests in flight and the times recorded differ by more than 5 %.");
    warnOfRate(result, warnings);
    warnOfLimits(result, warnings);
    warnOfOthers(result, warnings);
    for (const auto& [kind, count] : result.waits)
        warnings << waitWords(kind, bounded(count));
    warnOfNoHttp(result, warnings);
    const auto timeouts = result.total.errors.find("timeout");
    if (timeouts != result.total.errors.end())
        warnings << Words::tr("%Ln request(s) timed out, counted as failed with the time they waited.", nullptr,
                              bounded(timeouts->second));
    if (!result.plan.keepAlive && !result.plan.server && result.plan.engine != EngineKind::Sequential)
        warnings << Words::tr("Without keep-alive the server has to close first; one that does not was asked over "
                              "connections that stayed open.");
    return warnings;
}

} // namespace bench
