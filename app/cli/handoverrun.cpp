#include "cli/handoverrun.h"

#include "archive/settings.h"
#include "cli/archiveoutcomes.h"
#include "cli/archiverun.h"
#include "cli/clearedjob.h"
#include "cli/console.h"
#include "cli/linklist.h"
#include "services.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qsizetype linksAMessage = 500;
constexpr int jobsALook = 1'000;
constexpr qint64 lookAgainMs = 250;
constexpr qint64 longestPauseMs = 5'000;
constexpr qint64 takenWithinMs = 30'000; // a link that the window made no job of by then is not taken

// A link for the window's own parser, with what was cut off it: it goes over a socket of this user alone.
QString wholeLink(const formats::FoundLink& link) {
    if (link.user.isEmpty())
        return link.link;
    const auto encoded = [](const QString& text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    const qsizetype host = link.link.indexOf(QLatin1String("//")) + 2;
    return QString(link.link.left(host) % encoded(link.user) % u':' % encoded(link.password) % u'@' %
                   link.link.mid(host));
}

bool hasEnded(library::JobState state) {
    return state != library::JobState::Waiting && state != library::JobState::Running;
}

} // namespace

HandoverRun::HandoverRun(const QString& libraryFile, const ArchiveOptions& options, ArchiveOutcomes& outcomes,
                         Console& console, std::function<bool()> takeOver)
    : m_file(libraryFile)
    , m_options(options)
    , m_outcomes(outcomes)
    , m_console(console)
    , m_takeOver(std::move(takeOver)) {
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &HandoverRun::look);
}

// ---- handing over ---------------------------------------------------------------------------------------------------

base::Result<void> HandoverRun::handOver() {
    auto opened = library::Library::open({.file = m_file, .mode = library::OpenMode::ReadOnly, .threads = false});
    if (!opened)
        return opened.error();
    m_library = *std::move(opened);
    m_since = QDateTime::currentDateTimeUtc();
    const auto last = stores().jobs.last();
    if (!last)
        return last.error();
    m_last = *last;
    if (m_options.retryFailed) {
        if (const auto watched = watchAll(library::JobState::Failed); !watched)
            return watched;
    }
    if (m_options.everything()) {
        for (const auto state : {library::JobState::Waiting, library::JobState::Running}) {
            if (const auto watched = watchAll(state); !watched)
                return watched;
        }
    }
    // Also with no link: it says whether a window is there.
    const auto failed = m_options.retryFailed ? Services::Failed::RetryFailed : Services::Failed::Left;
    if (const auto asked = Services::handOver(m_file, {}, failed); !asked)
        return asked;
    if (const auto given = give(m_options.links); !given)
        return given;
    return m_options.from.isEmpty() ? base::Result<void>() : giveFile();
}

base::Result<void> HandoverRun::giveFile() {
    base::Result<void> given;
    const auto read = readLinks(m_options.from, [&](const QList<formats::FoundLink>& links) {
        given = give(links);
        return bool(given);
    });
    if (!read)
        return read.error();
    tellWhatWasRead(m_options.from, *read, m_console);
    if (read->badLines > 0)
        m_outcomes.worsen(SomeFailed);
    return given;
}

base::Result<void> HandoverRun::give(const QList<formats::FoundLink>& links) {
    for (qsizetype at = 0; at < links.size(); at += linksAMessage) {
        QStringList texts;
        QHash<QString, formats::FoundLink> wanted;
        for (const formats::FoundLink& link : links.mid(at, linksAMessage)) {
            if (!m_taken.contains(link.link)) // the window would capture it again
                wanted.insert(link.link, link);
            m_taken.insert(link.link);
        }
        if (m_options.ifKept == library::IfKept::Skip) {
            const auto kept = stores().pages.kept(wanted.keys());
            if (!kept)
                return kept.error();
            for (const QString& link : *kept) {
                m_outcomes.addKept(link);
                wanted.remove(link);
            }
        }
        for (const formats::FoundLink& link : links.mid(at, linksAMessage)) {
            if (wanted.contains(link.link))
                texts << wholeLink(link);
        }
        texts.removeDuplicates();
        if (texts.isEmpty())
            continue;
        // Those that wait already get no job of their own.
        const auto waiting = stores().jobs.findWaiting(wanted.keys());
        if (!waiting)
            return waiting.error();
        if (const auto handed = Services::handOver(m_file, texts); !handed)
            return handed;
        m_handed += wanted.size();
        for (const library::Job& job : *waiting) {
            m_open.insert(job.id, {job.link, {}});
            wanted.remove(job.link);
        }
        m_given.insert(wanted);
    }
    return {};
}

base::Result<void> HandoverRun::watchAll(library::JobState state) {
    library::JobQuery query;
    query.state = state;
    const auto ids = stores().jobs.ids(query);
    if (!ids)
        return ids.error();
    for (qsizetype at = 0; at < ids->size(); at += jobsALook) {
        const auto jobs = stores().jobs.rows(ids->mid(at, jobsALook));
        if (!jobs)
            return jobs.error();
        for (const library::Job& job : *jobs)
            m_open.insert(job.id, {job.link, job.finishedAt});
    }
    return {};
}

// ---- waiting --------------------------------------------------------------------------------------------------------

