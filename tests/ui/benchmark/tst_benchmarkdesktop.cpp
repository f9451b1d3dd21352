#include "tests/ui/benchmark/benchfixture.h"
#include "tests/ui/benchmark/desktopbus.h"

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using stage::BenchStage;

// A run and the desktop around the window: the computer is kept awake exactly as long as it goes on, and its end is
// told to who looks at another window.
class BenchmarkDesktopTest : public QObject {
    Q_OBJECT

public:
    static void initMain() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

private Q_SLOTS:
    void initTestCase() {
        stage::setLanguage(u"en"_s);
        QVERIFY(m_desktop.start());
    }
    void cleanupTestCase() { m_desktop.end(); }
    void init() {
        m_desktop.saver.held.clear();
        m_desktop.saver.givenBack.clear();
        m_desktop.manager.asked.clear();
        m_desktop.notes.summaries.clear();
        m_desktop.notes.bodies.clear();
        m_bench = std::make_unique<BenchStage>();
    }
    void cleanup() {
        m_other.reset();
        m_bench.reset();
    }

    void awakeUntilARunHasCome_data() {
        using Way = std::function<void(BenchStage&)>;
        QTest::addColumn<Way>("way");
        QTest::newRow("to its end") << Way([](BenchStage&) {});
        QTest::newRow("to a stop") << Way([](BenchStage& bench) { bench.press("stopRunButton"); });
        QTest::newRow("to the death of its server") << Way([](BenchStage& bench) {
            const auto servers = bench.servers();
            QCOMPARE(servers.size(), 1);
            QCOMPARE(::kill(static_cast<pid_t>(servers.first()), SIGKILL), 0);
        });
        QTest::newRow("to the end of the window, which asks") << Way([](BenchStage& bench) {
            QVERIFY(!bench.window->close());
            bench.press("leaveButton");
            QTRY_VERIFY(!bench.window->isVisible());
        });
        QTest::newRow("to the end of the session") << Way([](BenchStage& bench) {
            bench.window->closeWithoutAsking();
            QTRY_VERIFY(!bench.window->isVisible());
        });
        QTest::newRow("to a window that is gone at once") << Way([](BenchStage& bench) { bench.window.reset(); });
    }
    void awakeUntilARunHasCome() {
        QFETCH(const std::function<void(BenchStage&)>, way);
        const bool ends = QTest::currentDataTag() == "to its end"_ba;
        m_bench->plan(ends ? 200 : 100'000, 5);
        m_bench->press("startRunButton");
        QTRY_COMPARE(m_desktop.saver.held, QStringList(u"Tidemark: A benchmark is running"_s));
        QTRY_COMPARE(m_desktop.manager.asked.size(), 1);
        if (!ends) {
            QTRY_VERIFY(m_desktop.manager.isHeld());
            QTRY_VERIFY(m_bench->text("completedNumber") != u"–"_s && m_bench->text("completedNumber") != u"0"_s);
            QVERIFY(m_desktop.saver.givenBack.isEmpty() && m_desktop.manager.isHeld());
        }
        way(*m_bench);
        if (m_bench->window)
            QTRY_VERIFY_WITH_TIMEOUT(!m_bench->session().running(), 30'000);
        QTRY_COMPARE(m_desktop.saver.givenBack, QList<uint>{41});
        QTRY_VERIFY(!m_desktop.manager.isHeld());
        QCOMPARE(m_desktop.saver.held.size(), 1);
    }

    void aRunThatCannotStartLetsGoToo() {
        ui::Core core = m_bench->stage.core();
        core.serverProgram = u"/nowhere/tidemark-cli"_s;
        m_bench->window = std::make_unique<ui::MainWindow>(core);
        m_bench->window->show();
        m_bench->window->showPlace(u"benchmark"_s);
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
        m_bench->press("startRunButton");
        QTRY_VERIFY2(m_bench->said().contains(u"/nowhere/tidemark-cli"_s), qPrintable(m_bench->said()));
        QTRY_COMPARE(m_desktop.saver.held.size(), 1);
        QTRY_COMPARE(m_desktop.saver.givenBack, QList<uint>{41});
        QTRY_COMPARE(m_desktop.manager.asked.size(), 1);
        QTRY_VERIFY(!m_desktop.manager.isHeld());
    }

    void theEndOfALongRunIsToldToWhoLooksElsewhere() {
        m_bench->plan(20, 10);
        m_bench->window->setLongRun(0ms);
        lookElsewhere();
        run();
        QTRY_COMPARE(m_desktop.notes.summaries, QStringList(u"The benchmark has ended"_s));
        const QString sentence = m_bench->text("runSentence");
        QVERIFY(!sentence.isEmpty());
        QCOMPARE(m_desktop.notes.bodies.value(0), sentence.toHtmlEscaped());
    }

    void aShortRunAndWhoIsLookingAreNoNews() {
        m_bench->plan(20, 10);
        lookElsewhere();
        run(); // in less than 20 s
        m_bench->window->setLongRun(0ms);
        m_other.reset();
        m_bench->window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
        run();
        lookElsewhere();
        run(); // told after those before would have been
        QTRY_COMPARE(m_desktop.notes.summaries.size(), 1);
    }

private:
    void run() {
        const auto before = m_bench->kept().size();
        m_bench->press("startRunButton");
        QTRY_COMPARE(m_bench->kept().size(), before + 1);
        QVERIFY(m_bench->ended());
    }
    void lookElsewhere() {
        m_other = std::make_unique<QWidget>();
        m_other->resize(300, 200);
        m_other->show();
        m_other->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_other.get()));
        QTRY_VERIFY(!m_bench->window->isActiveWindow());
    }

    stage::DesktopBus m_desktop;
    std::unique_ptr<BenchStage> m_bench;
    std::unique_ptr<QWidget> m_other;
};

QTEST_MAIN(BenchmarkDesktopTest)
#include "tst_benchmarkdesktop.moc"
