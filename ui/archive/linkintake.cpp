#include "ui/archive/linkintake.h"

#include "archive/pipeline.h"
#include "library/library.h"
#include "ui/transfer/logins.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSemaphore>

#include <chrono>

namespace ui {

using namespace std::chrono_literals;

namespace {

constexpr int batchesUnderWay = 8; // between the reading worker and the library
// Each write is a savepoint of its own, and what SQLite does for a statement grows with what the savepoint holds.
constexpr qsizetype linksAWrite = 1'000;
constexpr int textSource = 0;

// Lets the worker run ahead of the library by a few batches only.
class Gate {
public:
    bool pass(const Stop& stop) {
        while (!stop->load()) {
            if (m_places.tryAcquire(1, 50))
                return true;
        }
        return false;
    }
    void release() { m_places.release(); }

private:
    QSemaphore m_places{batchesUnderWay};
};

struct Reading {
    QString path;
    QByteArray bytes;
};

base::Result<formats::LinkFileSummary> readLinks(const Reading& from,
                                                 const std::function<bool(const QList<formats::FoundLink>&)>& sink) {
    if (from.path.isEmpty()) {
        QBuffer buffer;
        buffer.setData(from.bytes);
        buffer.open(QIODevice::ReadOnly);
        return formats::readLinkFile(buffer, sink);
    }
    QFile file(from.path);
    if (!file.open(QIODevice::ReadOnly))
        return base::Error{
            "file-unreadable",
            LinkIntake::tr("%1 cannot be read: %2").arg(QDir::toNativeSeparators(from.path), file.errorString())};
    return formats::readLinkFile(file, sink);
}

QStringList linksOf(const QList<formats::FoundLink>& found) {
    QStringList links;
    links.reserve(found.size());
    for (const formats::FoundLink& link : found)
        links << link.link;
    return links;
}

// As they were typed: FoundLinks::bad has the first ones only, and shortened.
QStringList linesWithoutLinks(const QString& text) {
    QStringList lines;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        if (formats::linksInText(line).badLines > 0)
            lines << line;
    }
    return lines;
}

} // namespace

struct LinkIntake::Submission {
    library::IfKept ifKept = library::IfKept::CaptureAgain;
    QList<formats::FoundLink> links; // of the text
    QStringList noLinks;             // lines of the text
    QList<Reading> readings;
    qint64 expected = 0;
    bool fromField = false;
    Stop stop;
    Gate gate;
    IntakeResult result;
    int writing = 0;   // batches at the library, interface thread only
    bool read = false; // everything was handed to the library
    qint64 accepted = 0;
    qint64 badLines = 0; // of the files; of the worker, like error
    QString error;       // of the worker, read after it ended
};

LinkIntake::LinkIntake(const Core& core, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_worker(QStringLiteral("links")) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(150ms);
    connect(&m_soon, &QTimer::timeout, this, &LinkIntake::countText);
}

LinkIntake::~LinkIntake() {
    cancel();
    for (const Stop& stop : std::as_const(m_stops))
        stop->store(true);
}

// ---- counting -------------------------------------------------------------------------------------------------------

void LinkIntake::setText(const QString& text) {
    m_text = text;
    ++m_generation;
    m_countingText = true;
    m_soon.start();
    if (text.isEmpty())
        countText(); // an emptied field says so at once
}

void LinkIntake::countText() {
    m_soon.stop();
    const quint64 generation = m_generation;
    auto found = std::make_shared<formats::FoundLinks>();
    auto noLinks = std::make_shared<QStringList>();
    m_worker.run(
        this,
        [text = m_text, found, noLinks](const Stop&) {
            *found = formats::linksInText(text);
            if (found->badLines > 0)
                *noLinks = linesWithoutLinks(text);
        },
        [this, generation, found, noLinks] {
            if (generation != m_generation)
                return;
            m_found = *found;
            m_noLinks = *noLinks;
            m_kept = 0;
            if (m_found.links.isEmpty())
                addKept(textSource, generation, 0);
            else
                countKept(linksOf(m_found.links), textSource, generation);
            Q_EMIT counted();
        });
}

