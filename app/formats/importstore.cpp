#include "formats/importer.h"
#include "library/errors.h"
#include "library/stores.h"

#include <QCoreApplication>
#include <QSet>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

struct Stored {
    library::PageId page = 0;
    bool changed = false;
};

// The page of this link as it is before the import; none when there is none.
base::Result<std::optional<library::Page>> pageBefore(library::Stores& stores, const QString& link) {
    const auto id = stores.pages.find(link);
    if (!id)
        return id.error().kind == library::notFound ? base::Result<std::optional<library::Page>>(std::nullopt)
                                                    : id.error();
    const auto page = stores.pages.page(*id);
    if (!page)
        return page.error();
    return std::optional(*page);
}

// Whether the page's current snapshot is what this entry was written from: its article and every picture.
base::Result<bool> holdsAlready(library::Stores& stores, const library::Page& page, const CachedArticle& article) {
    if (!article.isOurs || page.currentSnapshot == 0)
        return false;
    const auto snapshot = stores.snapshots.snapshot(page.currentSnapshot);
    if (!snapshot)
        return snapshot.error();
    if (snapshot->articleBlob != article.snapshot.article.sha256)
        return false;
    const auto assets = stores.snapshots.assets(snapshot->id);
    if (!assets)
        return assets.error();
    QSet<QByteArray> kept;
    for (const library::AssetRow& asset : *assets)
        kept.insert(asset.blob);
    for (const library::AssetRecord& asset : article.snapshot.assets) {
        if (!kept.contains(asset.blob.sha256))
            return false;
    }
    return true;
}

base::Result<Stored> storeSnapshot(library::Stores& stores, const std::optional<library::Page>& before,
                                   const CachedArticle& article) {
    if (before) {
        const auto kept = holdsAlready(stores, *before, article);
        if (!kept)
            return kept.error();
        if (*kept) {
            // Handing a page in again takes it out of the bin.
            if (const auto back = stores.pages.restore({before->id}); !back)
                return back.error();
            if (const auto given = stores.pages.addTags(before->id, article.link.tags); !given)
                return given.error();
            return Stored{before->id, before->deletedAt.has_value()};
        }
    }
    const auto committed = stores.snapshots.importSnapshot(article.link, article.capture, article.snapshot);
    if (!committed)
        return committed.error();
    return Stored{committed->page, committed->snapshot != 0 || (before && before->deletedAt)};
}

// Marks are added to those the page has; of two notes the page's own stays.
base::Result<void> addMarks(library::Stores& stores, library::PageId id, const Marks& marks, QString& remark) {
    const auto page = stores.pages.page(id);
    if (!page)
        return page.error();
    base::Result<void> done;
    if (!marks.note.isEmpty() && page->note.isEmpty())
        done = stores.pages.setNote(id, marks.note);
    else if (!marks.note.isEmpty() && page->note != marks.note)
        remark = QString(remark % u' ' % Words::tr("The page has another note already, which stays.")).trimmed();
    if (done && marks.starred && !page->starred)
        done = stores.pages.setStarred({id}, true);
    if (done && marks.readAt && !page->readAt)
        done = stores.pages.setRead({id}, marks.readAt);
    return done;
}

bool sameMarks(const library::Page& a, const library::Page& b) {
    return a.tags == b.tags && a.note == b.note && a.starred == b.starred && a.readAt == b.readAt;
}

base::Result<EntryResult> storeArticle(library::Stores& stores, const QString& name, const CachedArticle& article) {
    const auto before = pageBefore(stores, article.link.link);
    if (!before)
        return before.error();
    const auto stored = storeSnapshot(stores, *before, article);
    if (!stored)
        return stored.error();
    EntryResult result{name, article.link.link, Outcome::Done, article.remark};
    if (const auto marked = addMarks(stores, stored->page, article.marks, result.message); !marked)
        return marked.error();
    const auto after = stores.pages.page(stored->page);
    if (!after)
        return after.error();
    const bool changed = stored->changed || !*before || !sameMarks(**before, *after);
    if (!changed)
        result.outcome = Outcome::Unchanged;
    else if (!result.message.isEmpty())
        result.outcome = Outcome::Noted;
    return result;
}

EntryResult resultOf(const library::NewJob& job, library::JobFate fate) {
    switch (fate) {
    case library::JobFate::AlreadyWaiting:
        return {job.title, job.link, Outcome::Unchanged, Words::tr("It waits to be archived already.")};
    case library::JobFate::AlreadyKept:
        return {job.title, job.link, Outcome::Unchanged, Words::tr("It is kept already.")};
    case library::JobFate::Added:
        break;
    }
    return {job.title, job.link, Outcome::Done, {}};
}

} // namespace

base::Result<void> storePart(library::Stores& stores, ImportPart& part, library::IfKept ifKept) {
    QList<EntryResult> results;
    Tally tally;
    for (qsizetype i = 0; i < part.articles.size(); ++i) {
        const auto result = storeArticle(stores, part.names[i], part.articles[i]);
        if (!result)
            return result.error();
        results << *result;
        tally.count(result->outcome);
    }
    if (!part.jobs.isEmpty()) {
        const auto added = stores.jobs.add(part.jobs, ifKept);
        if (!added)
            return added.error();
        for (qsizetype i = 0; i < added->fates.size(); ++i)
            results << resultOf(part.jobs[i], added->fates[i]);
        tally.done += added->added;
        tally.unchanged += part.jobs.size() - added->added;
    }
    part.results += results;
    part.tally.add(tally);
    return {};
}

} // namespace formats
