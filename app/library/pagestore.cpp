#include "library/pagestore.h"

#include "library/errors.h"
#include "library/jobrow.h"
#include "library/query.h"
#include "library/searchindex.h"
#include "library/transaction.h"

#include <QCoreApplication>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

#define LIBRARY_PAGE_COLUMNS                                                                                           \
    "page.id, page.link, page.title, page.site, page.added_at, page.captured_at, page.read_at, page.deleted_at, "      \
    "page.starred, page.published_at, page.word_count, page.snapshots, page.last_error, s.byline, s.language, "        \
    "s.excerpt, s.flag, s.media_type, page.note, ifnull(f.status, 0), ifnull(f.error_text, '')"

// A page, its current snapshot, and the capture that failed last where that was the last one.
#define LIBRARY_PAGE_TABLES                                                                                            \
    " FROM page LEFT JOIN snapshot AS s ON s.id = page.current_snapshot "                                              \
    "LEFT JOIN capture AS f ON page.last_error <> '' AND f.id = (SELECT max(id) FROM capture "                         \
    "WHERE capture.page = page.id AND capture.error_kind = page.last_error)"

void fill(PageRow& row, const Query& query) {
    query.read(row.id, row.link, row.title, row.site, row.addedAt, row.capturedAt, row.readAt, row.deletedAt,
               row.starred, row.publishedAt, row.wordCount, row.snapshots, row.lastError, row.byline, row.language,
               row.excerpt, row.flag, row.mediaType, row.note, row.lastStatus, row.lastErrorText);
}

base::Result<QStringList> tagsOf(Query& query, PageId page) {
    QStringList tags;
    query.bind(page);
    while (query.next())
        tags.append(query.text(0));
    if (!query.ok())
        return query.error();
    return tags;
}

constexpr char tagsSql[] = "SELECT tag.name FROM page_tag JOIN tag ON tag.id = page_tag.tag WHERE page_tag.page = ? "
                           "ORDER BY tag.name";

base::Error noSuchPage() {
    return {notFound, Words::tr("There is no such page in the library.")};
}

// Runs `sql` once for each page, bound first, as one step.
template<typename... Values>
base::Result<void> changeEach(Database& database, const char* sql, const QList<PageId>& ids, const Values&... values) {
    Savepoint step(database);
    {
        Query query(database, sql);
        for (const PageId id : ids) {
            if (const auto done = query.bind(id, values...).run(); !done)
                return done;
        }
    }
    return step.release();
}

base::Result<QList<TagCount>> counted(Query& query) {
    QList<TagCount> counts;
    while (query.next())
        counts.append({query.text(0), query.integer(1)});
    if (!query.ok())
        return query.error();
    return counts;
}

} // namespace

PageStore::PageStore(Database& database)
    : m_database(database) {}

base::Result<QList<PageRow>> PageStore::rows(const QList<PageId>& ids) const {
    Query query(m_database, "SELECT " LIBRARY_PAGE_COLUMNS LIBRARY_PAGE_TABLES " WHERE page.id = ?");
    Query tags(m_database, tagsSql);
    QList<PageRow> rows;
    rows.reserve(ids.size());
    for (const PageId id : ids) {
        if (query.bind(id).next()) {
            PageRow row;
            fill(row, query);
            auto given = tagsOf(tags, id);
            if (!given)
                return given.error();
            row.tags = *std::move(given);
            rows.append(std::move(row));
        }
        if (!query.ok())
            return query.error();
    }
    return rows;
}

base::Result<Page> PageStore::page(PageId id) const {
    Query query(m_database,
                "SELECT " LIBRARY_PAGE_COLUMNS
                ", page.hash_url, page.read_position, page.current_snapshot, s.direction" LIBRARY_PAGE_TABLES
                " WHERE page.id = ?");
    if (!query.bind(id).next())
        return query.ok() ? noSuchPage() : query.error();
    Page page;
    fill(page, query);
    page.hashUrl = query.bytes(21);
    page.readPosition = query.real(22);
    page.currentSnapshot = query.integer(23);
    page.direction = query.text(24);
    Query tags(m_database, tagsSql);
    auto given = tagsOf(tags, id);
    if (!given)
        return given.error();
    page.tags = *std::move(given);
    return page;
}

base::Result<PageId> PageStore::find(const QString& link) const {
    const auto id = oneInteger(m_database, "SELECT id FROM page WHERE link = ?", 0, link);
    return id && *id == 0 ? base::Result<PageId>(noSuchPage()) : id;
}

base::Result<PageId> PageStore::findHash(const QByteArray& hashUrl) const {
    const auto id =
        oneInteger(m_database, "SELECT id FROM page WHERE hash_url = ? ORDER BY id LIMIT 1", 0, hashUrl.toLower());
    return id && *id == 0 ? base::Result<PageId>(noSuchPage()) : id;
}

