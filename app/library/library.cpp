#include "library/library.h"

#include "library/copykeeper.h"
#include "library/errors.h"
#include "library/lane.h"
#include "library/sidefile.h"
#include "library/writerthread.h"

#include <QCoreApplication>
#include <QFile>
#include <QThread>

#include <atomic>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

struct Connection {
    explicit Connection(std::unique_ptr<Database> opened)
        : database(std::move(opened))
        , stores(*database) {}
    std::unique_ptr<Database> database;
    Stores stores;
};

} // namespace

class Library::Private {
public:
    bool readOnly() const { return opening.readOnly() || damageMet; }
    QString readOnlyReason() const { return damageMet ? damagedReason(opening.file) : opening.readOnlyReason; }
    base::Error refusal() const {
        if (const QString reason = readOnlyReason(); !reason.isEmpty())
            return {opening.damaged || damageMet ? libraryDamaged : libraryReadOnly, reason};
        return {libraryReadOnly, Words::tr("The library is open for reading only.")};
    }
    bool noteDamage();

    Opening opening;
    std::atomic<bool> damageMet = false;
    bool threads = true;
    std::unique_ptr<Connection> here;
    std::unique_ptr<WriterThread> writer; // none: read-only, or without threads
    std::unique_ptr<Lane> lists;          // none without threads
    std::unique_ptr<Lane> reader;
    std::unique_ptr<CopyKeeper> copies; // none where there is nothing to do
};

// From the thread of the connection that met it. True the first time; a mark on disk tells the next start.
bool Library::Private::noteDamage() {
    if (damageMet.exchange(true))
        return false;
    QFile mark(damageMark(opening.file));
    if (openBeside(opening.file, mark))
        mark.write(damagedReason(opening.file).toUtf8() + '\n');
    return true;
}

Library::Library()
    : d(std::make_unique<Private>()) {}

base::Result<std::unique_ptr<Library>> Library::open(const OpenOptions& options) {
    auto opening = prepare(options.file, options.mode, ownMigrations(), options.report);
    if (!opening)
        return opening.error();
    std::unique_ptr<Library> library(new Library);
    Private& d = *library->d;
    d.opening = *std::move(opening);
    d.threads = options.threads;
    if (!d.opening.readOnly())
        d.opening.damageMet = [self = library.get()] {
            if (self->d->noteDamage())
                Q_EMIT self->damaged(damagedReason(self->d->opening.file));
        };
    if (!d.threads) {
        auto database = connectTo(d.opening, true);
        if (!database)
            return database.error();
        d.here = std::make_unique<Connection>(*std::move(database));
        return library;
    }
    if (!d.opening.readOnly()) {
        Library* self = library.get();
        d.writer = std::make_unique<WriterThread>(WriterThread::Listener{
            [self] { Q_EMIT self->changed(); }, [self](const QString& reason) { Q_EMIT self->full(reason); }});
        if (const auto started = d.writer->start(d.opening); !started)
            return started.error();
    }
    for (auto* lane : {&d.lists, &d.reader}) {
        *lane = std::make_unique<Lane>();
        if (const auto started = (*lane)->start(d.opening); !started)
            return started.error();
    }
    if (!d.opening.uncheckedCopies.isEmpty())
        d.copies = std::make_unique<CopyKeeper>(d.opening);
    return library;
}

// The writer last: it does what was handed in, and the last connection, when it can write, takes the -wal file away.
// The lock is given back after that.
Library::~Library() {
    d->copies.reset();
    if (d->threads)
        d->here.reset();
    d->lists.reset();
    d->reader.reset();
    d->writer.reset();
}

QString Library::file() const {
    return d->opening.file;
}

bool Library::readOnly() const {
    return d->readOnly();
}

QString Library::readOnlyReason() const {
    return d->readOnlyReason();
}

Stores& Library::here() {
    Q_ASSERT(QThread::currentThread() == thread());
    if (!d->here) {
        auto database = connectTo(d->opening, false);
        Q_ASSERT(database);
        d->here = std::make_unique<Connection>(*std::move(database));
    }
    return d->here->stores;
}

void Library::interrupt(ReadLane lane) {
    if (d->threads)
        (lane == ReadLane::Lists ? d->lists : d->reader)->interrupt();
}

void Library::postWrite(QObject* context, std::unique_ptr<Task> task) {
    Delivery delivery(context, std::move(task));
    if (d->readOnly()) {
        delivery.sendFailed(d->refusal());
    } else if (d->writer) {
        d->writer->post(std::move(delivery));
    } else {
        delivery.task().run(here());
        delivery.send();
    }
}

void Library::postRead(ReadLane lane, QObject* context, std::unique_ptr<Task> task) {
    Delivery delivery(context, std::move(task));
    if (d->threads) {
        (lane == ReadLane::Lists ? d->lists : d->reader)->post(std::move(delivery));
    } else {
        delivery.task().run(here());
        delivery.send();
    }
}

} // namespace library
