#include "cli/resulttext.h"

#include "bench/breakdownparts.h"
#include "bench/targetrate.h"

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

// As the other labels begin; "TLS" stays what it is.
QString asLabel(QString name) {
    if (name.size() > 1 && !name.at(1).isUpper())
        name[0] = name.at(0).toLower();
    return name;
}

// Rows of what there is, under a word for all of them.
template<typename Parts>
QString partRows(const Parts& parts, const bench::LoadResult& result) {
    QString text;
    for (const bench::BreakdownPart& part : parts) {
        const measure::Histogram& times = result.breakdown.*part.values;
        if (times.count() == 0)
            continue;
        text +=
            row(asLabel(bench::partName(part)),
                Words::tr("p50 %1  p95 %2  p99 %3  max %4  (%5 times)", "of a part of the requests' time, in ms")
                    .arg(milliseconds(times.percentile(0.5)), milliseconds(times.percentile(0.95)),
                         milliseconds(times.percentile(0.99)), milliseconds(times.maximum()), count(times.count())));
    }
    return text;
}

QString loop(const bench::LoadResult& result) {
    const QString words = bench::loopWords(result.plan.isOpenLoop());
    return result.plan.isOpenLoop() ? Words::tr("%1, %2 a second in the mean", "an open loop, and its rate")
                                          .arg(words, QLocale().toString(bench::meanTargetRate(result.plan), 'g', 6))
                                    : words;
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
    text += row(Words::tr("model"), loop(result));
    text += row(Words::tr("elapsed"), Words::tr("%1 s").arg(QLocale().toString(secondsOf(result.elapsed), 'f', 2)));
    if (const auto best = result.bestTime)
        text += row(Words::tr("best possible"), bestWords(*best, result));
    if (result.stopped)
        text += row(Words::tr("requests/min"), Words::tr("none: the run was stopped"));
    else
        text += row(Words::tr("requests/min"), rate(result));
    text += row(Words::tr("in flight"), QLocale().toString(result.meanInFlight(), 'f', 1));
    if (total.latency.count() > 0)
        text += row(result.plan.isOpenLoop() ? Words::tr("response time, ms") : Words::tr("latency, ms"),
                    latencies(total.latency));
    if (const QString note = untold(total.latency); !note.isEmpty())
        text += row({}, note);
    if (total.failedLatency.count() > 0)
        text += row(Words::tr("… of failed"), latencies(total.failedLatency));
    text += partRows(bench::openLoopParts, result) + partRows(bench::phases, result);
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
    if (result.kernelDrops)
        text += row(Words::tr("kernel drops"), QLocale().toString(*result.kernelDrops));
    return QString(text % row(Words::tr("verdict"), bench::verdictWords(result)));
}

} // namespace cli
