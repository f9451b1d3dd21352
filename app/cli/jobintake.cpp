#include "cli/jobintake.h"

#include "cli/archiveoutcomes.h"
#include "cli/console.h"
#include "cli/linklist.h"
#include "formats/importer.h"
#include "library/library.h"

namespace cli {

JobIntake::JobIntake(library::Library& library, const ArchiveOptions& options, ArchiveOutcomes& outcomes,
                     Console& console)
    : m_library(library)
    , m_options(options)
    , m_outcomes(outcomes)
    , m_console(console)
    , m_jobs(options.jobs) {}

JobIntake::~JobIntake() {
    stop();
    if (m_input)
        m_input->end();
    m_reader.reset();
}

void JobIntake::start() {
    if (m_options.from == QLatin1String("-"))
        m_input.emplace();
    m_reader = std::make_unique<formats::Worker>();
    m_reader->post([this] { readLinks(); });
}

void JobIntake::stop() {
    m_stopped = true;
    m_places.release();
}

// On the reader's thread: a batch at a time, two under way at most.
void JobIntake::readLinks() {
    const auto handIn = [this](const QList<formats::FoundLink>& links) {
        m_places.acquire();
        if (m_stopped)
            return false;
        QMetaObject::invokeMethod(
            this, [this, links] { add(links); }, Qt::QueuedConnection);
        return true;
    };
    if (!m_options.links.isEmpty())
        handIn(m_options.links);
    base::Result<formats::LinkFileSummary> summary = formats::LinkFileSummary();
    if (!m_options.from.isEmpty() && !m_stopped)
        summary = cli::readLinks(m_options.from, handIn);
    QMetaObject::invokeMethod(
        this, [this, summary] { takeRead(summary); }, Qt::QueuedConnection);
}

void JobIntake::takeRead(const base::Result<formats::LinkFileSummary>& summary) {
    if (m_stopped)
        return;
    if (!summary) {
        Q_EMIT failed(summary.error());
        return;
    }
    if (!m_options.from.isEmpty())
        tellWhatWasRead(m_options.from, *summary, m_console);
    if (summary->badLines > 0)
        m_outcomes.worsen(SomeFailed);
    m_wholeRead = true;
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
    m_places.release();
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
