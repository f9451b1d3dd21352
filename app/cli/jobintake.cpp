#include "cli/jobintake.h"

#include "cli/archiveoutcomes.h"
#include "cli/linkfeed.h"
#include "formats/importer.h"
#include "library/library.h"

namespace cli {

namespace {

constexpr int batchesUnderWay = 2;

} // namespace

JobIntake::JobIntake(library::Library& library, LinkFeed& feed, const ArchiveOptions& options,
                     ArchiveOutcomes& outcomes)
    : m_library(library)
    , m_feed(feed)
    , m_options(options)
    , m_outcomes(outcomes)
    , m_jobs(options.jobs) {
    connect(&m_feed, &LinkFeed::read, this, &JobIntake::add);
    connect(&m_feed, &LinkFeed::ended, this, &JobIntake::takeEnd);
}

JobIntake::~JobIntake() {
    stop();
}

void JobIntake::start() {
    for (int i = 0; i < batchesUnderWay; ++i)
        m_feed.want();
    if (!m_options.unsent.isEmpty())
        add(std::exchange(m_options.unsent, {}));
}

void JobIntake::stop() {
    m_stopped = true;
    m_feed.stop();
}

void JobIntake::takeEnd(const base::Result<void>& whole) {
    if (m_stopped || std::exchange(m_wholeRead, true))
        return;
    if (!whole) {
        Q_EMIT failed(whole.error());
        return;
    }
    goOnWhenAdded();
}

base::Result<JobIntake::Added> JobIntake::added(library::Stores& stores, const QList<formats::FoundLink>& links,
                                                library::IfKept ifKept) {
    QList<library::NewJob> jobs;
    QStringList texts;
    for (const formats::FoundLink& link : links) {
        jobs << formats::jobOf(link);
        texts << link.link;
    }
    Added result;
    if (ifKept == library::IfKept::Skip) {
        const auto kept = stores.pages.kept(texts);
        if (!kept)
            return kept.error();
        result.kept = *kept;
    }
    if (const auto made = stores.jobs.add(jobs, ifKept); !made)
        return made.error();
    // Those that waited already are done in this run too.
    const auto waiting = stores.jobs.findWaiting(texts);
    if (!waiting)
        return waiting.error();
    for (const library::Job& job : *waiting)
        result.ids << job.id;
    return result;
}

void JobIntake::add(const QList<formats::FoundLink>& links) {
    ++m_adding;
    m_library.write(
        this, [links, ifKept = m_options.ifKept](library::Stores& stores) { return added(stores, links, ifKept); },
        [this, links](const base::Result<Added>& added) { takeAdded(links, added); });
}

void JobIntake::takeAdded(const QList<formats::FoundLink>& links, const base::Result<Added>& added) {
    --m_adding;
    if (m_stopped)
        return;
    if (!added) {
        Q_EMIT failed(added.error());
        return;
    }
    for (const library::JobId id : added->ids)
        m_jobs.insert(id);
    QSet<QString> told;
    for (const formats::FoundLink& link : links) {
        if (!link.user.isEmpty())
            m_logins << link;
        if (!added->kept.contains(link.link) || told.contains(link.link))
            continue;
        told.insert(link.link);
        m_outcomes.addKept(link.link);
    }
    if (!m_wholeRead)
        m_feed.want();
    goOnWhenAdded();
}

void JobIntake::goOnWhenAdded() {
    if (m_stopped || !m_wholeRead || m_adding > 0)
        return;
    if (std::exchange(m_options.retryFailed, false))
        retryFailed();
    else
        Q_EMIT handedIn();
}

void JobIntake::retryFailed() {
    m_library.write(
        this,
        [](library::Stores& stores) -> base::Result<QList<library::JobId>> {
            library::JobQuery query;
            query.state = library::JobState::Failed;
            auto failed = stores.jobs.ids(query);
            if (!failed)
                return failed.error();
            if (const auto retried = stores.jobs.retryFailed(); !retried)
                return retried.error();
            return failed;
        },
        [this](const base::Result<QList<library::JobId>>& retried) {
            if (m_stopped)
                return;
            if (!retried) {
                Q_EMIT failed(retried.error());
                return;
            }
            for (const library::JobId id : *retried)
                m_jobs.insert(id);
            Q_EMIT handedIn();
        });
}

} // namespace cli
