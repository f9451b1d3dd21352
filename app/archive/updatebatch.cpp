#include "archive/updatebatch.h"

namespace archive {

UpdateBatch::UpdateBatch(QObject* parent)
    : QObject(parent)
    , m_timer(this) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(200);
    connect(&m_timer, &QTimer::timeout, this, &UpdateBatch::flush);
}

void UpdateBatch::add(const JobUpdate& update) {
    m_pending.insert(update.job.id, update);
    if (!m_timer.isActive())
        m_timer.start();
}

void UpdateBatch::flush() {
    m_timer.stop();
    if (m_pending.isEmpty())
        return;
    const QList<JobUpdate> updates = m_pending.values();
    m_pending.clear();
    Q_EMIT ready(updates);
}

} // namespace archive