void LinkIntake::countKept(const QStringList& links, int source, quint64 generation) {
    m_core.library.read(
        library::ReadLane::Lists, this, [links](library::Stores& stores) { return stores.pages.kept(links); },
        [this, links, source, generation](const base::Result<QSet<QString>>& kept) {
            if (kept)
                addKept(source, generation, kept->size());
            else // outdated by a search, or unreadable, which the list says: count on without
                addKept(source, generation, 0);
        });
}

void LinkIntake::addKept(int source, quint64 generation, qint64 kept) {
    const bool ofText = source == textSource;
    if (ofText && generation != m_generation)
        return;
    if (LinkSource* known = ofText ? nullptr : sourceOf(source))
        known->count.kept += kept;
    if (ofText) {
        m_kept = kept;
        m_countingText = false;
        if (const auto ifKept = std::exchange(m_submitWhenCounted, {}))
            submit(*ifKept);
    }
    Q_EMIT counted();
}

void LinkIntake::addFile(const QString& path) {
    LinkSource source;
    source.id = ++m_lastId;
    source.name = QFileInfo(path).fileName();
    source.path = path;
    m_sources.append(source);
    countSource(source);
}

void LinkIntake::addText(const QString& name, const QByteArray& utf8) {
    LinkSource source;
    source.id = ++m_lastId;
    source.name = name;
    source.bytes = utf8;
    m_sources.append(source);
    countSource(source);
}

void LinkIntake::countSource(const LinkSource& source) {
    const int id = source.id;
    sourceOf(id)->count.counting = true;
    auto summary = std::make_shared<base::Result<formats::LinkFileSummary>>(formats::LinkFileSummary());
    auto gate = std::make_shared<Gate>();
    const Reading reading{source.path, source.bytes};
    auto hand = [this, id, gate](const QList<formats::FoundLink>& links, const Stop& stop) {
        if (!gate->pass(stop))
            return false;
        m_core.library.read(
            library::ReadLane::Lists, this,
            [batch = linksOf(links)](library::Stores& stores) { return stores.pages.kept(batch); },
            [this, id, gate, count = links.size()](const base::Result<QSet<QString>>& kept) {
                gate->release();
                if (LinkSource* known = sourceOf(id); known && known->count.counting)
                    known->count.links += count; // the end has the exact number
                addKept(id, 0, kept ? kept->size() : 0);
            });
        return true;
    };
    m_stops[id] = m_worker.run(
        this,
        [reading, summary, hand](const Stop& stop) {
            *summary = readLinks(reading, [&](const QList<formats::FoundLink>& links) { return hand(links, stop); });
        },
        [this, id, summary] {
            m_stops.remove(id);
            LinkSource* known = sourceOf(id);
            if (!known)
                return;
            known->count.counting = false;
            if (*summary) {
                known->count.links = (*summary)->links;
                known->count.badLines = (*summary)->badLines;
                known->count.bad = (*summary)->bad;
            } else {
                known->error = summary->error().message;
            }
            Q_EMIT counted();
        });
    Q_EMIT counted();
}

void LinkIntake::removeSource(int id) {
    if (const Stop stop = m_stops.take(id))
        stop->store(true);
    m_sources.removeIf([id](const LinkSource& source) { return source.id == id; });
    Q_EMIT counted();
}

LinkSource* LinkIntake::sourceOf(int id) {
    for (LinkSource& source : m_sources) {
        if (source.id == id)
            return &source;
    }
    return nullptr;
}

IntakeCount LinkIntake::count() const {
    IntakeCount all{m_found.links.size(), m_kept, m_found.duplicates, m_found.badLines, m_found.bad, m_countingText};
    for (const LinkSource& source : m_sources) {
        all.links += source.count.links;
        all.kept += source.count.kept;
        all.badLines += source.count.badLines;
        all.bad += source.count.bad;
        all.counting = all.counting || source.count.counting;
    }
    return all;
}

// ---- handing in -----------------------------------------------------------------------------------------------------

void LinkIntake::submit(library::IfKept ifKept) {
    if (m_submitting)
        return;
    if (m_countingText) { // typed and entered in one go
        m_submitWhenCounted = ifKept;
        if (m_soon.isActive())
            countText();
        return;
    }
    auto submission = std::make_shared<Submission>();
    submission->ifKept = ifKept;
    submission->links = m_found.links;
    submission->noLinks = m_noLinks;
    submission->fromField = true;
    submission->expected = count().links;
    for (const LinkSource& source : std::as_const(m_sources)) {
        if (source.error.isEmpty())
            submission->readings.append({source.path, source.bytes});
    }
    begin(submission);
}

