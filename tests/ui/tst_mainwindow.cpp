#include "tests/support/testserver.h"
#include "tests/ui/keptpages.h"
#include "tests/ui/liveprogram.h"
#include "tests/ui/madeup.h"
#include "ui/library/libraryscreen.h"
#include "ui/reader/articleview.h"
#include "ui/reader/readerpanel.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTableView>

#include <memory>

// The window around its places: what it asks before it closes, and what it remembers.
class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { stage::setLanguage(QStringLiteral("en")); }

    void cleanup() {
        m_window.reset();
        m_stage.reset();
    }

    void closingWhileLinksAreArchivedSaysWhatHappens() {
        support::TestServer server;
        stall(server);
        stage::LiveProgram program;
        program.window().archiveLinks({server.link(QStringLiteral("/stall"))});
        QTRY_COMPARE(program.counts().running, 1);
        auto* banner = program.find<ui::Banner>("leavingBanner");

        QVERIFY(!program.window().close());
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->message().contains(QStringLiteral("waiting line")), qPrintable(banner->message()));
        QTest::mouseClick(program.find<QPushButton>("stayButton"), Qt::LeftButton);
        QVERIFY(!banner->isVisible() && program.window().isVisible());
        QCOMPARE(program.counts().running, 1);

        QVERIFY(!program.window().close());
        QVERIFY(QTest::qWaitForWindowActive(&program.window()));
        QTest::keyClick(program.find<QPushButton>("leaveButton"), Qt::Key_Return);
        QVERIFY(!program.window().isVisible());
        program.close();
        program.open(); // and the next start goes on with it
        QTRY_COMPARE(program.counts().all(), 1);
        QTRY_COMPARE(server.requestCount(QStringLiteral("/stall")), 2);
    }

    void theQuestionBeforeClosingIsAnsweredByKeys() {
        support::TestServer server;
        stall(server);
        stage::LiveProgram program;
        program.window().archiveLinks({server.link(QStringLiteral("/stall"))});
        QTRY_COMPARE(program.counts().running, 1);
        QVERIFY(QTest::qWaitForWindowActive(&program.window()));
        auto* before = program.find<QWidget>("jobTable");
        before->setFocus();
        QVERIFY(!program.window().close());
        auto* leave = program.find<QPushButton>("leaveButton");
        auto* stay = program.find<QPushButton>("stayButton");
        QTRY_VERIFY(leave->hasFocus());
        QTest::keyClick(leave, Qt::Key_Backtab);
        QVERIFY(stay->hasFocus());
        QTest::keyClick(stay, Qt::Key_Tab);
        QVERIFY(leave->hasFocus());
        QTest::keyClick(leave, Qt::Key_Escape);
        QVERIFY(!program.find<QWidget>("leavingBanner")->isVisible());
        QTRY_VERIFY(before->hasFocus()); // where the keys were
        QVERIFY(program.window().isVisible());
        QVERIFY(!program.window().close());
        QTest::keyClick(stay, Qt::Key_Q, Qt::AltModifier);
        QTRY_VERIFY(!program.window().isVisible());
    }

    void closedTwiceItCloses() {
        support::TestServer server;
        stall(server);
        stage::LiveProgram program;
        program.window().archiveLinks({server.link(QStringLiteral("/stall"))});
        QTRY_COMPARE(program.counts().running, 1);
        QVERIFY(!program.window().close());
        QVERIFY(program.window().close());
    }

    void withNothingRunningItClosesAtOnce() {
        open();
        QVERIFY(m_window->close());
    }

    void whatEndsRightAfterTheQuestionAnswersIt() {
        open();
        m_window->setQuestionGrace(std::chrono::hours(1)); // however slow the machine, this is right after
        const auto made = stage::fill(*m_stage);
        Q_EMIT m_stage->pipeline().countsChanged(made.counts);
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        Q_EMIT m_stage->pipeline().countsChanged({});
        QTRY_VERIFY(!m_window->isVisible());
    }

    void theQuestionGoesAwayWhenAllIsArchived() {
        open();
        m_window->setQuestionGrace({});
        const auto made = stage::fill(*m_stage);
        Q_EMIT m_stage->pipeline().countsChanged(made.counts);
        QVERIFY(!m_window->close());
        auto* banner = m_window->findChild<ui::Banner*>(QStringLiteral("leavingBanner"));
        QVERIFY(banner->isVisible());
        QCOMPARE(banner->tone(), ui::Banner::Tone::Warning); // a question, no good news
        Q_EMIT m_stage->pipeline().countsChanged({});
        QVERIFY(!banner->isVisible());
        QCoreApplication::processEvents();
        QVERIFY(m_window->isVisible());
    }

    void progressStandsInTheTitle() {
        open();
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Tidemark"));
        library::JobCounts counts;
        counts.waiting = 4;
        Q_EMIT m_stage->pipeline().countsChanged(counts);
        counts.waiting = 3;
        counts.done = 1;
        Q_EMIT m_stage->pipeline().countsChanged(counts);
        QVERIFY2(m_window->windowTitle().contains(QStringLiteral("25 %")), qPrintable(m_window->windowTitle()));
    }

    void sizeAndPlaceAreRemembered() {
        open();
        m_window->resize(1'010, 690);
        m_window->showPlace(QStringLiteral("library"));
        reopen();
        QCOMPARE(m_window->size(), QSize(1'010, 690));
        QVERIFY(m_window->place(QStringLiteral("library"))->isVisible());
        m_window->showPlace(QStringLiteral("archive"));
        reopen();
        QVERIFY(m_window->place(QStringLiteral("archive"))->isVisible());
    }

    void splittersAreRemembered_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("archive") << QStringLiteral("archive") << QByteArray("archiveSplitter");
        QTest::newRow("library") << QStringLiteral("library") << QByteArray("librarySplitter");
    }
    void splittersAreRemembered() {
        QFETCH(QString, place);
        QFETCH(QByteArray, name);
        open();
        m_window->showPlace(place);
        auto* splitter = find<QSplitter>(name.constData());
        const QList<int> before = splitter->sizes();
        const int all = before.at(0) + before.at(1);
        splitter->setSizes({before.at(0) - 40, before.at(1) + 40});
        const QList<int> moved = splitter->sizes();
        QVERIFY(moved != before);
        reopen();
        QCOMPARE(find<QSplitter>(name.constData())->sizes(), moved);
        QCOMPARE(moved.at(0) + moved.at(1), all);
    }

    void columnsThatWereMovedAreRemembered() {
        open();
        auto* header = find<QTableView>("jobTable")->horizontalHeader();
        const int border = header->sectionViewportPosition(0) + header->sectionSize(0) - 1;
        const int before = header->sectionSize(0);
        QTest::mousePress(header->viewport(), Qt::LeftButton, {}, {border, 8});
        QTest::mouseMove(header->viewport(), {border + 30, 8});
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, {border + 60, 8});
        const int after = header->sectionSize(0);
        QVERIFY(after > before);
        reopen();
        QCOMPARE(find<QTableView>("jobTable")->horizontalHeader()->sectionSize(0), after);
    }

    void theReadersLookIsRemembered() {
        const library::PageId page = openWithAPage();
        library().openPage(page);
        const auto textSize = [this] { return library().reader().view()->document()->defaultFont().pixelSize(); };
        const auto read = [this] {
            return library().reader().view()->toPlainText().contains(QStringLiteral("Nine knots"));
        };
        QTRY_VERIFY(read());
        const int size = textSize();
        m_window->findChild<QAction*>(QStringLiteral("largerTextAction"))->trigger();
        m_window->findChild<QAction*>(QStringLiteral("sepiaThemeAction"))->trigger();
        QTRY_VERIFY(textSize() > size);
        reopen();
        QVERIFY(m_window->findChild<QAction*>(QStringLiteral("sepiaThemeAction"))->isChecked());
        library().openPage(page);
        QTRY_VERIFY(read());
        QCOMPARE(textSize(), size + 1);
    }

    void aDeletedPageComesBackByKeyFromTheSearchField() {
        removeAPage();
        QTRY_VERIFY(undoAction()->isEnabled());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        auto* search = find<QLineEdit>("librarySearchEdit");
        search->setFocus();
        QVERIFY(search->hasFocus());
        QTest::keyClick(search, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(!undoAction()->isEnabled());
    }

    void itEndsWellWithSomethingToUndo() {
        removeAPage();
        QTRY_VERIFY(undoAction()->isEnabled());
        m_window.reset(); // an assertion of Qt's would end the test
    }

    void aSettingsFileFullOfNonsenseDoesNoHarm() {
        open();
        m_window->close();
        m_window.reset();
        QSettings file(m_stage->settingsFile(), QSettings::IniFormat);
        for (const QString& key : file.allKeys())
            file.setValue(key, QByteArray("\x01\xff a boat"));
        file.sync();
        open();
        QVERIFY(m_window->place(QStringLiteral("archive"))->isVisible());
        QVERIFY(m_window->width() > 300);
    }

private:
    static void stall(support::TestServer& server) {
        server.handle(QStringLiteral("/stall"), [](const bench::server::Request&) {
            return bench::server::Script{.steps = {bench::server::Stall{}}, .keepAlive = false};
        });
    }

    void open() {
        if (!m_stage)
            m_stage = std::make_unique<stage::Stage>();
        m_window = std::make_unique<ui::MainWindow>(m_stage->core());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void reopen() {
        QVERIFY(m_window->close());
        open();
    }

    library::PageId openWithAPage() {
        open();
        m_window->showPlace(QStringLiteral("library"));
        return kept::add(*m_stage, kept::simple(QStringLiteral("ropes"), QStringLiteral("Nine knots for wet ropes.")));
    }

    // Which is then what can be undone.
    void removeAPage() {
        const library::PageId page = openWithAPage();
        library().commands().remove({page});
    }

    QAction* undoAction() const { return find<QAction>("undoAction"); }

    ui::LibraryScreen& library() {
        return *qobject_cast<ui::LibraryScreen*>(m_window->place(QStringLiteral("library")));
    }

    template<typename Widget>
    Widget* find(const char* name) const {
        return stage::find<Widget>(*m_window, name);
    }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
