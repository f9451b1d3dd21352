#include "tests/ui/reader/readerfixture.h"
#include "ui/reader/articletext.h"
#include "ui/reader/readertools.h"

#include <QAction>
#include <QLineEdit>
#include <QTextBlock>
#include <QToolButton>

class FindInPageTest : public ReaderFixture {
    Q_OBJECT

private Q_SLOTS:
    void findSaysWhichOfHowManyAndGoesRound() {
        kept::NewPage page = kept::simple(QStringLiteral("find"), QStringLiteral("Find."));
        page.article = "<p>tide one</p><p>Tide two</p><p>the tides</p>";
        open(kept::add(*m_stage, page));
        m_reader->tools()->find->trigger();
        auto* field = child<QLineEdit>("findEdit");
        QTest::keyClicks(field, QStringLiteral("tide"));
        QCOMPARE(found(), QStringLiteral("1 of 3"));
        QCOMPARE(view().textCursor().block().text(), QStringLiteral("tide one"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(found(), QStringLiteral("2 of 3"));
        QCOMPARE(view().textCursor().block().text(), QStringLiteral("Tide two"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(child<QLabel>("findNoteLabel")->text(), QString());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(found(), QStringLiteral("1 of 3"));
        QCOMPARE(child<QLabel>("findNoteLabel")->text(), QStringLiteral("On from the top"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(found(), QStringLiteral("3 of 3"));
        QCOMPARE(child<QLabel>("findNoteLabel")->text(), QStringLiteral("On from the end"));
        QCOMPARE(view().textCursor().block().text(), QStringLiteral("the tides"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(found(), QStringLiteral("2 of 3"));
        QCOMPARE(child<QLabel>("findNoteLabel")->text(), QString());
        QTest::keyClicks(field, QStringLiteral("xyz"));
        QCOMPARE(found(), QStringLiteral("Not found"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!child<QWidget>("findBar")->isVisible());
        QVERIFY(view().extraSelections().isEmpty());
    }

    // Parts that are not shown are counted in their text: it must be what the document will hold.
    void aPartsTextIsWhatItsDocumentShows() {
        const QString html = QStringLiteral(
            "<h2 id=\"a\">Two\n  words</h2>\n<p> the\n\t<em>ti</em>de&nbsp;comes  in<br>twice<br/> a day </p>"
            "<pre><code>for  x:\n    read(x)\n</code></pre><ul><li>one</li> <li>two <b>bold</b></li></ul>"
            "<table><tr><td>cell</td><td>next</td></tr></table><unknown>plain</unknown><label>lab</label>el"
            "<blockquote><p>said &lt;b&gt; &amp; done</p></blockquote><p>long<wbr>word "
            "<q>quoted</q></p><hr><p>end</p>");
        const ui::ArticlePart part = ui::prepareArticle(html, {}).parts.first();
        ui::DocumentOptions options;
        options.font.setPixelSize(16);
        options.codeFont.setPixelSize(14);
        const auto document = ui::buildDocument(part.html, options);
        const auto lines = [](QString text) {
            text.replace(QChar::Nbsp, QLatin1Char(' '));
            QStringList kept;
            for (const QString& line : text.split(QLatin1Char('\n'))) {
                if (!line.trimmed().isEmpty())
                    kept.append(line.trimmed());
            }
            return kept;
        };
        QCOMPARE(lines(part.text), lines(document->toPlainText()));
    }

    void whatOverlapsIsFoundOnce() {
        QCOMPARE(ui::countFound(QStringLiteral("aaaa"), QStringLiteral("AA")), 2);
        QCOMPARE(ui::countFound(QStringLiteral("a\u00a0b"), QStringLiteral("a b")), 1);
        QCOMPARE(ui::countFound(QStringLiteral("abc"), QString()), 0);
    }

    void findGoesOnWithoutTheBarAfterItWasClosed() {
        kept::NewPage page = kept::simple(QStringLiteral("find"), QStringLiteral("Find."));
        page.article = "<p>tide one</p><p>Tide two</p><p>the tides</p>";
        open(kept::add(*m_stage, page));
        m_reader->tools()->findNext->trigger(); // nothing was looked for yet: asks for what
        QVERIFY(child<QLineEdit>("findEdit")->isVisible());
        QTest::keyClicks(child<QLineEdit>("findEdit"), QStringLiteral("tide"));
        QTest::keyClick(child<QLineEdit>("findEdit"), Qt::Key_Escape);
        m_reader->tools()->findNext->trigger();
        QCOMPARE(view().textCursor().block().text(), QStringLiteral("Tide two"));
        QCOMPARE(found(), QStringLiteral("2 of 3"));
        m_reader->tools()->findPrevious->trigger();
        QCOMPARE(found(), QStringLiteral("1 of 3"));
    }

    void findBeginsWhereThePersonReads() {
        kept::NewPage page = kept::simple(QStringLiteral("find"), QStringLiteral("Find."));
        for (int at = 0; at < 300; ++at)
            page.article += "<p>The tide comes in.</p>";
        open(kept::add(*m_stage, page));
        view().setPosition(0.5);
        m_reader->tools()->find->trigger();
        QTest::keyClicks(child<QLineEdit>("findEdit"), QStringLiteral("tide"));
        const int which = found().section(QLatin1Char(' '), 0, 0).toInt();
        QVERIFY2(which > 130 && which < 170, qPrintable(found()));
        QVERIFY(found().endsWith(QStringLiteral(" of 300")));
    }

    void aLongArticleIsReadAndSearchedPartByPart() {
        kept::NewPage page = kept::simple(QStringLiteral("endless"), QStringLiteral("Endless."));
        page.article = "<p>alpha</p>" +
                       QByteArray("<p>A line of quite ordinary words that goes on for a while.</p>").repeated(20'000) +
                       "<p>omega alpha</p>";
        open(kept::add(*m_stage, page));
        QVERIFY(child<QWidget>("partBar")->isVisible());
        QTest::mouseClick(child<QToolButton>("nextPartButton"), Qt::LeftButton);
        QTRY_VERIFY(!text().contains(QStringLiteral("alpha")));
        m_reader->tools()->find->trigger();
        auto* field = child<QLineEdit>("findEdit");
        QTest::keyClicks(field, QStringLiteral("omega"));
        QTRY_COMPARE(view().textCursor().selectedText(), QStringLiteral("omega"));
        QTRY_COMPARE(found(), QStringLiteral("1 of 1"));
        field->clear();
        QTest::keyClicks(field, QStringLiteral("alpha"));
        QTRY_COMPARE(found(), QStringLiteral("2 of 2"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(found(), QStringLiteral("1 of 2"));
        QCOMPARE(child<QLabel>("findNoteLabel")->text(), QStringLiteral("On from the top"));
        QTRY_VERIFY(text().startsWith(QStringLiteral("Endless")));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QTRY_COMPARE(found(), QStringLiteral("2 of 2"));
        QCOMPARE(child<QLabel>("findNoteLabel")->text(), QStringLiteral("On from the end"));
        field->clear();
        QTest::keyClicks(field, QStringLiteral("ordinary"));
        QTRY_VERIFY2(found().endsWith(QStringLiteral("20,000")), qPrintable(found()));
    }
};

QTEST_MAIN(FindInPageTest)
#include "tst_findinpage.moc"
