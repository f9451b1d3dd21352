#include "cli/archiverun.h"

#include "cli/archiveoutcomes.h"
#include "cli/console.h"
#include "cli/logins.h"
#include "library/library.h"
#include "signalwatcher.h"

#include <QCoreApplication>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qint64 postponedWaitMs = 120'000;
constexpr int lookAgainMs = 500;
constexpr std::chrono::seconds stopWait(10);

} // namespace

bool outlasts(const std::optional<QDateTime>& due, qint64 waitedMs) {
    const qint64 still = due ? QDateTime::currentDateTimeUtc().msecsTo(*due) : 0;
    return waitedMs + still > postponedWaitMs;
}

ArchiveRun::ArchiveRun(const ArchiveParts& parts, LinkFeed& feed, const ArchiveOptions& options,
                       ArchiveOutcomes& outcomes, Console& console)
    : m_parts(parts)
    , m_outcomes(outcomes)
    , m_console(console)
    , m_intake(parts.library, feed, options, outcomes)
    , m_everything(options.everything()) {
    connect(&m_intake, &JobIntake::handedIn, this, &ArchiveRun::start);
    connect(&m_intake, &JobIntake::failed, this, &ArchiveRun::fail);
    archive::Pipeline* pipeline = &m_parts.pipeline;
    connect(pipeline, &archive::Pipeline::jobsChanged, this, &ArchiveRun::take);
    connect(pipeline, &archive::Pipeline::idle, this, &ArchiveRun::lookAtWhatIsLeft);
    connect(pipeline, &archive::Pipeline::haltChanged, this, &ArchiveRun::takeHalt);
    connect(pipeline, &archive::Pipeline::countsChanged, this, [this](const library::JobCounts& counts) {
        m_console.progress(Words::tr("%1 archived · %2 failed · %3 running · %4 waiting")
                               .arg(QString::number(m_outcomes.archived()), QString::number(m_outcomes.failed()),
                                    QString::number(counts.running), QString::number(counts.waiting)));
    });
    connect(pipeline, &archive::Pipeline::authenticationWanted, this,
            [this](const archive::AuthenticationWanted& wanted) {
                m_console.message(
                    Words::tr("%1 wants a name and a password: give the link as https://name:password@host/….")
                        .arg(wanted.origin));
            });
    connect(pipeline, &archive::Pipeline::stopped, this, &ArchiveRun::countWhatIsLeft);
    m_again.setInterval(lookAgainMs);
    connect(&m_again, &QTimer::timeout, this, &ArchiveRun::lookAtWhatIsLeft);
}

int ArchiveRun::run() {
    SignalWatcher signalWatcher;
    connect(&signalWatcher, &SignalWatcher::arrived, this, [this](int number) {
        m_outcomes.worsen(128 + number);
        if (m_ended)
            return finish(); // asked twice
        m_console.message(m_intake.hasAll() ? Words::tr("Interrupted: what was running waits again.")
                                            : Words::tr("Interrupted: the links were not read to their end; those "
                                                        "that were wait, the others were not taken in."));
        end();
    });
    m_intake.start();
    return QCoreApplication::exec();
}

// What waited before is not this run's, and is not forgotten.
void ArchiveRun::start() {
    if (m_ended)
        return;
    m_started = true;
    if (m_everything)
        return beginWithLogins();
    m_only = m_intake.jobs();
    if (m_only.isEmpty())
        return end();
    m_parts.library.read(
        library::ReadLane::Lists, this, [](library::Stores& stores) { return stores.jobs.counts(); },
        [this](const base::Result<library::JobCounts>& counts) {
            if (!counts)
                return fail(counts.error());
            const qint64 older = counts->waiting + counts->running - m_only.size();
            if (older <= 0)
                m_only.clear(); // all that waits is ours: nobody needs to look it up in a list of a million
            else
                m_console.message(Words::tr("%Ln older link(s) wait: tidemark-cli archive, without any link, does "
                                            "what waits.",
                                            nullptr, int(older)));
            beginWithLogins();
        });
}

