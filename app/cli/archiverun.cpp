#include "cli/archiverun.h"

#include "cli/console.h"
#include "cli/linklist.h"
#include "formats/frontmatter.h"
#include "formats/importer.h"
#include "library/library.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QLocale>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qint64 postponedWaitMs = 120'000;
constexpr int lookAgainMs = 500;
constexpr std::chrono::seconds stopWait(10);

bool outlasts(const QDateTime& due, qint64 waitedMs) {
    return waitedMs + QDateTime::currentDateTimeUtc().msecsTo(due) > postponedWaitMs;
}

} // namespace

ArchiveRun::ArchiveRun(const ArchiveParts& parts, const ArchiveOptions& options, Console& console)
    : m_parts(parts)
    , m_options(options)
    , m_console(console) {
    archive::Pipeline* pipeline = &m_parts.pipeline;
    connect(pipeline, &archive::Pipeline::jobsChanged, this, &ArchiveRun::take);
    connect(pipeline, &archive::Pipeline::idle, this, &ArchiveRun::lookAtWhatIsLeft);
    connect(pipeline, &archive::Pipeline::haltChanged, this, &ArchiveRun::takeHalt);
    connect(pipeline, &archive::Pipeline::countsChanged, this, [this](const library::JobCounts& counts) {
        m_console.progress(Words::tr("%1 archived · %2 failed · %3 running · %4 waiting")
                               .arg(QString::number(m_archived), QString::number(m_failed),
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

ArchiveRun::~ArchiveRun() {
    m_stopped = true;
    m_places.release();
    if (m_input)
        m_input->end();
    m_reader.reset();
}

int ArchiveRun::run() {
    SignalWatcher signalWatcher;
    connect(&signalWatcher, &SignalWatcher::arrived, this, [this](int number) {
        m_status = worse(m_status, 128 + number);
        if (m_ended)
            return finish(); // asked twice
        m_console.message(Words::tr("Interrupted: what was running waits again."));
        end();
    });
    m_elapsed.start();
    if (m_options.from == QLatin1String("-"))
        m_input.emplace();
    m_reader = std::make_unique<formats::Worker>();
    m_reader->post([this] { readFile(); });
    return QCoreApplication::exec();
}

// On the reader's thread: a batch at a time, two under way at most.
void ArchiveRun::readFile() {
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
        summary = readLinks(m_options.from, handIn);
    QMetaObject::invokeMethod(
        this,
        [this, summary] {
            if (!summary)
                return fail(summary.error());
            tellWhatWasRead(m_options.from, *summary, m_console);
            if (summary->badLines > 0)
                m_status = worse(m_status, SomeFailed);
            m_wholeRead = true;
            goOnWhenAdded();
        },
        Qt::QueuedConnection);
}

void ArchiveRun::add(const QList<formats::FoundLink>& links) {
    ++m_adding;
    m_parts.library.write(
        this,
        [links, ifKept = m_options.ifKept](library::Stores& stores) -> base::Result<Added> {
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
            const auto added = stores.jobs.add(jobs, ifKept);
            if (!added)
                return added.error();
            result.counts = *added;
            // Those that waited already are done in this run too.
            const auto waiting = stores.jobs.findWaiting(texts);
            if (!waiting)
                return waiting.error();
            for (const library::Job& job : *waiting)
                result.ids << job.id;
            return result;
        },
        [this, links](const base::Result<Added>& added) { takeAdded(links, added); });
}

void ArchiveRun::takeAdded(const QList<formats::FoundLink>& links, const base::Result<Added>& added) {
    --m_adding;
    m_places.release();
    if (m_ended)
        return;
    if (!added)
        return fail(added.error());
    for (const library::JobId id : added->ids)
        m_only.insert(id);
    QSet<QString> told;
    for (const formats::FoundLink& link : links) {
        if (!link.user.isEmpty())
            m_logins << link;
        if (!added->kept.contains(link.link) || told.contains(link.link))
            continue;
        told.insert(link.link);
        ++m_kept;
        if (m_options.json)
            m_console.json({{QStringLiteral("link"), link.link}, {QStringLiteral("state"), QStringLiteral("kept")}});
        else
            m_console.fields({QStringLiteral("kept"), link.link});
    }
    goOnWhenAdded();
}

void ArchiveRun::goOnWhenAdded() {
    if (m_ended || m_started || !m_wholeRead || m_adding > 0)
        return;
    m_started = true;
    if (m_options.retryFailed)
        retryFailed();
    else
        start();
}

void ArchiveRun::retryFailed() {
    m_parts.library.write(
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
        [this](const base::Result<QList<library::JobId>>& failed) {
            if (!failed)
                return fail(failed.error());
            for (const library::JobId id : *failed)
                m_only.insert(id);
            start();
        });
}

// What waited before is not this run's, and is not forgotten.
void ArchiveRun::start() {
    if (m_ended)
        return;
    if (m_options.everything())
        return beginWithLogins();
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
                m_console.message(
                    Words::tr("%1 older links wait: tidemark-cli archive, without any link, does them.").arg(older));
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
    if (m_logins.isEmpty())
        return begin();
    keepLogins(m_parts.credentials, m_logins, this, [this, begin](KeptLogins kept) {
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
        print(update.job, update.advice);
    }
    m_console.flush();
}

void ArchiveRun::print(const library::Job& job, const QString& advice) {
    const bool isDone = job.state == library::JobState::Done;
    ++(isDone ? m_archived : m_failed);
    m_bytes += job.bytes;
    if (!isDone)
        m_status = worse(m_status, SomeFailed);
    if (m_options.json) {
        m_console.json({{QStringLiteral("link"), job.link},
                        {QStringLiteral("hash_url"), QString::fromLatin1(formats::hashOfLink(job.link))},
                        {QStringLiteral("state"), QString::fromLatin1(library::jobStateName(job.state))},
                        {QStringLiteral("number"), job.page},
                        {QStringLiteral("title"), job.title},
                        {QStringLiteral("status"), job.status},
                        {QStringLiteral("error_kind"), QString::fromLatin1(job.errorKind)},
                        {QStringLiteral("error"), job.errorText},
                        {QStringLiteral("bytes"), job.bytes},
                        {QStringLiteral("duration_ms"), job.durationMs}});
    } else if (isDone) {
        m_console.fields({QStringLiteral("archived"), job.link, job.title});
    } else {
        const QString reason = job.errorText.isEmpty() ? QString::fromLatin1(job.errorKind) : job.errorText;
        m_console.fields({QString::fromLatin1(library::jobStateName(job.state)), job.link,
                          advice.isEmpty() || reason.contains(advice) ? reason : QString(reason % u' ' % advice)});
    }
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
            m_console.verbose(Words::tr("%1 links wait until their hosts want to be asked again.").arg(counts.waiting));
    }
    const bool tooLong = due ? outlasts(*due, m_postponed.elapsed()) : m_postponed.elapsed() > postponedWaitMs;
    if (tooLong)
        return end();
    m_again.start();
}

void ArchiveRun::takeHalt(archive::Halt halt, const QString& sentence) {
    if (m_ended || halt == archive::Halt::None || halt == archive::Halt::Stopped)
        return;
    m_console.message(sentence);
    if (halt == archive::Halt::NoDescriptors)
        return;
    m_status = worse(m_status, LibraryTrouble);
    end();
}

void ArchiveRun::fail(const base::Error& error) {
    if (m_ended)
        return;
    m_console.message(error.message);
    m_status = worse(m_status, statusOf(error));
    end();
}

// What is being stored is let come to its end, so that each outcome on disk is also said.
void ArchiveRun::end() {
    if (std::exchange(m_ended, true))
        return;
    m_again.stop();
    m_stopped = true;
    m_places.release();
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
    const qint64 left = m_counts.waiting;
    if (left > 0)
        m_status = worse(m_status, SomeFailed);
    QString text = Words::tr("%1 archived, %2 failed").arg(QString::number(m_archived), QString::number(m_failed));
    if (m_kept > 0)
        text += Words::tr(", %1 kept already").arg(m_kept);
    if (left > 0)
        text += Words::tr(", %1 left waiting: do them later with tidemark-cli archive").arg(left);
    if (m_archived + m_failed + m_kept + left == 0 && m_status == AllWell)
        text = Words::tr("Nothing is waiting");
    else if (m_archived + m_failed > 0)
        text += Words::tr(" (%1 in %2 s)")
                    .arg(QLocale().formattedDataSize(m_bytes),
                         QString::number(double(m_elapsed.elapsed()) / 1000.0, 'f', 1));
    m_console.message(QString(text % u'.'));
    QCoreApplication::exit(m_status);
}

} // namespace cli
