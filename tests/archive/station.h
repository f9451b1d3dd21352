#pragma once

#include "archive/pipeline.h"
#include "library/library.h"
#include "measure/recorder.h"
#include "net/addresspolicy.h"
#include "net/fetcher.h"
#include "secrets/credentialstore.h"
#include "support/fakeclock.h"

#include <QHostAddress>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

// A loopback address that tests declare public, so that 127.0.0.1 is the private one.
class LoopbackPolicy : public net::AddressPolicy {
public:
    bool isPublic(const QHostAddress& address) const override {
        return address == QHostAddress(QStringLiteral("127.0.0.2"));
    }
};

// A real library file, fetcher and pipeline in the test's thread; only the clock may be a fake one.
class Station {
    template<typename Work, typename Ask>
    auto wait(Ask ask) {
        using Value = std::decay_t<decltype(*std::declval<Work>()(std::declval<library::Stores&>()))>;
        std::optional<Value> value;
        QObject context;
        ask(&context, [&value](base::Result<Value> result) {
            if (!result)
                qFatal("%s: %s", result.error().kind.constData(), qPrintable(result.error().message));
            value = *std::move(result);
        });
        if (!QTest::qWaitFor([&] { return value.has_value(); }, 20'000))
            qFatal("the library does not answer");
        return *std::move(value);
    }

public:
    explicit Station(base::Clock& clock, const QString& file = {})
        : m_clock(clock)
        , m_file(file.isEmpty() ? m_folder.filePath(QStringLiteral("test.tidemark")) : file) {
        auto opened = library::Library::open({.file = m_file, .mode = library::OpenMode::ReadWrite, .threads = true});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        library = *std::move(opened);
        settings.attempts = 3;
        credentials = secrets::makeSessionStore();
    }
    ~Station() { end(); }

    // The work's value; the test ends where it fails.
    template<typename Work>
    auto write(Work work) {
        return wait<Work>([&](QObject* context, auto done) { library->write(context, work, done); });
    }
    template<typename Work>
    auto read(Work work) {
        return wait<Work>(
            [&](QObject* context, auto done) { library->read(library::ReadLane::Reader, context, work, done); });
    }

    QString libraryFile() const { return m_file; }

    // Made anew, as after a start of the program.
    void makePipeline(std::unique_ptr<net::Fetcher> another = {}) {
        end();
        fetcher = another ? std::move(another)
                          : net::makeFetcher({}, std::make_shared<LoopbackPolicy>(), m_clock, m_recorder);
        pipeline = std::make_unique<archive::Pipeline>(*library, *fetcher, *credentials, m_clock, settings);
        idle = std::make_unique<QSignalSpy>(pipeline.get(), &archive::Pipeline::idle);
        QObject::connect(pipeline.get(), &archive::Pipeline::jobsChanged, pipeline.get(),
                         [this](const QList<archive::JobUpdate>& updates) {
                             for (const archive::JobUpdate& update : updates)
                                 latest[update.job.id] = update;
                         });
    }
    void start() {
        makePipeline();
        pipeline->start();
    }
    void end() { // without stop(): as a crash does
        idle.reset();
        pipeline.reset();
        fetcher.reset();
    }

    QList<library::JobId> add(const QStringList& links, library::IfKept ifKept = library::IfKept::CaptureAgain) {
        QList<library::NewJob> jobs;
        for (const QString& link : links)
            jobs << library::NewJob{.link = link, .title = {}, .addedAt = {}, .tags = {}};
        const QList<library::JobId> ids =
            write([=](library::Stores& stores) { return stores.jobs.add(jobs, ifKept); }).ids;
        if (pipeline)
            pipeline->wake();
        return ids;
    }
    library::JobId add(const QString& link) { return add(QStringList{link}).value(0); }

    library::Job job(library::JobId id) {
        return read([id](library::Stores& stores) { return stores.jobs.rows({id}); }).value(0);
    }
    library::JobState state(library::JobId id) { return job(id).state; }
    library::JobCounts counts() {
        return read([](library::Stores& stores) { return stores.jobs.counts(); });
    }
    library::Page page(const QString& link) {
        return read([link](library::Stores& stores) -> base::Result<library::Page> {
            const auto id = stores.pages.find(link);
            if (!id)
                return id.error();
            return stores.pages.page(*id);
        });
    }
    QList<library::SnapshotRow> snapshots(const QString& link) {
        const library::PageId id = page(link).id;
        return read([id](library::Stores& stores) { return stores.snapshots.ofPage(id); });
    }
    QList<library::CaptureRow> captures(const QString& link) {
        const library::PageId id = page(link).id;
        return read([id](library::Stores& stores) { return stores.snapshots.captures(id); });
    }
    QList<library::AssetRow> assets(const QString& link) {
        const library::SnapshotId id = snapshots(link).value(0).id;
        return read([id](library::Stores& stores) { return stores.snapshots.assets(id); });
    }
    QByteArray blob(const QByteArray& sha256) {
        return read([sha256](library::Stores& stores) { return stores.blobs.get(sha256); });
    }
    qsizetype damages() const {
        const auto opened =
            library::Library::open({.file = libraryFile(), .mode = library::OpenMode::ReadOnly, .threads = false});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        const auto found = library::verify((*opened)->here());
        if (!found)
            qFatal("%s", qPrintable(found.error().message));
        for (const library::Damage& damage : *found)
            qInfo("%s: %s", damage.what.constData(), qPrintable(damage.detail));
        return found->size();
    }

    // What the pipeline was about to take is taken afterwards: a claim goes through the same writer.
    void settle() {
        for (int turn = 0; turn < 2; ++turn) // the first lets the claim be handed in
            write([](library::Stores& stores) { return stores.jobs.counts(); });
    }
    // Lets the event loop turn so often, or until nothing is left to do: a moment that does not depend on the machine.
    void turn(int times) {
        for (int i = 0; i < times && idle->isEmpty(); ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    bool waitForIdle() {
        return QTest::qWaitFor([this] { return !idle->isEmpty(); }, 20'000);
    }
    bool waitForState(library::JobId id, library::JobState wanted) {
        return QTest::qWaitFor([&] { return state(id) == wanted; }, 20'000);
    }

    std::unique_ptr<library::Library> library;
    std::unique_ptr<secrets::CredentialStore> credentials;
    archive::CaptureSettings settings;
    std::unique_ptr<net::Fetcher> fetcher;
    std::unique_ptr<archive::Pipeline> pipeline;
    std::unique_ptr<QSignalSpy> idle;
    QHash<library::JobId, archive::JobUpdate> latest; // what the window would show

private:
    QTemporaryDir m_folder;
    base::Clock& m_clock;
    QString m_file;
    measure::Recorder m_recorder;
};
