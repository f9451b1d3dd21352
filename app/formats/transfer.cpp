#include "formats/transfer.h"

#include "formats/worker.h"
#include "library/errors.h"
#include "library/library.h"

#include <QThread>

#include <semaphore>

namespace formats {

// Import: the worker reads parts and waits for a place (`places`) before it hands one on; the owner's thread passes
// them to the library's writer. Export: the owner's thread asks a reading thread for a part, the worker writes it.
class Transfer::Private {
public:
    Private(Transfer& owner, library::Library& openLibrary)
        : q(owner)
        , library(openLibrary) {}

    void read(const ImportOptions& options);
    void store(ImportPart part, library::IfKept ifKept);
    void stored(base::Result<ImportPart> part);
    void readPart();
    void writePart(base::Result<ExportPart> part);
    void written(const base::Result<WrittenPart>& part, double share, bool last);
    void abandonExport(const std::optional<base::Error>& error = {});
    void end(const std::optional<base::Error>& error = {});
    void endLater(const base::Error& error);
    void endWhenStored();

    Transfer& q;
    library::Library& library;
    TransferSummary summary;
    std::shared_ptr<Exporter> exporter;
    std::atomic<bool> cancelled = false;
    std::counting_semaphore<> places{2};
    int storing = 0;
    bool wholeRead = false;
    bool ended = false;
    std::optional<base::Error> readError;
    std::unique_ptr<Worker> worker = std::make_unique<Worker>(); // last: ends before what it uses
};

Transfer::Transfer(library::Library& library, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, library)) {
    qRegisterMetaType<formats::Tally>();
    qRegisterMetaType<formats::TransferSummary>();
}

Transfer::~Transfer() {
    cancel();
    d->worker.reset();
}

void Transfer::cancel() {
    d->cancelled = true;
    d->places.release();
}

void Transfer::startImport(const ImportOptions& options) {
    Q_ASSERT(QThread::currentThread() == thread());
    d->worker->post([this, options] { d->read(options); });
}

void Transfer::startExport(const ExportOptions& options) {
    Q_ASSERT(QThread::currentThread() == thread());
    d->summary.format = options.format;
    auto exporter = Exporter::open(options);
    if (!exporter)
        return d->endLater(exporter.error());
    d->exporter = *std::move(exporter);
    d->readPart();
}

void Transfer::Private::read(const ImportOptions& options) {
    auto importer = Importer::open(options);
    base::Result<void> result = importer ? base::Result<void>() : base::Result<void>(importer.error());
    if (importer) {
        const Format format = (*importer)->format();
        result = (*importer)->read([&](ImportPart part) {
            places.acquire();
            if (cancelled)
                return false;
            auto handed = std::make_shared<ImportPart>(std::move(part));
            QMetaObject::invokeMethod(
                &q,
                [this, format, handed, ifKept = options.ifKept] {
                    summary.format = format;
                    store(std::move(*handed), ifKept);
                },
                Qt::QueuedConnection);
            return true;
        });
    }
    QMetaObject::invokeMethod(
        &q,
        [this, result] {
            wholeRead = true;
            if (!result)
                readError = result.error();
            endWhenStored();
        },
        Qt::QueuedConnection);
}

void Transfer::Private::store(ImportPart part, library::IfKept ifKept) {
    if (cancelled)
        return places.release();
    ++storing;
    auto shared = std::make_shared<ImportPart>(std::move(part));
    library.write(
        &q,
        [shared, ifKept](library::Stores& stores) -> base::Result<ImportPart> {
            ImportPart copy = *shared;
            if (const auto result = storePart(stores, copy, ifKept); !result)
                return result.error();
            copy.articles.clear();
            copy.jobs.clear();
            return copy;
        },
        [this](base::Result<ImportPart> result) { stored(std::move(result)); });
}

void Transfer::Private::stored(base::Result<ImportPart> part) {
    --storing;
    places.release();
    if (ended)
        return;
    if (!part) {
        cancelled = true;
        places.release();
        return end(part.error());
    }
    summary.tally.add(part->tally);
    if (!part->logins.isEmpty())
        Q_EMIT q.loginsFound(part->logins);
    if (!part->results.isEmpty())
        Q_EMIT q.entriesEnded(part->results);
    Q_EMIT q.progressed(part->share, summary.tally);
    endWhenStored();
}

void Transfer::Private::endWhenStored() {
    if (!ended && wholeRead && storing == 0)
        end(readError);
}

void Transfer::Private::readPart() {
    if (cancelled)
        return abandonExport();
    library.read(
        library::ReadLane::Lists, &q, [use = exporter](library::Stores& stores) { return use->read(stores); },
        [this](base::Result<ExportPart> part) { writePart(std::move(part)); });
}

void Transfer::Private::writePart(base::Result<ExportPart> part) {
    // A search that was typed meanwhile stops what the lane reads; the part is read again.
    if (!part && part.error().kind == library::interrupted)
        return readPart();
    if (!part)
        return abandonExport(part.error());
    worker->post([this, use = exporter, part = *std::move(part)] {
        const auto result = use->write(part);
        QMetaObject::invokeMethod(
            &q, [this, result, share = part.share, last = part.last] { written(result, share, last); },
            Qt::QueuedConnection);
    });
}

void Transfer::Private::written(const base::Result<WrittenPart>& part, double share, bool last) {
    if (!part)
        return end(part.error());
    summary.tally.add(part->tally);
    if (!part->results.isEmpty())
        Q_EMIT q.entriesEnded(part->results);
    Q_EMIT q.progressed(share, summary.tally);
    if (part->end || last)
        end(part->end);
    else
        readPart();
}

// An entry that is not whole is gone before the end is told.
void Transfer::Private::abandonExport(const std::optional<base::Error>& error) {
    worker->post([this, use = exporter, error] {
        use->abandon();
        QMetaObject::invokeMethod(
            &q, [this, error] { end(error); }, Qt::QueuedConnection);
    });
}

void Transfer::Private::end(const std::optional<base::Error>& error) {
    ended = true;
    exporter.reset();
    summary.error = error;
    summary.cancelled = cancelled && !error;
    Q_EMIT q.finished(summary);
}

void Transfer::Private::endLater(const base::Error& error) {
    QMetaObject::invokeMethod(
        &q, [this, error] { end(error); }, Qt::QueuedConnection);
}

} // namespace formats
