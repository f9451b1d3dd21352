#pragma once

#include "archive/reading.h"
#include "archive/workers.h"
#include "library/library.h"

#include <QObject>

#include <optional>

namespace base {
class Clock;
}

namespace archive {

struct ReExtractionOrder {
    QList<library::PageId> pages; // all their snapshots; empty: the library's
    bool all = false;             // of the library also those that this version's extractor has made
    bool dryRun = false;          // counts what would change, and writes nothing
};

struct ReExtractionTally {
    qint64 total = 0;
    qint64 changed = 0;
    qint64 unchanged = 0;
    qint64 failed = 0; // their bytes cannot be read: they stay as they are
    qint64 done() const { return changed + unchanged + failed; }
};

struct ReExtractionEnd {
    ReExtractionTally tally;
    bool stopped = false;
    QStringList problems;             // of what failed, the first 100
    std::optional<base::Error> error; // what ended it; what was done until then stays done
};

// Makes articles again from the bytes that were kept, and puts the last time back. A batch of pages is read, extracted
// on threads of its own and committed in one piece, so that each page is the old one or the new one whenever it ends,
// and memory is bounded by a batch. Nothing is fetched: pictures stay those that the snapshot has.
class ReExtraction : public QObject {
    Q_OBJECT

public:
    ReExtraction(library::Library& library, base::Clock& clock, QObject* parent = nullptr);

    // One at a time. finished() comes in any case, later.
    void start(const archive::ReExtractionOrder& order);
    void undo(); // of the last one over the library; nothing to undo is notFound. `changed` counts what was put back
    void stop(); // after the batch in hand
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void progressed(const archive::ReExtractionTally& tally);
    void finished(const archive::ReExtractionEnd& end);

private:
    // Where the walk stands.
    struct Cursor {
        QList<library::PageId> pages;
        qsizetype nextPage = 0;
        QList<library::SnapshotId> ids; // of pages taken up, still to do
        library::SnapshotId after = 0;
        int version = 0;
    };
    struct Batch {
        Cursor cursor;
        QList<KeptPage> pages;
        QStringList problems;
    };
    struct One {
        library::SnapshotId snapshot = 0;
        library::Choice before; // what the snapshot's article was made with when its bytes were read
        library::NewArticle article;
    };
    using Made = QList<One>;
    struct Written {
        library::ExtractionId extraction = 0;
        ReExtractionTally tally;
        qint64 gone = 0; // with their pages, or chosen by a person meanwhile
    };

    static base::Result<QList<library::SnapshotId>> nextIds(library::Stores& stores, Cursor& cursor);
    static base::Result<Batch> readBatch(library::Stores& stores, Cursor cursor);
    static base::Result<Written> compare(library::Stores& stores, const Made& made);
    static base::Result<Written> write(library::Stores& stores, library::ExtractionId extraction, const QDateTime& now,
                                       const Made& made);
    void count();
    void readOn();
    void takeBatch(Batch batch);
    void takeMade();
    void takeWritten(const base::Result<Written>& written);
    void findLast();
    void undoOn(library::ExtractionId extraction);
    void forgetOn();
    void end(const std::optional<base::Error>& error = {});

    library::Library& m_library;
    base::Clock& m_clock;
    Workers m_workers;
    Cursor m_cursor;
    Made m_made;
    qsizetype m_extracting = 0;
    library::ExtractionId m_extraction = 0;
    ReExtractionEnd m_end;
    bool m_dryRun = false;
    bool m_running = false;
    bool m_stopping = false;
};

} // namespace archive
