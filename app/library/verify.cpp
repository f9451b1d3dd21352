#include "library/errors.h"
#include "library/library.h"
#include "library/links.h"
#include "library/query.h"
#include "library/searchtext.h"
#include "library/sha256.h"
#include "library/verifysearch.h"

#include <QCoreApplication>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

// A rule that no row may break. `sql` selects, for each row that does, what names it.
struct Rule {
    const char* sql;
    const char* sentence; // %1: the row
};

constexpr Rule rules[] = {
    {"SELECT link FROM page WHERE current_snapshot IS NOT NULL AND NOT EXISTS "
     "(SELECT 1 FROM snapshot WHERE snapshot.id = page.current_snapshot AND snapshot.page = page.id)",
     QT_TRANSLATE_NOOP("library", "the current snapshot of %1 is not there")},
    {"SELECT link FROM page WHERE current_snapshot IS NULL AND EXISTS (SELECT 1 FROM snapshot WHERE snapshot.page = "
     "page.id)",
     QT_TRANSLATE_NOOP("library", "%1 has snapshots, but none is current")},
    {"SELECT link FROM page WHERE snapshots <> (SELECT count(*) FROM snapshot WHERE snapshot.page = page.id)",
     QT_TRANSLATE_NOOP("library", "the number of snapshots of %1 is wrong")},
    {"SELECT link FROM page LEFT JOIN snapshot AS s ON s.id = page.current_snapshot WHERE indexed_text IS NOT s.text",
     QT_TRANSLATE_NOOP("library", "%1 is not found by the text of its current snapshot")},
    {"SELECT link FROM page LEFT JOIN own_words AS o ON o.page = page.id LEFT JOIN search_own AS s ON s.rowid = "
     "page.id "
     "WHERE s.note IS NOT note_words(o.note) OR s.tags IS NOT tag_words(o.tags)",
     QT_TRANSLATE_NOOP("library", "%1 is not found by its note and tags")},
    {"SELECT rowid FROM search_own WHERE rowid NOT IN (SELECT id FROM page)",
     QT_TRANSLATE_NOOP("library", "the search index holds a page %1 that is not there")},
    {"SELECT link FROM page WHERE listed <> (current_snapshot IS NOT NULL AND deleted_at IS NULL)",
     QT_TRANSLATE_NOOP("library", "whether %1 is listed is wrong")},
    {"SELECT s.id FROM snapshot AS s JOIN capture AS c ON c.id = s.capture WHERE c.page <> s.page",
     QT_TRANSLATE_NOOP("library", "snapshot %1 and its capture belong to different pages")},
    {"SELECT link FROM page WHERE NOT EXISTS (SELECT 1 FROM capture WHERE capture.page = page.id)",
     QT_TRANSLATE_NOOP("library", "%1 has no capture")},
    {"SELECT state FROM job_count WHERE jobs <> (SELECT count(*) FROM job WHERE job.state = job_count.state)",
     QT_TRANSLATE_NOOP("library", "the number of jobs in state %1 is wrong")},
    {"SELECT DISTINCT host FROM job WHERE state = 0 AND not_before IS NULL AND host NOT IN (SELECT host FROM job_host)",
     QT_TRANSLATE_NOOP("library", "the waiting jobs of %1 have no turn")},
};

// The parts of the check and how much of the work each is taken to be.
class Progress {
public:
    explicit Progress(const std::function<bool(double)>& report)
        : m_report(report) {}
    bool reach(double share) { return !m_report || m_report(share); }

private:
    const std::function<bool(double)>& m_report;
};

base::Error stopped() {
    return {interrupted, Words::tr("The check was stopped.")};
}

// Damage met while checking is a finding, anything else ends the check.
base::Result<void> noteOrFail(QList<Damage>& found, const base::Error& error) {
    if (error.kind != libraryDamaged)
        return error;
    found.append({"database", error.message});
    return {};
}

base::Result<void> checkDatabase(Database& database, QList<Damage>& found) {
    Query whole(database, "PRAGMA integrity_check(100)");
    while (whole.next()) {
        if (whole.text(0) != QLatin1String("ok"))
            found.append({"database", whole.text(0)});
    }
    if (!whole.ok())
        return noteOrFail(found, whole.error());
    Query references(database, "PRAGMA foreign_key_check");
    while (references.next())
        found.append({"reference", Words::tr("row %1 of %2 points to a row of %3 that is not there")
                                       .arg(references.text(1), references.text(0), references.text(2))});
    return references.ok() ? base::Result<void>() : noteOrFail(found, references.error());
}

