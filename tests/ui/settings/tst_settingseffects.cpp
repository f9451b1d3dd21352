#include "tests/support/testserver.h"
#include "tests/ui/liveprogram.h"
#include "tests/ui/stage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>

#include <memory>

using archive::CaptureSettings;
using namespace std::chrono_literals;

namespace {

QByteArray page(const QByteArray& more = {}) {
    return "<title>The tide</title><article><p>" + QByteArray("The tide leaves its mark. ").repeated(60) + "</p>" +
           more + "</article>";
}

} // namespace

// What is changed in Settings holds for the next link that is archived: real services, a real server.
class SettingsEffectsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { stage::setLanguage(QStringLiteral("en")); }

    void init() {
        m_server = std::make_unique<support::TestServer>();
        m_server->respond(QStringLiteral("/page"), 200, page());
        m_program = std::make_unique<stage::LiveProgram>();
    }

    void cleanup() {
        m_program.reset();
        m_server.reset();
    }

    void theServerIsToldTheUserAgent() {
        change([this] { QTest::keyClicks(m_program->find<QLineEdit>("userAgentField"), QStringLiteral("Harbour/2")); });
        archive({QStringLiteral("/page")});
        QTRY_COMPARE(m_program->counts().done, 1);
        QCOMPARE(m_server->lastHeader(QStringLiteral("/page"), "user-agent"), QByteArray("Harbour/2"));
    }

    void picturesAreFetchedOnlyWhenWanted() {
        m_server->respond(QStringLiteral("/lamp"), 200, "no picture, but asked for", "image/png");
        m_server->respond(QStringLiteral("/with"), 200, page("<p><img src=\"/lamp\" width=\"600\"></p>"));
        change([this] { m_program->find<QCheckBox>("imagesBox")->click(); });
        archive({QStringLiteral("/with")});
        QTRY_COMPARE(m_program->counts().done, 1);
        QCOMPARE(m_server->requestCount(QStringLiteral("/lamp")), 0);
        change([this] { m_program->find<QCheckBox>("imagesBox")->click(); });
        archive({QStringLiteral("/with")});
        QTRY_COMPARE(m_program->counts().done, 2);
        QCOMPARE(m_server->requestCount(QStringLiteral("/lamp")), 1);
    }

    void oneAttemptIsOneRequest() {
        m_server->respond(QStringLiteral("/busy"), 503, "later");
        set("attemptsBox", 1);
        archive({QStringLiteral("/busy")});
        QTRY_COMPARE(m_program->counts().failed, 1);
        QCOMPARE(m_server->requestCount(QStringLiteral("/busy")), 1);
    }

    void noMoreAreInFlightThanAllowed_data() {
        QTest::addColumn<QByteArray>("box");
        QTest::newRow("in all") << QByteArray("limitBox");
        QTest::newRow("to one host") << QByteArray("hostLimitBox");
    }
    void noMoreAreInFlightThanAllowed() {
        QFETCH(QByteArray, box);
        m_server->handle(QStringLiteral("/slow/"), [](const bench::server::Request& request) {
            auto script = bench::server::answer(request, bench::server::htmlResponse(page().toStdString()));
            script.steps.insert(script.steps.begin(), bench::server::Wait{40ms});
            return script;
        });
        set(box.constData(), 2);
        QStringList paths;
        for (int at = 0; at < 12; ++at)
            paths << QStringLiteral("/slow/%1").arg(at);
        archive(paths);
        QTRY_COMPARE(m_program->counts().done, 12);
        QCOMPARE(int(m_server->counters().peakInFlight), 2);
    }

    void aPageThatIsTooLargeIsNotKept() {
        m_server->respond(QStringLiteral("/large"), 200, page(QByteArray(1'300'000, 'x')));
        set("maxBodyBox", 1);
        archive({QStringLiteral("/large")});
        QTRY_COMPARE(m_program->counts().failed, 1);
        set("maxBodyBox", 2);
        archive({QStringLiteral("/large")});
        QTRY_COMPARE(m_program->counts().done, 1);
    }

    void aPictureThatIsTooLargeIsLeftOut_data() {
        QTest::addColumn<QByteArray>("box");
        QTest::newRow("one picture") << QByteArray("maxAssetBox");
        QTest::newRow("all pictures") << QByteArray("maxAssetsBox");
    }
    void aPictureThatIsTooLargeIsLeftOut() {
        QFETCH(QByteArray, box);
        QByteArray picture("\x89PNG\r\n\x1a\n", 8);
        picture.append(QByteArray(1'500'000, 'x'));
        m_server->respond(QStringLiteral("/lamp"), 200, picture, "image/png");
        m_server->respond(QStringLiteral("/with"), 200, page("<p><img src=\"/lamp\" width=\"600\"></p>"));
        set(box.constData(), 1);
        archive({QStringLiteral("/with")});
        QTRY_COMPARE(m_program->counts().done, 1);
        QVERIFY(!keptPicture());
        set(box.constData(), 2);
        archive({QStringLiteral("/with")});
        QTRY_COMPARE(m_program->counts().done, 2);
        QVERIFY(keptPicture());
    }

    void aSilentOrSlowServerIsGivenUp_data() {
        QTest::addColumn<QByteArray>("box");
        QTest::newRow("without a byte") << QByteArray("idleTimeoutBox");
        QTest::newRow("one attempt") << QByteArray("attemptTimeoutBox");
    }
    void aSilentOrSlowServerIsGivenUp() {
        QFETCH(QByteArray, box);
        m_server->handle(QStringLiteral("/stall"), [](const bench::server::Request&) {
            return bench::server::Script{.steps = {bench::server::Stall{}}, .keepAlive = false};
        });
        set("attemptsBox", 1);
        set(box.constData(), 1);
        QElapsedTimer took;
        took.start();
        archive({QStringLiteral("/stall")});
        QTRY_COMPARE_WITH_TIMEOUT(m_program->counts().failed, 1, 20'000); // without it: 30 s and more
        QVERIFY(took.elapsed() >= 900);
    }

    void aChosenProxyIsAskedInsteadOfTheSite() {
        support::TestServer other;
        change([&] {
            auto* proxy = m_program->find<QComboBox>("proxyBox");
            proxy->setCurrentIndex(2);
            Q_EMIT proxy->activated(2);
            m_program->find<QLineEdit>("proxyField")->setText(QStringLiteral("http://127.0.0.1:%1").arg(other.port()));
        });
        set("attemptsBox", 1);
        archive({QStringLiteral("/page")});
        QTRY_COMPARE(m_program->counts().all() - m_program->counts().waiting - m_program->counts().running, 1);
        QVERIFY(other.counters().accepted > 0);
        QCOMPARE(m_server->requestCount(QStringLiteral("/page")), 0);
    }

private:
    // Settings are saved, and handed to the network thread, a moment after the last change.
    void change(const std::function<void()>& doIt) {
        const QString file = m_program->path("tidemark.ini");
        const auto before = CaptureSettings::load(file);
        doIt();
        QTRY_VERIFY(CaptureSettings::load(file) != before);
    }

    void set(const char* name, int value) {
        auto* box = m_program->find<QSpinBox>(name);
        change([box, value] {
            box->selectAll();
            QTest::keyClicks(box, QString::number(value));
        });
        QCOMPARE(box->value(), value);
    }

    void archive(const QStringList& paths) {
        QStringList links;
        for (const QString& path : paths)
            links << m_server->link(path);
        m_program->window().archiveLinks(links);
    }

    bool keptPicture() {
        const auto link = m_server->link(QStringLiteral("/with"));
        const auto assets = m_program->read([link](library::Stores& stores) -> base::Result<QList<library::AssetRow>> {
            const auto id = stores.pages.find(link);
            const auto page = id ? stores.pages.page(*id) : base::Result<library::Page>(id.error());
            return page ? stores.snapshots.assets(page->currentSnapshot) : page.error();
        });
        if (!assets || assets->size() != 1)
            qFatal("one picture is expected");
        return !assets->first().blob.isEmpty();
    }

    std::unique_ptr<support::TestServer> m_server;
    std::unique_ptr<stage::LiveProgram> m_program;
};

QTEST_MAIN(SettingsEffectsTest)
#include "tst_settingseffects.moc"
