#include "library/extractionstore.h"

#include "library/blobstore.h"
#include "library/choicestore.h"
#include "library/errors.h"
#include "library/links.h"
#include "library/query.h"
#include "library/searchindex.h"
#include "library/sweep.h"
#include "library/transaction.h"

#include <QCoreApplication>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

constexpr qint64 openKind = 2; // over the library, and not at its end

// The columns that an article has in a snapshot's row and in former_article, in one order.
#define LIBRARY_ARTICLE                                                                                                \
    "article_blob, charset, title, byline, published_at, language, direction, main_image, word_count, excerpt, flag, " \
    "extractor_version, text"

// An article as the library has it: its bytes and its text by what they are known by.
struct Kept {
    NewArticle values; // without the blob's bytes and the text
    qint64 text = 0;
    PageId page = 0;
    bool isCurrent = false;
};

Kept keptFrom(const Query& query) {
    Kept kept;
    NewArticle& values = kept.values;
    query.read(values.article.sha256, values.charset, values.title, values.byline, values.publishedAt, values.language,
               values.direction, values.mainImage, values.wordCount, values.excerpt, values.flag,
               values.extractorVersion, kept.text, values.choice.json, values.choice.ofSite, values.choice.met,
               kept.page, kept.isCurrent);
    return kept;
}

base::Result<Kept> keptOf(Database& database, SnapshotId snapshot) {
    Query query(database, "SELECT s.article_blob, s.charset, s.title, s.byline, s.published_at, s.language, "
                          "s.direction, s.main_image, s.word_count, s.excerpt, s.flag, s.extractor_version, s.text, "
                          "ifnull(c.choice, ''), ifnull(c.of_site, 0), ifnull(c.met, 1), s.page, "
                          "ifnull(page.current_snapshot = s.id, 0) FROM snapshot AS s JOIN page ON page.id = s.page "
                          "LEFT JOIN snapshot_choice AS c ON c.snapshot = s.id WHERE s.id = ?");
    if (query.bind(snapshot).next())
        return keptFrom(query);
    return query.ok() ? base::Error{notFound, Words::tr("There is no such snapshot in the library.")} : query.error();
}

// Whether a reader, a list or a search would see a difference.
bool isSame(const Kept& before, const Kept& after) {
    const NewArticle& a = before.values;
    const NewArticle& b = after.values;
    return a.article.sha256 == b.article.sha256 && before.text == after.text && a.charset == b.charset &&
           a.title == b.title && a.byline == b.byline && a.publishedAt == b.publishedAt && a.language == b.language &&
           a.direction == b.direction && a.mainImage == b.mainImage && a.wordCount == b.wordCount &&
           a.excerpt == b.excerpt && a.flag == b.flag && a.choice == b.choice;
}

base::Result<void> remember(Database& database, ExtractionId extraction, SnapshotId snapshot) {
    return change(
        database,
        "INSERT OR IGNORE INTO former_article(extraction, snapshot, page_title, " LIBRARY_ARTICLE
        ", choice, of_site, met) SELECT ?1, s.id, (SELECT title FROM page WHERE current_snapshot = s.id AND "
        "id = s.page), s.article_blob, s.charset, s.title, s.byline, s.published_at, s.language, s.direction, "
        "s.main_image, s.word_count, s.excerpt, s.flag, s.extractor_version, s.text, c.choice, c.of_site, "
        "c.met FROM snapshot AS s LEFT JOIN snapshot_choice AS c ON c.snapshot = s.id WHERE s.id = ?2",
        extraction, snapshot);
}

