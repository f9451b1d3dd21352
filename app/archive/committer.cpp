#include "archive/committer.h"

#include "archive/advice.h"
#include "archive/errors.h"
#include "library/errors.h"
#include "library/library.h"

#include <QThread>

#include <algorithm>

namespace archive {

namespace {

// The job may have been cancelled while its capture was under way: then nothing is stored.
base::Result<bool> stillRuns(library::Stores& stores, library::JobId id) {
    const auto rows = stores.jobs.rows({id});
    if (!rows)
        return rows.error();
    return !rows->isEmpty() && rows->constFirst().state == library::JobState::Running;
}

base::Result<library::Committed> store(library::Stores& stores, library::JobId id, const CaptureEnd& end) {
    const auto runs = stillRuns(stores, id);
    if (!runs)
        return runs.error();
    if (!*runs)
        return library::Committed{};
    switch (end.way) {
    case CaptureEnd::Way::Stored:
        return stores.snapshots.commitCapture(id, end.record, end.snapshot);
    case CaptureEnd::Way::Failed:
        return stores.snapshots.commitFailure(id, end.record);
    case CaptureEnd::Way::Later:
        if (auto postponed = stores.jobs.postpone(id, end.notBefore, end.attempts, end.setback); !postponed)
            return postponed.error();
        break;
    case CaptureEnd::Way::PutBack:
        if (auto back = stores.jobs.putBack({id}); !back)
            return back.error();
        break;
    }
    return library::Committed{.page = -1};
}

// Errors that pass, or that a person can do something about, without the capture being at fault.
bool isOfTheDisk(const base::Error& error) {
    return error.kind == library::libraryFull || error.kind == library::libraryReadOnly ||
           error.kind == library::libraryLocked || error.kind == library::libraryDamaged ||
           error.kind == library::libraryScarce;
}

} // namespace

Committer::Committer(library::Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library) {}

void Committer::commit(const JobUpdate& update, std::shared_ptr<CaptureEnd> end) {
    std::vector<net::BudgetLease> leases = std::move(end->leases);
    Entry entry{update, std::move(end), std::move(leases)};
    if (m_kept.empty())
        write(std::move(entry));
    else
        m_kept.push_back(std::move(entry));
}

void Committer::write(Entry entry) {
    Q_ASSERT(QThread::currentThread() == thread());
    const quint64 number = ++m_number;
    const auto work = [id = entry.update.job.id, end = entry.end](library::Stores& stores) {
        return store(stores, id, *end);
    };
    m_open.emplace(number, std::move(entry));
    m_library.write(this, work,
                    [this, number](const base::Result<library::Committed>& result) { take(number, result); });
}

void Committer::take(quint64 number, const base::Result<library::Committed>& result) {
    const auto found = m_open.find(number);
    Entry entry = std::move(found->second);
    m_open.erase(found);
    if (!result) {
        takeRefusal(std::move(entry), result.error());
        return;
    }
    if (result->page == 0)
        Q_EMIT dropped(entry.update.job.id);
    else
        Q_EMIT committed(entry.update, *result);
    Q_EMIT accepted();
}

// A snapshot that the library refuses for a reason of its own becomes a failed capture, so that the link has its
// outcome.
void Committer::takeRefusal(Entry entry, const base::Error& error) {
    if (isOfTheDisk(error) || entry.end->way != CaptureEnd::Way::Stored) {
        m_kept.push_back(std::move(entry));
        Q_EMIT refused(error);
        return;
    }
    const auto failure = std::make_shared<CaptureEnd>();
    failure->way = CaptureEnd::Way::Failed;
    failure->record = entry.end->record;
    failure->record.outcome = "failed";
    failure->record.errorKind = notStored;
    failure->record.errorText = error.message;
    entry.end = failure;
    entry.update.job.errorKind = notStored;
    entry.update.job.errorText = error.message;
    entry.update.advice = adviceFor(notStored);
    write(std::move(entry));
}

// One goes first; the others follow when it went through (see accepted()).
void Committer::retryNow() {
    if (m_kept.empty() || isWriting())
        return;
    Entry entry = std::move(m_kept.front());
    m_kept.pop_front();
    write(std::move(entry));
}

void Committer::dropAll() {
    m_kept.clear();
}

bool Committer::holds(library::JobId job) const {
    const auto isJob = [job](const Entry& entry) { return entry.update.job.id == job; };
    return std::any_of(m_open.begin(), m_open.end(), [&](const auto& open) { return isJob(open.second); }) ||
           std::any_of(m_kept.begin(), m_kept.end(), isJob);
}

} // namespace archive
