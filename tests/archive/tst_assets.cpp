#include "scriptedserver.h"
#include "station.h"

#include "archive/errors.h"

using namespace std::chrono_literals;
using library::JobState;

namespace {

const QByteArray pngHead = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452000002000000020008000000003a7e9b55");

Reply picture(char mark, qsizetype size = 2'000) {
    return {.contentType = "image/png", .body = pngHead + QByteArray(size, mark)};
}

QByteArray tag(const QByteArray& source) {
    return "<p><img src=\"" + source + "\" width=600 height=400 alt=\"a view\"></p>";
}

} // namespace

// The pictures of a page: kept where they can be had, noted where not, never a reason for a failure.
class AssetsTest : public QObject {
    Q_OBJECT

    support::FakeClock m_clock;

    static QHash<QString, library::AssetRow> byLink(const QList<library::AssetRow>& rows) {
        QHash<QString, library::AssetRow> map;
        for (const library::AssetRow& row : rows)
            map.insert(row.link, row);
        return map;
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void picturesAreKeptAndMissingOnesNoted() {
        ScriptedServer server;
        server.servePage("/page", "Views", tag("/one.png") + tag("gone.jpg") + tag("/two.png") + tag("/drawing.svg"));
        server.serve("/one.png", picture('1'));
        server.serve("/two.png", picture('2'));
        server.serve("/drawing.svg", Reply{.contentType = "image/svg+xml", .body = "<svg xmlns='x'><script/></svg>"});
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Done);
        const auto assets = byLink(station.assets(server.link("/page")));
        QCOMPARE(assets.size(), 4);
        QCOMPARE(station.blob(assets[server.link("/one.png")].blob), picture('1').body);
        QCOMPARE(assets[server.link("/two.png")].mediaType, QByteArray("image/png"));
        QCOMPARE(assets[server.link("/gone.jpg")].error, QByteArray("http-status"));
        QCOMPARE(assets[server.link("/drawing.svg")].error, QByteArray(archive::notAnImage));
        QCOMPARE(station.damages(), 0);
    }

    void picturesCanBeLeftOut() {
        ScriptedServer server;
        server.servePage("/page", "Words", tag("/one.png"));
        Station station(m_clock);
        station.settings.images = false;
        station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(station.assets(server.link("/page")).isEmpty());
    }

    void localFilesAndPrivateAddressesAreNeverRead() {
        ScriptedServer inside; // 127.0.0.1: private here
        ScriptedServer outside(QStringLiteral("127.0.0.2"));
        inside.serve("/secret.png", picture('s'));
        outside.servePage("/page", "Trap",
                          tag("file:///usr/share/pixmaps/x.png") + tag(inside.link("/secret.png").toLatin1()) +
                              tag("/turned.png") + tag("/fine.png"));
        outside.serve("/turned.png",
                      Reply{.status = 302, .headers = {"Location: " + inside.link("/secret.png").toLatin1()}});
        outside.serve("/fine.png", picture('f'));
        Station station(m_clock);
        const auto id = station.add(outside.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Done);
        QCOMPARE(inside.requests().size(), 0);
        const auto assets = byLink(station.assets(outside.link("/page")));
        QVERIFY(!assets[outside.link("/fine.png")].blob.isEmpty());
        QCOMPARE(assets[inside.link("/secret.png")].error, QByteArray("private-address"));
        QCOMPARE(assets[outside.link("/turned.png")].error, QByteArray("private-address"));
        for (const auto& asset : assets)
            QVERIFY(!asset.link.startsWith(QLatin1String("file")) || asset.blob.isEmpty());
    }

