#include "scriptedserver.h"
#include "station.h"

#include "base/clock.h"

using namespace std::chrono_literals;
using archive::Halt;
using library::JobState;

// The way of a link from its job to its outcome, over a real library and a real server.
class PipelineTest : public QObject {
    Q_OBJECT

    base::SystemClock m_clock;

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void linkBecomesASnapshot() {
        ScriptedServer server;
        server.servePage("/tide", "High water");
        Station station(m_clock);
        const auto id = station.add(server.link("/tide"));
        station.start();
        QVERIFY(station.waitForIdle());
        const library::Job job = station.job(id);
        QCOMPARE(job.state, JobState::Done);
        QCOMPARE(job.title, QStringLiteral("High water"));
        QVERIFY(job.page > 0 && job.bytes > 0 && job.durationMs >= 0);
        const auto snapshots = station.snapshots(server.link("/tide"));
        QCOMPARE(snapshots.size(), 1);
        QCOMPARE(snapshots[0].mediaType, QByteArray("text/html"));
        QVERIFY(snapshots[0].head.startsWith("HTTP/1.1 200"));
        QVERIFY(station.blob(snapshots[0].bodyBlob).contains("<title>High water"));
        QVERIFY(station.blob(snapshots[0].articleBlob).contains("twice on most days"));
        QCOMPARE(station.latest[id].phase, archive::Phase::Ended);
        QCOMPARE(station.latest[id].job.state, JobState::Done);
        QCOMPARE(station.damages(), 0);
    }

    void whatIsRememberedForTheSiteIsHeeded() {
        ScriptedServer server;
        server.serve("/tide", Reply{.body = "<html><body><div id=a><p>High water twice a day.</p></div>"
                                            "<div id=b><p>Low water between.</p></div></body></html>"});
        Station station(m_clock);
        const QString link = server.link("/tide");
        const QUrl address(link);
        const QString site = QString(address.host() % u':' % QString::number(address.port()));
        (void)station.write([site](library::Stores& stores) -> base::Result<bool> {
            const auto done = stores.choices.remember(site, "{\"part\":\"div#b\"}", {});
            return done ? base::Result<bool>(true) : done.error();
        });
        station.add(link);
        station.start();
        QVERIFY(station.waitForIdle());
        const auto snapshots = station.snapshots(link);
        QCOMPARE(snapshots.size(), 1);
        QCOMPARE(snapshots[0].choice, (library::Choice{"{\"part\":\"div#b\"}", true, true}));
        QVERIFY(!station.blob(snapshots[0].articleBlob).contains("twice"));
    }

    void everyLinkOfManyHasOneOutcome() {
        ScriptedServer server;
        QStringList links;
        for (int number = 0; number < 200; ++number) {
            const QByteArray path = "/page/" + QByteArray::number(number);
            if (number % 10 != 9)
                server.servePage(path.constData(), "One of many");
            links << server.link(path.constData());
        }
        Station station(m_clock);
        station.settings.images = false;
        station.add(links);
        station.start();
        QVERIFY(station.waitForIdle());
        const library::JobCounts counts = station.counts();
        QCOMPARE(counts.done, 180);
        QCOMPARE(counts.failed, 20);
        QCOMPARE(counts.waiting + counts.running, 0);
        QCOMPARE(server.requests().size(), 200);
        QCOMPARE(station.damages(), 0);
    }

    void noHostGetsMoreThanItsShare() {
        ScriptedServer server;
        for (const char* path : {"/1", "/2", "/3", "/4", "/5"})
            server.serve(path, Reply{.hold = true});
        Station station(m_clock);
        station.settings.hostLimit = 2;
        station.add({server.link("/1"), server.link("/2"), server.link("/3"), server.link("/4"), server.link("/5")});
        station.start();
        QTRY_COMPARE(server.open(), 2);
        QTRY_COMPARE(station.counts().running, 2); // no more are taken than can start
        QCOMPARE(station.counts().waiting, 3);
    }