base::Result<QSet<QString>> PageStore::kept(const QStringList& links) const {
    Query query(m_database, "SELECT 1 FROM page WHERE link = ? AND listed = 1");
    QSet<QString> kept;
    for (const QString& link : links) {
        if (query.bind(link).next())
            kept.insert(link);
        if (!query.ok())
            return query.error();
    }
    return kept;
}

base::Result<QList<Job>> PageStore::capturedAfter(const QStringList& links, CaptureId capture) const {
    Query query(m_database, "SELECT page.id, page.title, c.outcome, c.finished_at, c.status, c.error_kind, "
                            "c.error_text, c.bytes, c.duration_ms FROM page JOIN capture AS c ON c.page = page.id "
                            "WHERE page.link = ? AND c.id > ? ORDER BY c.id DESC LIMIT 1");
    QList<Job> ended;
    for (const QString& link : links) {
        if (query.bind(link, capture).next()) {
            Job job;
            QByteArray outcome;
            job.link = link;
            query.read(job.page, job.title, outcome, job.finishedAt, job.status, job.errorKind, job.errorText,
                       job.bytes, job.durationMs);
            job.state = outcome == "stored"      ? JobState::Done
                        : outcome == "cancelled" ? JobState::Cancelled
                                                 : JobState::Failed;
            ended.append(job);
        }
        if (!query.ok())
            return query.error();
    }
    return ended;
}

base::Result<QList<TagCount>> PageStore::tags() const {
    Query query(m_database, "SELECT tag.name, count(page.id) FROM tag JOIN page_tag ON page_tag.tag = tag.id "
                            "LEFT JOIN page ON page.id = page_tag.page AND page.listed = 1 "
                            "GROUP BY tag.id ORDER BY tag.name");
    query.bind();
    return counted(query);
}

base::Result<QList<TagCount>> PageStore::sites(int limit) const {
    Query query(m_database, "SELECT site, count(*) FROM page INDEXED BY page_by_site WHERE listed = 1 "
                            "GROUP BY site ORDER BY 2 DESC, 1 LIMIT ?");
    query.bind(limit);
    return counted(query);
}

base::Result<void> PageStore::setRead(const QList<PageId>& ids, const std::optional<QDateTime>& when) {
    return changeEach(m_database, "UPDATE page SET read_at = ?2 WHERE id = ?1", ids, when);
}

base::Result<void> PageStore::setReadPosition(PageId id, double position) {
    return change(m_database, "UPDATE page SET read_position = ?2 WHERE id = ?1", id, qBound(0.0, position, 1.0));
}

base::Result<void> PageStore::setStarred(const QList<PageId>& ids, bool starred) {
    return changeEach(m_database, "UPDATE page SET starred = ?2 WHERE id = ?1", ids, starred);
}

base::Result<void> PageStore::setNote(PageId id, const QString& note) {
    Savepoint step(m_database);
    if (const auto set = change(m_database, "UPDATE page SET note = ?2 WHERE id = ?1", id, note); !set)
        return set;
    if (const auto indexed = indexOwnWords(m_database, id); !indexed)
        return indexed;
    return step.release();
}

base::Result<void> PageStore::addTag(const QList<PageId>& ids, const QString& tag) {
    Savepoint step(m_database);
    for (const PageId id : ids) {
        if (const auto given = giveTags(m_database, id, {tag}); !given)
            return given;
    }
    return step.release();
}

base::Result<void> PageStore::addTags(PageId id, const QStringList& tags) {
    Savepoint step(m_database);
    const auto given = giveTags(m_database, id, tags);
    return given ? step.release() : given;
}

base::Result<void> PageStore::removeTag(const QList<PageId>& ids, const QString& tag) {
    Savepoint step(m_database);
    const auto removed =
        changeEach(m_database, "DELETE FROM page_tag WHERE page = ?1 AND tag = (SELECT id FROM tag WHERE name = ?2)",
                   ids, tag.simplified());
    if (!removed)
        return removed;
    const auto unused =
        change(m_database, "DELETE FROM tag WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM page_tag WHERE tag = tag.id)",
               tag.simplified());
    if (!unused)
        return unused;
    for (const PageId id : ids) {
        if (const auto indexed = indexOwnWords(m_database, id); !indexed)
            return indexed;
    }
    return step.release();
}

base::Result<void> PageStore::remove(const QList<PageId>& ids, const QDateTime& when) {
    return changeEach(m_database, "UPDATE page SET deleted_at = ?2, listed = 0 WHERE id = ?1 AND deleted_at IS NULL",
                      ids, when);
}

base::Result<void> PageStore::restore(const QList<PageId>& ids) {
    return changeEach(m_database,
                      "UPDATE page SET deleted_at = NULL, listed = current_snapshot IS NOT NULL WHERE id = ?1", ids);
}

} // namespace library
