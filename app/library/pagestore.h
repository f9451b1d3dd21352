#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QSet>

namespace library {

class Database;

class PageStore {
public:
    explicit PageStore(Database& database);

    base::Result<QList<PageId>> ids(const PageQuery& query) const; // in order, without full-text (see SearchStore)
    base::Result<qint64> count(const PageQuery& query) const;
    base::Result<QList<PageRow>> rows(const QList<PageId>& ids) const; // in the order asked
    base::Result<Page> page(PageId id) const;
    base::Result<PageId> find(const QString& link) const; // notFound when unknown; deleted pages too
    base::Result<PageId> findHash(const QByteArray& hashUrl) const;
    // Which of these links have a snapshot (not in the bin): what the paste field shows.
    base::Result<QSet<QString>> kept(const QStringList& links) const;
    // Of those of these links that were captured, well or not, after this capture: what the last one came to, as a job
    // that ended so and has left the list (its id is 0).
    base::Result<QList<Job>> capturedAfter(const QStringList& links, CaptureId capture) const;

    base::Result<QList<TagCount>> tags() const;
    base::Result<QList<TagCount>> sites(int limit) const; // most pages first

    base::Result<void> setRead(const QList<PageId>& ids, const std::optional<QDateTime>& when);
    base::Result<void> setReadPosition(PageId id, double position);
    base::Result<void> setStarred(const QList<PageId>& ids, bool starred);
    base::Result<void> setNote(PageId id, const QString& note);
    base::Result<void> addTag(const QList<PageId>& ids, const QString& tag);
    base::Result<void> addTags(PageId id, const QStringList& tags); // indexed once for all of them
    base::Result<void> removeTag(const QList<PageId>& ids, const QString& tag);
    base::Result<void> remove(const QList<PageId>& ids, const QDateTime& when); // into the bin
    base::Result<void> restore(const QList<PageId>& ids);                       // out of it
    // Pages in the bin since before `before` go for good, with snapshots, texts and blobs nothing points to: `most` of
    // them, the number is returned.
    base::Result<int> purge(const QDateTime& before, int most = 200);

private:
    Database& m_database;
};

} // namespace library
