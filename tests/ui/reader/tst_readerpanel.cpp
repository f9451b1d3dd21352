#include "models/tagcountmodel.h"
#include "tests/ui/keptpages.h"
#include "tests/ui/reader/readerfixture.h"
#include "ui/library/tagnames.h"
#include "ui/reader/articleview.h"
#include "ui/reader/linkline.h"
#include "ui/reader/readerpanel.h"
#include "ui/reader/readertools.h"
#include "ui/widgets/banner.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QResizeEvent>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

namespace {

QPoint placeOf(const ui::ArticleView& view, const QString& words) {
    QTextCursor cursor = view.document()->find(words);
    cursor.setPosition(cursor.selectionStart() + 1);
    return view.cursorRect(cursor).center();
}

// How often a widget became wider or narrower.
class WidthChanges : public QObject {
public:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Resize) {
            const auto* resized = static_cast<QResizeEvent*>(event);
            count += resized->oldSize().width() != resized->size().width();
        }
        return QObject::eventFilter(watched, event);
    }
    int count = 0;
};

} // namespace

class ReaderPanelTest : public ReaderFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    }

    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void anArticleIsShownWithItsTitleAndItsPicture() {
        kept::NewPage page =
            kept::simple(QStringLiteral("ropes"), QStringLiteral("Nine knots for wet ropes. They hold."));
        page.article += "<p><img src=\"https://tidal-notes.example/a.png\" alt=\"A knot\"></p>";
        page.pictures = {{QStringLiteral("https://tidal-notes.example/a.png"), kept::png(60, 40, Qt::red)}};
        open(kept::add(*m_stage, page));
        QVERIFY(text().contains(QStringLiteral("Nine knots for wet ropes")));
        QTRY_COMPARE(view()
                         .article()
                         ->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("asset:0")))
                         .value<QImage>()
                         .width(),
                     60);
    }

    void manyTagsTakeMoreLinesAndNoMoreRoom() {
        kept::NewPage page = kept::simple(QStringLiteral("ropes"), QStringLiteral("Nine knots."));
        for (int at = 0; at < 40; ++at)
            page.tags << QStringLiteral("harbour & sea %1").arg(at);
        const int width = m_reader->minimumSizeHint().width();
        open(kept::add(*m_stage, page));
        m_reader->tools()->tags->trigger();
        auto* edit = child<QWidget>("tagEdit");
        QTRY_COMPARE(edit->findChildren<QToolButton*>().size(), 40);
        QCOMPARE(m_reader->minimumSizeHint().width(), width);
        QTRY_VERIFY(edit->height() > 3 * child<QLineEdit>("tagField")->height());
        for (const auto* chip : edit->findChildren<QToolButton*>()) {
            QVERIFY(edit->rect().contains(chip->geometry()));
            QVERIFY(chip->shortcut().isEmpty());
        }
    }

    void aTitleTheArticleBeginsWithIsShownOnceAndFirst() {
        kept::NewPage page = kept::simple(QStringLiteral("ropes"), QStringLiteral("Nine knots. They hold."));
        page.byline = QStringLiteral("Nora Vahl");
        page.article = "<h1 id=\"top\">Nine <em>knots</em></h1><p>They hold.</p><h2>Nine knots</h2><p>Again.</p>";
        open(kept::add(*m_stage, page));
        QTRY_VERIFY(text().contains(QStringLiteral("They hold")));
        QVERIFY2(text().startsWith(QStringLiteral("Nine knots\n")), qPrintable(text()));
        QVERIFY(text().indexOf(QStringLiteral("Nora Vahl")) < text().indexOf(QStringLiteral("They hold")));
        QCOMPARE(text().count(QStringLiteral("Nine knots")), 2); // the later heading is the article's own
        QVERIFY(view().hasAnchor(QStringLiteral("tidemark-heading-0")));
    }

    void aHeadingAfterTheFirstWordsStaysWhereItIs() {
        kept::NewPage page = kept::simple(QStringLiteral("ropes"), QStringLiteral("Nine knots. They hold."));
        page.article = "<p>First of all.</p><h1>Nine knots</h1><p>They hold.</p>";
        open(kept::add(*m_stage, page));
        QTRY_VERIFY(text().contains(QStringLiteral("They hold")));
        QCOMPARE(text().count(QStringLiteral("Nine knots")), 2);
    }

    void aSignInPageIsSaidAsAWarning() {
        kept::NewPage page = kept::simple(QStringLiteral("members"), QStringLiteral("Members"));
        page.flag = "login";
        open(kept::add(*m_stage, page));
        auto* banner = child<ui::Banner>("readerBanner");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->message().contains(QStringLiteral("sign-in page")), qPrintable(banner->message()));
        QCOMPARE(banner->tone(), ui::Banner::Tone::Warning);
    }

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

    void theContentsLeadToTheirHeading() {
        kept::NewPage page = kept::simple(QStringLiteral("long"), QStringLiteral("Long."));
        page.article = "<h2>First</h2>" + QByteArray("<p>A line of words.</p>").repeated(200) + "<h2>Second</h2>" +
                       QByteArray("<p>More.</p>").repeated(100);
        open(kept::add(*m_stage, page));
        auto* contents = child<QListWidget>("contentsList");
        QTest::keyClick(m_reader.get(), Qt::Key_Escape);
        m_reader->tools()->contents->trigger();
        QVERIFY(contents->isVisible());
        QCOMPARE(contents->count(), 2);
        contents->setCurrentRow(1);
        contents->setFocus();
        QTest::keyClick(contents, Qt::Key_Return);
        QTRY_VERIFY(view().verticalScrollBar()->value() > 1'000);
    }

    void theReadingPositionIsRemembered() {
        kept::NewPage page = kept::simple(QStringLiteral("long"), QStringLiteral("Long."));
        page.article = QByteArray("<p>A line of words that fills some of the column.</p>").repeated(300);
        const library::PageId id = kept::add(*m_stage, page);
        const library::PageId other =
            kept::add(*m_stage, kept::simple(QStringLiteral("other"), QStringLiteral("Other page.")));
        open(id);
        view().setPosition(0.5);
        const double left = view().position();
        QVERIFY(left > 0.4 && left < 0.6);
        open(other);
        QTRY_VERIFY(text().contains(QStringLiteral("Other page")));
        m_reader->open(id);
        QTRY_COMPARE(m_reader->page(), id);
        QTRY_VERIFY(qAbs(view().position() - left) < 0.05);
    }

    void snapshotsAreDotsThatAreChosenWithTheKeyboard() {
        kept::NewPage page = kept::simple(QStringLiteral("versions"), QStringLiteral("First version."));
        page.daysAgo = 3;
        const library::PageId id = kept::add(*m_stage, page);
        page.article = "<p>Second version.</p>";
        page.daysAgo = 1;
        kept::add(*m_stage, page);
        open(id);
        QTRY_VERIFY(text().contains(QStringLiteral("Second version")));
        auto* first = child<QAbstractButton>("snapshotDot0");
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Space);
        QTRY_VERIFY(text().contains(QStringLiteral("First version")));
        QVERIFY(child<QAbstractButton>("snapshotDot0")->isChecked());
    }

    void aNoteIsKeptAsItIsTyped() {
        const library::PageId id = kept::add(*m_stage, kept::simple(QStringLiteral("note"), QStringLiteral("Noted.")));
        open(id);
        m_reader->tools()->note->trigger();
        QTest::keyClicks(child<QPlainTextEdit>("noteEdit"), QStringLiteral("Ask about the lamp"));
        QTRY_COMPARE(m_stage->write([id](library::Stores& stores) { return stores.pages.page(id); })->note,
                     QStringLiteral("Ask about the lamp"));
    }

    void tagsAreAskedForAndTakenAway() {
        kept::NewPage page = kept::simple(QStringLiteral("tags"), QStringLiteral("Tagged."));
        page.tags = QStringList{QStringLiteral("sea")};
        open(kept::add(*m_stage, page));
        QSignalSpy wanted(m_reader.get(), &ui::ReaderPanel::tagsWanted);
        QSignalSpy unwanted(m_reader.get(), &ui::ReaderPanel::tagUnwanted);
        m_reader->tools()->tags->trigger();
        QTest::keyClicks(child<QLineEdit>("tagField"), QStringLiteral(" bread, ,Sea,  old   rye,Bread "));
        QTest::keyClick(child<QLineEdit>("tagField"), Qt::Key_Return);
        QTest::mouseClick(child<QToolButton>("tagChip_sea"), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(1).toStringList(), (QStringList{QStringLiteral("bread"), QStringLiteral("old rye")}));
        QCOMPARE(unwanted.at(0).at(1).toString(), QStringLiteral("sea"));
    }

    void tagsAreSpelledAsTheLibrarySpellsThem() {
        m_tags->setCounts({{QStringLiteral("Harbour"), 3}, {QStringLiteral("sea"), 1}, {QStringLiteral("Sea"), 1}});
        QCOMPARE(ui::tagsIn(QStringLiteral("harbour,Sea,new"), m_tags.get()),
                 (QStringList{QStringLiteral("Harbour"), QStringLiteral("Sea"), QStringLiteral("new")}));
        QCOMPARE(ui::tagsIn(QStringLiteral(" , ,"), m_tags.get()), QStringList());
        QCOMPARE(ui::tagsIn(QString(300, QLatin1Char('x')), nullptr).first().size(), ui::longestTag);
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

    void aNewerCaptureIsShownToWhomIsAtTheBeginning() {
        kept::NewPage page = kept::simple(QStringLiteral("again"), QStringLiteral("First version."));
        page.daysAgo = 1;
        const library::PageId id = kept::add(*m_stage, page);
        open(id);
        page.article = "<p>Second version.</p>";
        page.daysAgo = 0;
        kept::add(*m_stage, page);
        QTRY_VERIFY(text().contains(QStringLiteral("Second version")));
        QVERIFY(child<QAbstractButton>("snapshotDot1")->isChecked());
        QVERIFY(!child<QWidget>("newerCaptureLine")->isVisible());
    }

    void whoReadsIsOfferedTheNewerCaptureAndKeepsThePlace() {
        kept::NewPage page = kept::simple(QStringLiteral("again"), QStringLiteral("Again."));
        page.daysAgo = 1;
        page.article =
            "<p>First version.</p>" + QByteArray("<p>A line of words that fills the column.</p>").repeated(300);
        const library::PageId id = kept::add(*m_stage, page);
        open(id);
        view().setPosition(0.5);
        const double before = view().position();
        page.article.replace("First", "Second");
        page.daysAgo = 0;
        kept::add(*m_stage, page);
        QTRY_VERIFY(child<QWidget>("newerCaptureLine")->isVisible());
        QVERIFY(text().contains(QStringLiteral("First version")));
        QCOMPARE(view().position(), before);
        QTest::mouseClick(child<QAbstractButton>("showNewerButton"), Qt::LeftButton);
        QTRY_VERIFY(text().contains(QStringLiteral("Second version")));
        QTRY_VERIFY(qAbs(view().position() - before) < 0.02);
        QVERIFY(!child<QWidget>("newerCaptureLine")->isVisible());
    }

    void whoReadsAnOlderCaptureIsLeftAlone() {
        kept::NewPage page = kept::simple(QStringLiteral("again"), QStringLiteral("First version."));
        page.daysAgo = 2;
        const library::PageId id = kept::add(*m_stage, page);
        page.article = "<p>Second version.</p>";
        page.daysAgo = 1;
        kept::add(*m_stage, page);
        open(id);
        QTest::mouseClick(child<QAbstractButton>("snapshotDot0"), Qt::LeftButton);
        QTRY_VERIFY(text().contains(QStringLiteral("First version")));
        page.article = "<p>Third version.</p>";
        page.daysAgo = 0;
        kept::add(*m_stage, page);
        QTRY_VERIFY(m_reader->findChild<QAbstractButton*>(QStringLiteral("snapshotDot2")));
        QVERIFY(text().contains(QStringLiteral("First version")));
        QVERIFY(!child<QWidget>("newerCaptureLine")->isVisible());
    }

    void aCaptureKeptWhileTheReaderWasHiddenIsShownWhenItComesBack() {
        kept::NewPage page = kept::simple(QStringLiteral("again"), QStringLiteral("First version."));
        page.daysAgo = 1;
        open(kept::add(*m_stage, page));
        m_reader->hide();
        page.article = "<p>Second version.</p>";
        page.daysAgo = 0;
        kept::add(*m_stage, page);
        m_reader->show();
        QTRY_VERIFY(text().contains(QStringLiteral("Second version")));
    }

    void theSourceIsShownAsPlainText() {
        kept::NewPage page = kept::simple(QStringLiteral("source"), QStringLiteral("Source."));
        page.body = "<b>bold</b><script>x</script>";
        open(kept::add(*m_stage, page));
        m_reader->tools()->source->trigger();
        QTRY_VERIFY(child<QPlainTextEdit>("sourceEdit")
                        ->toPlainText()
                        .endsWith(QStringLiteral("<b>bold</b><script>x</script>")));
    }

    void aPdfSaysWhatItIsAndIsSavedWhole() {
        kept::NewPage page = kept::simple(QStringLiteral("chart.pdf"), QStringLiteral("Chart"));
        page.mediaType = "application/pdf";
        page.body = "%PDF-1.4 made up";
        page.article.clear();
        m_reader->open(kept::add(*m_stage, page));
        QTRY_VERIFY(child<QWidget>("otherFileView")->isVisible());
        QVERIFY(child<QLabel>("otherFileLabel")->text().contains(QStringLiteral("PDF")));
        QTest::mouseClick(child<QAbstractButton>("saveCopyButton"), Qt::LeftButton);
        const QString saved = m_stage->path(QStringLiteral("chart.pdf"));
        QTRY_VERIFY(QFile::exists(saved));
        QFile file(saved);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("%PDF-1.4 made up"));
        QTest::mouseClick(child<QAbstractButton>("openCopyButton"), Qt::LeftButton);
        QTRY_COMPARE(m_opened.size(), 1);
        QVERIFY(m_opened.first().endsWith(QStringLiteral("/chart.pdf")));
    }

    void anHtmlPageIsNeverGivenToTheSystem() {
        kept::NewPage page = kept::simple(QStringLiteral("empty"), QStringLiteral("Empty"));
        page.article.clear();
        page.body = "<html></html>";
        m_reader->open(kept::add(*m_stage, page));
        QTRY_VERIFY(child<QWidget>("otherFileView")->isVisible());
        QVERIFY(!child<QAbstractButton>("openCopyButton")->isVisible());
        QVERIFY(child<QAbstractButton>("showSourceButton")->isVisible());
    }

    void aRightToLeftArticleIsLaidOutSo() {
        kept::NewPage page = kept::simple(QStringLiteral("rtl"), QStringLiteral("ميناء قديم"));
        page.direction = QStringLiteral("rtl");
        open(kept::add(*m_stage, page));
        QCOMPARE(view().document()->defaultTextOption().textDirection(), Qt::RightToLeft);
        QTextBlock last = view().document()->lastBlock();
        QCOMPARE(last.textDirection(), Qt::RightToLeft);
        QVERIFY(view().cursorRect(QTextCursor(last)).left() > view().viewport()->width() / 2);
    }

    void howAPersonReadsIsRemembered() {
        m_reader->tools()->findChild<QAction*>(QStringLiteral("sepiaThemeAction"))->trigger();
        m_reader->tools()->findChild<QAction*>(QStringLiteral("largerTextAction"))->trigger();
        m_reader->tools()->findChild<QAction*>(QStringLiteral("wideColumnAction"))->trigger();
        QSettings settings(m_stage->path(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_reader->saveState(settings);
        const ui::ReaderStyle style = ui::ReaderStyle::load(settings);
        QCOMPARE(style.theme, ui::ReaderStyle::Theme::Sepia);
        QCOMPARE(style.fontSize, ui::ReaderStyle().fontSize + 1);
        QCOMPARE(style.characters, ui::ReaderStyle::widest);
        settings.setValue(QStringLiteral("reader/fontSize"), 9'999);
        QCOMPARE(ui::ReaderStyle::load(settings).fontSize, ui::ReaderStyle().fontSize);
    }

    void aFailedPageShowsWhyAndItsCaptures() {
        const QString link = QStringLiteral("https://gone.example/");
        const auto jobs = m_stage->addJobs({link});
        const auto failed = m_stage->write([&](library::Stores& stores) {
            auto claimed = stores.jobs.claim(1, 1, {}, QDateTime::currentDateTimeUtc());
            library::CaptureRecord capture;
            capture.startedAt = capture.finishedAt = QDateTime::currentDateTimeUtc();
            capture.outcome = "failed";
            capture.errorKind = "name-not-found";
            capture.errorText = QStringLiteral("There is no host named gone.example.");
            capture.timings = "{}";
            return stores.snapshots.commitFailure(jobs.first(), capture);
        });
        QVERIFY(failed);
        m_reader->open(failed->page);
        QTRY_VERIFY(child<QTableView>("captureTable")->isVisible());
        QCOMPARE(child<QTableView>("captureTable")->model()->rowCount(), 1);
        QVERIFY(child<QWidget>("readerBanner")->isVisible());
        QCOMPARE(child<ui::Banner>("readerBanner")->tone(), ui::Banner::Tone::Warning);
    }

    // A long article takes tens of milliseconds to lay out: a window that is dragged wider must not pay that.
    void aWindowThatGetsWiderLeavesTheColumnAsItIs() {
        open(kept::add(*m_stage, kept::simple(QStringLiteral("wide"), QStringLiteral("A page in a calm column."))));
        m_reader->resize(1000, 700);
        const int column = view().viewport()->width();
        WidthChanges changes;
        view().viewport()->installEventFilter(&changes);
        for (const int width : {1100, 1300, 1000, 1200})
            m_reader->resize(width, 700);
        QCOMPARE(changes.count, 0);
        QCOMPARE(view().viewport()->width(), column);
        m_reader->resize(420, 700);
        QVERIFY(changes.count > 0);
        QVERIFY(view().viewport()->width() < column);
    }

    void aNarrowerColumnKeepsThePlaceInTheText() {
        QString paragraphs;
        for (int at = 0; at < 200; ++at)
            paragraphs +=
                QStringLiteral("<p>Paragraph %1 of a text that is long enough to be broken into lines.</p>").arg(at);
        kept::NewPage page = kept::simple(QStringLiteral("place"), QStringLiteral("Place."));
        page.article = paragraphs.toUtf8();
        open(kept::add(*m_stage, page));
        m_reader->resize(1000, 700);
        view().setPosition(0.5);
        const double before = view().position();
        QVERIFY(before > 0.4);
        m_reader->resize(420, 700);
        QVERIFY2(qAbs(view().position() - before) < 0.02, qPrintable(QString::number(view().position())));
    }

    void pagesOpenedOneAfterAnotherEndWithTheLast() {
        QList<library::PageId> pages;
        for (int page = 0; page < 12; ++page)
            pages.append(kept::add(*m_stage, kept::simple(QStringLiteral("p%1").arg(page),
                                                          QStringLiteral("Page number %1 here.").arg(page))));
        for (const library::PageId page : pages)
            m_reader->open(page);
        QTRY_COMPARE(m_reader->page(), pages.last());
        QTRY_VERIFY(text().contains(QStringLiteral("number 11")));
    }
};

QTEST_MAIN(ReaderPanelTest)
#include "tst_readerpanel.moc"
