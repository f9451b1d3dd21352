#include "archive/pipeline.h"

#include "archive/pipeline_p.h"

#include "archive/limits.h"
#include "base/clock.h"
#include "library/library.h"
#include "net/fetcher.h"

#include <QThread>

namespace archive {

using namespace std::chrono_literals;

Pipeline::Private::Private(Pipeline& pipeline, library::Library& library, net::Fetcher& fetcher,
                           secrets::CredentialStore& credentials, base::Clock& clock, const CaptureSettings& chosen)
    : q(pipeline)
    , m_library(library)
    , m_fetcher(fetcher)
    , m_clock(clock)
    , m_workers(static_cast<int>(workersLimit.standard))
    , m_tools{fetcher, credentials, clock, m_workers, m_imageGate}
    , m_feeder(library, clock, this)
    , m_committer(library, this)
    , m_batch(this)
    , m_counts(library, this) {
    setSettings(chosen);
    connect(&m_fetcher, &net::Fetcher::progressed, this, &Private::passOn);
    connect(&m_batch, &UpdateBatch::ready, &q, &Pipeline::jobsChanged);
    connect(&m_counts, &CountReader::countsRead, &q, &Pipeline::countsChanged);
    connect(&m_feeder, &JobFeeder::claimed, this, &Private::begin);
    connect(&m_feeder, &JobFeeder::claimFailed, this, &Private::haltForDisk);
    connect(&m_feeder, &JobFeeder::claimEnded, this, [this] { takeClaimEnd(); });
    connect(&m_feeder, &JobFeeder::due, this, &Private::feedSoon);
    connect(&m_library, &library::Library::damaged, this, &Private::haltForDamage);
    connect(&m_committer, &Committer::committed, this, &Private::takeCommitted);
    connect(&m_committer, &Committer::refused, this, &Private::haltForDisk);
    connect(&m_committer, &Committer::accepted, this, &Private::goOnWithDisk);
}

Pipeline::Private::~Private() {
    qDeleteAll(m_captures);
}

void Pipeline::Private::start() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_stage != Stage::Made)
        return;
    m_counts.read();
    if (m_library.readOnly()) {
        m_stage = Stage::Running;
        sayHalt();
        sayWhenIdle();
        return;
    }
    // What a crash left running waits again before anything is taken.
    m_library.write(
        this, [](library::Stores& stores) { return stores.jobs.recover(); },
        [this](const base::Result<int>& result) {
            if (m_stage != Stage::Made)
                return;
            m_stage = Stage::Running;
            if (!result)
                haltForDisk(result.error());
            sayHalt();
            feedSoon();
        });
}

void Pipeline::Private::wake() {
    m_idleSaid = false;
    feedSoon();
}

void Pipeline::Private::setOnly(const QSet<qint64>& jobs) {
    m_feeder.setOnly(jobs);
    m_counts.setOnly(jobs);
    wake();
}

void Pipeline::Private::setPaused(bool wanted) {
    if (m_paused == wanted)
        return;
    m_paused = wanted;
    Q_EMIT q.pausedChanged(wanted);
    sayHalt();
    wake();
}

void Pipeline::Private::setHeld(const QString& why) {
    if (std::exchange(m_held, why) == why)
        return;
    sayHalt();
    wake();
}

void Pipeline::Private::setSettings(const CaptureSettings& chosen) {
    m_settings = chosen;
    m_limit.choose(chosen.limit);
    applyLimit();
    feedSoon();
}

// ---- taking jobs ----------------------------------------------------------------------------------------------------

// Once from the event loop, however much has changed until then.
void Pipeline::Private::feedSoon() {
    if (m_feedPosted)
        return;
    m_feedPosted = true;
    QMetaObject::invokeMethod(
        this, [this] { feed(); }, Qt::QueuedConnection);
}

bool Pipeline::Private::mayStart() const {
    return m_stage == Stage::Running && halt() == Halt::None;
}

void Pipeline::Private::feed() {
    m_feedPosted = false;
    if (!mayStart()) {
        sayWhenIdle();
        return;
    }
    if (m_feeder.isClaiming()) {
        m_changedMeanwhile = true;
        return;
    }
    const Room free = room();
    if (free.captures > 0)
        m_feeder.claim(free);
}

void Pipeline::Private::takeClaimEnd() {
    if (m_stage == Stage::Stopping)
        finishStop();
    else if (std::exchange(m_changedMeanwhile, false))
        feedSoon();
    else
        sayWhenIdle();
}

// Places in the request queue bound what may start; so does the work behind it, for a capture holds its body until the
// commit.
Room Pipeline::Private::room() {
    Room free;
    free.hostLimit = m_settings.hostLimit;
    int fetching = 0;
    for (const Capture* capture : std::as_const(m_captures)) {
        const bool fetches = capture->phase() == Phase::Fetching || capture->phase() == Phase::Waiting;
        fetching += fetches ? 1 : 0;
        if (fetches || capture->phase() == Phase::Images)
            ++free.busy[capture->job().host];
    }
    const QStringList slowed = m_slowed.names(m_clock.monotonic());
    for (const QString& host : slowed)
        free.busy[host] = free.hostLimit;
    const int behind = static_cast<int>(m_captures.size()) - fetching + m_committer.size();
    free.captures = std::min(m_limit.current() - fetching, 2 * m_limit.current() + 8 - fetching - behind);
    return free;
}