void LinkIntake::submitLinks(const QStringList& links) {
    auto submission = std::make_shared<Submission>();
    submission->links = formats::linksInText(links.join(QLatin1Char('\n'))).links;
    submission->expected = submission->links.size();
    if (submission->links.isEmpty())
        return;
    if (!m_submitting) {
        begin(submission);
        return;
    }
    // A file is on its way in: these few do not wait for it.
    write(submission, submission->links);
    keepLogins(m_core.credentials, submission->links);
}

void LinkIntake::begin(const std::shared_ptr<Submission>& submission) {
    m_submitting = submission;
    for (const Stop& stop : std::as_const(m_stops))
        stop->store(true); // what is only being counted
    Q_EMIT progressed(0, submission->expected);
    keepLogins(m_core.credentials, submission->links);
    const auto hand = [this, submission](const QList<formats::FoundLink>& links, const Stop& stop) {
        if (!submission->gate.pass(stop))
            return false;
        QMetaObject::invokeMethod(
            this,
            [this, submission, links] {
                keepLogins(m_core.credentials, links);
                write(submission, links);
            },
            Qt::QueuedConnection);
        return true;
    };
    submission->stop = m_worker.run(
        this,
        [submission, hand](const Stop& stop) {
            const auto handAll = [&](const QList<formats::FoundLink>& links) {
                for (qsizetype at = 0; at < links.size(); at += linksAWrite) {
                    if (!hand(links.mid(at, linksAWrite), stop))
                        return false;
                }
                return true;
            };
            if (!handAll(submission->links))
                return;
            for (const Reading& reading : std::as_const(submission->readings)) {
                const auto read = readLinks(reading, handAll);
                if (!read)
                    submission->error = read.error().message;
                else
                    submission->badLines += read->badLines;
                if (stop->load())
                    return;
            }
        },
        [this, submission] {
            submission->read = true;
            finish(submission);
        });
}

void LinkIntake::write(const std::shared_ptr<Submission>& submission, const QList<formats::FoundLink>& links) {
    ++submission->writing;
    QList<library::NewJob> jobs;
    jobs.reserve(links.size());
    for (const formats::FoundLink& link : links)
        jobs.append({link.link, link.title, link.addedAt, link.tags});
    m_core.library.write(
        this, [jobs, ifKept = submission->ifKept](library::Stores& stores) { return stores.jobs.add(jobs, ifKept); },
        [this, submission, count = links.size()](const base::Result<library::AddedJobs>& added) {
            --submission->writing;
            submission->gate.release();
            submission->accepted += count;
            if (added) {
                submission->result.added += added->added;
                if (submission->result.first == 0)
                    submission->result.first = added->first;
                submission->result.alreadyWaiting += added->alreadyWaiting;
                submission->result.alreadyKept += added->alreadyKept;
                if (added->added > 0)
                    QMetaObject::invokeMethod(&m_core.pipeline, &archive::Pipeline::wake, Qt::QueuedConnection);
            } else {
                submission->error = added.error().message;
                if (submission->stop)
                    submission->stop->store(true);
            }
            if (submission == m_submitting)
                Q_EMIT progressed(submission->accepted, submission->expected);
            finish(submission);
        });
}

void LinkIntake::finish(const std::shared_ptr<Submission>& submission) {
    if (submission != m_submitting || !submission->read || submission->writing > 0)
        return;
    m_submitting.reset();
    submission->result.error = submission->error;
    submission->result.badLines = submission->badLines;
    submission->result.cancelled = submission->error.isEmpty() && submission->stop->load();
    if (submission->fromField && submission->error.isEmpty() && !submission->result.cancelled) {
        m_sources.clear();
        submission->result.linesLeft = submission->noLinks.size();
        Q_EMIT emptied(submission->noLinks.join(QLatin1Char('\n')));
    }
    Q_EMIT submitted(submission->result);
    Q_EMIT counted();
}

void LinkIntake::cancel() {
    m_submitWhenCounted.reset();
    if (m_submitting && m_submitting->stop)
        m_submitting->stop->store(true);
}

} // namespace ui
