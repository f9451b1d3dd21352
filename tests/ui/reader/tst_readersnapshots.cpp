#include "tests/ui/reader/readerfixture.h"
#include "ui/reader/readertools.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/detailtext.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTableView>

// The captures of one page, and the other ways to look at it than its article.
class ReaderSnapshotsTest : public ReaderFixture {
    Q_OBJECT

private Q_SLOTS:
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

    void theWayOfACaptureIsShownWholeAndIsCopied() {
        const QString link = QString(QStringLiteral("https://gone.example/") + QString(1'500, QLatin1Char('a')));
        const QString why = QString(QStringLiteral("There is no page at ") + link);
        const auto jobs = m_stage->addJobs({link});
        const auto failed = m_stage->write([&](library::Stores& stores) {
            auto claimed = stores.jobs.claim(1, 1, {}, QDateTime::currentDateTimeUtc());
            library::CaptureRecord capture;
            capture.startedAt = capture.finishedAt = QDateTime::currentDateTimeUtc();
            capture.outcome = "failed";
            capture.errorKind = "http-status";
            capture.errorText = why;
            capture.redirects = QStringList{QStringLiteral("https://moved.example/قديم")};
            capture.timings = "{}";
            return stores.snapshots.commitFailure(jobs.first(), capture);
        });
        QVERIFY(failed);
        m_reader->open(failed->page);
        auto* detail = child<ui::DetailText>("captureDetail");
        QTRY_VERIFY(detail->isVisible());
        QCOMPARE(detail->horizontalScrollBar()->maximum(), 0);
        QVERIFY(detail->height() < m_reader->height() / 2);
        detail->selectAll();
        detail->copy();
        QCOMPARE(QGuiApplication::clipboard()->text().section(QLatin1Char('\n'), 0, 0),
                 QStringLiteral("https://moved.example/قديم"));
        QVERIFY(QGuiApplication::clipboard()->text().endsWith(why));
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

    void aPageThatNeedsABrowserSaysSoAndOffersIt() {
        kept::NewPage page = kept::simple(QStringLiteral("app"), QStringLiteral("App"));
        page.article.clear();
        page.flag = "needs-browser";
        page.body = "<html></html>";
        m_reader->open(kept::add(*m_stage, page));
        QTRY_VERIFY(child<QWidget>("otherFileView")->isVisible());
        const QString text = child<QLabel>("otherFileLabel")->text();
        QVERIFY(text.contains(QStringLiteral("The page shows its content only with scripts.")));
        QVERIFY(text.contains(QStringLiteral("Open the link in a browser")));
        QTest::mouseClick(child<QAbstractButton>("openInBrowserButton"), Qt::LeftButton);
        QTRY_COMPARE(m_opened.size(), 1);
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
};

QTEST_MAIN(ReaderSnapshotsTest)
#include "tst_readersnapshots.moc"
