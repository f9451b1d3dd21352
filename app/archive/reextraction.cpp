#include "archive/reextraction.h"

#include "archive/limits.h"
#include "base/clock.h"
#include "library/errors.h"
#include "library/extractionend.h"

#include <QCoreApplication>
#include <QPointer>

namespace archive {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(archive)
};

constexpr int batchPages = 32;
constexpr qint64 batchBytes = 32LL * 1024 * 1024; // one more page may stand in a batch
constexpr int undoBatch = 200;
constexpr qsizetype keptProblems = 100;

} // namespace

ReExtraction::ReExtraction(library::Library& library, base::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_clock(clock)
    , m_workers(static_cast<int>(workersLimit.standard)) {}

void ReExtraction::start(const ReExtractionOrder& order) {
    Q_ASSERT(!m_running);
    m_running = true;
    m_stopping = false;
    m_dryRun = order.dryRun;
    m_extraction = 0;
    m_end = {};
    m_cursor = {.pages = order.pages,
                .nextPage = 0,
                .ids = {},
                .after = 0,
                .version = order.all ? std::numeric_limits<int>::max() : article::extractorVersion};
    count();
}

void ReExtraction::count() {
    const auto work = [cursor = m_cursor](library::Stores& stores) -> base::Result<qint64> {
        if (cursor.pages.isEmpty())
            return stores.extractions.countDue(cursor.version);
        qint64 total = 0;
        for (const library::PageId page : cursor.pages) {
            const auto ids = stores.extractions.ofPage(page);
            if (!ids)
                return ids.error();
            total += ids->size();
        }
        return total;
    };
    m_library.read(library::ReadLane::Reader, this, work, [this](const base::Result<qint64>& total) {
        if (!total && total.error().kind == library::interrupted) // by somebody who wants to read something else
            return count();
        if (!total)
            return end(total.error());
        m_end.tally.total = *total;
        Q_EMIT progressed(m_end.tally);
        readOn();
    });
}

void ReExtraction::stop() {
    m_stopping = true;
}

// ---- reading --------------------------------------------------------------------------------------------------------

base::Result<QList<library::SnapshotId>> ReExtraction::nextIds(library::Stores& stores, Cursor& cursor) {
    if (cursor.pages.isEmpty())
        return stores.extractions.due(cursor.version, cursor.after, batchPages);
    while (cursor.ids.isEmpty() && cursor.nextPage < cursor.pages.size()) {
        auto ids = stores.extractions.ofPage(cursor.pages[cursor.nextPage++]);
        if (!ids)
            return ids.error();
        cursor.ids = *std::move(ids);
    }
    return cursor.ids.mid(0, batchPages);
}

base::Result<ReExtraction::Batch> ReExtraction::readBatch(library::Stores& stores, Cursor cursor) {
    Batch batch;
    const auto ids = nextIds(stores, cursor);
    if (!ids)
        return ids.error();
    qint64 bytes = 0;
    for (const library::SnapshotId id : *ids) {
        if (bytes >= batchBytes)
            break;
        auto page = keptPage(stores, id);
        if (!page && page.error().kind == library::interrupted)
            return page.error();
        cursor.after = id;
        cursor.ids.removeOne(id);
        if (page) {
            bytes += page->body.size();
            batch.pages << *std::move(page);
        } else {
            batch.problems << page.error().message;
        }
    }
    batch.cursor = std::move(cursor);
    return batch;
}

void ReExtraction::readOn() {
    if (m_stopping)
        return end();
    m_library.read(
        library::ReadLane::Reader, this,
        [cursor = m_cursor](library::Stores& stores) { return readBatch(stores, cursor); },
        [this](base::Result<Batch> batch) {
            if (batch)
                return takeBatch(*std::move(batch));
            if (batch.error().kind == library::interrupted)
                return readOn();
            end(batch.error());
        });
}

void ReExtraction::takeBatch(Batch batch) {
    m_cursor = std::move(batch.cursor);
    m_end.tally.failed += batch.problems.size();
    m_end.problems += batch.problems.mid(0, std::max<qsizetype>(0, keptProblems - m_end.problems.size()));
    if (batch.pages.isEmpty() && batch.problems.isEmpty())
        return m_extraction == 0 ? end() : forgetOn();
    m_made.clear();
    m_extracting = batch.pages.size();
    if (m_extracting == 0)
        return readOn();
    for (KeptPage& page : batch.pages) {
        m_workers.run([this, page = std::move(page)]() -> Workers::Finish {
            // The workers are a part of this: none finishes after it.
            return [this, made = One{page.snapshot.id, page.snapshot.choice, readAgain(page, choiceFor(page))}] {
                m_made.append(made);
                if (--m_extracting == 0)
                    takeMade();
            };
        });
    }
}

// ---- writing --------------------------------------------------------------------------------------------------------

base::Result<ReExtraction::Written> ReExtraction::compare(library::Stores& stores, const Made& made) {
    Written written;
    for (const One& one : made) {
        const auto differs = stores.extractions.differs(one.snapshot, one.article);
        if (differs)
            ++(*differs ? written.tally.changed : written.tally.unchanged);
        else if (differs.error().kind == library::notFound)
            ++written.gone;
        else
            return differs.error();
    }
    return written;
}

base::Result<ReExtraction::Written> ReExtraction::write(library::Stores& stores, library::ExtractionId extraction,
                                                        const QDateTime& now, const Made& made) {
    Written written;
    written.extraction = extraction;
    if (extraction == 0) {
        const auto begun = stores.extractions.begin(library::ExtractionKind::Library, now);
        if (!begun)
            return begun.error();
        written.extraction = *begun;
    }
    for (const One& one : made) {
        const auto row = stores.snapshots.snapshot(one.snapshot);
        if (row && row->choice != one.before) { // a person chose while this was made, and that stays
            ++written.gone;
            continue;
        }
        const auto changed = stores.extractions.replace(written.extraction, one.snapshot, one.article);
        if (changed)
            ++(*changed ? written.tally.changed : written.tally.unchanged);
        else if (changed.error().kind == library::notFound) // its page went meanwhile
            ++written.gone;
        else
            return changed.error();
    }
    return written;
}

void ReExtraction::takeMade() {
    const auto take = [this](const base::Result<Written>& written) { takeWritten(written); };
    if (m_dryRun) {
        m_library.read(
            library::ReadLane::Reader, this, [made = m_made](library::Stores& stores) { return compare(stores, made); },
            take);
        return;
    }
    m_library.write(
        this,
        [extraction = m_extraction, now = m_clock.nowUtc(), made = m_made](library::Stores& stores) {
            return write(stores, extraction, now, made);
        },
        take);
}

void ReExtraction::takeWritten(const base::Result<Written>& written) {
    if (!written && written.error().kind == library::interrupted)
        return takeMade();
    if (!written)
        return end(written.error());
    m_extraction = written->extraction;
    m_end.tally.changed += written->tally.changed;
    m_end.tally.unchanged += written->tally.unchanged;
    m_end.tally.total = std::max(m_end.tally.total - written->gone, m_end.tally.done());
    Q_EMIT progressed(m_end.tally);
    readOn();
}

// What was kept for the undo of earlier times goes, some at a time. All pages are done, so a stop ends only this: the
// rest goes the next time.
void ReExtraction::forgetOn() {
    m_library.write(
        this,
        [extraction = m_extraction](library::Stores& stores) -> base::Result<int> {
            if (const auto ended = library::endExtraction(stores, extraction); !ended)
                return ended.error();
            return stores.extractions.forgetOld(undoBatch);
        },
        [this](const base::Result<int>& forgotten) {
            if (forgotten && *forgotten > 0 && !m_stopping)
                return forgetOn();
            m_stopping = false;
            end(forgotten ? std::nullopt : std::optional(forgotten.error()));
        });
}

// ---- undo -----------------------------------------------------------------------------------------------------------

void ReExtraction::undo() {
    Q_ASSERT(!m_running);
    m_running = true;
    m_stopping = false;
    m_end = {};
    findLast();
}

void ReExtraction::findLast() {
    m_library.read(
        library::ReadLane::Reader, this,
        [](library::Stores& stores) { return stores.extractions.last(library::ExtractionKind::Library); },
        [this](const base::Result<std::optional<library::Extraction>>& last) {
            if (!last && last.error().kind == library::interrupted)
                return findLast();
            if (!last)
                return end(last.error());
            if (!*last)
                return end(base::Error{library::notFound, Words::tr("No pages were extracted again: there is nothing "
                                                                    "to undo.")});
            m_end.tally.total = (*last)->articles;
            undoOn((*last)->id);
        });
}

void ReExtraction::undoOn(library::ExtractionId extraction) {
    if (m_stopping)
        return end();
    m_library.write(
        this, [extraction](library::Stores& stores) { return stores.extractions.undo(extraction, undoBatch); },
        [this, extraction](const base::Result<library::PutBack>& back) {
            if (!back || back->restored + back->left == 0)
                return end(back ? std::nullopt : std::optional(back.error()));
            m_end.tally.changed += back->restored;
            m_end.tally.unchanged += back->left;
            Q_EMIT progressed(m_end.tally);
            undoOn(extraction);
        });
}

void ReExtraction::end(const std::optional<base::Error>& error) {
    m_running = false;
    m_end.error = error;
    m_end.stopped = m_stopping;
    Q_EMIT finished(m_end);
}

} // namespace archive