void Pipeline::Private::begin(const QList<library::Job>& jobs) {
    if (m_stage != Stage::Running)
        return;
    if (m_disk)
        goOnWithDisk();
    m_idleSaid = false;
    for (const library::Job& job : jobs) {
        delete m_captures.take(job.id);
        auto* capture = new Capture(job, m_tools, m_settings, nullptr);
        m_captures.insert(job.id, capture);
        connect(capture, &Capture::changed, this, [this, capture] { m_batch.add(capture->update()); });
        connect(capture, &Capture::authenticationWanted, &q, &Pipeline::authenticationWanted);
        connect(capture, &Capture::ended, this,
                [this, capture](const std::shared_ptr<CaptureEnd>& end) { take(capture, end); });
        connect(
            capture, &Capture::hostSlowed, this,
            [this, capture](const QString& host, std::chrono::milliseconds wait) { slowHost(*capture, host, wait); });
        capture->begin();
    }
}

void Pipeline::Private::sayWhenIdle() {
    const bool written = m_committer.isIdle() || (m_disk && !m_committer.isWriting());
    if (m_idleSaid || m_stage != Stage::Running || !m_captures.isEmpty() || m_feeder.isClaiming() || !written)
        return;
    m_idleSaid = true;
    m_batch.flush();
    Q_EMIT q.idle();
}

// ---- captures -------------------------------------------------------------------------------------------------------

void Pipeline::Private::take(Capture* capture, const std::shared_ptr<CaptureEnd>& end) {
    m_captures.remove(capture->job().id);
    capture->deleteLater();
    if (end->noDescriptors)
        restForDescriptors();
    m_committer.commit(capture->update(), end);
    feedSoon();
}

void Pipeline::Private::takeCommitted(const JobUpdate& update, const library::Committed& result) {
    JobUpdate last = update;
    if (result.page > 0) {
        last.phase = Phase::Ended;
        last.job.page = result.page;
        last.job.state = result.snapshot > 0 ? library::JobState::Done : library::JobState::Failed;
        if (result.snapshot > 0)
            Q_EMIT q.captured(result.page);
    } else {
        last.phase = Phase::Waiting;
        last.job.state = library::JobState::Waiting;
        last.advice.clear(); // it is being followed already
    }
    m_batch.add(last);
    feedSoon();
}

void Pipeline::Private::cancel(const QList<qint64>& jobs) {
    Q_ASSERT(QThread::currentThread() == thread());
    // On disk first: what comes to its end meanwhile finds its job cancelled and stores nothing.
    m_library.write(
        this,
        [jobs](library::Stores& stores) -> base::Result<QList<library::Job>> {
            const auto cancelled = stores.jobs.cancel(jobs);
            if (!cancelled)
                return cancelled.error();
            return stores.jobs.rows(cancelled->mid(0, 1000));
        },
        [this, jobs](const base::Result<QList<library::Job>>& result) {
            if (!result) {
                haltForDisk(result.error());
                return;
            }
            drop(jobs);
            takeCancelled(*result);
        });
}

void Pipeline::Private::drop(const QList<library::JobId>& jobs) {
    for (const library::JobId job : jobs)
        delete m_captures.take(job);
    feedSoon();
}

void Pipeline::Private::takeCancelled(const QList<library::Job>& jobs) {
    for (const library::Job& job : jobs)
        m_batch.add({.job = job, .phase = Phase::Ended, .received = 0, .total = -1, .advice = {}});
}

void Pipeline::Private::passOn(const net::FetchProgress& progress) {
    for (Capture* capture : std::as_const(m_captures)) {
        if (capture->owns(progress.id)) {
            capture->setReceived(progress.received, progress.total);
            return;
        }
    }
}

// ---- the class of the header ----------------------------------------------------------------------------------------

Pipeline::Pipeline(library::Library& library, net::Fetcher& fetcher, secrets::CredentialStore& credentials,
                   base::Clock& clock, const CaptureSettings& settings)
    : d(std::make_unique<Private>(*this, library, fetcher, credentials, clock, settings)) {
    qRegisterMetaType<QList<JobUpdate>>();
    qRegisterMetaType<library::JobCounts>();
    qRegisterMetaType<Halt>();
    qRegisterMetaType<AuthenticationWanted>();
}

Pipeline::~Pipeline() = default;

void Pipeline::start() {
    d->start();
}

void Pipeline::wake() {
    Q_ASSERT(QThread::currentThread() == thread());
    d->wake();
}

void Pipeline::setOnly(const QSet<qint64>& jobs) {
    Q_ASSERT(QThread::currentThread() == thread());
    d->setOnly(jobs);
}

void Pipeline::setPaused(bool paused) {
    Q_ASSERT(QThread::currentThread() == thread());
    d->setPaused(paused);
}

void Pipeline::setHeld(const QString& why) {
    Q_ASSERT(QThread::currentThread() == thread());
    d->setHeld(why);
}

void Pipeline::setSettings(const CaptureSettings& settings) {
    Q_ASSERT(QThread::currentThread() == thread());
    d->setSettings(settings);
}

void Pipeline::cancel(const QList<qint64>& jobs) {
    d->cancel(jobs);
}

void Pipeline::stop() {
    d->stop();
}

} // namespace archive
