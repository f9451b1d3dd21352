#include "models/setback.h"

#include <QCoreApplication>
#include <QLocale>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

constexpr qint64 inSeconds = 90; // longer waits are told in minutes

QString statusWord(int status) {
    switch (status) {
    case 408:
    case 504:
        return Words::tr("No answer in time (%1)");
    case 425:
        return Words::tr("Too early (%1)");
    case 429:
        return Words::tr("Too many requests (%1)");
    case 503:
        return Words::tr("Busy (%1)");
    default:
        return Words::tr("Trouble at the site (%1)");
    }
}

QString errorWord(const QByteArray& kind) {
    if (kind == "refused")
        return Words::tr("Refused");
    if (kind == "reset")
        return Words::tr("Connection lost");
    if (kind == "timeout" || kind == "connect-timeout" || kind == "idle-timeout")
        return Words::tr("No answer in time");
    if (kind == "name-lookup-failed")
        return Words::tr("Name not looked up");
    if (kind == "unreachable")
        return Words::tr("Not reachable");
    if (kind == "no-local-port")
        return Words::tr("No free port here");
    if (kind == "no-descriptors")
        return Words::tr("Too many files open here");
    return Words::tr("Could not be fetched");
}

} // namespace

QString setbackWord(const library::Job& job) {
    if (job.state != library::JobState::Waiting || (job.errorKind.isEmpty() && job.status == 0))
        return {};
    return job.status >= 400 ? statusWord(job.status).arg(job.status) : errorWord(job.errorKind);
}

QString waitText(const library::Job& job, const QDateTime& now) {
    if (job.state != library::JobState::Waiting)
        return {};
    const QString why = setbackWord(job);
    if (!job.notBefore)
        return why.isEmpty() ? QString() : Words::tr("%1, tries again in its turn").arg(why);
    const qint64 left = now.secsTo(*job.notBefore) + (now.msecsTo(*job.notBefore) % 1000 > 0 ? 1 : 0);
    if (left <= 0)
        return why.isEmpty() ? Words::tr("Tries again in its turn") : Words::tr("%1, tries again in its turn").arg(why);
    const QLocale locale;
    const QString time = left < inSeconds ? Words::tr("%1 s").arg(locale.toString(left))
                                          : Words::tr("%1 min").arg(locale.toString((left + 59) / 60));
    return why.isEmpty() ? Words::tr("Tries again in %1").arg(time) : Words::tr("%1, tries again in %2").arg(why, time);
}

} // namespace models
