#include "ui/archive/linksubmission.h"

#include "archive/pipeline.h"
#include "formats/importer.h"
#include "library/library.h"
#include "ui/transfer/logins.h"

namespace ui {

namespace {

// Each write is a savepoint of its own, and what SQLite does for a statement grows with what the savepoint holds.
constexpr qsizetype linksAWrite = 1'000;

} // namespace

struct LinkSubmission::Running {
    library::IfKept ifKept = library::IfKept::CaptureAgain;
    qint64 expected = 0;
    Stop stop;
    ReadingGate gate;
    IntakeResult result;
    int writing = 0;   // batches at the library, interface thread only
    bool read = false; // everything was handed to the library
    qint64 accepted = 0;
    qint64 badLines = 0; // of the files; of the worker, like error
    QString error;       // of the worker, read after it ended
    QString writeError;  // interface thread only
    bool beside = false; // of addToo(): ended() is another's
};

LinkSubmission::LinkSubmission(const Core& core, Worker& worker, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_worker(worker) {}

LinkSubmission::~LinkSubmission() {
    cancel();
}

void LinkSubmission::begin(const LinkBatch& batch) {
    Q_ASSERT(!busy());
    m_running = std::make_shared<Running>();
    m_running->ifKept = batch.ifKept;
    m_running->expected = batch.expected;
    Q_EMIT progressed(0, batch.expected);
    keepLogins(m_core.credentials, batch.links);
    read(m_running, batch.readings, batch.links);
}

void LinkSubmission::addToo(const QList<formats::FoundLink>& links) {
    keepLogins(m_core.credentials, links);
    const auto beside = std::make_shared<Running>();
    beside->beside = true;
    write(beside, links);
}

void LinkSubmission::read(const std::shared_ptr<Running>& running, const QList<LinkReading>& readings,
                          const QList<formats::FoundLink>& links) {
    const auto hand = [this, running](const QList<formats::FoundLink>& some, const Stop& stop) {
        if (!running->gate.pass(stop))
            return false;
        QMetaObject::invokeMethod(
            this,
            [this, running, some] {
                keepLogins(m_core.credentials, some);
                write(running, some);
            },
            Qt::QueuedConnection);
        return true;
    };
    running->stop = m_worker.run(
        this,
        [running, hand, readings, links](const Stop& stop) {
            const auto handAll = [&](const QList<formats::FoundLink>& all) {
                for (qsizetype at = 0; at < all.size(); at += linksAWrite) {
                    if (!hand(all.mid(at, linksAWrite), stop))
                        return false;
                }
                return true;
            };
            if (!handAll(links))
                return;
            for (const LinkReading& reading : readings) {
                const auto read = readLinks(reading, handAll);
                if (!read)
                    running->error = read.error().message;
                else
                    running->badLines += read->badLines;
                if (stop->load())
                    return;
            }
        },
        [this, running] {
            running->read = true;
            finish(running);
        });
}

void LinkSubmission::write(const std::shared_ptr<Running>& running, const QList<formats::FoundLink>& links) {
    ++running->writing;
    QList<library::NewJob> jobs;
    jobs.reserve(links.size());
    for (const formats::FoundLink& link : links)
        jobs.append(formats::jobOf(link));
    m_core.library.write(
        this, [jobs, ifKept = running->ifKept](library::Stores& stores) { return stores.jobs.add(jobs, ifKept); },
        [this, running, count = links.size()](const base::Result<library::AddedJobs>& added) {
            --running->writing;
            running->gate.release();
            running->accepted += count;
            if (added) {
                running->result.added += added->added;
                if (running->result.first == 0)
                    running->result.first = added->first;
                running->result.alreadyWaiting += added->alreadyWaiting;
                running->result.alreadyKept += added->alreadyKept;
                if (added->added > 0)
                    QMetaObject::invokeMethod(&m_core.pipeline, &archive::Pipeline::wake, Qt::QueuedConnection);
            } else {
                running->writeError = added.error().message;
                if (running->beside)
                    Q_EMIT refused(count, running->writeError);
                if (running->stop)
                    running->stop->store(true);
            }
            if (running == m_running)
                Q_EMIT progressed(running->accepted, running->expected);
            finish(running);
        });
}

void LinkSubmission::finish(const std::shared_ptr<Running>& running) {
    if (running != m_running || !running->read || running->writing > 0)
        return;
    m_running.reset();
    running->result.error = running->writeError.isEmpty() ? running->error : running->writeError;
    running->result.badLines = running->badLines;
    running->result.cancelled = running->result.error.isEmpty() && running->stop->load();
    Q_EMIT ended(running->result);
}

void LinkSubmission::cancel() {
    if (m_running && m_running->stop)
        m_running->stop->store(true);
}

} // namespace ui