    void failedStatusIsAFailedCaptureWithAdvice() {
        ScriptedServer server;
        server.serve("/gone", Reply{.status = 410, .body = "gone"});
        Station station(m_clock);
        const auto id = station.add(server.link("/gone"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Failed);
        const auto captures = station.captures(server.link("/gone"));
        QCOMPARE(captures.size(), 1);
        QCOMPARE(captures[0].status, 410);
        QCOMPARE(captures[0].errorKind, QByteArray("http-status"));
        QCOMPARE(server.times("/gone"), 1);
        QVERIFY(!station.latest[id].advice.isEmpty());
        QVERIFY(station.snapshots(server.link("/gone")).isEmpty());
    }

    void failedCaptureKeepsTheOldSnapshot() {
        ScriptedServer server;
        server.servePage("/page", "Still good");
        Station station(m_clock);
        station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        server.serve("/page", Reply{.status = 404, .body = "no more"});
        station.idle->clear();
        const auto id = station.add(server.link("/page"));
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Failed);
        QCOMPARE(station.page(server.link("/page")).title, QStringLiteral("Still good"));
        QCOMPARE(station.snapshots(server.link("/page")).size(), 1);
        QCOMPARE(station.captures(server.link("/page")).size(), 2);
    }

    void loginPageNeverStandsForAGoodOne() {
        ScriptedServer server;
        server.servePage("/page", "Worth reading");
        Station station(m_clock);
        station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        server.serve("/page",
                     Reply{.body = "<html><head><title>Sign in</title></head><body><h1>Sign in</h1>"
                                   "<form action=/login method=post><label>Email <input type=email name=u></label>"
                                   "<label>Password <input type=password name=p></label>"
                                   "<button>Sign in</button></form></body></html>"});
        station.idle->clear();
        station.add(server.link("/page"));
        QVERIFY(station.waitForIdle());
        const auto snapshots = station.snapshots(server.link("/page"));
        QCOMPARE(snapshots.size(), 2);
        QCOMPARE(snapshots[0].flag, QByteArray("login"));
        QCOMPARE(station.page(server.link("/page")).currentSnapshot, snapshots[1].id);
    }

