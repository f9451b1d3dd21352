#include "tests/ui/library/libraryplace.h"
#include "ui/library/emptystate.h"
#include "ui/library/filterbar.h"
#include "ui/library/libraryscreen.h"
#include "ui/library/pagelistview.h"
#include "ui/library/pagerowdelegate.h"
#include "ui/library/snippet.h"
#include "ui/mainwindow.h"
#include "ui/reader/articleview.h"
#include "ui/reader/readerpanel.h"
#include "ui/widgets/banner.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

class LibraryScreenTest : public LibraryPlace {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    }

    void anEmptyLibrarySaysWhatToDo() {
        show();
        auto* empty = child<ui::EmptyState>("libraryEmptyState");
        QTRY_VERIFY(empty->isVisible());
        QCOMPARE(empty->headline(), QStringLiteral("Nothing is kept yet"));
    }

    void choosingARowReadsThePage() {
        add("ropes", "Nine knots for wet ropes.");
        add("moss", "Moss on the north side.");
        show(2);
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_Down);
        QTest::keyClick(&list(), Qt::Key_Down);
        const library::PageId current = list().currentPage();
        QVERIFY(current != 0);
        QTRY_COMPARE(m_screen->reader().page(), current);
        QTest::keyClick(&list(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_screen->reader().view()->hasFocus(), 30'000); // the first article loads fonts
    }

    void searchFindsAsItIsTyped() {
        add("ropes", "Nine knots for wet ropes.");
        add("moss", "Moss on the north side.");
        show(2);
        QTest::keyClicks(child<QLineEdit>("librarySearchEdit"), QStringLiteral("kno"));
        QTRY_COMPARE(rows(), 1);
        QTest::keyClick(child<QLineEdit>("librarySearchEdit"), Qt::Key_Down);
        QVERIFY(list().hasFocus());
        QTRY_VERIFY(m_screen->reader().view()->toPlainText().contains(QStringLiteral("Nine knots")));
        QTest::keyClick(child<QLineEdit>("librarySearchEdit"), Qt::Key_Escape);
        QTRY_COMPARE(rows(), 2);
    }

    void nothingFoundOffersToClear() {
        add("ropes", "Nine knots for wet ropes.");
        show(1);
        QTest::keyClicks(child<QLineEdit>("librarySearchEdit"), QStringLiteral("xylophone"));
        auto* empty = child<ui::EmptyState>("libraryEmptyState");
        QTRY_VERIFY(empty->isVisible());
        QVERIFY(empty->headline().contains(QStringLiteral("xylophone")));
        QTest::mouseClick(child<QPushButton>("emptyStateButton"), Qt::LeftButton);
        QTRY_COMPARE(rows(), 1);
        QVERIFY(list().isVisible());
    }

    void chipsNarrowTheList() {
        const library::PageId star = add("ropes", "Nine knots for wet ropes.");
        const library::PageId read = add("moss", "Moss on the north side.");
        add("lamp", "What the lamp keepers wrote.");
        (void)m_stage->write([=](library::Stores& stores) -> base::Result<void> {
            if (auto starred = stores.pages.setStarred({star}, true); !starred)
                return starred;
            return stores.pages.setRead({read}, QDateTime::currentDateTimeUtc());
        });
        show(3);
        click("shelfUnreadChip");
        QTRY_COMPARE(rows(), 2);
        click("shelfStarredChip");
        QTRY_COMPARE(rows(), 1);
        click("shelfBinChip");
        QTRY_COMPARE(rows(), 0);
        click("shelfAllChip");
        QTRY_COMPARE(rows(), 3);
    }

    void aSiteIsChosenWithTheKeyboardAndTakenAwayWithAClick() {
        add("ropes", "Nine knots for wet ropes.");
        kept::NewPage other = kept::simple(QStringLiteral("x"), QStringLiteral("Elsewhere."));
        other.link = QStringLiteral("https://bread.example/rye");
        kept::add(*m_stage, other);
        show(2);
        QTRY_COMPARE(child<QAbstractItemView>("sitePopupList")->model()->rowCount(), 2);
        click("siteChip");
        auto* field = child<QLineEdit>("sitePopupField");
        QTRY_VERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("bread"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(rows(), 1);
        click("siteChip");
        QTRY_COMPARE(rows(), 2);
    }

    void aPopupWithNothingToChooseIsSmallAndSaysWhy() {
        show();
        for (const char* name : {"tag", "site"}) {
            click(QByteArray(name + QByteArray("Chip")).constData());
            auto* popup = child<QWidget>(QByteArray(name + QByteArray("Popup")).constData());
            QTRY_VERIFY(popup->isVisible());
            QVERIFY2(popup->height() < 100, qPrintable(QString::number(popup->height())));
            const auto* said = child<QLabel>(QByteArray(name + QByteArray("PopupLabel")).constData());
            QVERIFY(said->isVisible() && said->text().startsWith(QStringLiteral("No page ")));
            QTest::keyClick(popup, Qt::Key_Escape);
            QTRY_VERIFY(!popup->isVisible());
        }
    }

    void deletedPagesComeBackWithUndo() {
        add("ropes", "Nine knots for wet ropes.");
        add("moss", "Moss on the north side.");
        add("lamp", "What the lamp keepers wrote.");
        show(3);
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_Home);
        QTest::keyClick(&list(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(list().selectedPages().size(), 2);
        QTest::keyClick(&list(), Qt::Key_Delete);
        QTRY_COMPARE(rows(), 1);
        QTRY_VERIFY(child<QWidget>("libraryLine")->isVisible());
        QVERIFY(!m_screen->undoText().isEmpty());
        QTest::mouseClick(child<QPushButton>("libraryUndoButton"), Qt::LeftButton);
        QTRY_COMPARE(rows(), 3);
        QVERIFY(m_screen->undoText().isEmpty());
    }

    void deletingTheOnlyHitLeavesTheKeysWhereItCanBeUndone() {
        add("ropes", "Nine knots for wet ropes.");
        add("moss", "Moss on the north side.");
        ui::MainWindow window(m_stage->core());
        window.showPlace(QStringLiteral("library"));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* list = window.findChild<ui::PageListView*>();
        auto* search = stage::find<QLineEdit>(window, "librarySearchEdit");
        QTRY_COMPARE(list->model()->rowCount(), 2);
        const auto deleteTheHit = [&] {
            QTest::keyClick(search, Qt::Key_Down);
            QVERIFY(list->hasFocus());
            QTest::keyClick(list, Qt::Key_Delete);
            QTRY_COMPARE(list->model()->rowCount(), 0);
            QTRY_VERIFY(stage::find<QWidget>(window, "libraryLine")->isVisible());
            QTRY_VERIFY(stage::find<QWidget>(window, "libraryEmptyState")->isVisible());
        };
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("knots"));
        QTRY_COMPARE(list->model()->rowCount(), 1);
        deleteTheHit();
        QVERIFY(!search->hasFocus());
        QTest::keyClick(window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QTRY_VERIFY(list->hasFocus());
        deleteTheHit();
        search->setFocus(); // to type nothing there
        QTest::keyClick(search, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QCOMPARE(search->text(), QStringLiteral("knots"));
        search->setFocus();
        deleteTheHit();
        search->setFocus(); // what is typed from now on is the field's own
        QTest::keyClicks(search, QStringLiteral("x"));
        QTest::keyClick(search, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(search->text() != QStringLiteral("knotsx"));
        QVERIFY(!window.findChild<ui::LibraryScreen*>()->undoText().isEmpty());
    }

    void theNextRowIsSelectedWhenOneGoes() {
        for (const char* name : {"a", "b", "c", "d"})
            add(name, "A page.");
        show(4);
        list().setFocus();
        choose(1);
        const library::PageId next = modelPage(2);
        QTest::keyClick(&list(), Qt::Key_Delete);
        QTRY_COMPARE(rows(), 3);
        QTRY_COMPARE(list().selectedPages(), QList<library::PageId>{next});
        QTRY_COMPARE(m_screen->reader().page(), next);
        QTest::keyClick(&list(), Qt::Key_End);
        const library::PageId last = modelPage(1);
        QTest::keyClick(&list(), Qt::Key_Delete);
        QTRY_COMPARE(rows(), 2);
        QTRY_COMPARE(list().selectedPages(), QList<library::PageId>{last});
    }

    void whoReadsIsNotShownAnotherPageWhenTheRowGoes() {
        add("a", "A page.");
        add("b", "Another page.");
        show(2);
        click("shelfUnreadChip");
        QTRY_COMPARE(rows(), 2);
        list().setFocus();
        choose(1);
        QTest::keyClick(&list(), Qt::Key_Return);
        const library::PageId read = modelPage(1);
        QTRY_VERIFY_WITH_TIMEOUT(m_screen->reader().view()->hasFocus(), 30'000);
        QTest::keyClick(m_screen->reader().view(), Qt::Key_M);
        QTRY_COMPARE(rows(), 1);
        QTRY_VERIFY(list().selectedPages().isEmpty());
        QTest::keyClick(m_screen->reader().view(), Qt::Key_S); // and it is still this page that gets the star
        click("shelfStarredChip");
        QTRY_COMPARE(modelPage(0), read);
        QCOMPARE(rows(), 1);
        QCOMPARE(m_screen->reader().page(), read);
    }

    void manyRowsAreStarredMarkedAndTaggedAtOnce() {
        add("ropes", "Nine knots for wet ropes.");
        add("moss", "Moss on the north side.");
        show(2);
        list().setFocus();
        list().selectAll();
        QTest::keyClick(&list(), Qt::Key_S);
        QTRY_VERIFY(everyRow([](const library::PageRow& row) { return row.starred; }));
        QTest::keyClick(&list(), Qt::Key_S);
        QTRY_VERIFY(everyRow([](const library::PageRow& row) { return !row.starred; }));
        QTest::keyClick(&list(), Qt::Key_M);
        QTRY_VERIFY(everyRow([](const library::PageRow& row) { return row.readAt.has_value(); }));
        QTest::keyClick(&list(), Qt::Key_T, Qt::ControlModifier);
        auto* field = child<QLineEdit>("addTagPopupField");
        QTRY_VERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("harbour, sea ,,Harbour"));
        QCOMPARE(child<QLabel>("addTagPopupLabel")->text(),
                 QStringLiteral("Press Enter to add the tags “\u2068harbour\u2069”, “\u2068sea\u2069”."));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(everyRow([](const library::PageRow& row) {
            return row.tags == QStringList{QStringLiteral("harbour"), QStringLiteral("sea")};
        }));
        m_screen->undo();
        QTRY_VERIFY(everyRow([](const library::PageRow& row) { return row.tags.isEmpty(); }));
        m_screen->undo();
        QTRY_VERIFY(everyRow([](const library::PageRow& row) { return !row.readAt.has_value(); }));
    }

    void capturingAgainMakesAJobForAKeptLink() {
        add("ropes", "Nine knots for wet ropes.");
        show(1);
        list().setFocus();
        choose(0);
        QTest::keyClick(&list(), Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE(m_stage->counts().all(), 1);
    }

    void linksAreCopiedOneALine() {
        add("ropes", "Nine knots for wet ropes.");
        show(1);
        list().setFocus();
        choose(0);
        action("copyLinksAction")->trigger();
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("https://tidal-notes.example/ropes"));
    }

    void newRowsComeInWithoutMovingTheSelection() {
        for (int page = 0; page < 60; ++page)
            add(QByteArray("p" + QByteArray::number(page)).constData(), "A page among many.");
        show(60);
        list().setFocus();
        choose(30);
        list().scrollTo(list().model()->index(30, 0), QAbstractItemView::PositionAtTop);
        const library::PageId chosen = list().currentPage();
        const int place = list().visualRect(list().currentIndex()).top();
        add("new", "Something new.");
        QTRY_COMPARE(rows(), 61);
        QCOMPARE(list().currentPage(), chosen);
        QCOMPARE(list().selectedPages(), QList<library::PageId>{chosen});
        QTRY_COMPARE(list().visualRect(list().currentIndex()).top(), place);
    }

    void aPageFromOutsideIsShownWhateverTheFilter() {
        const library::PageId page = add("ropes", "Nine knots for wet ropes.");
        add("moss", "Moss on the north side.");
        show(2);
        QTest::keyClicks(child<QLineEdit>("librarySearchEdit"), QStringLiteral("moss"));
        QTRY_COMPARE(rows(), 1);
        m_screen->openPage(page);
        QTRY_COMPARE(m_screen->reader().page(), page);
        QTRY_COMPARE(list().currentPage(), page);
    }

    void aPageAskedForRightAfterAKeyIsTheOneThatStays() {
        const library::PageId page = add("moss", "Moss on the north side.");
        putIntoBin({page}); // no row of the list takes the key's place
        add("ropes", "Nine knots for wet ropes.");
        show(1);
        choose(0);
        const auto* opensTheRow = stage::find<QTimer>(*m_screen, "openTimer");
        QVERIFY(opensTheRow->isActive());
        m_screen->openPage(page);
        QVERIFY(!opensTheRow->isActive());
        QTRY_COMPARE(m_screen->reader().page(), page);
    }

    void aPageAskedForFromOutsideIsReadAtOnce() {
        const library::PageId page = add("ropes", "Nine knots for wet ropes.");
        show(1);
        m_screen->enter();
        m_screen->showPage(page);
        QTRY_VERIFY_WITH_TIMEOUT(m_screen->reader().view()->hasFocus(), 30'000);
    }

    void beforeTheListIsReadTheKeysAreTheLists() {
        add("ropes", "Nine knots for wet ropes.");
        m_screen = std::make_unique<ui::LibraryScreen>(m_stage->core());
        m_screen->show();
        m_screen->enter();
        QVERIFY(QTest::qWaitForWindowActive(m_screen.get()));
        QTRY_COMPARE(rows(), 1);
        QVERIFY(list().hasFocus());
        QTRY_COMPARE(list().selectedPages().size(), 1);
    }

    void whatTheListShowsWhenItGetsTheKeysIsSelected() {
        add("ropes", "Nine knots for wet ropes.");
        const library::PageId newest = add("moss", "Moss on the north side.");
        show(2);
        child<QLineEdit>("librarySearchEdit")->setFocus();
        m_screen->enter();
        QVERIFY(list().hasFocus());
        QCOMPARE(list().selectedPages(), QList<library::PageId>{newest});
        QTRY_COMPARE(m_screen->reader().page(), newest);
    }

    void anEmptyListLeavesTheKeysToTheSearch() {
        m_screen = std::make_unique<ui::LibraryScreen>(m_stage->core());
        m_screen->show();
        m_screen->enter();
        QVERIFY(QTest::qWaitForWindowActive(m_screen.get()));
        QTRY_VERIFY(child<QLineEdit>("librarySearchEdit")->hasFocus());
    }

    void lettersAreCommandsAndNoSearch() {
        add("ropes", "Nine knots for wet ropes.");
        add("moss", "Moss on the north side.");
        show(2);
        list().setFocus();
        choose(0);
        list().clearSelection();
        QTest::keyClick(&list(), Qt::Key_N); // the note's: "Nine knots" is not gone to
        QCOMPARE(list().currentIndex().row(), 0);
    }

    void theExcerptDoesNotRepeatTheTitle_data() {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("excerpt");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const char* title, const char* excerpt, const char* shown) {
            QTest::newRow(name) << QString::fromUtf8(title) << QString::fromUtf8(excerpt) << QString::fromUtf8(shown);
        };
        row("repeated", "Wet ropes", "Wet ropes Nine knots hold.", "Nine knots hold.");
        row("repeated with a dash", "Wet ropes", "WET ROPES – nine knots.", "nine knots.");
        row("only the beginning of a word", "Wet rope", "Wet ropes hold.", "Wet ropes hold.");
        row("nothing else", "Wet ropes", "Wet ropes.", "Wet ropes.");
        row("no title", "", "Nine knots.", "Nine knots.");
        row("no text", "Wet ropes", "", "https://a.example/");
    }
    void theExcerptDoesNotRepeatTheTitle() {
        QFETCH(QString, title);
        QFETCH(QString, excerpt);
        library::PageRow page;
        page.link = QStringLiteral("https://a.example/");
        page.title = title;
        page.excerpt = excerpt;
        QTEST(ui::PageRowDelegate::excerptOf(page), "shown");
    }

    void snippetsArePlainTextWithMatches() {
        const ui::Snippet snippet = ui::Snippet::parse(
            QStringLiteral("the %1tide%2 <b>in</b>\nand %1out").arg(QChar(0xE000)).arg(QChar(0xE001)));
        QCOMPARE(snippet.text, QStringLiteral("the tide <b>in</b> and out"));
        QCOMPARE(snippet.matches, (QList<ui::Snippet::Match>{{4, 4}}));
    }

    void theLastWordTypedMayGoOn() {
        QCOMPARE(ui::searchAsTyped(QStringLiteral("lamp ke")), QStringLiteral("lamp ke*"));
        QCOMPARE(ui::searchAsTyped(QStringLiteral("\"lamp ke")), QStringLiteral("\"lamp ke"));
        QCOMPARE(ui::searchAsTyped(QStringLiteral("潮見")), QStringLiteral("潮見"));
        QCOMPARE(ui::searchAsTyped(QString()), QString());
    }
};

QTEST_MAIN(LibraryScreenTest)
#include "tst_libraryscreen.moc"
