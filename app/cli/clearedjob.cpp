#include "cli/clearedjob.h"

namespace cli {

base::Result<library::Job> clearedJob(library::Stores& stores, const QString& link, const QDateTime& since) {
    library::Job job;
    job.link = link;
    job.state = library::JobState::Cancelled;
    const auto page = stores.pages.find(link);
    if (!page)
        return job;
    const auto captures = stores.snapshots.captures(*page);
    if (!captures)
        return captures.error();
    if (captures->isEmpty() || captures->first().finishedAt < since)
        return job;
    const library::CaptureRow& capture = captures->first();
    const auto shown = stores.pages.page(*page);
    job.state = capture.outcome == "stored" ? library::JobState::Done : library::JobState::Failed;
    job.page = *page;
    job.title = shown ? shown->title : QString();
    job.status = capture.status;
    job.errorKind = capture.errorKind;
    job.errorText = capture.errorText;
    job.bytes = capture.bytes;
    job.durationMs = capture.durationMs;
    return job;
}

} // namespace cli
