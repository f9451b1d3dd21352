#include "cli/benchoutcome.h"

#include "cli/console.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

QString percent(double share) {
    return QLocale().toString(100 * share, 'f', 2);
}

QString missedPace(const bench::LoadResult& result, double least) {
    const QLocale locale;
    if (result.succeededPerMinute() >= least)
        return {};
    return Words::tr("Threshold missed: %1 requests a minute succeeded, wanted at least %2.")
        .arg(locale.toString(result.succeededPerMinute(), 'f', 0), locale.toString(least, 'f', 0));
}

QString missedP99(const bench::LoadResult& result, double mostMs) {
    const QLocale locale;
    const auto p99 = result.total.latency.percentile(0.99);
    if (!p99)
        return Words::tr("Threshold missed: too few samples to say a p99; it needs 1,000.");
    const double p99Ms = static_cast<double>(*p99) / 1'000;
    if (p99Ms <= mostMs)
        return {};
    return Words::tr("Threshold missed: p99 of %1 ms, wanted at most %2 ms.")
        .arg(locale.toString(p99Ms, 'f', 1), locale.toString(mostMs, 'f', 1));
}

QString missedErrorShare(const bench::LoadResult& result, double most) {
    if (result.total.completed() == 0)
        return Words::tr("Threshold missed: no request was completed, so no share of failures can be told.");
    const auto failed = static_cast<double>(result.trulyFailed()); // what a stop cancelled is nobody's failure
    const double share = failed / std::max(1.0, failed + static_cast<double>(result.total.succeeded));
    if (share <= most)
        return {};
    return Words::tr("Threshold missed: %1 % failed, wanted at most %2 %.").arg(percent(share), percent(most));
}

// Left over without a reason that the person gave: neither the time that was set nor a signal.
bool fellShort(const BenchRun::Ended& ended) {
    const bench::LoadResult& result = ended.result;
    if (result.total.completed() == 0)
        return true;
    const bool allWerePromised = result.plan.duration.count() == 0 || result.plan.isOpenLoop();
    return ended.signal == 0 && (result.stopped || (result.notSent > 0 && allWerePromised));
}

} // namespace

int statusOf(const BenchRun::Ended& ended, const Thresholds& thresholds, Console& console) {
    const bench::LoadResult& result = ended.result;
    QStringList missed;
    if (thresholds.leastPerMinute)
        missed << missedPace(result, *thresholds.leastPerMinute);
    if (thresholds.mostP99Ms)
        missed << missedP99(result, *thresholds.mostP99Ms);
    if (thresholds.mostErrorShare)
        missed << missedErrorShare(result, *thresholds.mostErrorShare);
    missed.removeAll(QString());
    for (const QString& sentence : missed)
        console.message(sentence);
    int status = missed.isEmpty() ? AllWell : ThresholdMissed;
    if (!thresholds.mostErrorShare && result.total.failed > 0)
        status = worse(status, SomeFailed);
    if (fellShort(ended))
        status = worse(status, SomeFailed);
    return ended.signal != 0 ? worse(status, 128 + ended.signal) : status;
}

void tellWarnings(const BenchRun::Ended& ended, Console& console) {
    for (const QString& warning : ended.result.warnings) {
        if (!ended.told.contains(warning))
            console.message(warning);
    }
}

} // namespace cli
