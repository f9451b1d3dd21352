#include "cli/handedjobs.h"

#include "cli/archiveoutcomes.h"
#include "cli/console.h"
#include "library/stores.h"

#include <QCoreApplication>

#include <algorithm>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qsizetype jobsALook = 1'000;

// With the seed of this process: nobody can write a link that passes for another.
quint64 hashOf(const QString& link) {
    return quint64(qHash(link, QHashSeed::globalSeed()));
}

bool hasEnded(library::JobState state) {
    return state != library::JobState::Waiting && state != library::JobState::Running;
}

} // namespace

HandedJobs::HandedJobs(ArchiveOutcomes& outcomes, Console& console)
    : m_outcomes(outcomes)
    , m_console(console) {}

void HandedJobs::add(const QList<library::JobId>& ids) {
    const auto before = m_open.size();
    m_open += ids;
    const auto middle = m_open.begin() + before;
    std::sort(middle, m_open.end());
    if (before > 0 && before < m_open.size() && *middle <= *(middle - 1)) // most often they are the newest
        std::inplace_merge(m_open.begin(), middle, m_open.end());
    m_open.erase(std::unique(m_open.begin(), m_open.end()), m_open.end());
}

base::Result<void> HandedJobs::begin(library::Stores& stores) {
    const auto mark = stores.snapshots.lastCapture();
    if (!mark)
        return mark.error();
    m_mark = *mark;
    return {};
}

base::Result<QList<formats::FoundLink>>
HandedJobs::notYetHanded(library::Stores& stores, const QList<formats::FoundLink>& links, library::IfKept ifKept) {
    QStringList texts;
    for (const formats::FoundLink& link : links)
        texts << link.link;
    const auto waiting = stores.jobs.findWaiting(texts);
    if (!waiting)
        return waiting.error();
    QSet<QString> passed;
    QSet<QString> waits;
    for (const library::Job& job : *waiting)
        (holds(job.id) ? passed : waits).insert(job.link);
    const auto captured = stores.pages.capturedAfter(texts, m_mark);
    if (!captured)
        return captured.error();
    for (const library::Job& job : *captured) {
        if (!passed.contains(job.link) && !waits.contains(job.link))
            tell(job);
    }
    QSet<QString> kept;
    if (ifKept == library::IfKept::Skip) {
        const auto all = stores.pages.kept(texts);
        if (!all)
            return all.error();
        kept = *all;
    }
    QList<formats::FoundLink> rest;
    for (const formats::FoundLink& link : links) {
        if (passed.contains(link.link) || isTold(link.link))
            continue;
        passed.insert(link.link);
        if (!kept.contains(link.link)) {
            rest << link;
            continue;
        }
        m_outcomes.addKept(link.link);
        setTold(link.link);
    }
    return rest;
}

base::Result<void> HandedJobs::addAll(library::Stores& stores, library::JobState state) {
    library::JobQuery query;
    query.state = state;
    const auto ids = stores.jobs.ids(query);
    if (!ids)
        return ids.error();
    add(*ids);
    return {};
}

bool HandedJobs::holds(library::JobId id) const {
    return std::binary_search(m_open.begin(), m_open.end(), id);
}

bool HandedJobs::isTold(const QString& link) const {
    return m_told.contains(hashOf(link));
}

void HandedJobs::setTold(const QString& link) {
    m_told.insert(hashOf(link));
}

void HandedJobs::tell(const library::Job& ended) {
    if (isTold(ended.link))
        return;
    m_outcomes.add(ended);
    setTold(ended.link);
}

base::Result<void> HandedJobs::look(library::Stores& stores) {
    QList<library::JobId> ended;
    QList<library::JobId> gone;
    QList<library::JobId> open;
    m_someMayGoOn = false;
    m_due.reset();
    auto next = m_open.cbegin();
    const auto read = stores.jobs.standings(m_open, [&](const library::JobStanding& job) {
        for (; *next != job.id; ++next)
            gone << *next;
        ++next;
        (hasEnded(job.state) ? ended : open) << job.id;
        if (hasEnded(job.state))
            return;
        m_someMayGoOn = m_someMayGoOn || job.state == library::JobState::Running || !job.notBefore;
        if (job.notBefore && (!m_due || *job.notBefore < *m_due))
            m_due = job.notBefore;
    });
    if (!read)
        return read;
    gone += QList<library::JobId>(next, m_open.cend());
    m_open = open;
    if (const auto told = tellEnded(stores, ended, gone); !told)
        return told;
    std::sort(gone.begin(), gone.end());
    return tellGone(stores, gone);
}

// Between two statements the window may clear its list or capture again: those that are not there any more are `gone`,
// those that wait again are open.
base::Result<void> HandedJobs::tellEnded(library::Stores& stores, const QList<library::JobId>& ended,
                                         QList<library::JobId>& gone) {
    QList<library::JobId> again;
    for (qsizetype at = 0; at < ended.size(); at += jobsALook) {
        const QList<library::JobId> some = ended.mid(at, jobsALook);
        const auto jobs = stores.jobs.rows(some);
        if (!jobs)
            return jobs.error();
        auto next = some.cbegin();
        for (const library::Job& job : *jobs) {
            for (; *next != job.id; ++next)
                gone << *next;
            ++next;
            if (hasEnded(job.state))
                tell(job);
            else
                again << job.id;
        }
        gone += QList<library::JobId>(next, some.cend());
    }
    m_someMayGoOn = m_someMayGoOn || !again.isEmpty();
    add(again);
    return {};
}

// Cleared from the window's list. That may be undone between two statements, so what is found nowhere is looked for
// once more.
base::Result<void> HandedJobs::tellGone(library::Stores& stores, const QList<library::JobId>& gone) {
    QSet<library::JobId> lost(gone.begin(), gone.end());
    const auto read = stores.jobs.cleared(gone, [&](const library::Job& job) {
        lost.remove(job.id);
        tell(job);
    });
    if (!read)
        return read;
    const qsizetype before = lost.size();
    QList<library::JobId> again;
    for (const library::JobId id : std::as_const(lost)) {
        if (!m_lost.contains(id))
            again << id;
    }
    m_lost = QSet<library::JobId>(again.begin(), again.end());
    add(again);
    if (const qsizetype unknown = before - again.size(); unknown > 0) {
        m_console.message(Words::tr("%Ln link(s) were cleared from the window's list before their outcome was read; "
                                    "tidemark-cli show tells it.",
                                    nullptr, int(unknown)));
        m_outcomes.worsen(SomeFailed);
    }
    return {};
}

} // namespace cli
