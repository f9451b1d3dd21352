#pragma once

#include "archive/pipeline.h"

#include <QTimer>

namespace archive {

// Gathers what changed about jobs, the latest of each, and hands it on five times a second at most.
class UpdateBatch : public QObject {
    Q_OBJECT

public:
    explicit UpdateBatch(QObject* parent);
    void add(const JobUpdate& update);
    void flush();

Q_SIGNALS:
    void ready(const QList<archive::JobUpdate>& updates);

private:
    QHash<library::JobId, JobUpdate> m_pending;
    QTimer m_timer;
};

} // namespace archive
