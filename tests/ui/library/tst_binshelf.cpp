#include "tests/ui/library/libraryplace.h"
#include "ui/library/emptystate.h"
#include "ui/reader/readerpanel.h"
#include "ui/widgets/banner.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

// The bin as a shelf of the library: how one gets into it and out again, and what comes back from it.
class BinShelfTest : public LibraryPlace {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    }

    void theBinGivesBack() {
        chooseInBin({add("ropes", "Nine knots for wet ropes.")});
        action("restoreAction")->trigger();
        QTRY_COMPARE(rows(), 0);
        click("shelfAllChip");
        QTRY_COMPARE(rows(), 1);
    }

    void capturingAgainFromTheBinSaysThatThePageComesBack() {
        chooseInBin({add("ropes", "Nine knots for wet ropes.")});
        action("captureAgainAction")->trigger();
        auto* line = child<ui::Banner>("libraryLine");
        QTRY_VERIFY(line->isVisible());
        QVERIFY2(line->message().contains(QStringLiteral("brought back from the bin")), qPrintable(line->message()));
    }

    void hitsInTheBinAreCountedBesideTheListAndWhereItIsEmpty() {
        add("ropes", "Nine knots for wet ropes.");
        const library::PageId gone = add("moss", "Moss knots.");
        const library::PageId lone = add("fog", "Barometers.");
        putIntoBin({gone, lone});
        show(1);
        auto* search = child<QLineEdit>("librarySearchEdit");
        QTest::keyClicks(search, QStringLiteral("knots"));
        QTRY_COMPARE(child<QLabel>("pageCountLabel")->text(), QStringLiteral("1 page(s) · 1 more in the bin"));
        search->clear();
        QTest::keyClicks(search, QStringLiteral("barometers"));
        QTRY_VERIFY(child<QLabel>("emptySentenceLabel")->text().contains(QStringLiteral("in the bin")));
        search->clear();
        QTRY_COMPARE(child<QLabel>("pageCountLabel")->text(), QStringLiteral("1 page(s)"));
    }

    void aKeyOpensTheBinAndLeavesIt() {
        putIntoBin({add("moss", "Moss knots.")});
        add("ropes", "Nine knots for wet ropes.");
        show(1);
        list().setFocus();
        auto* line = child<ui::Banner>("binLine");
        QVERIFY(!line->isVisible());
        const library::PageId kept = modelPage(0);
        QTest::keyClick(&list(), Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(rows() == 1 && modelPage(0) != kept);
        QVERIFY(line->isVisible());
        QCOMPARE(action("binAction")->text(), QStringLiteral("Back to all pages"));
        QVERIFY(child<QAbstractButton>("shelfBinChip")->isChecked());
        QTest::keyClick(&list(), Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(rows() == 1 && modelPage(0) == kept);
        QVERIFY(!line->isVisible());
        QCOMPARE(action("binAction")->text(), QStringLiteral("Open the bin"));
    }

    // Also where the list was not read for the first time, and the page was read before it was deleted.
    void thePageChosenInTheBinIsTheOneRead() {
        for (int i = 0; i < 6; ++i)
            add(QByteArray("rope" + QByteArray::number(i)).constData(), "Nine ropes.");
        show(6);
        auto* reader = m_screen->findChild<ui::ReaderPanel*>();
        list().setFocus();
        QTRY_COMPARE(reader->page(), modelPage(0));
        const library::PageId gone = modelPage(0);
        QTest::keyClick(&list(), Qt::Key_Down);
        QTRY_COMPARE(reader->page(), modelPage(1));
        QTest::keyClick(&list(), Qt::Key_B, Qt::ControlModifier); // empty
        QTRY_COMPARE(rows(), 0);
        QTest::keyClick(m_screen->window()->focusWidget(), Qt::Key_B, Qt::ControlModifier);
        QTRY_COMPARE(rows(), 6);
        QTRY_VERIFY(list().hasFocus());
        QTest::keyClick(&list(), Qt::Key_Up); // and on, before it is read
        QTest::keyClick(&list(), Qt::Key_Delete);
        QTRY_COMPARE(rows(), 5);
        QTRY_COMPARE(reader->page(), modelPage(0));
        QTest::keyClick(&list(), Qt::Key_B, Qt::ControlModifier);
        QTRY_COMPARE(rows(), 1);
        QTRY_COMPARE(reader->page(), gone);
        QCOMPARE(list().selectedPages(), QList<library::PageId>{gone});
    }

    void aButtonLeadsFromASearchIntoTheBinAndAnotherBack() {
        putIntoBin({add("moss", "Moss knots.")});
        add("ropes", "Nine ropes.");
        show(1);
        QTest::keyClicks(child<QLineEdit>("librarySearchEdit"), QStringLiteral("moss"));
        auto* open = child<QPushButton>("openBinButton");
        QTRY_VERIFY(open->isVisible());
        QTest::mouseClick(open, Qt::LeftButton);
        QTRY_COMPARE(rows(), 1);
        QCOMPARE(child<QLineEdit>("librarySearchEdit")->text(), QStringLiteral("moss"));
        QTest::mouseClick(child<QPushButton>("leaveBinButton"), Qt::LeftButton);
        QTRY_COMPARE(rows(), 0);
        QTRY_VERIFY(open->isVisible());
        child<QLineEdit>("librarySearchEdit")->clear();
        QTRY_COMPARE(rows(), 1);
        QTest::keyClicks(child<QLineEdit>("librarySearchEdit"), QStringLiteral("xylophone"));
        QTRY_VERIFY(child<ui::EmptyState>("libraryEmptyState")->isVisible());
        QVERIFY(!open->isVisible()); // the bin has nothing either
    }
};

QTEST_MAIN(BinShelfTest)
#include "tst_binshelf.moc"
