#include "tests/ui/reader/readerfixture.h"
#include "ui/reader/linkline.h"
#include "ui/reader/readertools.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QToolButton>

namespace {

QPoint placeOf(const ui::ArticleView& view, const QString& words) {
    QTextCursor cursor = view.document()->find(words);
    cursor.setPosition(cursor.selectionStart() + 1);
    return view.cursorRect(cursor).center();
}

} // namespace

// Where the links of an article lead, and that nothing else leads anywhere.
class ReaderLinksTest : public ReaderFixture {
    Q_OBJECT

private Q_SLOTS:
    // Promise 5: nothing from an archived page is fetched, executed or opened.
    void aHostileArticleOpensAndFetchesNothing() {
        kept::NewPage page = kept::simple(QStringLiteral("hostile"),
                                          QStringLiteral("Hostile <b>title</b> <img src='file:///etc/passwd'>"));
        page.article = "<p>Start</p><img src=\"file:///etc/passwd\"><img src=\"http://127.0.0.1:1/pixel.png\">"
                       "<img src=\"qrc:/icon.png\"><img src=\"/etc/passwd\"><img src=\"data:image/svg+xml,<svg/>\">"
                       "<script>alert(1)</script><link rel=\"stylesheet\" href=\"file:///etc/passwd\">"
                       "<style>@import url(file:///etc/hosts); p { background-image: url(file:///etc/hosts) }</style>"
                       "<object data=\"file:///etc/passwd\"></object><table "
                       "background=\"file:///etc/passwd\"><tr><td>cell</td></tr></table>"
                       "<p><a href=\"javascript:alert(1)\">scriptlink</a> <a href=\"file:///etc/passwd\">filelink</a>"
                       " <a href=\"tidemark:x\">otherlink</a></p><ul "
                       "style=\"list-style-image:url(file:///etc/passwd)\"><li>x</li></ul>";
        page.pictures = {{QStringLiteral("file:///etc/passwd"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}};
        open(kept::add(*m_stage, page));
        view().grab();
        QCOMPARE(view().article()->refused(), QStringList());
        QVERIFY(!text().contains(QStringLiteral("alert")));
        QVERIFY(!text().contains(QStringLiteral("root:")));
        QVERIFY(text().contains(QStringLiteral("<b>title</b>")));
        for (const char* link : {"scriptlink", "filelink", "otherlink"}) {
            QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, placeOf(view(), QString::fromLatin1(link)));
            QTRY_VERIFY(child<QWidget>("readerBanner")->isVisible());
            child<QWidget>("readerBanner")->hide();
        }
        QCOMPARE(m_opened, QStringList());
        QCOMPARE(m_stage->fetcher().inFlight(), 0);
    }

    void aDocumentOpensNoFileHoweverItIsAsked() {
        ui::ArticleDocument document;
        const QVariant file =
            document.resource(QTextDocument::ImageResource, QUrl(QStringLiteral("file:///etc/passwd")));
        QVERIFY(file.isValid());
        QCOMPARE(file.value<QImage>().size(), QSize(1, 1));
        const QVariant sheet =
            document.resource(QTextDocument::StyleSheetResource, QUrl(QStringLiteral("file:///etc/passwd")));
        QCOMPARE(sheet.toByteArray(), QByteArray(" "));
    }

    void aLinkToAKeptPageOpensInsideAndBackReturns() {
        const library::PageId target =
            kept::add(*m_stage, kept::simple(QStringLiteral("target"), QStringLiteral("The target page.")));
        kept::NewPage page = kept::simple(QStringLiteral("start"), QStringLiteral("Start."));
        page.article = "<p>See <a href=\"https://tidal-notes.example/target#part\">insidelink</a>.</p>";
        const library::PageId start = kept::add(*m_stage, page);
        open(start);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, placeOf(view(), QStringLiteral("insidelink")));
        QTRY_COMPARE(m_reader->page(), target);
        QTRY_VERIFY(text().contains(QStringLiteral("The target page")));
        m_reader->tools()->back->trigger();
        QTRY_COMPARE(m_reader->page(), start);
        m_reader->tools()->forward->trigger();
        QTRY_COMPARE(m_reader->page(), target);
        QCOMPARE(m_opened, QStringList());
    }

    void anyOtherWebLinkGoesToTheBrowser() {
        kept::NewPage page = kept::simple(QStringLiteral("start"), QStringLiteral("Start."));
        page.article = "<p>See <a href=\"https://elsewhere.example/x\">outsidelink</a>.</p>";
        open(kept::add(*m_stage, page));
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, placeOf(view(), QStringLiteral("outsidelink")));
        QTRY_COMPARE(m_opened, QStringList{QStringLiteral("https://elsewhere.example/x")});
    }

    void aLinkInTheBinIsNotOpenedInside() {
        const library::PageId target =
            kept::add(*m_stage, kept::simple(QStringLiteral("target"), QStringLiteral("Gone.")));
        (void)m_stage->write([target](library::Stores& stores) {
            return stores.pages.remove({target}, QDateTime::currentDateTimeUtc());
        });
        kept::NewPage page = kept::simple(QStringLiteral("start"), QStringLiteral("Start."));
        page.article = "<p><a href=\"https://tidal-notes.example/target\">binlink</a></p>";
        open(kept::add(*m_stage, page));
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, placeOf(view(), QStringLiteral("binlink")));
        QTRY_COMPARE(m_opened.size(), 1);
    }

    void aFragmentScrollsWithinThePage() {
        kept::NewPage page = kept::simple(QStringLiteral("long"), QStringLiteral("Long."));
        page.article = "<p><a href=\"https://tidal-notes.example/long#below\">jumplink</a></p>" +
                       QByteArray("<p>A line of words.</p>").repeated(200) + "<h2 id=\"below\">Below</h2>" +
                       QByteArray("<p>More.</p>").repeated(100);
        open(kept::add(*m_stage, page));
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, placeOf(view(), QStringLiteral("jumplink")));
        QTRY_VERIFY(view().verticalScrollBar()->value() > 1'000);
        QCOMPARE(m_opened, QStringList());
    }

    void thePagesLinkStandsWholeAboveTheArticleWithItsPort() {
        kept::NewPage page = kept::simple(QStringLiteral("x"), QStringLiteral("Local page."));
        page.link = QStringLiteral("http://127.0.0.1:8080/a?b=<b>c</b>");
        open(kept::add(*m_stage, page));
        auto* line = child<ui::LinkLine>("linkLine");
        QVERIFY(line->isVisible());
        QCOMPARE(line->link(), page.link);
        QVERIFY2(text().contains(QStringLiteral("127.0.0.1:8080")), qPrintable(text()));
        const QString tip = child<QWidget>("pageLinkText")->toolTip();
        QVERIFY2(!tip.contains(QStringLiteral("<b>")), qPrintable(tip)); // a tool tip would draw it
        QTest::mouseClick(child<QToolButton>("copyPageLinkButton"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), page.link);
        m_reader->close();
        QVERIFY(!line->isVisible());
    }
};

QTEST_MAIN(ReaderLinksTest)
#include "tst_readerlinks.moc"