    void privatePageMayShowItsOwnPictures() {
        ScriptedServer inside;
        inside.servePage("/page", "At home", tag("/own.png"));
        inside.serve("/own.png", picture('o'));
        Station station(m_clock);
        station.add(inside.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QVERIFY(!station.assets(inside.link("/page")).value(0).blob.isEmpty());
    }

    void publicPageIsNotLedIntoAPrivateNetwork() {
        ScriptedServer inside;
        ScriptedServer outside(QStringLiteral("127.0.0.2"));
        inside.servePage("/page", "Secret");
        outside.serve("/page", Reply{.status = 302, .headers = {"Location: " + inside.link("/page").toLatin1()}});
        Station station(m_clock);
        const auto id = station.add(outside.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.job(id).errorKind, QByteArray("private-address"));
        QCOMPARE(inside.requests().size(), 0);
    }

    void brokenPictureIsAskedForTwice() {
        ScriptedServer server;
        server.servePage("/page", "Breaks", tag("/once.png") + tag("/always.png"));
        server.serve("/once.png",
                     [](const Request& request) { return request.times == 1 ? Reply{.reset = true} : picture('x'); });
        server.serve("/always.png", Reply{.reset = true});
        Station station(m_clock);
        station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        const auto assets = byLink(station.assets(server.link("/page")));
        QVERIFY(!assets[server.link("/once.png")].blob.isEmpty());
        QCOMPARE(assets[server.link("/always.png")].error, QByteArray("reset"));
    }

    void slowPicturesAreLeftBehindAfterTenSeconds() {
        ScriptedServer server;
        server.servePage("/page", "Slow", tag("/slow.png") + tag("/fast.png"));
        server.serve("/slow.png", Reply{.hold = true});
        server.serve("/fast.png", picture('f'));
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QTRY_COMPARE(server.open(), 1);
        QTRY_COMPARE(server.times("/fast.png"), 1);
        QTRY_COMPARE(station.fetcher->inFlight(), 1); // the slow one alone
        m_clock.advance(9s);
        station.settle();
        QCOMPARE(station.fetcher->inFlight(), 1);
        QCOMPARE(station.state(id), JobState::Running);
        m_clock.advance(2s);
        QVERIFY(station.waitForState(id, JobState::Done));
        const auto assets = byLink(station.assets(server.link("/page")));
        QVERIFY(!assets[server.link("/fast.png")].blob.isEmpty());
        QVERIFY(!assets[server.link("/slow.png")].error.isEmpty());
    }

    void picturesHaveALimitEachAndInAll() {
        ScriptedServer server;
        server.servePage("/page", "Heavy", tag("/huge.png") + tag("/1.png") + tag("/2.png") + tag("/3.png"));
        server.serve("/huge.png", picture('h', 500'000));
        for (const char* path : {"/1.png", "/2.png", "/3.png"})
            server.serve(path, picture(path[1], 90'000));
        Station station(m_clock);
        station.settings.maxAssetBytes = 200'000;
        station.settings.maxAssetsBytes = 400'000;
        station.settings.hostLimit = 1; // one after the other
        station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        const auto assets = byLink(station.assets(server.link("/page")));
        QCOMPARE(assets[server.link("/huge.png")].error, QByteArray("too-large"));
        qint64 kept = 0;
        for (const auto& asset : assets)
            kept += asset.blob.isEmpty() ? 0 : 90'000;
        QVERIFY(kept > 0 && kept <= 400'000);
    }

    void noMoreThanTwoHundredPictures() {
        ScriptedServer server;
        QByteArray tags;
        for (int number = 0; number < 230; ++number) {
            const QByteArray path = "/p/" + QByteArray::number(number) + ".png";
            tags += tag(path);
            server.serve(path.constData(), picture(char(number)));
        }
        server.servePage("/page", "Gallery", tags);
        Station station(m_clock);
        station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(server.requests().size(), 201);
    }

    void deadPictureHostIsNotAskedAgain() {
        ScriptedServer server;
        server.servePage("/page", "Dead", tag("http://127.0.0.1:1/a.png") + tag("http://127.0.0.1:1/b.png"));
        Station station(m_clock);
        const auto id = station.add(server.link("/page"));
        station.start();
        QVERIFY(station.waitForIdle());
        QCOMPARE(station.state(id), JobState::Done);
        for (const auto& asset : station.assets(server.link("/page")))
            QCOMPARE(asset.error, QByteArray("refused"));
    }
};

QTEST_GUILESS_MAIN(AssetsTest)
#include "tst_assets.moc"