base::Result<void> checkRules(Database& database, QList<Damage>& found) {
    for (const Rule& rule : rules) {
        Query query(database, rule.sql);
        while (query.next())
            found.append({"reference", QCoreApplication::translate("library", rule.sentence).arg(query.text(0))});
        if (!query.ok()) {
            if (const auto noted = noteOrFail(found, query.error()); !noted)
                return noted;
        }
    }
    return {};
}

base::Result<void> checkHashes(Database& database, QList<Damage>& found) {
    Query query(database, "SELECT link, hash_url FROM page");
    while (query.next()) {
        if (hashUrl(query.text(0)) != query.bytes(1))
            found.append({"reference", Words::tr("the hash of %1 is wrong").arg(query.text(0))});
    }
    return query.ok() ? base::Result<void>() : noteOrFail(found, query.error());
}

base::Result<void> checkTexts(Database& database, QList<Damage>& found, Progress& progress) {
    Query query(database, "SELECT id, digest, title, text, split_title, split_text FROM snapshot_text");
    qint64 done = 0;
    while (query.next()) {
        const QString title = query.text(2);
        const QString text = query.text(3);
        if (textDigest(title, text) != query.bytes(1) || split(title).value_or(QString()) != query.text(4) ||
            split(text).value_or(QString()) != query.text(5))
            found.append({"reference", Words::tr("text %1 is not what was stored").arg(query.text(0))});
        if (++done % 1000 == 0 && !progress.reach(0.3))
            return stopped();
    }
    return query.ok() ? base::Result<void>() : noteOrFail(found, query.error());
}

base::Result<void> checkBlobs(Stores& stores, QList<Damage>& found, Progress& progress) {
    const auto total = oneInteger(stores.database, "SELECT count(*) FROM blob", 0);
    if (!total)
        return noteOrFail(found, total.error());
    Query query(stores.database, "SELECT sha256, size FROM blob");
    qint64 done = 0;
    while (query.next()) {
        const QByteArray sha256 = query.bytes(0);
        const auto bytes = stores.blobs.get(sha256, query.integer(1));
        const bool whole = bytes && library::sha256(*bytes) == sha256;
        if (!bytes && bytes.error().kind == interrupted)
            return bytes.error();
        if (!whole)
            found.append(
                {"blob", Words::tr("blob %1 is not what was stored").arg(QString::fromLatin1(sha256.toHex()))});
        if (++done % 50 == 0 && !progress.reach(0.5 + 0.5 * double(done) / double(*total)))
            return stopped();
    }
    return query.ok() ? base::Result<void>() : noteOrFail(found, query.error());
}

} // namespace

base::Result<QList<Damage>> verify(Stores& stores, const std::function<bool(double)>& report) {
    QList<Damage> found;
    Progress progress(report);
    // A connection that saves what it can would pass over the damage that is looked for here.
    const bool salvaging = stores.database.salvaging();
    stores.database.setSalvaging(false);
    const auto checked = [&]() -> base::Result<void> {
        if (const auto done = checkDatabase(stores.database, found); !done || !progress.reach(0.1))
            return done ? base::Result<void>(stopped()) : done;
        if (const auto done = checkRules(stores.database, found); !done || !progress.reach(0.15))
            return done ? base::Result<void>(stopped()) : done;
        if (const auto done = checkHashes(stores.database, found); !done || !progress.reach(0.2))
            return done ? base::Result<void>(stopped()) : done;
        if (const auto done = checkTexts(stores.database, found, progress); !done || !progress.reach(0.3))
            return done ? base::Result<void>(stopped()) : done;
        const auto search = verifySearch(stores.database);
        if (!search)
            return search.error();
        found += *search;
        if (!progress.reach(0.5))
            return stopped();
        return checkBlobs(stores, found, progress);
    }();
    stores.database.setSalvaging(salvaging);
    if (!checked)
        return checked.error();
    (void)progress.reach(1);
    return found;
}

} // namespace library
