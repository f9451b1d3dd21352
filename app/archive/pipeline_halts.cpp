// What slows the pipeline or halts it, and how it goes on.
#include "archive/pipeline_p.h"

#include "base/clock.h"
#include "library/errors.h"
#include "library/library.h"
#include "net/fetcher.h"

#include <QCoreApplication>
#include <QThread>

namespace archive {

using namespace std::chrono_literals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(archive)
};

constexpr auto descriptorRest = 1s;
constexpr auto limitRaise = 10s;
constexpr auto diskProbe = 5s;
constexpr auto longWait = 5s; // of a slowed host: what waits for it gives its place to others

net::FetchOptions fetchOptions(const CaptureSettings& settings, int limit) {
    net::FetchOptions options;
    options.limit = limit;
    options.hostLimit = settings.hostLimit;
    options.connectTimeout = std::chrono::milliseconds(settings.connectTimeoutMs);
    options.idleTimeout = std::chrono::milliseconds(settings.idleTimeoutMs);
    options.userAgent = (settings.userAgent.isEmpty() ? standardUserAgent() : settings.userAgent).toUtf8();
    options.proxyMode = static_cast<net::FetchOptions::ProxyMode>(settings.proxy);
    options.proxy = QUrl(settings.proxyAddress);
    options.memoryBudget = settings.memoryBudget;
    return options;
}

} // namespace

void Pipeline::Private::slowHost(const Capture& capture, const QString& host, std::chrono::milliseconds wait) {
    m_fetcher.slowHost(host, wait);
    const QString jobHost = capture.job().host;
    if (QUrl(capture.job().link).host(QUrl::FullyEncoded) != host)
        return;
    m_slowed.rest(jobHost, m_clock.monotonic() + wait);
    m_clock.callAfter(wait, this, [this] { feedSoon(); });
    if (wait < longWait)
        return;
    QList<Capture*> waiting;
    for (Capture* other : std::as_const(m_captures)) {
        if (other != &capture && other->job().host == jobHost && other->phase() == Phase::Fetching)
            waiting << other;
    }
    for (Capture* other : waiting)
        other->putBack();
}

// Fewer at a time, after a moment; the jobs concerned wait on disk again.
void Pipeline::Private::restForDescriptors() {
    if (m_resting)
        return;
    m_resting = true;
    const bool wasLowered = m_limit.isLowered();
    m_limit.lower();
    applyLimit();
    sayHalt();
    m_clock.callAfter(descriptorRest, this, [this] {
        m_resting = false;
        sayHalt();
        feedSoon();
    });
    if (!wasLowered)
        m_clock.callAfter(limitRaise, this, [this] { raiseLimit(); });
}

void Pipeline::Private::raiseLimit() {
    if (!m_limit.isLowered())
        return;
    m_limit.raise();
    applyLimit();
    feedSoon();
    if (m_limit.isLowered())
        m_clock.callAfter(limitRaise, this, [this] { raiseLimit(); });
}

void Pipeline::Private::applyLimit() {
    m_fetcher.setOptions(fetchOptions(m_settings, m_limit.current()));
    m_imageGate.setPlaces(std::max(2, m_limit.current() / 4));
}

void Pipeline::Private::haltForDisk(const base::Error& error) {
    if (m_stage == Stage::Stopping) {
        finishStop();
        return;
    }
    m_disk = error;
    sayHalt();
    sayWhenIdle();
    if (!std::exchange(m_probing, true))
        m_clock.callAfter(diskProbe, this, [this] { probeDisk(); });
}

// Met by whoever reads the library: nothing new starts, before a capture's commit finds out.
void Pipeline::Private::haltForDamage(const QString& reason) {
    if (m_stage == Stage::Running)
        haltForDisk({library::libraryDamaged, reason});
}

// The next thing that has to be written shows whether there is room again.
void Pipeline::Private::probeDisk() {
    m_probing = m_disk && m_stage == Stage::Running;
    if (!m_probing)
        return;
    m_clock.callAfter(diskProbe, this, [this] { probeDisk(); });
    if (m_committer.isKeeping())
        m_committer.retryNow();
    else if (!m_paused && m_held.isEmpty() && !m_resting)
        m_feeder.claim(room());
}

// A write went through. What had to be kept goes next, one after the other; only after it is there room again.
void Pipeline::Private::goOnWithDisk() {
    if (m_stage == Stage::Stopping) {
        finishStop();
        return;
    }
    if (m_committer.isKeeping()) {
        m_committer.retryNow();
        return;
    }
    if (!m_disk)
        return;
    m_disk.reset();
    sayHalt();
    feedSoon();
}

Halt Pipeline::Private::halt() const {
    if (m_stage == Stage::Stopped)
        return Halt::Stopped;
    if (m_library.readOnly() || (m_disk && m_disk->kind == library::libraryReadOnly))
        return Halt::ReadOnly;
    if (m_disk)
        return m_disk->kind == library::libraryScarce ? Halt::NoDescriptors : Halt::DiskFull;
    if (m_resting)
        return Halt::NoDescriptors;
    if (m_paused)
        return Halt::Paused;
    return m_held.isEmpty() ? Halt::None : Halt::Held;
}

QString Pipeline::Private::haltSentence(Halt halt) const {
    switch (halt) {
    case Halt::None:
    case Halt::Stopped:
        return {};
    case Halt::Held:
        return m_held;
    case Halt::Paused:
        return Words::tr("Paused: nothing new starts.");
    case Halt::ReadOnly:
        return m_library.readOnly() ? m_library.readOnlyReason() : m_disk->message;
    case Halt::DiskFull:
        return m_disk->kind == library::libraryFull
                   ? Words::tr(
                         "The disk is full. Waiting links stay where they are; archiving goes on when there is room.")
                   : m_disk->message;
    case Halt::NoDescriptors:
        return Words::tr(
            "This program may open no more files or connections for now. Fewer links go at once; none is lost.");
    }
    return {};
}

void Pipeline::Private::sayHalt() {
    const Halt now = halt();
    if (now == m_said)
        return;
    m_said = now;
    Q_EMIT q.haltChanged(now, haltSentence(now));
}

void Pipeline::Private::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_stage == Stage::Stopping || m_stage == Stage::PuttingBack)
        return;
    if (m_stage == Stage::Stopped) {
        Q_EMIT q.stopped();
        return;
    }
    m_stage = Stage::Stopping;
    qDeleteAll(std::exchange(m_captures, {}));
    m_committer.dropAll();
    finishStop();
}

// Commits under way end first; then all that still runs on disk waits again.
void Pipeline::Private::finishStop() {
    if (m_stage != Stage::Stopping || m_feeder.isClaiming() || m_committer.isWriting())
        return;
    m_stage = Stage::PuttingBack;
    const auto end = [this](const base::Result<int>&) {
        m_stage = Stage::Stopped;
        m_batch.flush();
        sayHalt();
        Q_EMIT q.stopped();
    };
    if (m_library.readOnly())
        QMetaObject::invokeMethod(
            this, [end] { end(0); }, Qt::QueuedConnection);
    else
        m_library.write(
            this, [](library::Stores& stores) { return stores.jobs.recover(); }, end);
}

} // namespace archive