base::Result<void> write(Database& database, SnapshotId snapshot, const Kept& article) {
    const NewArticle& values = article.values;
    const auto written =
        change(database,
               "UPDATE snapshot SET article_blob = ?2, charset = ?3, title = ?4, byline = ?5, published_at = ?6, "
               "language = ?7, direction = ?8, main_image = ?9, word_count = ?10, excerpt = ?11, flag = ?12, "
               "extractor_version = ?13, text = ?14 WHERE id = ?1",
               snapshot, Blob{values.article.sha256, true}, values.charset, values.title, values.byline,
               values.publishedAt, values.language, values.direction, values.mainImage, values.wordCount,
               values.excerpt, values.flag, values.extractorVersion, article.text);
    if (!written)
        return written;
    return putChoice(database, snapshot, values.choice);
}

// The list and the search know a page by its current snapshot.
base::Result<void> showOfPage(Database& database, const Kept& article, const QString& title) {
    if (!article.isCurrent)
        return {};
    const auto shown =
        change(database,
               "UPDATE page SET title = CASE ?2 WHEN '' THEN title ELSE ?2 END, "
               "title_key = CASE ?2 WHEN '' THEN title_key ELSE ?3 END, published_at = ?4, "
               "word_count = ?5 WHERE id = ?1",
               article.page, title, sortKey(title), article.values.publishedAt, article.values.wordCount);
    if (!shown)
        return shown;
    return indexText(database, article.page, article.text);
}

// The article that goes may have been the last to use its bytes and its text.
base::Result<void> markForSweep(Database& database, const Kept& article) {
    if (!article.values.article.sha256.isEmpty()) {
        const auto marked =
            change(database, "INSERT OR IGNORE INTO purged_blob VALUES(?)", Blob{article.values.article.sha256});
        if (!marked)
            return marked;
    }
    return change(database, "INSERT OR IGNORE INTO purged_text VALUES(?)", article.text);
}

base::Result<void> sweepAway(Database& database, const Kept& article) {
    if (const auto begun = beginSweep(database); !begun)
        return begun;
    if (const auto marked = markForSweep(database, article); !marked)
        return marked;
    return endSweep(database);
}

struct Former {
    SnapshotId snapshot = 0;
    QString pageTitle;
    Kept article;
    bool isNewest = false; // nothing was made of the snapshot since
};

base::Result<QList<Former>> formerOf(Database& database, ExtractionId extraction, int most) {
    Query query(database, "SELECT f.article_blob, f.charset, f.title, f.byline, f.published_at, f.language, "
                          "f.direction, f.main_image, f.word_count, f.excerpt, f.flag, f.extractor_version, f.text, "
                          "ifnull(f.choice, ''), ifnull(f.of_site, 0), ifnull(f.met, 1), s.page, "
                          "ifnull(page.current_snapshot = s.id, 0), f.snapshot, ifnull(f.page_title, f.title), "
                          "NOT EXISTS (SELECT 1 FROM former_article AS later WHERE later.snapshot = f.snapshot AND "
                          "later.extraction > f.extraction) FROM former_article AS f JOIN snapshot AS s "
                          "ON s.id = f.snapshot JOIN page ON page.id = s.page WHERE f.extraction = ? "
                          "ORDER BY f.snapshot LIMIT ?");
    query.bind(extraction, most);
    QList<Former> rows;
    while (query.next())
        rows.append({query.integer(18), query.text(19), keptFrom(query), query.integer(20) != 0});
    if (!query.ok())
        return query.error();
    return rows;
}

base::Result<void> putBack(Database& database, const Former& former) {
    const auto now = keptOf(database, former.snapshot);
    if (!now)
        return now.error();
    if (const auto marked = markForSweep(database, *now); !marked)
        return marked;
    if (const auto written = write(database, former.snapshot, former.article); !written)
        return written;
    return showOfPage(database, former.article, former.pageTitle);
}

} // namespace

ExtractionStore::ExtractionStore(Database& database)
    : m_database(database) {}

