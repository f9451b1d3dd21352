#include "archive/intake.h"

#include "formats/importer.h"
#include "library/stores.h"

#include <algorithm>

namespace archive {

base::Result<TakenIn> takeIn(library::Stores& stores, const QList<formats::FoundLink>& links, library::IfKept ifKept) {
    QList<library::NewJob> jobs;
    QStringList texts;
    for (const formats::FoundLink& link : links) {
        jobs << formats::jobOf(link);
        texts << link.link;
    }
    TakenIn taken;
    if (ifKept == library::IfKept::Skip) {
        const auto kept = stores.pages.kept(texts);
        if (!kept)
            return kept.error();
        taken.kept = *kept;
    }
    if (const auto made = stores.jobs.add(jobs, ifKept); !made)
        return made.error();
    const auto waiting = stores.jobs.findWaiting(texts);
    if (!waiting)
        return waiting.error();
    for (const library::Job& job : *waiting)
        taken.jobs << job.id;
    return taken;
}

base::Result<QList<library::JobId>> retryFailed(library::Stores& stores) {
    library::JobQuery query;
    query.state = library::JobState::Failed;
    const auto before = stores.jobs.ids(query);
    if (!before)
        return before.error();
    if (const auto retried = stores.jobs.retryFailed(); !retried)
        return retried.error();
    const auto after = stores.jobs.ids(query);
    if (!after)
        return after.error();
    QList<library::JobId> retried;
    std::set_difference(before->begin(), before->end(), after->begin(), after->end(), std::back_inserter(retried));
    return retried;
}

} // namespace archive
