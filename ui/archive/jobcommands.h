#pragma once

#include "library/types.h"
#include "ui/core.h"

#include <QObject>

namespace models {
class JobListModel;
}

namespace ui {

// What a person may do with jobs. Each is written by the library, the pipeline is told, and the list reads it again.
class JobCommands : public QObject {
    Q_OBJECT

public:
    JobCommands(const Core& core, models::JobListModel& jobs, QObject* parent = nullptr);

    void retry(const QList<library::JobId>& jobs);
    void retryFailed();
    void cancel(const QList<library::JobId>& jobs);
    void setPaused(bool paused); // kept over a restart
    bool paused() const { return m_paused; }
    void clearFinished();
    bool canUndo() const { return !m_cleared.isEmpty(); }
    void undoClear();

Q_SIGNALS:
    void pausedChanged(bool paused);
    void undoChanged();
    void said(const QString& sentence); // what came of it
    void failed(const QString& sentence);

private:
    void wake();
    QString clearedText(const library::JobCounts& before) const;

    Core m_core;
    models::JobListModel& m_jobs;
    QList<library::Job> m_cleared;
    bool m_paused;
};

} // namespace ui
