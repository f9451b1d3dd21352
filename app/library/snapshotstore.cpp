#include "library/snapshotstore.h"

#include "library/capturewriter.h"
#include "library/errors.h"
#include "library/jobrow.h"
#include "library/transaction.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

base::Error noSuchSnapshot() {
    return {notFound, Words::tr("There is no such snapshot in the library.")};
}

// A capture ends only a job that still runs: one that was cancelled or put back meanwhile has its outcome already.
base::Result<Subject> runningJob(Database& database, JobId job) {
    Query query(database, "SELECT link, title, link_added_at, tags, note FROM job WHERE id = ? AND state = 1");
    if (!query.bind(job).next())
        return query.ok() ? base::Error{notFound, Words::tr("This job does not run any more.")} : query.error();
    return Subject{query.text(0), query.text(1), query.optionalTime(2), tagsFromText(query.text(3)), query.text(4)};
}

base::Result<void> endJob(Database& database, JobId job, JobState state, PageId page, const QString& title,
                          const CaptureRecord& capture) {
    return change(
        database,
        "UPDATE job SET state = ?2, not_before = NULL, finished_at = ?3, page = ?4, status = ?5, error_kind = ?6, "
        "error_text = ?7, bytes = ?8, duration_ms = ?9, attempts = ?10, "
        "title = CASE ?11 WHEN '' THEN title ELSE ?11 END WHERE id = ?1",
        job, qint64(state), capture.finishedAt, page, capture.status, capture.errorKind, capture.errorText,
        capture.bytes, durationOf(capture), capture.attempts, title);
}

// The snapshot's columns in the order that snapshotFrom() reads them; the blob's row gives the size alone.
#define LIBRARY_SNAPSHOT_SELECT                                                                                        \
    "SELECT s.id, s.page, s.capture, s.captured_at, s.final_link, s.media_type, s.charset, s.body_blob, "              \
    "s.article_blob, ifnull(b.size, 0), s.title, s.byline, s.published_at, s.language, s.direction, s.main_image, "    \
    "s.word_count, s.excerpt, s.flag, s.extractor_version, s.head, s.front_matter, ifnull(c.choice, ''), "             \
    "ifnull(c.of_site, 0), ifnull(c.met, 1) FROM snapshot AS s LEFT JOIN blob AS b ON b.sha256 = s.body_blob "         \
    "LEFT JOIN snapshot_choice AS c ON c.snapshot = s.id "

SnapshotRow snapshotFrom(const Query& query) {
    SnapshotRow row;
    query.read(row.id, row.page, row.capture, row.capturedAt, row.finalLink, row.mediaType, row.charset, row.bodyBlob,
               row.articleBlob, row.bodySize, row.title, row.byline, row.publishedAt, row.language, row.direction,
               row.mainImage, row.wordCount, row.excerpt, row.flag, row.extractorVersion, row.head, row.frontMatter,
               row.choice.json, row.choice.ofSite, row.choice.met);
    return row;
}

} // namespace

SnapshotStore::SnapshotStore(Database& database)
    : m_database(database) {}

base::Result<Committed> SnapshotStore::commitCapture(JobId job, const CaptureRecord& capture,
                                                     const NewSnapshot& snapshot) {
    Savepoint step(m_database);
    const auto subject = runningJob(m_database, job);
    if (!subject)
        return subject.error();
    const auto stored = storeSnapshot(m_database, *subject, capture, snapshot, Origin::Capture);
    if (!stored)
        return stored;
    if (const auto ended = endJob(m_database, job, JobState::Done, stored->page, snapshot.title, capture); !ended)
        return ended.error();
    if (const auto released = step.release(); !released)
        return released.error();
    return stored;
}

base::Result<Committed> SnapshotStore::commitFailure(JobId job, const CaptureRecord& capture) {
    Savepoint step(m_database);
    const auto subject = runningJob(m_database, job);
    if (!subject)
        return subject.error();
    const auto stored = storeFailure(m_database, *subject, capture);
    if (!stored)
        return stored;
    const JobState state = capture.outcome == "cancelled" ? JobState::Cancelled : JobState::Failed;
    if (const auto ended = endJob(m_database, job, state, stored->page, {}, capture); !ended)
        return ended.error();
    if (const auto released = step.release(); !released)
        return released.error();
    return stored;
}

