#include "archive/pipeline.h"
#include "library/errors.h"
#include "library/library.h"
#include "library/migrations.h"
#include "libraryopening.h"
#include "scriptedserver.h"
#include "services.h"
#include "tests/library/olderlibrary.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

// The parts joined, as both programs have them.
class ServicesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    ServicesOptions options(const char* name, bool takesLinks = false) const {
        return {.libraryFile = m_folder.filePath(QString::fromLatin1(name)),
                .settingsFile = m_folder.filePath(QStringLiteral("tidemark.ini")),
                .settings = {},
                .takesLinks = takesLinks,
                .policy = {}};
    }

    static void add(Services& services, const QStringList& links) {
        QList<library::NewJob> jobs;
        for (const QString& link : links)
            jobs << library::NewJob{.link = link, .title = {}, .addedAt = {}, .tags = {}};
        bool added = false;
        QObject context;
        services.library().write(
            &context, [jobs](library::Stores& stores) { return stores.jobs.add(jobs, library::IfKept::CaptureAgain); },
            [&added](const base::Result<library::AddedJobs>& result) { added = bool(result); });
        QTRY_VERIFY(added);
    }

    static void start(Services& services) {
        QMetaObject::invokeMethod(&services.pipeline(), &archive::Pipeline::start);
    }

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_RUNTIME_DIR", m_folder.path().toUtf8()); }

    void linkIsArchivedAcrossTheThreads() {
        ScriptedServer server;
        server.servePage("/page", "Across");
        const auto services = Services::open(options("across"));
        QVERIFY(services);
        QVERIFY((*services)->pipeline().thread() != QThread::currentThread());
        QSignalSpy captured(&(*services)->pipeline(), &archive::Pipeline::captured);
        QSignalSpy updates(&(*services)->pipeline(), &archive::Pipeline::jobsChanged);
        add(**services, {server.link("/page")});
        start(**services);
        QTRY_COMPARE(captured.size(), 1);
        QTRY_VERIFY(!updates.isEmpty());
    }

    void endingPutsWhatRunsBackAndTheNextStartGoesOn() {
        ScriptedServer server;
        server.serve("/page", [](const Request& request) {
            return request.times == 1 ? Reply{.hold = true}
                                      : Reply{.body = "<title>Later</title><p>" + QByteArray("word ").repeated(99)};
        });
        {
            const auto services = Services::open(options("twice"));
            QVERIFY(services);
            add(**services, {server.link("/page")});
            start(**services);
            QTRY_COMPARE(server.open(), 1);
        }
        const auto services = Services::open(options("twice"));
        QVERIFY(services);
        QSignalSpy captured(&(*services)->pipeline(), &archive::Pipeline::captured);
        start(**services);
        QTRY_COMPARE(captured.size(), 1);
    }

    void neverStartedItEndsAtOnce() {
        for (int count = 0; count < 5; ++count)
            QVERIFY(Services::open(options("idle")));
    }

    void olderLibraryIsOpenedInAThreadThatTellsHowFarItIs() {
        const QString file = options("older").libraryFile;
        QVERIFY(Services::open(options("older")));
        QVERIFY(older::make(file, 1));
        QList<library::OpeningStep::Kind> told;
        LibraryOpening opening(file);
        connect(&opening, &LibraryOpening::stepped, this, [&told](const library::OpeningStep& step) {
            QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
            told << step.kind;
        });
        QSignalSpy ended(&opening, &LibraryOpening::ended);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(told.contains(library::OpeningStep::Kind::Changing)); // the copy may have been made at once
        auto opened = opening.takeOpened();
        QVERIFY(opened && !(*opened)->readOnly());
        QCOMPARE((*opened)->thread(), QThread::currentThread());
        const auto services = Services::over(*std::move(opened), options("older"));
        QCOMPARE(services->library().here().pages.count({}).valueOr(-1), 0);
    }

    void openingThatIsStoppedLeavesTheLibraryAsItWas() {
        const QString file = options("stopped").libraryFile;
        QVERIFY(Services::open(options("stopped")));
        QVERIFY(older::make(file, 1));
        const auto version = [&file] {
            const auto database = library::Database::open(file, library::Database::Access::ReadOnly);
            return library::schemaVersion(**database).valueOr(-1);
        };
        QCOMPARE(version(), 1);
        {
            // Another writer, so that it cannot have come to its end before it is stopped.
            auto writer = library::Database::open(file, library::Database::Access::ReadWrite);
            QVERIFY(writer && (*writer)->execute("BEGIN IMMEDIATE"));
            LibraryOpening opening(file);
            QSignalSpy ended(&opening, &LibraryOpening::ended);
            opening.stop();
            writer->reset();
            QTRY_COMPARE(ended.size(), 1);
            QCOMPARE(opening.takeOpened().error().kind, QByteArray(library::interrupted));
        }
        QCOMPARE(version(), 1);
        { const LibraryOpening forgotten(file); } // a program that is ended meanwhile
        const auto services = Services::open(options("stopped"));
        QVERIFY(services && !(*services)->library().readOnly());
    }

    void whatLayThirtyDaysInTheBinIsGoneWithTheNextStart() {
        const QStringList links{QStringLiteral("http://a.org/old"), QStringLiteral("http://a.org/young"),
                                QStringLiteral("http://a.org/kept")};
        QVERIFY(Services::open(options("bin"))); // looks at the bin for the first time
        {
            const auto opened = library::Library::open({.file = options("bin").libraryFile, .threads = false});
            QVERIFY(opened);
            library::Stores& stores = (*opened)->here();
            const QDateTime now = QDateTime::currentDateTimeUtc();
            QList<library::PageId> pages;
            for (const QString& link : links) {
                library::CaptureRecord capture;
                capture.startedAt = capture.finishedAt = now.addDays(-40);
                capture.outcome = "stored";
                library::NewSnapshot snapshot;
                snapshot.capturedAt = now.addDays(-40);
                snapshot.mediaType = "text/html";
                const library::NewJob job{.link = link, .title = {}, .addedAt = {}, .tags = {}};
                const auto kept = stores.snapshots.importSnapshot(job, capture, snapshot);
                QVERIFY(kept);
                pages << kept->page;
            }
            QVERIFY(stores.pages.remove({pages[0]}, now.addDays(-31)));
            QVERIFY(stores.pages.remove({pages[1]}, now.addDays(-29)));
        }
        const auto services = Services::open(options("bin"));
        QVERIFY(services);
        std::optional<int> left;
        QObject context;
        const auto count = [&] {
            (*services)->library().read(
                library::ReadLane::Lists, &context,
                [&links](library::Stores& stores) {
                    int found = 0;
                    for (const QString& link : links)
                        found += stores.pages.find(link) ? 1 : 0;
                    return base::Result<int>(found);
                },
                [&left](const base::Result<int>& found) { left = *found; });
            return left == 2;
        };
        QTRY_VERIFY(count());
    }

    void secondStartHandsItsLinksToTheFirst() {
        const auto first = Services::open(options("shared", true));
        QVERIFY(first);
        QSignalSpy handed(first->get(), &Services::linksHandedOver);
        const auto second = Services::open(options("shared", true));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, QByteArray(library::libraryLocked));
        const QStringList links{QStringLiteral("http://example.org/ä?a=\"b\"&c"), QStringLiteral("second\nline")};
        // It blocks for the answer, which comes from this thread's event loop: another thread asks.
        std::optional<base::Result<void>> answer;
        const std::unique_ptr<QThread> other(
            QThread::create([&] { answer = Services::handOver(options("shared").libraryFile, links); }));
        other->start();
        QTRY_COMPARE(handed.size(), 1);
        QTRY_VERIFY(other->isFinished());
        QVERIFY(*answer);
        QCOMPARE(handed[0][0].toStringList(), links);
    }

    void handingToNobodySaysSo() {
        const auto busy = Services::open(options("busy", false)); // writes, but takes no links
        QVERIFY(busy);
        const auto answer = Services::handOver(options("busy").libraryFile, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, QByteArray(library::libraryLocked));
    }

    void libraryChosenInSettingsIsTheStandardOne() {
        const QByteArray before = qgetenv("XDG_CONFIG_HOME");
        qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
        QVERIFY(standardLibraryFile().endsWith(QStringLiteral("/tidemark/library.tidemark")));
        const QString chosen = m_folder.filePath(QStringLiteral("elsewhere.tidemark"));
        QSettings(archive::standardSettingsFile(), QSettings::IniFormat).setValue(archive::libraryFileKey, chosen);
        QCOMPARE(standardLibraryFile(), chosen);
        before.isNull() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", before);
    }

    void unusableLibraryIsAnError() {
        ServicesOptions nowhere = options("");
        nowhere.libraryFile = QStringLiteral("/proc/nowhere/library");
        const auto services = Services::open(nowhere);
        QVERIFY(!services);
        QVERIFY(!services.error().message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ServicesTest)
#include "tst_services.moc"
