#include "ui/archive/jobcommands.h"

#include "archive/pipeline.h"
#include "archive/settings.h"
#include "library/library.h"
#include "models/joblistmodel.h"

#include <memory>

namespace ui {

JobCommands::JobCommands(const Core& core, models::JobListModel& jobs, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_jobs(jobs)
    , m_paused(archive::loadPaused(core.settingsFile)) {}

void JobCommands::wake() {
    QMetaObject::invokeMethod(&m_core.pipeline, &archive::Pipeline::wake, Qt::QueuedConnection);
    m_jobs.refresh();
}

void JobCommands::retry(const QList<library::JobId>& jobs) {
    if (jobs.isEmpty())
        return;
    m_core.library.write(
        this, [jobs](library::Stores& stores) { return stores.jobs.retry(jobs); },
        [this](const base::Result<int>& retried) {
            if (retried)
                wake();
            else
                Q_EMIT failed(retried.error().message);
        });
}

void JobCommands::retryFailed() {
    m_core.library.write(
        this, [](library::Stores& stores) { return stores.jobs.retryFailed(); },
        [this](const base::Result<int>& retried) {
            if (!retried) {
                Q_EMIT failed(retried.error().message);
                return;
            }
            Q_EMIT said(tr("%Ln failed link(s) wait again.", nullptr, *retried));
            wake();
        });
}

void JobCommands::cancel(const QList<library::JobId>& jobs) {
    if (jobs.isEmpty())
        return;
    QMetaObject::invokeMethod(
        &m_core.pipeline, [pipeline = &m_core.pipeline, jobs] { pipeline->cancel(jobs); }, Qt::QueuedConnection);
}

void JobCommands::setPaused(bool paused) {
    if (paused == m_paused)
        return;
    m_paused = paused;
    QMetaObject::invokeMethod(
        &m_core.pipeline, [pipeline = &m_core.pipeline, paused] { pipeline->setPaused(paused); }, Qt::QueuedConnection);
    const auto saved = archive::savePaused(m_core.settingsFile, paused);
    if (!saved)
        Q_EMIT failed(saved.error().message);
    Q_EMIT pausedChanged(paused);
}

void JobCommands::clearFinished() {
    auto before = std::make_shared<library::JobCounts>();
    m_core.library.write(
        this,
        [before](library::Stores& stores) {
            *before = stores.jobs.counts().valueOr({});
            return stores.jobs.clearFinished();
        },
        [this, before](const base::Result<QList<library::Job>>& cleared) {
            if (!cleared) {
                Q_EMIT failed(cleared.error().message);
                return;
            }
            if (cleared->isEmpty())
                return;
            m_cleared = *cleared;
            m_jobs.refresh();
            Q_EMIT undoChanged();
            Q_EMIT said(clearedText(*before));
        });
}

QString JobCommands::clearedText(const library::JobCounts& before) const {
    const qint64 ended = before.done + before.failed + before.cancelled;
    const auto rows = static_cast<int>(qMax<qint64>(ended, m_cleared.size())); // m_cleared has the first ones only
    return before.done == ended && ended >= m_cleared.size()
               ? tr("%Ln row(s) cleared. Their pages are still in the Library.", nullptr, rows)
               : tr("%Ln row(s) cleared.", nullptr, rows);
}

void JobCommands::undoClear() {
    const QList<library::Job> jobs = std::exchange(m_cleared, {});
    Q_EMIT undoChanged();
    m_core.library.write(
        this, [jobs](library::Stores& stores) { return stores.jobs.restore(jobs); },
        [this](const base::Result<void>& restored) {
            if (!restored)
                Q_EMIT failed(restored.error().message);
            m_jobs.refresh();
        });
}

} // namespace ui
