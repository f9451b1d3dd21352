#include "scriptedserver.h"
#include "station.h"

#include "base/descriptors.h"
#include "tests/support/descriptorlimit.h"
#include "tests/support/testserver.h"
#include "tests/support/tinyfolder.h"

#include <QRandomGenerator>

using namespace std::chrono_literals;
using archive::Halt;
using library::JobState;

namespace {

// A page that cannot be made much smaller.
QByteArray heavyPage(quint32 seed) {
    QRandomGenerator random(seed);
    QByteArray noise(150'000, '\0');
    for (char& byte : noise)
        byte = char(random.bounded(256));
    return "<title>Heavy</title><article><p>" + QByteArray("Words that weigh. ").repeated(50) + "</p></article><!--" +
           noise.toBase64() + "-->";
}

} // namespace

// No room, no descriptors: everything waits, nothing is lost.
class ScarcityTest : public QObject {
    Q_OBJECT

    support::FakeClock m_clock;

    // Pauses pass at once. While anything is under way time goes slower, and no faster than this thread gets turns:
    // answers come long before their deadline, but a connection that the server, in this same process, has no
    // descriptor for is given up soon.
    bool advanceUntil(Station& station, const std::function<bool()>& holds) {
        return QTest::qWaitFor(
            [&] {
                if (holds())
                    return true;
                m_clock.advance(station.fetcher->inFlight() > 0 ? 100ms : 1s);
                return false;
            },
            60'000);
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void fullDiskHaltsAndArchivingGoesOnWhenThereIsRoom() {
        support::TinyFolder folder(3'000'000);
        if (!folder.inside()) {
            if (folder.refused())
                QSKIP(folder.report().constData());
            QVERIFY2(folder.passed(), folder.report().constData());
            return;
        }
        ScriptedServer server;
        QStringList links;
        for (quint32 number = 0; number < 40; ++number) {
            const QByteArray path = "/" + QByteArray::number(number);
            server.serve(path.constData(), Reply{.body = heavyPage(number)});
            links << server.link(path.constData());
        }
        Station station(m_clock, folder.path() + QStringLiteral("/full.tidemark"));
        station.add(links);
        station.makePipeline();
        QSignalSpy halts(station.pipeline.get(), &archive::Pipeline::haltChanged);
        station.pipeline->start();
        QTRY_VERIFY_WITH_TIMEOUT(!halts.isEmpty(), 20'000);
        QCOMPARE(halts[0][0].value<Halt>(), Halt::DiskFull);
        QVERIFY(!halts[0][1].toString().isEmpty());
        QTRY_COMPARE(station.fetcher->inFlight(), 0); // what was under way must not meet its deadline
        m_clock.advance(20s);                         // looks again, and finds no room
        QCOMPARE(halts.last()[0].value<Halt>(), Halt::DiskFull);
        QCOMPARE(station.counts().failed, 0);
        QVERIFY(station.counts().done < 40);
        QVERIFY(station.counts().waiting > 0);

        QVERIFY(folder.resize(80'000'000));
        QVERIFY(advanceUntil(station, [&] { return station.counts().done == 40; }));
        QCOMPARE(halts.last()[0].value<Halt>(), Halt::None);
        QCOMPARE(station.counts().all(), 40);
        QCOMPARE(server.requests().size(), 40); // what was fetched is not fetched again
        QCOMPARE(station.damages(), 0);
    }

    void stoppedOnAFullDiskTheRestWaits() {
        support::TinyFolder folder(2'000'000);
        if (!folder.inside()) {
            if (folder.refused())
                QSKIP(folder.report().constData());
            QVERIFY2(folder.passed(), folder.report().constData());
            return;
        }
        ScriptedServer server;
        QStringList links;
        for (quint32 number = 0; number < 20; ++number) {
            const QByteArray path = "/" + QByteArray::number(number);
            server.serve(path.constData(), Reply{.body = heavyPage(number)});
            links << server.link(path.constData());
        }
        const QString file = folder.path() + QStringLiteral("/full.tidemark");
        {
            Station station(m_clock, file);
            station.add(links);
            station.makePipeline();
            QSignalSpy halts(station.pipeline.get(), &archive::Pipeline::haltChanged);
            QSignalSpy stopped(station.pipeline.get(), &archive::Pipeline::stopped);
            station.pipeline->start();
            QTRY_VERIFY_WITH_TIMEOUT(!halts.isEmpty(), 20'000);
            station.pipeline->stop();
            QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 20'000);
        }
        QVERIFY(folder.resize(80'000'000));
        Station again(m_clock, file);
        again.start();
        QVERIFY(advanceUntil(again, [&] { return again.counts().done == 20; }));
        QCOMPARE(again.damages(), 0);
    }

    void fewDescriptorsLoseNoLink() {
        support::TestServer server;
        QStringList links;
        for (int number = 0; number < 60; ++number) {
            server.respond(QStringLiteral("/%1").arg(number), 200,
                           "<title>Few</title><p>" + QByteArray("few of them ").repeated(60) + "</p>");
            links << server.link(QStringLiteral("/%1").arg(number));
        }
        Station station(m_clock);
        station.settings.limit = 60;
        station.settings.hostLimit = 60;
        station.settings.attempts = 10;
        station.start();
        QVERIFY(station.waitForIdle());
        {
            const support::DescriptorLimit scarce(base::openDescriptors() + 6); // client and server share them
            station.add(links);
            QVERIFY(advanceUntil(station, [&] { return station.counts().done >= 5; }));
        }
        QVERIFY(advanceUntil(station, [&] { return station.counts().done == 60; }));
        QCOMPARE(station.counts().all(), 60);
    }
};

QTEST_GUILESS_MAIN(ScarcityTest)
#include "tst_pipelinescarcity.moc"