base::Result<ExtractionId> ExtractionStore::begin(ExtractionKind kind, const QDateTime& now) {
    if (kind == ExtractionKind::Library) {
        const auto open = oneInteger(m_database, "SELECT id FROM extraction WHERE kind = ?", 0, openKind);
        if (!open || *open != 0)
            return open;
    }
    const qint64 stored = kind == ExtractionKind::Library ? openKind : qint64(kind);
    if (const auto begun = change(m_database, "INSERT INTO extraction(kind, started_at) VALUES(?, ?)", stored, now);
        !begun)
        return begun.error();
    return m_database.lastInsertId();
}

base::Result<bool> ExtractionStore::differs(SnapshotId snapshot, const NewArticle& article) const {
    const auto before = keptOf(m_database, snapshot);
    if (!before)
        return before.error();
    const auto text = findText(m_database, article.title, article.text);
    if (!text)
        return text.error();
    return !isSame(*before, {article, *text, before->page, before->isCurrent});
}

base::Result<bool> ExtractionStore::replace(ExtractionId extraction, SnapshotId snapshot, const NewArticle& article) {
    Savepoint step(m_database);
    const auto before = keptOf(m_database, snapshot);
    if (!before)
        return before.error();
    const auto text = putText(m_database, article.title, article.text);
    if (!text)
        return text.error();
    const Kept after{article, *text, before->page, before->isCurrent};
    const bool same = isSame(*before, after);
    if (same && before->values.extractorVersion == article.extractorVersion)
        return false;
    if (!article.article.sha256.isEmpty()) {
        if (const auto put = BlobStore(m_database).put(article.article); !put)
            return put.error();
    }
    const auto twice =
        oneInteger(m_database, "SELECT count(*) FROM former_article WHERE extraction = ? AND snapshot = ?", 0,
                   extraction, snapshot);
    if (!twice)
        return twice.error();
    if (const auto kept = remember(m_database, extraction, snapshot); !kept)
        return kept.error();
    if (const auto written = write(m_database, snapshot, after); !written)
        return written.error();
    if (const auto shown = showOfPage(m_database, after, article.title); !shown)
        return shown.error();
    if (*twice != 0) { // the one between goes: what is put back is the first
        if (const auto swept = sweepAway(m_database, *before); !swept)
            return swept.error();
    }
    if (const auto released = step.release(); !released)
        return released.error();
    return !same;
}

base::Result<std::optional<Extraction>> ExtractionStore::last(ExtractionKind kind) const {
    Query query(m_database, "SELECT e.id, e.started_at, (SELECT count(*) FROM former_article AS f WHERE f.extraction = "
                            "e.id) AS articles FROM extraction AS e WHERE (e.kind = 1) = ? AND articles > 0 "
                            "ORDER BY e.id DESC LIMIT 1");
    if (query.bind(kind == ExtractionKind::Choice).next())
        return std::optional(Extraction{query.integer(0), query.time(1), query.integer(2)});
    return query.ok() ? base::Result<std::optional<Extraction>>(std::nullopt) : query.error();
}

base::Result<PutBack> ExtractionStore::undo(ExtractionId extraction, int most) {
    Savepoint step(m_database);
    const auto rows = formerOf(m_database, extraction, most);
    if (!rows)
        return rows.error();
    if (const auto begun = beginSweep(m_database); !begun)
        return begun.error();
    PutBack result;
    for (const Former& former : *rows) {
        if (former.isNewest) {
            if (const auto back = putBack(m_database, former); !back)
                return back.error();
        } else if (const auto marked = markForSweep(m_database, former.article); !marked) {
            return marked.error();
        }
        ++(former.isNewest ? result.restored : result.left);
        const auto gone = change(m_database, "DELETE FROM former_article WHERE extraction = ? AND snapshot = ?",
                                 extraction, former.snapshot);
        if (!gone)
            return gone.error();
    }
    if (rows->isEmpty()) {
        if (const auto gone = change(m_database, "DELETE FROM extraction WHERE id = ?", extraction); !gone)
            return gone.error();
    }
    if (const auto swept = endSweep(m_database); !swept)
        return swept.error();
    if (const auto released = step.release(); !released)
        return released.error();
    return result;
}

} // namespace library
