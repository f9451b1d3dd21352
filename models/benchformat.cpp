#include "models/benchformat.h"

#include "models/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace models {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

QString decimal(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

QString unknownText() {
    return Words::tr("–", "a figure that is not known");
}

QString perMinuteText(double perMinute) {
    return decimal(perMinute, perMinute != 0 && std::abs(perMinute) < 100 ? 1 : 0);
}

QString latencyText(std::optional<double> ms) {
    if (!ms)
        return unknownText();
    if (*ms >= 1'000)
        return Words::tr("%1 s").arg(decimal(*ms / 1'000, *ms < 100'000 ? 2 : 0));
    return Words::tr("%1 ms").arg(decimal(*ms, *ms < 10 ? 2 : (*ms < 100 ? 1 : 0)));
}

QString decadeText(int power) {
    if (power >= 3)
        return Words::tr("%1 s").arg(decimal(std::pow(10, power - 3), 0));
    return Words::tr("%1 ms").arg(decimal(std::pow(10, power), std::max(0, -power)));
}

QString secondsText(std::chrono::nanoseconds time) {
    const double seconds = std::chrono::duration<double>(time).count();
    if (seconds < 0)
        return QString(QLatin1Char('-') % secondsText(-time));
    if (seconds >= 600)
        return durationText(std::chrono::duration_cast<std::chrono::milliseconds>(time));
    if (seconds >= 59.95) {
        const qint64 tenths = qRound64(seconds * 10);
        return Words::tr("%1 min %2 s")
            .arg(countText(tenths / 600), decimal(static_cast<double>(tenths % 600) / 10, 1));
    }
    return Words::tr("%1 s").arg(decimal(seconds, seconds < 10 ? 2 : 1));
}

QString ceilingText(std::optional<double> share) {
    return share ? Words::tr("%1 %").arg(decimal(100 * *share, 1)) : unknownText();
}

QString shareText(double share) {
    return Words::tr("%1 %").arg(decimal(100 * share, share <= 0 || share >= 0.1 ? 0 : (share < 0.001 ? 2 : 1)));
}

QString byteRateText(double perSecond) {
    const qint64 bytes = std::llround(perSecond);
    const QString size = bytes >= 1'000 && bytes < 10'000
                             ? QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat)
                             : sizeText(bytes);
    return Words::tr("%1/s", "so many bytes a second").arg(size);
}

QString memoryText(qint64 bytes) {
    return Words::tr("%1 MiB").arg(decimal(static_cast<double>(bytes) / (1024.0 * 1024.0), 0));
}

QString engineText(const QString& engine) {
    if (engine == "sequential"_L1)
        return Words::tr("sequential");
    if (engine == "direct"_L1)
        return Words::tr("direct");
    return engine == "qt"_L1 ? Words::tr("Qt", "an engine") : engine;
}

QString targetText(const QString& target) {
    static const QRegularExpression ours(u"^test server, delay (.*)$"_s); // see bench::toStore()
    const auto match = ours.match(target);
    return match.hasMatch() ? Words::tr("test server, delay %1").arg(match.captured(1)) : target;
}

QString percentileReason(double fraction, qint64 answers) {
    return Words::tr("Needs %1 requests that succeeded, so that ten lie beyond it: there are %2.")
        .arg(countText(qRound64(10 / (1 - fraction))), countText(answers));
}

QString verdictText(const QString& verdict, bool stopped) {
    QString text = verdict;
    if (verdict == "server-bound"_L1)
        text = Words::tr("server-bound");
    else if (verdict == "client-bound"_L1)
        text = Words::tr("client-bound");
    else if (verdict == "limited by concurrency"_L1)
        text = Words::tr("limited by concurrency");
    else if (verdict == "errors"_L1)
        text = Words::tr("errors");
    else if (verdict == "not enough to say"_L1)
        text = Words::tr("not enough to say");
    else if (verdict == "unclear"_L1)
        text = Words::tr("unclear");
    else if (verdict == "nothing measured"_L1)
        text = Words::tr("nothing measured");
    else if (verdict == "target rate not reached"_L1)
        text = Words::tr("target rate not reached");
    else if (verdict == "target rate held"_L1)
        text = Words::tr("target rate held");
    return stopped ? Words::tr("%1, stopped early").arg(text) : text;
}

} // namespace models
