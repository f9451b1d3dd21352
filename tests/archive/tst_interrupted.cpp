#include "scriptedserver.h"
#include "station.h"

#include "base/clock.h"
#include "library/database.h"

using library::JobState;

// Cancelled, stopped, ended in the middle: every link keeps exactly one outcome or waits.
class InterruptedTest : public QObject {
    Q_OBJECT

    base::SystemClock m_clock;
    const QByteArray m_image = "<p><img src=\"/held.png\" width=600 height=400 alt=held></p>";

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void cancelledWhileWaitingIsNeverAskedFor() {
        ScriptedServer server;
        server.servePage("/page", "Never");
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.makePipeline();
        station.pipeline->setPaused(true);
        station.pipeline->start();
        QVERIFY(station.waitForIdle());
        station.pipeline->cancel({id});
        QVERIFY(station.waitForState(id, JobState::Cancelled));
        station.pipeline->setPaused(false);
        station.idle->clear();
        QVERIFY(station.waitForIdle());
        QCOMPARE(server.requests().size(), 0);
        QCOMPARE(station.latest[id].job.state, JobState::Cancelled);
    }

    void cancelledInATransferEndsTheConnection() {
        ScriptedServer server;
        server.serve("/page", Reply{.hold = true});
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QTRY_COMPARE(server.open(), 1);
        station.pipeline->cancel({id});
        QVERIFY(station.waitForState(id, JobState::Cancelled));
        QTRY_COMPARE(server.open(), 0);
        QTRY_VERIFY(!station.idle->isEmpty());
        QTRY_COMPARE(station.latest[id].job.state, JobState::Cancelled);
        QCOMPARE(station.counts().done + station.counts().failed, 0);
    }

