#include "library/capturewriter.h"

#include "library/blobstore.h"
#include "library/choicestore.h"
#include "library/jobrow.h"
#include "library/links.h"
#include "library/pagestore.h"
#include "library/searchindex.h"
#include "library/standin.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace library {

namespace {

struct Owner {
    PageId id = 0;
    bool isNew = false;
    SnapshotId current = 0;
    QByteArray currentFlag;
    QDateTime currentCapturedAt;
};

base::Result<Owner> makePage(Database& database, const Subject& subject, const QDateTime& now) {
    const QString title = subject.title.isEmpty() ? subject.link : subject.title;
    const auto made =
        change(database, "INSERT INTO page(link, hash_url, title, title_key, site, added_at) VALUES(?, ?, ?, ?, ?, ?)",
               subject.link, hashUrl(subject.link), title, sortKey(title), siteOf(subject.link),
               subject.addedAt.value_or(now));
    if (!made)
        return made.error();
    Owner owner;
    owner.id = database.lastInsertId();
    owner.isNew = true;
    return owner;
}

base::Result<Owner> ownerOf(Database& database, const Subject& subject, const QDateTime& now) {
    Owner owner;
    {
        Query query(database, "SELECT page.id, page.current_snapshot, s.flag, s.captured_at FROM page "
                              "LEFT JOIN snapshot AS s ON s.id = page.current_snapshot WHERE page.link = ?");
        if (query.bind(subject.link).next()) {
            owner.id = query.integer(0);
            owner.current = query.integer(1);
            owner.currentFlag = query.bytes(2);
            owner.currentCapturedAt = query.time(3);
        } else if (!query.ok()) {
            return query.error();
        }
    }
    if (owner.id == 0) {
        auto made = makePage(database, subject, now);
        if (!made)
            return made;
        owner = *made;
    }
    if (const auto given = giveTags(database, owner.id, subject.tags); !given)
        return given.error();
    if (const auto given = giveNote(database, owner.id, subject.note); !given)
        return given.error();
    return owner;
}

base::Result<CaptureId> addCapture(Database& database, PageId page, const CaptureRecord& capture) {
    const QByteArray redirects =
        QJsonDocument(QJsonArray::fromStringList(capture.redirects)).toJson(QJsonDocument::Compact);
    const auto added = change(
        database,
        "INSERT INTO capture(page, started_at, finished_at, outcome, status, error_kind, error_text, final_link, "
        "redirects, attempts, bytes, duration_ms, timings) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        page, capture.startedAt, capture.finishedAt, capture.outcome, capture.status, capture.errorKind,
        capture.errorText, capture.finalLink, redirects, capture.attempts, capture.bytes, durationOf(capture),
        capture.timings);
    if (!added)
        return added.error();
    return database.lastInsertId();
}

base::Result<void> putBlob(Database& database, const PackedBlob& blob) {
    if (blob.sha256.isEmpty())
        return {};
    return BlobStore(database).put(blob);
}

base::Result<void> addAssets(Database& database, SnapshotId snapshot, const QList<AssetRecord>& assets) {
    int position = 0;
    for (const AssetRecord& asset : assets) {
        if (const auto put = putBlob(database, asset.blob); !put)
            return put;
        const auto added = change(
            database, "INSERT INTO asset(snapshot, position, link, media_type, blob, error) VALUES(?, ?, ?, ?, ?, ?)",
            snapshot, position++, asset.link, asset.mediaType, Blob{asset.blob.sha256, true}, asset.error);
        if (!added)
            return added;
    }
    return {};
}

base::Result<SnapshotId> addSnapshot(Database& database, PageId page, CaptureId capture, qint64 text,
                                     const NewSnapshot& snapshot) {
    for (const PackedBlob* blob : {&snapshot.body, &snapshot.article}) {
        if (const auto put = putBlob(database, *blob); !put)
            return put.error();
    }
    const auto added =
        change(database,
               "INSERT INTO snapshot(page, capture, captured_at, final_link, media_type, charset, body_blob, "
               "article_blob, title, "
               "byline, published_at, language, direction, main_image, word_count, excerpt, flag, extractor_version, "
               "text, head, "
               "front_matter) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               page, capture, snapshot.capturedAt, snapshot.finalLink, snapshot.mediaType, snapshot.charset,
               Blob{snapshot.body.sha256, true}, Blob{snapshot.article.sha256, true}, snapshot.title, snapshot.byline,
               snapshot.publishedAt, snapshot.language, snapshot.direction, snapshot.mainImage, snapshot.wordCount,
               snapshot.excerpt, snapshot.flag, snapshot.extractorVersion, text, Blob{snapshot.head},
               Blob{snapshot.frontMatter});
    if (!added)
        return added.error();
    const SnapshotId id = database.lastInsertId();
    if (const auto assets = addAssets(database, id, snapshot.assets); !assets)
        return assets.error();
    if (const auto chosen = putChoice(database, id, snapshot.choice); !chosen)
        return chosen.error();
    return id;
}

// Of captures the newest is current, by order and never by the clock, unless it would hide a good one. An import may
// bring an older time along; then it stands behind what was captured later.
bool becomesCurrent(const Owner& owner, const NewSnapshot& snapshot, Origin origin) {
    if (owner.current == 0)
        return true;
    const bool hidesNoPage = standsForAnother(owner.currentFlag);
    if (!hidesNoPage && standsForAnother(snapshot.flag))
        return false;
    return origin == Origin::Capture || hidesNoPage || snapshot.capturedAt >= owner.currentCapturedAt;
}

base::Result<void> makeCurrent(Database& database, const Owner& owner, const Subject& subject, SnapshotId snapshot,
                               qint64 text, const NewSnapshot& values) {
    QString title = values.title;
    if (title.isEmpty())
        title = subject.title.isEmpty() ? subject.link : subject.title;
    const auto updated =
        change(database,
               "UPDATE page SET current_snapshot = ?2, title = ?3, title_key = ?4, captured_at = ?5, "
               "published_at = ?6, word_count = ?7 WHERE id = ?1",
               owner.id, snapshot, title, sortKey(title), values.capturedAt, values.publishedAt, values.wordCount);
    if (!updated)
        return updated;
    return indexText(database, owner.id, text);
}

} // namespace

