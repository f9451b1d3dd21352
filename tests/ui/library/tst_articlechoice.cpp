#include "library/database.h"
#include "tests/ui/library/libraryplace.h"
#include "tests/ui/readpages.h"
#include "ui/reader/articleview.h"
#include "ui/reader/choicebar.h"
#include "ui/reader/partchooser.h"
#include "ui/reader/readerpanel.h"

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

namespace {

QByteArray paragraphs(const QByteArray& word, int count) {
    QByteArray html;
    for (int i = 0; i < count; ++i)
        html += "<p>The " + word + " was told by the keeper of the lamp in one long sentence of many words.</p>";
    return html;
}

// A story that is chosen, remarks that are not, and what stands around them.
QByteArray page() {
    return "<html><head><title>Lamps</title></head><body><nav><a href=/>Homeward</a></nav><article id=story>" +
           paragraphs("story", 40) + "</article><section id=remarks>" + paragraphs("remark", 8) +
           "</section><footer>Imprint</footer></body></html>";
}

} // namespace

// What a person wants of a page instead of what Tidemark chose: in the reader, written into the library, and back.
class ArticleChoiceTest : public LibraryPlace {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    }

    void init() {
        LibraryPlace::init();
        m_page = kept::addRead(*m_stage, QStringLiteral("http://lamps.example/1"), page());
        show(1);
        m_screen->openPage(m_page);
        QTRY_VERIFY_WITH_TIMEOUT(text().contains(QStringLiteral("The story was told")), 30'000);
        view().setFocus();
    }

    void nothingIsSaidOfWhatTidemarkChose() {
        QVERIFY(!bar().isVisible());
        QVERIFY(!text().contains(QStringLiteral("Imprint")));
        QVERIFY(!action("ownChoiceAction")->isEnabled());
    }

    // A box without the isolate runs in the window's direction, whatever is written in it.
    void whatMayBeRememberedIsSaidInTheDirectionOfItsWords() {
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(bar().isVisible());
        const QString offer = child<QCheckBox>("rememberChoiceBox")->text();
        QVERIFY(offer.startsWith(QChar(0x2068)) && offer.endsWith(QChar(0x2069)));
    }

    void wholePageIsShownRememberedAndFound() {
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(text().contains(QStringLiteral("Imprint")));
        QTRY_VERIFY(bar().isVisible());
        QCOMPARE(bar().message(), QStringLiteral("Showing the whole page as text."));
        QVERIFY(action("wholePageAction")->isChecked());
        QVERIFY(child<QCheckBox>("rememberChoiceBox")->isChecked());
        QVERIFY(child<QCheckBox>("rememberChoiceBox")->text().contains(QStringLiteral("lamps.example")));
        QCOMPARE(remembered(), QByteArray("{\"whole_page\":true}"));
        library::PageQuery query;
        query.search = QStringLiteral("imprint");
        QCOMPARE(m_stage->library().here().search.find(query, 0, false)->size(), 1);
    }

    void undoTakesItBackWithWhatIsRemembered() {
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(text().contains(QStringLiteral("Imprint")));
        QVERIFY(!m_screen->undoText().isEmpty());
        m_screen->undo();
        QTRY_VERIFY(!text().contains(QStringLiteral("Imprint")));
        QTRY_VERIFY(!bar().isVisible());
        QCOMPARE(remembered(), QByteArray());
    }

    void backIsWhatTidemarkChose() {
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(bar().isVisible());
        click("ownChoiceButton");
        QTRY_VERIFY(!bar().isVisible());
        QVERIFY(!text().contains(QStringLiteral("Imprint")));
        QCOMPARE(remembered(), QByteArray());
    }

    void moreAndLessGoInSteps() {
        QTest::keyClick(&view(), Qt::Key_Plus);
        QTRY_COMPARE(bar().message(), QStringLiteral("Showing more than Tidemark chose."));
        QTest::keyClick(&view(), Qt::Key_Minus);
        QTRY_VERIFY(!bar().isVisible());
        QTest::keyClick(&view(), Qt::Key_Minus);
        QTRY_COMPARE(bar().message(), QStringLiteral("Showing less than Tidemark chose."));
        QCOMPARE(remembered(), QByteArray("{\"leaning\":-1}"));
    }

    void untickedItIsForThisPageAlone() {
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(bar().isVisible());
        QTest::mouseClick(child<QCheckBox>("rememberChoiceBox"), Qt::LeftButton);
        QTRY_COMPARE(remembered(), QByteArray());
        QTRY_COMPARE(choice(), (library::Choice{"{\"whole_page\":true}", false, true}));
        QTRY_VERIFY(!child<QCheckBox>("rememberChoiceBox")->isChecked());
        QVERIFY(text().contains(QStringLiteral("Imprint")));
    }

    void itIsRememberedOrNotWithoutAMouse() {
        QVERIFY(!action("rememberChoiceAction")->isEnabled()); // nothing is chosen
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(bar().isVisible());
        QVERIFY(action("rememberChoiceAction")->isChecked());
        QVERIFY(m_screen->viewActions().contains(action("rememberChoiceAction"))); // in the window's menu
        action("rememberChoiceAction")->trigger();
        QTRY_COMPARE(remembered(), QByteArray());
        QTRY_VERIFY(!child<QCheckBox>("rememberChoiceBox")->isChecked());
        action("rememberChoiceAction")->trigger();
        QTRY_COMPARE(remembered(), QByteArray("{\"whole_page\":true}"));
    }

    void theLastOfManyClicksCounts() {
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(bar().isVisible());
        for (int i = 0; i < 6; ++i) {
            action("rememberChoiceAction")->trigger();
            QCoreApplication::processEvents(); // the next comes while this one is made, written or shown
        }
        QTRY_COMPARE(choice(), (library::Choice{"{\"whole_page\":true}", true, true}));
        QCOMPARE(remembered(), QByteArray("{\"whole_page\":true}"));
        QTRY_VERIFY(child<QCheckBox>("rememberChoiceBox")->isChecked());
    }

    void whatIsForgottenElsewhereIsNotTickedHere() {
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(bar().isVisible());
        QTRY_VERIFY(text().contains(QStringLiteral("Imprint")));
        QVERIFY(m_stage->write(
            [](library::Stores& stores) { return stores.choices.forget(QStringLiteral("lamps.example")); }));
        QTRY_VERIFY(!child<QCheckBox>("rememberChoiceBox")->isChecked());
        QVERIFY(bar().isVisible() && text().contains(QStringLiteral("Imprint"))); // the page stays as it is
        QTest::mouseClick(child<QCheckBox>("rememberChoiceBox"), Qt::LeftButton);
        QTRY_COMPARE(remembered(), QByteArray("{\"whole_page\":true}"));
        QVERIFY(child<QCheckBox>("rememberChoiceBox")->isChecked());
    }

    void anotherPartIsLookedAtAndChosen() {
        QTest::keyClick(&view(), Qt::Key_P);
        QTRY_VERIFY(chooser().isVisible());
        auto& list = *child<QListWidget>("partList");
        QVERIFY(list.count() >= 2 && list.hasFocus());
        select(list, QStringLiteral("The remark"));
        QTRY_VERIFY(text().contains(QStringLiteral("The remark")) && !text().contains(QStringLiteral("The story")));
        QCOMPARE(choice(), library::Choice()); // only looked at
        QTest::keyClick(&list, Qt::Key_Return);
        QVERIFY(!chooser().isVisible());
        QTRY_COMPARE(bar().message(), QStringLiteral("Showing only the part that was chosen."));
        QVERIFY(!text().contains(QStringLiteral("The story")));
        QVERIFY(remembered().contains("section#remarks"));
        QVERIFY(view().hasFocus());
    }

    void escLeavesTheArticleAsItWas() {
        QTest::keyClick(&view(), Qt::Key_P);
        QTRY_VERIFY(chooser().isVisible());
        auto& list = *child<QListWidget>("partList");
        select(list, QStringLiteral("The remark"));
        QTRY_VERIFY(!text().contains(QStringLiteral("The story")));
        QTest::keyClick(&list, Qt::Key_Escape);
        QVERIFY(!chooser().isVisible());
        QTRY_VERIFY(text().contains(QStringLiteral("The story")));
        QCOMPARE(choice(), library::Choice());
        QVERIFY(!bar().isVisible());
    }

    void pointingAtAPartShowsIt() {
        QTest::keyClick(&view(), Qt::Key_P);
        QTRY_VERIFY(chooser().isVisible());
        auto& list = *child<QListWidget>("partList");
        for (int row = 0; row < list.count(); ++row) {
            if (list.item(row)->text().mid(1).startsWith(QStringLiteral("The remark")))
                QTest::mouseMove(list.viewport(), list.visualItemRect(list.item(row)).center());
        }
        QTRY_VERIFY(!text().contains(QStringLiteral("The story")));
    }

    void lookingForPartsLosesNoChoice() {
        QTest::keyClick(&view(), Qt::Key_Plus);
        QTest::keyClick(&view(), Qt::Key_P); // before the article is made
        QTRY_COMPARE(remembered(), QByteArray("{\"leaning\":1}"));
        QTRY_COMPARE(bar().message(), QStringLiteral("Showing more than Tidemark chose."));
    }

    void whatCannotBeWrittenIsSaidAndNothingLooksChosen() {
        QVERIFY(execute("CREATE TEMP TRIGGER no_room BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'x'); END"));
        QTest::keyClick(&view(), Qt::Key_W);
        QVERIFY(action("wholePageAction")->isChecked());
        QTRY_VERIFY(!action("wholePageAction")->isChecked());
        QVERIFY(!action("ownChoiceAction")->isEnabled());
        QVERIFY(!bar().isVisible() && !text().contains(QStringLiteral("Imprint")));
        QVERIFY(execute("DROP TRIGGER no_room"));
        QTest::keyClick(&view(), Qt::Key_W);
        QTRY_VERIFY(text().contains(QStringLiteral("Imprint")));
    }

    void escGoesBackToWhereOneWasReading() {
        view().verticalScrollBar()->setValue(view().verticalScrollBar()->maximum() / 2);
        const int place = view().verticalScrollBar()->value();
        QVERIFY(place > 200);
        QTest::keyClick(&view(), Qt::Key_P);
        QTRY_VERIFY(chooser().isVisible());
        auto& list = *child<QListWidget>("partList");
        select(list, QStringLiteral("The remark"));
        QTRY_VERIFY(!text().contains(QStringLiteral("The story")));
        QTest::keyClick(&list, Qt::Key_Escape);
        QTRY_VERIFY(text().contains(QStringLiteral("The story")));
        QTRY_VERIFY(qAbs(view().verticalScrollBar()->value() - place) < 100);
    }

    void enterOnCancelCancels() {
        QTest::keyClick(&view(), Qt::Key_P);
        QTRY_VERIFY(chooser().isVisible());
        auto* cancel = child<QPushButton>("cancelPartButton");
        cancel->setFocus();
        QTest::keyClick(cancel, Qt::Key_Return);
        QVERIFY(!chooser().isVisible());
        QTRY_VERIFY(!bar().isVisible());
        QCOMPARE(choice(), library::Choice());
    }

    void aPageWithoutPartsSaysSo() {
        m_screen->openPage(
            kept::addRead(*m_stage, QStringLiteral("http://lamps.example/2"),
                          "<html><head><title>App</title></head><body><div id=root></div></body></html>"));
        QTRY_VERIFY(child<QWidget>("otherFileView")->isVisible());
        action("wrongPartAction")->trigger();
        QTRY_VERIFY(chooser().isVisible());
        QCOMPARE(child<QLabel>("partTitleLabel")->text(), QStringLiteral("No part of this page has text of its own."));
        QVERIFY(!child<QListWidget>("partList")->isVisible());
        auto* cancel = child<QPushButton>("cancelPartButton");
        QVERIFY(cancel->hasFocus());
        QTest::keyClick(cancel, Qt::Key_Escape);
        QVERIFY(!chooser().isVisible());
    }

    void partsOfAnotherPageGoWithIt() {
        const library::PageId other = kept::addRead(*m_stage, QStringLiteral("http://tides.example/"), page());
        QTest::keyClick(&view(), Qt::Key_P);
        QTRY_VERIFY(chooser().isVisible());
        m_screen->openPage(other);
        QTRY_VERIFY(!chooser().isVisible());
    }

    void anImportHasNothingToChoose() {
        const auto page = m_stage->write([](library::Stores& stores) {
            library::NewSnapshot snapshot =
                kept::snapshotOf(kept::simple(QStringLiteral("imported"), QStringLiteral("An import.")));
            snapshot.frontMatter = "title: imported\n";
            library::CaptureRecord capture;
            capture.startedAt = capture.finishedAt = QDateTime::currentDateTimeUtc();
            capture.outcome = "stored";
            capture.timings = "{}";
            return stores.snapshots.importSnapshot({QStringLiteral("http://i.example/"), {}, {}, {}}, capture,
                                                   snapshot);
        });
        m_screen->openPage(page->page);
        QTRY_VERIFY(text().contains(QStringLiteral("An import.")));
        for (const char* name : {"showMoreAction", "showLessAction", "wholePageAction", "wrongPartAction"})
            QVERIFY2(!action(name)->isEnabled(), name);
    }

    void chosenPagesAreExtractedAgainAndPutBack() {
        QVERIFY(m_stage->write([](library::Stores& stores) {
            return stores.choices.remember(QStringLiteral("lamps.example"), "{\"whole_page\":true}", {});
        }));
        action("extractAgainAction")->trigger();
        auto& line = *child<ui::Banner>("extractionLine");
        QTRY_COMPARE(line.message(), QStringLiteral("1 article(s) changed, 0 as before."));
        QTRY_VERIFY(text().contains(QStringLiteral("Imprint"))); // under the eyes of who reads it
        QVERIFY(!child<QPushButton>("stopExtractionButton")->isVisible());
        click("undoExtractionButton");
        QTRY_COMPARE(line.message(), QStringLiteral("1 article(s) put back as they were."));
        QTRY_VERIFY(!text().contains(QStringLiteral("Imprint")));
    }

    void nothingToExtractAgainIsSaid() {
        action("extractAllAction")->trigger();
        QTRY_COMPARE(child<ui::Banner>("extractionLine")->message(),
                     QStringLiteral("Every article is up to date: there was nothing to extract again."));
        QVERIFY(!child<QPushButton>("undoExtractionButton")->isVisible());
    }

private:
    base::Result<void> execute(const char* sql) {
        return m_stage->write([sql](library::Stores& stores) { return stores.database.execute(sql); });
    }

    static void select(QListWidget& list, const QString& opening) {
        for (int row = 0; row < list.count(); ++row) {
            if (list.item(row)->text().mid(1).startsWith(opening))
                list.setCurrentRow(row);
        }
    }

    ui::ArticleView& view() const { return *m_screen->reader().view(); }
    QString text() const { return view().toPlainText(); }
    ui::ChoiceBar& bar() const { return *child<ui::ChoiceBar>("choiceBar"); }
    ui::PartChooser& chooser() const { return *child<ui::PartChooser>("partChooser"); }
    QByteArray remembered() { return *m_stage->library().here().choices.ofSite(QStringLiteral("lamps.example")); }
    library::Choice choice() { return m_stage->library().here().snapshots.ofPage(m_page)->first().choice; }

    library::PageId m_page = 0;
};

QTEST_MAIN(ArticleChoiceTest)
#include "tst_articlechoice.moc"
