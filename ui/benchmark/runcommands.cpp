#include "ui/benchmark/runcommands.h"

#include "base/file.h"
#include "library/errors.h"
#include "models/runlistmodel.h"
#include "ui/widgets/worker.h"

#include <QDir>

namespace ui {

namespace {

constexpr std::chrono::milliseconds lookPause{500};

// A search that was typed, or left, stops all that its lane reads: what is not its own is read again.
template<typename Value>
bool wasStopped(const base::Result<Value>& read) {
    return !read && read.error().kind == library::interrupted;
}

} // namespace

RunCommands::RunCommands(const Core& core, models::RunListModel& runs, Worker& worker, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_runs(runs)
    , m_worker(worker) {
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(lookPause);
    connect(&m_lookSoon, &QTimer::timeout, this, &RunCommands::lookForOthers);
    m_lookSoon.setObjectName(QStringLiteral("lookForRunsTimer"));
    connect(&m_core.library, &library::Library::changed, this, [this] {
        m_outdated = true;
        if (m_loaded && m_seen && !m_lookSoon.isActive())
            m_lookSoon.start();
    });
}

void RunCommands::setSeen(bool seen) {
    m_seen = seen;
    if (!seen)
        m_lookSoon.stop();
    else if (m_loaded && m_outdated)
        lookForOthers();
}

void RunCommands::reload() {
    m_core.library.read(
        library::ReadLane::Lists, this, [](library::Stores& stores) { return stores.runs.list(); },
        [this](const base::Result<QList<library::Run>>& runs) {
            if (wasStopped(runs))
                return reload();
            if (!runs) {
                Q_EMIT failed(runs.error().message);
                return;
            }
            take(*runs);
        });
}

void RunCommands::take(const QList<library::Run>& runs) {
    m_loaded = true;
    m_runs.set(runs);
    Q_EMIT reloaded();
}

void RunCommands::lookForOthers() {
    m_outdated = false;
    m_core.library.read(
        library::ReadLane::Lists, this, [](library::Stores& stores) { return stores.runs.list(); },
        [this](const base::Result<QList<library::Run>>& runs) {
            if (wasStopped(runs)) {
                m_outdated = true;
                if (m_seen)
                    m_lookSoon.start();
                return;
            }
            if (runs && !m_runs.shows(*runs)) // what cannot be read is said when the person asks for it
                take(*runs);
        });
}

void RunCommands::read(library::RunId run, std::function<void(const RunPointer&)> done) {
    m_core.library.read(
        library::ReadLane::Lists, this,
        [run](library::Stores& stores) -> base::Result<RunPointer> {
            const auto stored = stores.runs.run(run);
            if (!stored)
                return stored.error();
            auto read = bench::fromStore(*stored);
            if (!read)
                return read.error();
            return RunPointer(std::make_shared<bench::StoredRun>(*std::move(read)));
        },
        [this, run, done = std::move(done)](const base::Result<RunPointer>& read) {
            if (wasStopped(read))
                return this->read(run, done);
            if (!read)
                Q_EMIT failed(read.error().message);
            done(read ? *read : nullptr);
        });
}

void RunCommands::change(std::function<base::Result<void>(library::Stores&)> work, std::function<void()> done) {
    m_core.library.write(this, std::move(work), [this, done = std::move(done)](const base::Result<void>& changed) {
        if (!changed)
            Q_EMIT failed(changed.error().message);
        else if (done)
            done();
        reload();
    });
}

void RunCommands::rename(library::RunId run, const QString& name) {
    change([run, name](library::Stores& stores) { return stores.runs.rename(run, name); });
}

void RunCommands::setPinned(const QList<library::RunId>& runs, bool pinned) {
    change([runs, pinned](library::Stores& stores) -> base::Result<void> {
        for (const library::RunId run : runs) {
            if (const auto set = stores.runs.setPinned(run, pinned); !set)
                return set;
        }
        return {};
    });
}

void RunCommands::remove(const QList<library::RunId>& runs) {
    if (runs.isEmpty())
        return;
    change([runs,
            when = QDateTime::currentDateTimeUtc()](library::Stores& stores) { return stores.runs.remove(runs, when); },
           [this, runs] { Q_EMIT removed(runs); });
}

void RunCommands::restore(const QList<library::RunId>& runs) {
    change([runs](library::Stores& stores) { return stores.runs.restore(runs); });
}

// One after the other; `done` with all of them, or never: failed() says why.
void RunCommands::readNext(const QList<library::RunId>& runs, const QList<RunPointer>& read,
                           const std::function<void(const QList<RunPointer>&)>& done) {
    if (read.size() == runs.size()) {
        done(read);
        return;
    }
    this->read(runs.at(read.size()), [this, runs, read, done](const RunPointer& run) {
        if (run)
            readNext(runs, read + QList<RunPointer>{run}, done);
    });
}

void RunCommands::write(const QList<library::RunId>& runs, bench::RunFormat format, const QString& file) {
    readNext(runs, {}, [this, format, file](const QList<RunPointer>& stored) {
        auto written = std::make_shared<base::Result<void>>();
        m_worker.run(
            this,
            [stored, format, file, written](const Stop&) {
                QList<const bench::StoredRun*> each;
                for (const RunPointer& run : stored)
                    each.append(run.get());
                *written = base::writeFileAtomically(file, bench::exportRuns(each, format));
            },
            [this, file, written] {
                if (*written)
                    Q_EMIT said(tr("Written to %1.").arg(QDir::toNativeSeparators(file)));
                else
                    Q_EMIT failed(written->error().message);
            });
    });
}

} // namespace ui
