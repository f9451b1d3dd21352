#include "models/jobrow.h"

#include "models/flagwords.h"
#include "models/format.h"
#include "models/joblistmodel.h"
#include "models/jobwords.h"
#include "models/setback.h"

#include <QCoreApplication>
#include <QLocale>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

// "example.org:443" is where requests go; people need the port only where it is not the scheme's own.
QString hostText(const library::Job& job) {
    const bool secure = job.link.startsWith(QLatin1String("https:"), Qt::CaseInsensitive);
    QString host = job.host;
    const QLatin1String standard(secure ? ":443" : ":80");
    if (host.endsWith(standard))
        host.chop(standard.size());
    return oneLine(host, 100);
}

QString outcomeText(const library::Job& job) {
    if (job.state == library::JobState::Waiting)
        return waitText(job, QDateTime::currentDateTimeUtc());
    if (job.state == library::JobState::Done)
        return flagSentence(job.flag);
    if (job.state == library::JobState::Failed)
        return oneLine(job.errorText.isEmpty() ? QString::fromLatin1(job.errorKind) : job.errorText);
    return {};
}

// 0…1, −1 unknown
double shareOf(const library::Job& job, const JobLive* live) {
    if (job.state != library::JobState::Running || !live || live->total <= 0 || live->phase != archive::Phase::Fetching)
        return -1;
    return qBound(0.0, static_cast<double>(live->received) / static_cast<double>(live->total), 1.0);
}

QString text(const library::Job& job, const JobLive* known, int column) {
    const JobLive live = known ? *known : JobLive();
    const bool running = job.state == library::JobState::Running;
    switch (column) {
    case JobListModel::State:
        return running ? phaseWord(live.phase) : stateWord(job.state);
    case JobListModel::Page:
        return job.title.isEmpty() ? oneLine(job.link) : oneLine(job.title);
    case JobListModel::Host:
        return hostText(job);
    case JobListModel::Progress:
        return shareOf(job, known) >= 0 ? percentText(shareOf(job, known)) : QString();
    case JobListModel::Size:
        return running ? (live.received > 0 ? sizeText(live.received) : QString())
                       : (job.bytes > 0 ? sizeText(job.bytes) : QString());
    case JobListModel::Time:
        return job.durationMs > 0 && ended(job.state) ? durationText(std::chrono::milliseconds(job.durationMs))
                                                      : QString();
    case JobListModel::Outcome:
        return outcomeText(job);
    default:
        return {};
    }
}

// A row to those who hear it: what it is, and what became of it.
QString spoken(const library::Job& job, const JobLive* live) {
    const QString said =
        QString(text(job, live, JobListModel::State) + QStringLiteral(": ") + text(job, live, JobListModel::Page));
    const QString outcome = outcomeText(job);
    return outcome.isEmpty() ? said : QString(said + QStringLiteral(". ") + outcome);
}

} // namespace

bool ended(library::JobState state) {
    return state == library::JobState::Done || state == library::JobState::Failed ||
           state == library::JobState::Cancelled;
}

library::JobSort jobSort(int column) {
    switch (column) {
    case JobListModel::State:
    case JobListModel::Progress:
        return library::JobSort::State;
    case JobListModel::Page:
        return library::JobSort::Link;
    case JobListModel::Host:
        return library::JobSort::Host;
    case JobListModel::Size:
        return library::JobSort::Size;
    case JobListModel::Time:
        return library::JobSort::Duration;
    case JobListModel::Outcome:
        return library::JobSort::Finished;
    default:
        return library::JobSort::Added;
    }
}

QVariant jobData(const JobRow& row, const JobLive* live, int column, int role) {
    const library::Job& job = row.job;
    switch (role) {
    case Qt::DisplayRole:
        return text(job, live, column);
    case Qt::ToolTipRole:
        return plainToolTip(jobToolTip(job, row.advice, column == JobListModel::Page));
    case Qt::AccessibleTextRole:
        return column == JobListModel::Page ? spoken(job, live) : text(job, live, column);
    case JobListModel::StateRole:
        return int(job.state);
    case JobListModel::PhaseRole:
        return int(live ? live->phase : archive::Phase::Waiting);
    case JobListModel::LinkRole:
        return job.link;
    case JobListModel::TitleRole:
        return oneLine(job.title);
    case JobListModel::PageRole:
        return job.page;
    case JobListModel::ShareRole:
        return shareOf(job, live);
    case JobListModel::AdviceRole:
        return oneLine(row.advice);
    case JobListModel::FlagRole:
        return job.flag;
    default:
        return {};
    }
}

} // namespace models
