#include "models/jobwords.h"

#include "models/flagwords.h"
#include "models/format.h"
#include "models/joblistmodel.h"

#include <QCoreApplication>
#include <QLocale>

namespace models {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};
} // namespace

QString stateWord(library::JobState state) {
    switch (state) {
    case library::JobState::Waiting:
        return Words::tr("Waiting");
    case library::JobState::Running:
        return Words::tr("Running");
    case library::JobState::Done:
        return Words::tr("Archived");
    case library::JobState::Failed:
        return Words::tr("Failed");
    case library::JobState::Cancelled:
        return Words::tr("Cancelled");
    }
    return {};
}

QString phaseWord(archive::Phase phase) {
    switch (phase) {
    case archive::Phase::Fetching:
        return Words::tr("Fetching");
    case archive::Phase::Reading:
        return Words::tr("Reading");
    case archive::Phase::Images:
        return Words::tr("Pictures");
    case archive::Phase::Storing:
        return Words::tr("Storing");
    case archive::Phase::Waiting:
    case archive::Phase::Ended:
        break;
    }
    return Words::tr("Running");
}

QString columnWord(int column) {
    switch (column) {
    case JobListModel::State:
        return Words::tr("State");
    case JobListModel::Page:
        return Words::tr("Page");
    case JobListModel::Host:
        return Words::tr("Site");
    case JobListModel::Progress:
        return Words::tr("Progress");
    case JobListModel::Size:
        return Words::tr("Size");
    case JobListModel::Time:
        return Words::tr("Took");
    case JobListModel::Outcome:
        return Words::tr("What happened");
    default:
        return {};
    }
}

QString jobToolTip(const library::Job& job, const QString& advice, bool withLink) {
    QStringList lines;
    if (withLink) {
        if (!job.title.isEmpty())
            lines << oneLine(job.title);
        lines << oneLine(job.link);
    } else {
        lines << stateWord(job.state);
    }
    if (!job.errorText.isEmpty() && job.state == library::JobState::Failed)
        lines << oneLine(job.errorText);
    if (job.state == library::JobState::Waiting && !job.errorText.isEmpty())
        lines << Words::tr("Attempt %1: %2").arg(QLocale().toString(job.attempts), oneLine(job.errorText));
    if (job.state == library::JobState::Done)
        lines << flagSentence(job.flag) << flagAdvice(job.flag);
    if (!advice.isEmpty())
        lines << oneLine(advice);
    if (job.finishedAt)
        lines << exactTime(*job.finishedAt);
    else if (job.notBefore)
        lines << Words::tr("Not before %1").arg(exactTime(*job.notBefore));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace models