HandoverRun::End HandoverRun::wait() {
    SignalWatcher signalWatcher;
    connect(&signalWatcher, &SignalWatcher::arrived, this, [this](int number) {
        m_outcomes.worsen(128 + number);
        tellWhatGoesOn();
        end(End::All);
    });
    if (archive::loadPaused(archive::standardSettingsFile()))
        m_console.message(Words::tr("The window is paused: nothing more is captured until you go on there."));
    m_taken.clear();
    m_quiet.start();
    QMetaObject::invokeMethod(this, &HandoverRun::look, Qt::QueuedConnection);
    QCoreApplication::exec();
    return m_end;
}

void HandoverRun::look() {
    QElapsedTimer took;
    took.start();
    // Asked before reading: what was stored until then is seen.
    const bool windowIsOpen = Services::windowIsOpen(m_file);
    const bool isOurs = !windowIsOpen && m_takeOver();
    for (const auto& done : {findNew(), findEnded()}) {
        if (done)
            continue;
        m_console.message(done.error().message);
        m_outcomes.worsen(statusOf(done.error()));
        return end(End::All);
    }
    m_console.flush();
    m_console.progress(Words::tr("%1 archived · %2 failed · %3 still to be done by the window")
                           .arg(QString::number(m_outcomes.archived()), QString::number(m_outcomes.failed()),
                                QString::number(m_open.size() + m_given.size())));
    if (m_open.isEmpty() && m_given.isEmpty())
        return end(End::All);
    if (isOurs) {
        m_console.message(Words::tr("The window was closed: the rest is done here."));
        return end(End::TakenOver);
    }
    if (isOver())
        return end(End::All);
    m_again.start(int(std::clamp(10 * took.elapsed(), lookAgainMs, longestPauseMs)));
}

// The jobs that the window made of what it was given.
base::Result<void> HandoverRun::findNew() {
    while (!m_given.isEmpty()) {
        const auto jobs = stores().jobs.after(m_last, jobsALook);
        if (!jobs)
            return jobs.error();
        for (const library::Job& job : *jobs) {
            m_last = job.id;
            if (m_given.remove(job.link) == 0)
                continue;
            m_open.insert(job.id, {job.link, {}});
            m_quiet.restart();
        }
        if (jobs->size() < jobsALook)
            break;
    }
    return {};
}

// What failed is retried in one step, and of each link one job at most: what is as it was after that stays so.
base::Result<void> HandoverRun::findEnded() {
    m_running = false;
    m_due.reset();
    bool someMayGoOn = false;
    bool retried = m_retried;
    const bool isLate = !m_retried && m_quiet.hasExpired(takenWithinMs);
    const QList<library::JobId> ids = m_open.keys();
    for (qsizetype at = 0; at < ids.size(); at += jobsALook) {
        const QList<library::JobId> some = ids.mid(at, jobsALook);
        const auto jobs = stores().jobs.rows(some);
        if (!jobs)
            return jobs.error();
        QSet<library::JobId> gone(some.begin(), some.end());
        for (const library::Job& job : *jobs) {
            gone.remove(job.id);
            const Open open = m_open.value(job.id);
            const bool isAsBefore = hasEnded(job.state) && open.before && job.finishedAt == open.before;
            retried = retried || (open.before && !isAsBefore);
            if (isAsBefore && (m_retried || isLate)) {
                m_open.remove(job.id);
                if (isLate)
                    m_given[job.link].link = job.link; // to be told as one that was not taken
                continue;
            }
            if (hasEnded(job.state) && !isAsBefore) {
                m_outcomes.add(job);
                m_open.remove(job.id);
                continue;
            }
            m_running = m_running || job.state == library::JobState::Running;
            someMayGoOn = someMayGoOn || !job.notBefore;
            if (job.notBefore && (!m_due || *job.notBefore < *m_due))
                m_due = job.notBefore;
        }
        for (const library::JobId id : gone) {
            const auto job = clearedJob(stores(), m_open.take(id).link, m_since);
            if (!job)
                return job.error();
            m_outcomes.add(*job);
        }
    }
    if (someMayGoOn)
        m_due.reset();
    m_retried = retried;
    return {};
}

// The window goes on with what is left, and nobody has to wait for it.
bool HandoverRun::isOver() {
    if (m_open.isEmpty() && m_quiet.hasExpired(takenWithinMs)) {
        for (const QString& link : m_given.keys())
            m_console.message(Words::tr("The window did not take this link: %1").arg(link));
        m_given.clear();
        m_outcomes.worsen(SomeFailed);
        return true;
    }
    if (!m_given.isEmpty() || m_running || !m_due) {
        m_postponed.invalidate();
        return false;
    }
    if (!m_postponed.isValid())
        m_postponed.start();
    return outlasts(m_due, m_postponed.elapsed());
}

void HandoverRun::tellWhatGoesOn() {
    m_console.message(
        Words::tr("Interrupted: the window goes on with %Ln link(s).", nullptr, int(m_open.size() + m_given.size())));
}

void HandoverRun::end(End how) {
    m_again.stop();
    m_end = how;
    if (how == End::All)
        m_outcomes.finish(m_open.size() + m_given.size(), Words::tr("the window does them later"));
    QCoreApplication::quit();
}

ArchiveOptions HandoverRun::rest() const {
    ArchiveOptions rest;
    rest.links = m_given.values();
    rest.retryFailed = m_options.retryFailed && !m_retried;
    for (auto job = m_open.keyBegin(); job != m_open.keyEnd(); ++job)
        rest.jobs.insert(*job);
    return rest;
}

} // namespace cli
