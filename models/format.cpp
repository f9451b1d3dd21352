#include "models/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

// Characters that would draw over, hide or turn round what stands beside them.
bool misleads(QChar c) {
    const char16_t u = c.unicode();
    return c.category() == QChar::Other_Control || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) ||
           u == 0x200E || u == 0x200F || u == 0x061C || u == 0xFEFF;
}

} // namespace

QString sizeText(qint64 bytes) {
    return bytes < 0 ? QString()
                     : QLocale().formattedDataSize(bytes, bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString durationText(std::chrono::milliseconds time) {
    const QLocale locale;
    const qint64 ms = time.count();
    if (ms < 1000)
        return Words::tr("%1 ms").arg(locale.toString(ms));
    if (ms < 60'000)
        return Words::tr("%1 s").arg(locale.toString(static_cast<double>(ms) / 1000, 'f', 1));
    const qint64 seconds = ms / 1000;
    if (seconds < 3600)
        return Words::tr("%1 min %2 s").arg(locale.toString(seconds / 60), locale.toString(seconds % 60));
    return Words::tr("%1 h %2 min").arg(locale.toString(seconds / 3600), locale.toString(seconds / 60 % 60));
}

QString timeLeftText(std::chrono::seconds time) {
    const qint64 seconds = time.count();
    if (seconds < 50)
        return Words::tr("less than a minute");
    if (seconds < 90 * 60)
        return Words::tr("about %n minute(s)", nullptr, static_cast<int>((seconds + 30) / 60));
    if (seconds < 36 * 3600)
        return Words::tr("about %n hour(s)", nullptr, static_cast<int>((seconds + 1800) / 3600));
    return Words::tr("about %n day(s)", nullptr, static_cast<int>(qMin<qint64>((seconds + 43'200) / 86'400, 9999)));
}

QString countText(qint64 count) {
    return QLocale().toString(count);
}

QString percentText(double share) {
    const double percent = share >= 1 ? 100 : qBound(0.0, std::floor(share * 100), 99.0);
    return Words::tr("%1 %").arg(QLocale().toString(percent, 'f', 0));
}

QString relativeTime(const QDateTime& when, const QDateTime& now) {
    const qint64 seconds = when.secsTo(now);
    if (seconds < 0 || seconds >= 7 * 86'400)
        return QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat);
    if (seconds < 60)
        return Words::tr("just now");
    if (seconds < 3600)
        return Words::tr("%n minute(s) ago", nullptr, static_cast<int>(seconds / 60));
    if (seconds < 86'400)
        return Words::tr("%n hour(s) ago", nullptr, static_cast<int>(seconds / 3600));
    return Words::tr("%n day(s) ago", nullptr, static_cast<int>(seconds / 86'400));
}

QString exactTime(const QDateTime& when) {
    const QDateTime local = when.toLocalTime();
    return Words::tr("%1, %2").arg(QLocale().toString(local.date(), QLocale::LongFormat),
                                   QLocale().toString(local.time(), QStringLiteral("HH:mm:ss")));
}

QString oneLine(const QString& text, int most) {
    QString line = text.left(4 * most).simplified();
    line.removeIf(misleads);
    if (line.size() > most)
        line = QString(line.left(most - 1) + QChar(0x2026));
    return line;
}

QString isolated(const QString& text) {
    return text.isEmpty() ? text : QString(QChar(0x2068) % text % QChar(0x2069));
}

QString plainToolTip(const QString& text) {
    return text.isEmpty() ? QString()
                          : QString(QStringLiteral("<div style=\"white-space:pre-wrap\">") + text.toHtmlEscaped() +
                                    QStringLiteral("</div>"));
}

} // namespace models