void ArchiveRun::beginWithLogins() {
    if (m_ended)
        return;
    const auto begin = [this] {
        QMetaObject::invokeMethod(&m_parts.pipeline, [pipeline = &m_parts.pipeline, only = m_only] {
            pipeline->setOnly(only);
            pipeline->start();
        });
    };
    if (m_intake.logins().isEmpty())
        return begin();
    keepLogins(m_parts.credentials, m_intake.logins(), this, [this, begin](KeptLogins kept) {
        if (kept.inSession > 0)
            m_console.message(
                Words::tr("There is no keychain here: names and passwords are kept until this run ends."));
        begin();
    });
}

void ArchiveRun::take(const QList<archive::JobUpdate>& updates) {
    for (const archive::JobUpdate& update : updates) {
        if (update.phase != archive::Phase::Ended || m_printed.contains(update.job.id))
            continue;
        m_printed.insert(update.job.id);
        m_postponed.invalidate();
        m_outcomes.add(update.job);
    }
    m_console.flush();
}

void ArchiveRun::lookAtWhatIsLeft() {
    if (m_ended || !m_started)
        return;
    struct Left {
        library::JobCounts counts;
        std::optional<QDateTime> due;
    };
    m_parts.library.read(
        library::ReadLane::Lists, this,
        [only = m_only](library::Stores& stores) -> base::Result<Left> {
            const auto counts = only.isEmpty() ? stores.jobs.counts() : stores.jobs.counts(only);
            const auto due = stores.jobs.nextDue(only);
            if (!counts || !due)
                return counts ? due.error() : counts.error();
            return Left{*counts, *due};
        },
        [this](const base::Result<Left>& left) {
            if (!left)
                return fail(left.error());
            takeLeft(left->counts, left->due);
        });
}

void ArchiveRun::takeLeft(const library::JobCounts& counts, const std::optional<QDateTime>& due) {
    if (m_ended)
        return;
    m_counts = counts;
    if (counts.waiting + counts.running == 0)
        return end();
    if (counts.running > 0) {
        m_postponed.invalidate();
        return m_again.start();
    }
    if (!m_postponed.isValid()) {
        m_postponed.start();
        if (due)
            m_console.verbose(
                Words::tr("%Ln link(s) wait until their hosts want to be asked again.", nullptr, int(counts.waiting)));
    }
    if (outlasts(due, m_postponed.elapsed()))
        return end();
    m_again.start();
}

void ArchiveRun::takeHalt(archive::Halt halt, const QString& sentence) {
    if (m_ended || halt == archive::Halt::None || halt == archive::Halt::Stopped)
        return;
    m_console.message(sentence);
    if (halt == archive::Halt::NoDescriptors || halt == archive::Halt::Held)
        return;
    m_outcomes.worsen(LibraryTrouble);
    end();
}

void ArchiveRun::fail(const base::Error& error) {
    if (m_ended)
        return;
    m_console.message(error.message);
    m_outcomes.worsen(statusOf(error));
    end();
}

// What is being stored is let come to its end, so that each outcome on disk is also said.
void ArchiveRun::end() {
    if (std::exchange(m_ended, true))
        return;
    m_again.stop();
    m_intake.stop();
    if (!m_started)
        m_only = m_intake.jobs();
    m_console.flush();
    QMetaObject::invokeMethod(&m_parts.pipeline, &archive::Pipeline::stop);
    QTimer::singleShot(stopWait, this, &ArchiveRun::finish);
}

void ArchiveRun::countWhatIsLeft() {
    m_parts.library.read(
        library::ReadLane::Lists, this,
        [only = m_only](library::Stores& stores) {
            return only.isEmpty() ? stores.jobs.counts() : stores.jobs.counts(only);
        },
        [this](const base::Result<library::JobCounts>& counts) {
            if (counts)
                m_counts = *counts;
            finish();
        });
}

void ArchiveRun::finish() {
    if (std::exchange(m_finished, true))
        return;
    QCoreApplication::exit(m_outcomes.finish(m_counts.waiting, Words::tr("do them later with tidemark-cli archive")));
}

} // namespace cli
