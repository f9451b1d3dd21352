#include "bench/loadresult.h"

#include "bench/targetrate.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

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

QString count(std::uint64_t number) {
    return QLocale().toString(static_cast<qulonglong>(number));
}

double failedShare(const LoadResult& result) {
    const auto ended = static_cast<double>(result.total.succeeded + result.trulyFailed());
    return ended > 0 ? static_cast<double>(result.trulyFailed()) / ended : 0;
}

// The kinds, the most frequent first, three at most.
QString failureKinds(const LoadResult& result) {
    constexpr std::size_t most = 3;
    std::vector<std::pair<std::uint64_t, std::string>> kinds;
    for (const auto& [kind, times] : result.total.errors) {
        if (!(result.stopped && kind == "cancelled"))
            kinds.emplace_back(times, kind);
    }
    std::sort(kinds.rbegin(), kinds.rend());
    QStringList names;
    for (const auto& [times, kind] : kinds)
        names << QString::fromStdString(kind);
    return names.size() > static_cast<qsizetype>(most) ? QString(names.mid(0, most).join(", "_L1) % ", …"_L1)
                                                       : names.join(", "_L1);
}

QString secondsText(const LoadResult& result) {
    const double seconds = secondsOf(result.elapsed);
    return QLocale().toString(seconds, 'f', seconds < 100 ? 2 : 0);
}

// "2 of 600 answered", or "2 answered" where only the time was planned
QString answeredWords(const LoadResult& result) {
    return result.plan.requests > 0
               ? Words::tr("%1 of %2 answered").arg(count(result.total.succeeded), QLocale().toString(result.requests))
               : Words::tr("%1 answered").arg(count(result.total.succeeded));
}

QString stoppedSentence(const LoadResult& result) {
    QStringList parts{answeredWords(result)};
    if (result.trulyFailed() > 0)
        parts << Words::tr("%1 failed (%2)").arg(count(result.trulyFailed()), failureKinds(result));
    if (result.cancelledByStop() > 0)
        parts << Words::tr("%1 cancelled under way").arg(count(result.cancelledByStop()));
    return (result.serverDied ? Words::tr("The test server ended after %1 s: %2.", "then what became of the requests")
                              : Words::tr("Stopped after %1 s: %2.", "then what became of the requests"))
        .arg(QLocale().toString(secondsOf(result.elapsed), 'f', 1), parts.join(", "_L1));
}

QString rateText(double perSecond) {
    return QLocale().toString(perSecond, 'f', perSecond < 100 ? 1 : 0);
}

QString missedWords(const LoadResult& result) {
    const QString share =
        percent(static_cast<double>(result.notSent) / static_cast<double>(std::max<qint64>(result.requests, 1)));
    return result.clientWasTheLimit()
               ? Words::tr("Target rate not reached: this client was the limit, and %1 of the requests that were due "
                           "could not be sent in time.")
                     .arg(share)
               : Words::tr("Target rate not reached: %1 of the requests that were due could not be sent in time.")
                     .arg(share);
}

QString milliseconds(std::optional<std::int64_t> microseconds) {
    return microseconds ? Words::tr("%1 ms").arg(QLocale().toString(static_cast<double>(*microseconds) / 1'000, 'f', 1))
                        : Words::tr("not known", "a percentile of too few answers");
}

QString memoryText(const LoadResult& result) {
    return whole(static_cast<double>(result.client.peakRssBytes) / (1024.0 * 1024.0));
}

// What counts is not how many were answered, the plan says that, but how long they took.
QString openLoopSentence(const LoadResult& result) {
    return Words::tr(
               "%1 of %2 requests sent, due at %3 a second, in %4 s: response time p50 %5, p99 %6, with %7 MiB of "
               "memory and %8 failed.",
               "result of an open loop in one sentence")
        .arg(QLocale().toString(result.requests - result.notSent), QLocale().toString(result.requests),
             rateText(meanTargetRate(result.plan)), secondsText(result),
             milliseconds(result.total.latency.percentile(0.5)), milliseconds(result.total.latency.percentile(0.99)),
             memoryText(result), count(result.total.failed));
}

} // namespace

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
    case Verdict::TooLittle:
        return u"not enough to say"_s;
    case Verdict::Unclear:
        return u"unclear"_s;
    case Verdict::Nothing:
        return u"nothing measured"_s;
    case Verdict::RateMissed:
        return u"target rate not reached"_s;
    case Verdict::RateHeld:
        return u"target rate held"_s;
    }
    Q_UNREACHABLE();
}

QString verdictWords(const LoadResult& result) {
    switch (result.verdict) {
    case Verdict::Errors:
        return Words::tr("Errors: %1 of the requests failed, so the other figures say little.")
            .arg(percent(failedShare(result)));
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
    case Verdict::TooLittle:
        return Words::tr("Not enough to say: a verdict needs 100 requests and a second at least.");
    case Verdict::Unclear:
        return Words::tr(
                   "Unclear: neither the server nor this client was seen to be the limit; its busiest thread worked "
                   "%1 of the time.")
            .arg(percent(result.busiestThreadShare));
    case Verdict::Nothing:
        return Words::tr("Nothing was measured: no request was answered.");
    case Verdict::RateMissed:
        return missedWords(result);
    case Verdict::RateHeld:
        return Words::tr("Target rate held: the requests that were due, %1 a second, were sent.")
            .arg(rateText(meanTargetRate(result.plan)));
    }
    Q_UNREACHABLE();
}

QString quotableSentence(const LoadResult& result) {
    if (result.verdict == Verdict::Nothing || result.total.completed() == 0)
        return verdictWords(result);
    if (result.stopped)
        return stoppedSentence(result);
    const QLocale locale;
    if (result.verdict == Verdict::Errors)
        return Words::tr("%1 of the requests failed (%2): %3 in %4 s, %5 at a time.", "result in one sentence")
            .arg(percent(failedShare(result)), failureKinds(result), answeredWords(result), secondsText(result),
                 locale.toString(result.mostInFlight()));
    if (result.plan.isOpenLoop())
        return openLoopSentence(result);
    QString sentence =
        (result.total.failed > 0
             ? Words::tr("%1 requests, %2 at a time, in %3 s: %4 a minute succeeded", "result in one sentence")
             : Words::tr("%1 requests, %2 at a time, in %3 s: %4 a minute", "result in one sentence"))
            .arg(count(result.total.completed()), locale.toString(result.mostInFlight()), secondsText(result),
                 whole(result.succeededPerMinute()));
    if (result.isHeldBack())
        sentence = Words::tr("%1 (%2 at a time were wanted, held by this computer)")
                       .arg(sentence, locale.toString(result.plan.concurrency));
    if (const auto share = result.possibleShare())
        sentence = Words::tr("%1, %2 of what is possible").arg(sentence, percent(*share));
    return Words::tr("%1, with %2 MiB of memory and %3 failed.")
        .arg(sentence, memoryText(result), count(result.total.failed));
}

} // namespace bench
