#include "base/file.h"
#include "tests/ui/stage.h"
#include "ui/archive/linkdraft.h"
#include "ui/archive/linkfield.h"
#include "ui/mainwindow.h"
#include "ui/widgets/banner.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

// What stands in the paste field outlives the window.
class LinkDraftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        stage::setLanguage(QStringLiteral("en"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void init() { m_stage = std::make_unique<stage::Stage>(); }

    void cleanup() {
        m_window.reset();
        m_stage.reset();
    }

    void linesLeftInTheFieldAreThereAtTheNextStart() {
        open();
        field()->setPlainText(QStringLiteral("https://a.example/1\nthe one about boats"));
        QVERIFY(m_window->close());
        open();
        QCOMPARE(field()->toPlainText(), QStringLiteral("https://a.example/1\nthe one about boats"));
        QTRY_COMPARE(status(), QStringLiteral("1 link · 1 line without a link"));
        QVERIFY(field()->textCursor().atEnd());
    }

    void aCrashTakesNothingThatStoodThereForAMoment() {
        open();
        field()->setPlainText(QStringLiteral("https://a.example/1"));
        QTRY_VERIFY(QFile::exists(file()));
        m_window.reset(); // without the end that close() makes
        open();
        QCOMPARE(field()->toPlainText(), QStringLiteral("https://a.example/1"));
    }

    void nobodyElseReadsThemAndNoPasswordIsAmongThem() {
        QVERIFY(base::writeFileAtomically(file(), "{}"));
        QVERIFY(QFile::setPermissions(file(), QFile::Permissions(0x6644)));
        open();
        field()->setPlainText(QStringLiteral("https://eve:se@cret@club.example/page?x=@y\nhttp://b.example/@me"));
        QVERIFY(m_window->close());
        QCOMPARE(QFile::permissions(file()) & QFile::Permissions(0x0077), QFile::Permissions());
        const auto bytes = base::readFile(file(), 10'000);
        QVERIFY(bytes);
        QVERIFY(!bytes->contains("cret") && !bytes->contains("eve"));
        open();
        QCOMPARE(field()->toPlainText(), QStringLiteral("https://club.example/page?x=@y\nhttp://b.example/@me"));
    }

    void whatWasHandedInDoesNotComeBack() {
        open();
        field()->setPlainText(QStringLiteral("https://a.example/1"));
        QTRY_VERIFY(QFile::exists(file()));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_stage->counts().waiting, 1);
        QTRY_VERIFY(field()->toPlainText().isEmpty());
        QVERIFY(m_window->close());
        QVERIFY(!QFile::exists(file()));
    }

    void aDroppedFileIsThereAgain() {
        const QString list = m_stage->path(QStringLiteral("list.txt"));
        QVERIFY(base::writeFileAtomically(list, "https://a.example/1\nhttps://a.example/2\n"));
        open();
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(list)});
        field()->take(mime);
        QTRY_VERIFY(status().startsWith(QStringLiteral("2 links")));
        QVERIFY(m_window->close());
        open();
        QTRY_VERIFY(status().startsWith(QStringLiteral("2 links")));
    }

    void eachLibraryHasItsOwn() {
        const QString settings = QStringLiteral("/home/eve/tidemark.ini");
        const QString one = ui::LinkDraftFile::pathFor(settings, QStringLiteral("/home/eve/a.tidemark"));
        QVERIFY(one.startsWith(QStringLiteral("/home/eve/unsent-")));
        QVERIFY(one != ui::LinkDraftFile::pathFor(settings, QStringLiteral("/home/eve/b.tidemark")));
        QCOMPARE(one, ui::LinkDraftFile::pathFor(settings, QStringLiteral("/home/eve/a.tidemark")));
    }

    void aFileThatIsNoneIsNothing_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\0\xff{{", 4);
        QTest::newRow("another shape") << QByteArray("[1,2]");
        QTest::newRow("other types") << QByteArray(R"({"text":7,"files":"x"})");
        QTest::newRow("paths of nowhere") << QByteArray(R"({"text":"","files":["relative","",3]})");
        QTest::newRow("too long") << QByteArray("{\"text\":\"" + QByteArray(2 * 1024 * 1024, 'x') + "\"}");
    }

    void aFileThatIsNoneIsNothing() {
        QFETCH(QByteArray, bytes);
        const QString path = m_stage->path(QStringLiteral("draft.json"));
        QVERIFY(base::writeFileAtomically(path, bytes));
        QVERIFY(ui::LinkDraftFile(path).read().isEmpty());
    }

    void theFileStaysSmall() {
        const QString path = m_stage->path(QStringLiteral("draft.json"));
        ui::LinkDraftFile draft(path);
        ui::LinkDraft large;
        for (int at = 0; at < 30'000; ++at)
            large.text += QString(QString(99, QChar(1)) % u'\n'); // each is six bytes in the file
        for (int at = 0; at < 5'000; ++at)
            large.files << QStringLiteral("/tmp/%1").arg(at);
        draft.setDraft(large);
        QVERIFY(draft.write());
        QVERIFY(QFileInfo(path).size() <= ui::LinkDraftFile::mostBytes);
        QVERIFY(!draft.read().text.isEmpty());
        draft.setDraft({QStringLiteral("https://a.example/"), large.files});
        QVERIFY(draft.write());
        QCOMPARE(draft.read().files.size(), ui::LinkDraftFile::mostFiles);
    }

    void whatIsTooLongIsCutBetweenLinksAndTold() {
        const QString path = m_stage->path(QStringLiteral("draft.json"));
        ui::LinkDraftFile draft(path);
        QSignalSpy tried(&draft, &ui::LinkDraftFile::tried);
        QSignalSpy cut(&draft, &ui::LinkDraftFile::cut);
        QStringList links;
        for (int at = 0; at < 40'000; ++at)
            links << QStringLiteral("https://a.example/page/%1/end").arg(at);
        draft.setDraft({links.join(u'\n'), {}});
        QTRY_COMPARE(cut.count(), 1);
        const QStringList kept = ui::LinkDraftFile(path).read().text.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(kept.size() > 1'000 && kept.size() < links.size());
        QCOMPARE(kept, links.mid(0, kept.size()));

        links.removeLast();
        draft.setDraft({links.join(u'\n'), {}});
        QTRY_COMPARE(tried.count(), 2);
        QCOMPARE(cut.count(), 1); // it is known
        draft.setDraft({links.first(), {}});
        QTRY_COMPARE(tried.count(), 3);
        draft.setDraft({links.first(), {}, true}); // and a long text beside it
        QTRY_COMPARE(cut.count(), 2);
    }

    void oneEndlessLinkIsNotKeptAsAnother() {
        const QString path = m_stage->path(QStringLiteral("draft.json"));
        ui::LinkDraftFile draft(path);
        draft.setDraft({QString(u"https://a.example/" % QString(2'000'000, u'x')), {}});
        QVERIFY(draft.write());
        QVERIFY(ui::LinkDraftFile(path).read().text.isEmpty());
    }

    void aTextTooLongForTheFieldIsSaidNotToBeKept() {
        open();
        QMimeData mime;
        mime.setText(QStringLiteral("https://a.example/%1\n").arg(7).repeated(ui::LinkField::mostShown / 10));
        field()->take(mime);
        QVERIFY(field()->toPlainText().isEmpty());
        QTRY_VERIFY(said().startsWith(QStringLiteral("Not all that stands above")));
    }

    void whatCannotBeWrittenIsToldOnce() {
        const QString path = m_stage->path(QStringLiteral("draft.json"));
        QVERIFY(QDir().mkpath(path)); // a folder stands there
        ui::LinkDraftFile draft(path);
        QSignalSpy tried(&draft, &ui::LinkDraftFile::tried);
        QSignalSpy failed(&draft, &ui::LinkDraftFile::failed);
        for (int time = 1; time <= 2; ++time) {
            draft.setDraft({QStringLiteral("https://a.example/%1").arg(time), {}});
            QTRY_COMPARE(tried.count(), time);
            QCOMPARE(failed.count(), 1);
        }
        draft.setDraft({QStringLiteral("https://a.example/3"), {}});
        QVERIFY(!draft.write());
    }

private:
    void open() {
        m_window.reset();
        m_window = std::make_unique<ui::MainWindow>(m_stage->core());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showPlace(QStringLiteral("archive"));
    }

    ui::LinkField* field() { return stage::find<ui::LinkField>(*m_window, "linkField"); }
    QString status() { return stage::find<QLabel>(*m_window, "linkStatus")->text(); }
    QString said() { return stage::find<ui::Banner>(*m_window, "saidBanner")->message(); }
    QString file() { return ui::LinkDraftFile::pathFor(m_stage->settingsFile(), m_stage->library().file()); }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(LinkDraftTest)
#include "tst_linkdraft.moc"
