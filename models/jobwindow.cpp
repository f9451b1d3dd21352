#include "models/jobwindow.h"

#include "archive/advice.h"
#include "library/errors.h"
#include "library/library.h"

#include <algorithm>

namespace models {

namespace {

constexpr int blockRows = 64;
constexpr int mostBlocks = 6; // read at once
constexpr int keptRows = 4096;
constexpr int mostRowsKnown = 20'000;
// A time left is told in seconds below this, then in minutes.
constexpr qint64 told = 90;
constexpr int everySecond = 1'000;
constexpr int nowAndThen = 15'000;

bool waitsForATime(const library::Job& job) {
    return job.state == library::JobState::Waiting && job.notBefore.has_value();
}

} // namespace

JobWindow::JobWindow(library::Library& library, const QList<library::JobId>& ids, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_ids(ids)
    , m_rows(keptRows) {
    m_soon.setSingleShot(true);
    m_countDown.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &JobWindow::read);
    connect(&m_countDown, &QTimer::timeout, this, &JobWindow::countDown);
}

const JobRow* JobWindow::at(int row) const {
    const library::JobId id = m_ids.value(row);
    if (m_rowOf.size() > mostRowsKnown)
        m_rowOf.clear();
    m_rowOf.insert(id, row);
    const JobRow* known = m_rows.object(id);
    if (!known || known->generation < m_generation)
        want(row);
    return known;
}

const JobLive* JobWindow::live(library::JobId id) const {
    const auto known = m_live.constFind(id);
    return known == m_live.constEnd() ? nullptr : &*known;
}

int JobWindow::rowOf(library::JobId id) const {
    const auto known = m_rowOf.constFind(id);
    return known != m_rowOf.constEnd() && m_ids.value(*known) == id ? *known : -1;
}

QList<int> JobWindow::rowsOf(const QSet<library::JobId>& ids) const {
    QList<int> rows;
    for (const library::JobId id : ids) {
        if (const int row = rowOf(id); row >= 0)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

void JobWindow::forgetPlaces() {
    m_rowOf.clear();
    m_wanted.clear();
}

void JobWindow::want(int row) const {
    const int block = row / blockRows;
    if (!m_wanted.isEmpty() && m_wanted.last() == block)
        return;
    m_wanted.removeOne(block);
    m_wanted.append(block);
    if (m_wanted.size() > mostBlocks)
        m_wanted.removeFirst(); // scrolled past: nobody looks there any more
    if (!m_reading && !m_soon.isActive())
        m_soon.start(0);
}

void JobWindow::read() {
    if (m_wanted.isEmpty() || m_reading)
        return;
    QList<library::JobId> ids;
    for (const int block : std::as_const(m_wanted))
        ids += m_ids.mid(block * blockRows, blockRows);
    m_wanted.clear();
    m_reading = true;
    m_library.read(
        library::ReadLane::Lists, this, [ids](library::Stores& stores) { return stores.jobs.rows(ids); },
        [this, generation = m_generation, ids](const base::Result<QList<library::Job>>& jobs) {
            m_reading = false;
            if (jobs)
                take(*jobs, generation);
            else if (jobs.error().kind == library::interrupted)
                Q_EMIT changed({ids.begin(), ids.end()}); // the views ask again
            else
                Q_EMIT failed(jobs.error().message);
            if (!m_wanted.isEmpty())
                m_soon.start(0);
        });
}

void JobWindow::take(const QList<library::Job>& jobs, quint64 generation) {
    QSet<library::JobId> read;
    for (const library::Job& job : jobs) {
        const JobRow* old = m_rows.object(job.id);
        // A live value is newer than what was read while it came.
        if (old && m_live.contains(job.id) && ended(job.state) == ended(old->job.state))
            continue;
        put(job, archive::adviceFor(job.errorKind, job.status), generation);
        read.insert(job.id);
    }
    Q_EMIT changed(read);
}

void JobWindow::put(const library::Job& job, const QString& advice, quint64 generation) {
    const bool failed = job.state == library::JobState::Failed; // else it is being followed already
    m_rows.insert(job.id, new JobRow{job, failed ? advice : QString(), generation});
    if (waitsForATime(job) && (!m_countDown.isActive() || m_countDown.remainingTime() > everySecond))
        m_countDown.start(everySecond);
}

bool JobWindow::apply(const QList<archive::JobUpdate>& updates) {
    QSet<library::JobId> updated;
    bool others = false;
    for (const archive::JobUpdate& update : updates) {
        const library::JobId id = update.job.id;
        const bool runs = update.job.state == library::JobState::Running;
        others = others || m_live.contains(id) != runs;
        if (runs)
            m_live.insert(id, {update.phase, update.received, update.total});
        else
            m_live.remove(id);
        if (m_rows.contains(id) || m_rowOf.contains(id))
            put(update.job, update.advice, m_generation);
        updated.insert(id);
    }
    Q_EMIT changed(updated);
    return others;
}

void JobWindow::countDown() {
    QSet<library::JobId> waiting;
    qint64 nearest = told;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const library::JobId id : m_rows.keys()) {
        const JobRow* row = m_rows.object(id);
        if (!waitsForATime(row->job))
            continue;
        waiting.insert(id);
        nearest = qMin(nearest, now.secsTo(*row->job.notBefore));
    }
    if (waiting.isEmpty())
        return;
    m_countDown.start(nearest < told && nearest >= -told ? everySecond : nowAndThen);
    Q_EMIT waitsGoOn(waiting);
}

} // namespace models