base::Result<void> giveNote(Database& database, PageId page, const QString& note) {
    if (note.isEmpty())
        return {};
    const auto unwritten = oneInteger(database, "SELECT note = '' FROM page WHERE id = ?", 0, page);
    if (!unwritten)
        return unwritten.error();
    return *unwritten != 0 ? PageStore(database).setNote(page, note) : base::Result<void>();
}

qint64 durationOf(const CaptureRecord& capture) {
    if (capture.durationMs >= 0)
        return capture.durationMs;
    return qMax<qint64>(0, capture.startedAt.msecsTo(capture.finishedAt));
}

base::Result<Committed> storeSnapshot(Database& database, const Subject& subject, const CaptureRecord& capture,
                                      const NewSnapshot& snapshot, Origin origin) {
    const auto owner = ownerOf(database, subject, capture.startedAt);
    if (!owner)
        return owner.error();
    Committed result;
    result.page = owner->id;
    result.firstOfPage = owner->current == 0;
    const auto captureId = addCapture(database, owner->id, capture);
    if (!captureId)
        return captureId.error();
    result.capture = *captureId;
    const auto text = putText(database, snapshot.title, snapshot.text);
    if (!text)
        return text.error();
    const auto snapshotId = addSnapshot(database, owner->id, *captureId, *text, snapshot);
    if (!snapshotId)
        return snapshotId.error();
    result.snapshot = *snapshotId;
    result.current = becomesCurrent(*owner, snapshot, origin);
    if (result.current) {
        const auto made = makeCurrent(database, *owner, subject, *snapshotId, *text, snapshot);
        if (!made)
            return made.error();
    }
    const auto counted = change(database,
                                "UPDATE page SET snapshots = snapshots + 1, last_error = '', deleted_at = NULL, "
                                "listed = 1 WHERE id = ?",
                                owner->id);
    if (!counted)
        return counted.error();
    return result;
}

base::Result<Committed> storeFailure(Database& database, const Subject& subject, const CaptureRecord& capture) {
    const auto owner = ownerOf(database, subject, capture.startedAt);
    if (!owner)
        return owner.error();
    const auto captureId = addCapture(database, owner->id, capture);
    if (!captureId)
        return captureId.error();
    if (capture.outcome != "cancelled") {
        const QByteArray kind = capture.errorKind.isEmpty() ? QByteArray("unknown") : capture.errorKind;
        const auto marked = change(database, "UPDATE page SET last_error = ?2 WHERE id = ?1", owner->id, kind);
        if (!marked)
            return marked.error();
    }
    return Committed{owner->id, *captureId, 0, false, false};
}

} // namespace library