    void cancelledWhileImagesComeStoresNothing() {
        ScriptedServer server;
        server.servePage("/page", "Pictures", m_image);
        server.serve("/held.png", Reply{.hold = true});
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QTRY_COMPARE(server.open(), 1);
        station.pipeline->cancel({id});
        QVERIFY(station.waitForState(id, JobState::Cancelled));
        QTRY_COMPARE(server.open(), 0);
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Cancelled);
    }

    // Wherever the cancellation falls, before, within or after the extraction: one outcome, and the late result is
    // dropped.
    void cancelledAtAnyMomentHasOneOutcome() {
        ScriptedServer server;
        server.servePage("/page", "Long",
                         QByteArray("<p>Some words of a long page, with <b>marks</b>.</p>").repeated(9'000));
        bool wasDone = false;
        for (int turns = 0; !wasDone; turns += 1 + turns / 4) {
            Station station(m_clock);
            const auto id = station.add(server.link("/page"));
            station.start();
            station.turn(turns);
            wasDone = !station.idle->isEmpty();
            station.pipeline->cancel({id});
            QTRY_VERIFY(station.state(id) == JobState::Cancelled || station.state(id) == JobState::Done);
            QTRY_VERIFY(!station.idle->isEmpty());
            const bool done = station.state(id) == JobState::Done;
            const auto kept =
                station.write([&](library::Stores& stores) { return stores.pages.kept({server.link("/page")}); });
            QCOMPARE(kept.size(), done ? 1 : 0);
            QCOMPARE(station.damages(), 0);
        }
    }

    void cancelledAndRetriedIsCapturedOnce() {
        ScriptedServer server;
        server.serve("/page", [](const Request& request) {
            return request.times == 1 ? Reply{.hold = true}
                                      : Reply{.body = "<title>Again</title><p>" + QByteArray("word ").repeated(99)};
        });
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QTRY_COMPARE(server.open(), 1);
        station.pipeline->cancel({id});
        station.write([id](library::Stores& stores) { return stores.jobs.retry({id}); });
        station.pipeline->wake();
        QVERIFY(station.waitForState(id, JobState::Done));
        QCOMPARE(station.snapshots(server.link("/page")).size(), 1);
    }

    void stoppingPutsWhatRunsBack() {
        ScriptedServer server;
        server.servePage("/done", "Done");
        server.serve("/held", Reply{.hold = true});
        Station station(m_clock);
        const auto done = station.add(server.link("/done"));
        const auto held = station.add(server.link("/held"));
        station.start();
        QVERIFY(station.waitForState(done, JobState::Done));
        QTRY_COMPARE(server.open(), 1);
        QSignalSpy stopped(station.pipeline.get(), &archive::Pipeline::stopped);
        station.pipeline->stop();
        QTRY_COMPARE(stopped.size(), 1);
        QCOMPARE(station.state(held), JobState::Waiting);
        QCOMPARE(station.state(done), JobState::Done);
        QTRY_COMPARE(server.open(), 0);
        const auto later = station.add(server.link("/later"));
        station.settle();
        QCOMPARE(station.state(later), JobState::Waiting);
        QCOMPARE(server.times("/later"), 0);
    }

    void stoppingAtAnyMomentEnds() {
        ScriptedServer server;
        QStringList links;
        for (int number = 0; number < 30; ++number) {
            const QByteArray path = "/" + QByteArray::number(number);
            server.servePage(path.constData(), "Page");
            links << server.link(path.constData());
        }
        bool wasDone = false;
        for (int turns = 0; !wasDone; turns += 4 + turns / 4) {
            Station station(m_clock);
            station.add(links);
            station.start();
            station.turn(turns);
            wasDone = !station.idle->isEmpty();
            QSignalSpy stopped(station.pipeline.get(), &archive::Pipeline::stopped);
            station.pipeline->stop();
            station.pipeline->stop();
            QTRY_COMPARE(stopped.size(), 1);
            const auto counts = station.counts();
            QCOMPARE(counts.running, 0);
            QCOMPARE(counts.waiting + counts.done, 30);
        }
    }

    void whatACrashLeftRunningIsDoneAfterTheRestart() {
        ScriptedServer server;
        server.serve("/page", [](const Request& request) {
            return request.times == 1
                       ? Reply{.hold = true}
                       : Reply{.body = "<title>Second life</title><p>" + QByteArray("word ").repeated(99)};
        });
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QTRY_COMPARE(server.open(), 1);
        QVERIFY(station.waitForState(id, JobState::Running));
        station.start();
        QVERIFY(station.waitForState(id, JobState::Done));
        QCOMPARE(station.captures(server.link("/page")).size(), 1);
    }

    // Nothing is being written: without the reader's word the pipeline would go on until the capture's commit.
    void damageThatAReaderMeetsHaltsAtOnce() {
        ScriptedServer server;
        server.serve("/page", [](const Request&) { return Reply{.hold = true}; });
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QTRY_COMPARE(server.open(), 1);
        QVERIFY(station.waitForState(id, JobState::Running));
        QSignalSpy halts(station.pipeline.get(), &archive::Pipeline::haltChanged);
        for (const char* sql : {"INSERT INTO search_own(rowid, note, tags) VALUES(1, 'anything', '')",
                                "UPDATE search_own_data SET block = x'00' WHERE id > 100"}) {
            (void)station.write([sql](library::Stores& stores) -> base::Result<int> {
                const auto done = stores.database.execute(sql);
                return done ? base::Result<int>(0) : done.error();
            });
        }
        QCOMPARE(halts.size(), 0);
        library::PageQuery query;
        query.search = QStringLiteral("anything");
        station.library->read(
            library::ReadLane::Lists, this, [query](library::Stores& stores) { return stores.search.find(query); },
            [](const base::Result<QList<library::PageId>>&) {});
        QTRY_COMPARE(halts.size(), 1);
        QCOMPARE(halts[0][0].value<archive::Halt>(), archive::Halt::ReadOnly);
        QVERIFY(station.library->readOnly());
        QCOMPARE(server.requests().size(), 1);
    }

    void readOnlyLibraryHaltsEverything() {
        ScriptedServer server;
        server.servePage("/page", "Never");
        Station writer(m_clock);
        writer.add(server.link("/page"));
        auto opened = library::Library::open(
            {.file = writer.libraryFile(), .mode = library::OpenMode::ReadOnly, .threads = true});
        QVERIFY(opened);
        measure::Recorder recorder;
        const auto fetcher = net::makeFetcher({}, std::make_shared<LoopbackPolicy>(), m_clock, recorder);
        const auto credentials = secrets::makeSessionStore();
        archive::Pipeline pipeline(**opened, *fetcher, *credentials, m_clock, {});
        QSignalSpy halts(&pipeline, &archive::Pipeline::haltChanged);
        QSignalSpy stopped(&pipeline, &archive::Pipeline::stopped);
        pipeline.start();
        QTRY_COMPARE(halts.size(), 1);
        QCOMPARE(halts[0][0].value<archive::Halt>(), archive::Halt::ReadOnly);
        pipeline.stop();
        QTRY_COMPARE(stopped.size(), 1);
        QCOMPARE(server.requests().size(), 0);
    }
};

QTEST_GUILESS_MAIN(InterruptedTest)
#include "tst_interrupted.moc"