    void badLinksFailByName_data() {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << QByteArray("bad-scheme");
        QTest::newRow("script") << QStringLiteral("javascript:alert(1)") << QByteArray("bad-scheme");
        QTest::newRow("ftp") << QStringLiteral("ftp://127.0.0.1/x") << QByteArray("bad-scheme");
        QTest::newRow("no host") << QStringLiteral("http://") << QByteArray("bad-link");
        QTest::newRow("nothing listens") << QStringLiteral("http://127.0.0.1:1/") << QByteArray("refused");
    }
    void badLinksFailByName() {
        QFETCH(QString, link);
        Station station(m_clock);
        station.settings.attempts = 1;
        const auto id = station.add(link);
        QVERIFY(id > 0);
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Failed);
        QTEST(station.job(id).errorKind, "kind");
        QVERIFY(!station.job(id).errorText.isEmpty());
        QVERIFY(!station.latest[id].advice.isEmpty());
    }

    void emptyBodyIsNoSnapshot() {
        ScriptedServer server;
        server.serve("/empty", Reply{});
        Station station(m_clock);
        const auto id = station.add(server.link("/empty"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Failed);
        QCOMPARE(station.job(id).errorKind, QByteArray("empty-body"));
        QVERIFY(!station.latest[id].advice.isEmpty());
    }

    void pdfAndPictureAreKeptAsWhatTheyAre() {
        const QByteArray pdf = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n";
        const QByteArray png =
            QByteArray::fromHex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55");
        ScriptedServer server;
        server.serve("/report.pdf", Reply{.contentType = "application/pdf", .body = pdf});
        server.serve("/map.png", Reply{.contentType = "image/png", .body = png});
        Station station(m_clock);
        station.add({server.link("/report.pdf"), server.link("/map.png")});
        station.start();
        QVERIFY(station.waitForIdle());
        const auto report = station.snapshots(server.link("/report.pdf")).value(0);
        QCOMPARE(report.mediaType, QByteArray("application/pdf"));
        QCOMPARE(report.title, QStringLiteral("report.pdf"));
        QCOMPARE(station.blob(report.bodyBlob), pdf);
        const auto map = station.snapshots(server.link("/map.png")).value(0);
        QCOMPARE(map.mediaType, QByteArray("image/png"));
        const auto assets = station.assets(server.link("/map.png"));
        QCOMPARE(assets.size(), 1);
        QCOMPARE(assets[0].blob, map.bodyBlob);
        QCOMPARE(station.damages(), 0);
    }

    void redirectsAreRecorded() {
        ScriptedServer server;
        server.serve("/old", Reply{.status = 301, .headers = {"Location: /new?a=1"}});
        server.servePage("/new?a=1", "Moved here");
        Station station(m_clock);
        const auto id = station.add(server.link("/old"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Done);
        const auto capture = station.captures(server.link("/old")).value(0);
        QCOMPARE(capture.redirects, QStringList{QStringLiteral("301 ") + server.link("/old")});
        QCOMPARE(capture.finalLink, server.link("/new?a=1"));
    }

    void redirectLoopFails() {
        ScriptedServer server;
        server.serve("/round", Reply{.status = 302, .headers = {"Location: /round"}});
        Station station(m_clock);
        const auto id = station.add(server.link("/round"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.job(id).errorKind, QByteArray("too-many-redirects"));
    }

    void tooLargeABodyFailsAndIsNotAskedForAgain() {
        ScriptedServer server;
        server.serve("/big", Reply{.body = QByteArray(3'000'000, 'x')});
        Station station(m_clock);
        station.settings.maxBodyBytes = 2'000'000;
        const auto id = station.add(server.link("/big"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.job(id).errorKind, QByteArray("too-large"));
        QCOMPARE(server.times("/big"), 1);
    }

    void bodiesThatDoNotFitTogetherComeOneAfterTheOther() {
        ScriptedServer server;
        const QByteArray filling =
            QByteArray("<p>A page of some weight, that is mostly this sentence.</p>").repeated(5'000);
        QStringList links;
        for (const char* path : {"/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8"}) {
            server.serve(path, Reply{.body = "<title>Weighs</title>" + filling});
            links << server.link(path);
        }
        Station station(m_clock);
        station.settings.memoryBudget = 600'000; // of 8 × 290 kB
        station.settings.hostLimit = 8;
        station.add(links);
        station.start();
        QVERIFY(QTest::qWaitFor([&] { return station.counts().done == 8; }, 60'000));
    }

    void onlyTheChosenJobsRun() {
        ScriptedServer server;
        server.servePage("/mine", "Mine");
        server.servePage("/older", "Older");
        Station station(m_clock);
        const auto older = station.add(server.link("/older"));
        const auto mine = station.add(server.link("/mine"));
        station.makePipeline();
        station.pipeline->setOnly({mine});
        station.pipeline->start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(mine), JobState::Done);
        QCOMPARE(station.state(older), JobState::Waiting);
        QCOMPARE(server.times("/older"), 0);
    }

    void pausedPipelineStartsNothingUntilItGoesOn() {
        ScriptedServer server;
        server.servePage("/page", "Later");
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.makePipeline();
        QSignalSpy halts(station.pipeline.get(), &archive::Pipeline::haltChanged);
        station.pipeline->setPaused(true);
        station.pipeline->start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Waiting);
        QCOMPARE(server.requests().size(), 0);
        QCOMPARE(halts.value(0).value(0).value<Halt>(), Halt::Paused);
        station.pipeline->setPaused(false);
        QVERIFY(station.waitForState(id, JobState::Done));
    }

    void heldPipelineStartsNothingUntilItIsLetGo() {
        ScriptedServer server;
        server.servePage("/page", "Later");
        Station station(m_clock);
        station.makePipeline();
        QSignalSpy halts(station.pipeline.get(), &archive::Pipeline::haltChanged);
        QSignalSpy pauses(station.pipeline.get(), &archive::Pipeline::pausedChanged);
        station.pipeline->start();
        QVERIFY(station.waitForIdle());
        station.idle->clear();
        station.pipeline->setHeld(QStringLiteral("Not now."));
        QCOMPARE(halts.value(0).value(0).value<Halt>(), Halt::Held);
        QCOMPARE(halts.value(0).value(1).toString(), QStringLiteral("Not now."));
        const auto id = station.add(server.link("/page"));
        QVERIFY(station.waitForIdle());
        station.settle();
        QCOMPARE(station.state(id), JobState::Waiting);
        QCOMPARE(server.requests().size(), 0);
        station.pipeline->setPaused(true); // a person's word stands when the hold is over
        QCOMPARE(halts.last().value(0).value<Halt>(), Halt::Paused);
        station.pipeline->setHeld({});
        station.settle();
        QCOMPARE(station.state(id), JobState::Waiting);
        QCOMPARE(pauses.size(), 1);
        station.pipeline->setPaused(false);
        QVERIFY(station.waitForState(id, JobState::Done));
        QCOMPARE(halts.last().value(0).value<Halt>(), Halt::None);
    }

    void whatRunsWhenItIsHeldComesToItsEnd() {
        ScriptedServer server;
        server.servePage("/second", "Second");
        Station station(m_clock);
        station.settings.limit = 1;
        server.serve("/first", [&](const Request&) {
            station.pipeline->setHeld(QStringLiteral("Not now."));
            return Reply{.body = "<html><title>First</title><body><p>" + QByteArray("words of it. ").repeated(99)};
        });
        const auto first = station.add(server.link("/first"));
        const auto second = station.add(server.link("/second"));
        station.makePipeline();
        station.pipeline->start();
        QVERIFY(station.waitForState(first, JobState::Done));
        QVERIFY(station.waitForIdle());
        station.settle();
        QCOMPARE(station.state(second), JobState::Waiting);
        station.pipeline->setHeld({});
        QVERIFY(station.waitForState(second, JobState::Done));
    }

    void countsFollowTheLibrary() {
        ScriptedServer server;
        server.servePage("/page", "Counted");
        Station station(m_clock);
        station.add({server.link("/page"), server.link("/missing")});
        station.makePipeline();
        QSignalSpy counts(station.pipeline.get(), &archive::Pipeline::countsChanged);
        station.pipeline->start();
        QTRY_VERIFY(!counts.isEmpty() && counts.last()[0].value<library::JobCounts>().done == 1 &&
                    counts.last()[0].value<library::JobCounts>().failed == 1);
    }

    void loginOfTheOriginIsUsedOnceItIsAskedFor() {
        ScriptedServer server;
        server.serve("/inside", [](const Request& request) {
            if (request.headers.value("authorization") != "Basic " + QByteArray("ann:pa:ss").toBase64())
                return Reply{.status = 401, .body = "who?", .headers = {"WWW-Authenticate: Basic realm=\"Harbour\""}};
            return Reply{.body = "<html><title>Inside</title><body><p>Welcome, " + QByteArray("you. ").repeated(99)};
        });
        Station station(m_clock);
        bool kept = false;
        station.credentials->store(server.link(""), {QStringLiteral("ann"), QStringLiteral("pa:ss")},
                                   [&](auto) { kept = true; });
        QTRY_VERIFY(kept);
        const auto id = station.add(server.link("/inside"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Done);
        QCOMPARE(server.times("/inside"), 2);
    }

    void unknownLoginIsAskedForAndTheJobFailsWithAdvice() {
        ScriptedServer server;
        server.serve("/inside",
                     Reply{.status = 401, .body = "who?", .headers = {"WWW-Authenticate: Basic realm=\"Harbour\""}});
        Station station(m_clock);
        station.makePipeline();
        QSignalSpy wanted(station.pipeline.get(), &archive::Pipeline::authenticationWanted);
        const auto id = station.add(server.link("/inside"));
        station.pipeline->start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Failed);
        QCOMPARE(wanted.size(), 1);
        const auto request = wanted[0][0].value<archive::AuthenticationWanted>();
        QCOMPARE(request.job, id);
        QCOMPARE(request.origin, server.link(""));
        QCOMPARE(request.realm, QStringLiteral("Harbour"));
        QVERIFY(station.latest[id].advice.contains(QStringLiteral("password")));
    }
};

QTEST_GUILESS_MAIN(PipelineTest)
#include "tst_pipeline.moc"