base::Result<Committed> SnapshotStore::importSnapshot(const NewJob& link, const CaptureRecord& capture,
                                                      const NewSnapshot& snapshot) {
    Savepoint step(m_database);
    const auto known = oneInteger(m_database,
                                  "SELECT page.id FROM page JOIN snapshot ON snapshot.page = page.id "
                                  "WHERE page.link = ? AND snapshot.body_blob = ? LIMIT 1",
                                  0, link.link, Blob{snapshot.body.sha256});
    if (!known)
        return known.error();
    base::Result<Committed> stored = Committed{*known, 0, 0, false, false};
    if (*known == 0) {
        stored = storeSnapshot(m_database, {link.link, link.title, link.addedAt, link.tags}, capture, snapshot,
                               Origin::Import);
    } else {
        // Handing a page in again takes it out of the bin.
        if (const auto back = change(m_database, "UPDATE page SET deleted_at = NULL, listed = 1 WHERE id = ?", *known);
            !back)
            return back.error();
        if (const auto given = giveTags(m_database, *known, link.tags); !given)
            return given.error();
    }
    if (!stored)
        return stored;
    if (const auto released = step.release(); !released)
        return released.error();
    return stored;
}

base::Result<QList<SnapshotRow>> SnapshotStore::ofPage(PageId page) const {
    Query query(m_database, LIBRARY_SNAPSHOT_SELECT "WHERE s.page = ? ORDER BY s.id DESC");
    query.bind(page);
    QList<SnapshotRow> rows;
    while (query.next())
        rows.append(snapshotFrom(query));
    if (!query.ok())
        return query.error();
    return rows;
}

base::Result<SnapshotRow> SnapshotStore::snapshot(SnapshotId id) const {
    Query query(m_database, LIBRARY_SNAPSHOT_SELECT "WHERE s.id = ?");
    if (query.bind(id).next())
        return snapshotFrom(query);
    return query.ok() ? noSuchSnapshot() : query.error();
}

base::Result<SnapshotRow> SnapshotStore::at(PageId page, const QDateTime& time) const {
    Query query(m_database, LIBRARY_SNAPSHOT_SELECT
                "WHERE s.page = ? AND s.captured_at <= ? ORDER BY s.captured_at DESC, s.id DESC LIMIT 1");
    if (query.bind(page, time).next())
        return snapshotFrom(query);
    return query.ok() ? noSuchSnapshot() : query.error();
}

base::Result<CaptureId> SnapshotStore::lastCapture() const {
    Query query(m_database, "SELECT ifnull(max(id), 0) FROM capture");
    query.bind();
    if (!query.next())
        return query.error();
    return query.integer(0);
}

base::Result<QList<CaptureRow>> SnapshotStore::captures(PageId page) const {
    Query query(
        m_database,
        "SELECT c.id, c.started_at, c.finished_at, c.outcome, c.status, c.error_kind, c.error_text, c.final_link, "
        "c.redirects, c.attempts, c.bytes, c.duration_ms, c.timings, s.id FROM capture AS c "
        "LEFT JOIN snapshot AS s ON s.capture = c.id WHERE c.page = ? ORDER BY c.id DESC");
    query.bind(page);
    QList<CaptureRow> rows;
    while (query.next()) {
        CaptureRow row;
        QString redirects;
        query.read(row.id, row.startedAt, row.finishedAt, row.outcome, row.status, row.errorKind, row.errorText,
                   row.finalLink, redirects, row.attempts, row.bytes, row.durationMs, row.timings, row.snapshot);
        row.redirects = tagsFromText(redirects);
        rows.append(row);
    }
    if (!query.ok())
        return query.error();
    return rows;
}

base::Result<QList<AssetRow>> SnapshotStore::assets(SnapshotId id) const {
    Query query(m_database, "SELECT a.link, a.media_type, a.blob, a.error, ifnull(b.size, 0) FROM asset AS a "
                            "LEFT JOIN blob AS b ON b.sha256 = a.blob WHERE a.snapshot = ? ORDER BY a.position");
    query.bind(id);
    QList<AssetRow> rows;
    while (query.next())
        rows.append({query.text(0), query.bytes(1), query.bytes(2), query.bytes(3), query.integer(4)});
    if (!query.ok())
        return query.error();
    return rows;
}

base::Result<QString> SnapshotStore::text(SnapshotId id) const {
    Query query(m_database, "SELECT t.text FROM snapshot AS s JOIN snapshot_text AS t ON t.id = s.text WHERE s.id = ?");
    if (query.bind(id).next())
        return query.text(0);
    return query.ok() ? noSuchSnapshot() : query.error();
}

} // namespace library
