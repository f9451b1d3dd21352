#include "tests/ui/reader/readerfixture.h"
#include "ui/reader/articletext.h"
#include "ui/reader/readertools.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QListWidget>
#include <QResizeEvent>
#include <QScrollBar>
#include <QSettings>
#include <QTextBlock>

namespace {

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

// The article in its column: what stands above it, where a person is in it and how it is set.
class ReaderPanelTest : public ReaderFixture {
    Q_OBJECT

private Q_SLOTS:
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

    void whoWroteItIsSaidOnce_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("goes");
        QTest::newRow("name") << QByteArray("<p>Nora Vahl</p>") << true;
        QTest::newRow("by") << QByteArray("<p>By <a href=\"https://e.example/nora\">Nora Vahl</a></p>") << true;
        QTest::newRow("date") << QByteArray("<p>By Nora Vahl | 11 February 2026</p>") << true;
        QTest::newRow("summary before") << QByteArray("<p>On knots, and ropes.</p><p><em>by Nora Vahl</em></p>")
                                        << true;
        QTest::newRow("another date") << QByteArray("<p>Nora Vahl, 3 March 2021</p>") << false;
        QTest::newRow("sentence") << QByteArray("<p>Nora Vahl ties knots.</p>") << false;
        QTest::newRow("another") << QByteArray("<p>By Nora Vahl and Tom Abel</p>") << false;
        QTest::newRow("with a picture") << QByteArray("<p>Nora Vahl<img src=\"https://e.example/n.png\"></p>") << false;
    }
    void whoWroteItIsSaidOnce() {
        QFETCH(QByteArray, line);
        QFETCH(bool, goes);
        kept::NewPage page = kept::simple(QStringLiteral("ropes"), QStringLiteral("Nine knots. They hold."));
        page.byline = QStringLiteral("Nora Vahl");
        page.publishedAt = QStringLiteral("2026-02-11T08:00:00Z");
        page.article = "<h1>Nine knots</h1>" + line + "<p>They hold.</p><p>All.</p><p>Always.</p><p>Nora Vahl</p>";
        open(kept::add(*m_stage, page));
        QTRY_VERIFY(text().contains(QStringLiteral("They hold")));
        const QString before = text().section(QStringLiteral("They hold"), 0, 0);
        QCOMPARE(before.count(QStringLiteral("Nora Vahl")), goes ? 1 : 2);
        QVERIFY(text().endsWith(QStringLiteral("Nora Vahl"))); // far from the top it is the article's own
        QCOMPARE(ui::countFound(m_reader->view()->toPlainText(), QStringLiteral("Nora")), goes ? 2 : 3);
    }

    void namesOfAnotherDirectionKeepToThemselves() {
        kept::NewPage page = kept::simple(QStringLiteral("rtl"), QStringLiteral("Old harbour. Ships."));
        page.byline = QStringLiteral("نورة ١");
        open(kept::add(*m_stage, page));
        QVERIFY2(text().contains(QStringLiteral(" · \u2068نورة ١\u2069 · ")), qPrintable(text()));
    }

    void theSiteIsNamedAsInTheList() {
        kept::NewPage page = kept::simple(QStringLiteral("site"), QStringLiteral("Old harbour. Ships."));
        page.link = QStringLiteral("http://[::1]/harbour");
        open(kept::add(*m_stage, page));
        const QString site = m_reader->details().page.site;
        QVERIFY(!site.isEmpty());
        QVERIFY2(text().contains(QString(u"\u2068" % site % u"\u2069 · ")), qPrintable(text()));
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
