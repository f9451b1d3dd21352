#include "cli/jobintake.h"

#include "cli/archiveoutcomes.h"
#include "cli/linkfeed.h"
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

void JobIntake::add(const QList<formats::FoundLink>& links) {
    ++m_adding;
    m_library.write(
        this,
        [links, ifKept = m_options.ifKept](library::Stores& stores) { return archive::takeIn(stores, links, ifKept); },
        [this, links](const base::Result<archive::TakenIn>& taken) { takeAdded(links, taken); });
}

void JobIntake::takeAdded(const QList<formats::FoundLink>& links, const base::Result<archive::TakenIn>& taken) {
    --m_adding;
    if (m_stopped)
        return;
    if (!taken) {
        Q_EMIT failed(taken.error());
        return;
    }
    for (const library::JobId id : taken->jobs)
        m_jobs.insert(id);
    QSet<QString> told;
    for (const formats::FoundLink& link : links) {
        if (!link.user.isEmpty())
            m_logins << link;
        if (!taken->kept.contains(link.link) || told.contains(link.link))
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
        this, [](library::Stores& stores) { return archive::retryFailed(stores); },
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
