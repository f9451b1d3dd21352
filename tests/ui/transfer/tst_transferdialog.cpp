#include "archive/settings.h"
#include "models/entrylistmodel.h"
#include "tests/ui/keptpages.h"
#include "ui/transfer/transferdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QWindow>

#include <memory>

using models::EntryListModel;
using ui::TransferDialog;

// Import… and Export… as a person sees them: where from and to, progress, a result for each entry, and Stop.
class TransferDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { stage::setLanguage(QStringLiteral("en")); }

    void init() { m_stage = std::make_unique<stage::Stage>(); }

    void cleanup() {
        delete m_dialog;
        m_stage.reset();
    }

    void withoutAPathItSaysWhatIsMissing() {
        open(TransferDialog::Kind::Import);
        QVERIFY(start()->isEnabled());
        QTest::mouseClick(start(), Qt::LeftButton);
        QVERIFY(status().contains(QStringLiteral("Choose what to import")));
        QVERIFY(find<QLineEdit>("pathField")->hasFocus());
        open(TransferDialog::Kind::Export);
        QTest::mouseClick(start(), Qt::LeftButton);
        QVERIFY(status().contains(QStringLiteral("Choose where")));
    }

    void theFirstKeysArePartOfThePath() {
        for (const auto kind : {TransferDialog::Kind::Import, TransferDialog::Kind::Export}) {
            open(kind);
            QTRY_VERIFY(find<QLineEdit>("pathField")->hasFocus());
            QTest::keyClick(m_dialog->windowHandle(), Qt::Key_A); // to whoever has the focus
            QCOMPARE(find<QLineEdit>("pathField")->text(), QStringLiteral("a"));
            QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
            QVERIFY(m_dialog->focusWidget()->objectName().startsWith(QLatin1String("choose")));
        }
    }

    void cachedArticlesComeInWithAResultForEach() {
        write(article(QStringLiteral("https://tidal-notes.example/a"), QStringLiteral("Ropes")));
        write(article(QStringLiteral("https://tidal-notes.example/b"), QStringLiteral("Moss")));
        QVERIFY(QDir().mkpath(folder(QStringLiteral("0123456789abcdef0123456789abcdef")))); // no index.md in it
        open(TransferDialog::Kind::Import);
        run(folder(QString()));
        QTRY_VERIFY(ended());
        QCOMPARE(results().filter(QStringLiteral("done")).size(), 2);
        QVERIFY2(status().contains(QStringLiteral("2 done")), qPrintable(status()));
        QCOMPARE(pages(), 2);

        QTest::mouseClick(start(), Qt::LeftButton); // once more: nothing changes
        QTRY_VERIFY(ended() && status().contains(QStringLiteral("2 there already")));
        QCOMPARE(results().filter(QStringLiteral("there already")).size(), 2);
        QCOMPARE(pages(), 2);
    }

    void whatIsWrongWithAnEntryStandsBesideIt() {
        auto wrong = article(QStringLiteral("https://tidal-notes.example/a"), QStringLiteral("Ropes"));
        wrong.second.replace("hash_url: ", "hash_url: 0000"); // not the md5 of its url
        write(wrong);
        open(TransferDialog::Kind::Import);
        run(folder(QString()));
        QTRY_VERIFY(ended());
        QCOMPARE(table()->model()->rowCount(), 1);
        QVERIFY(!table()->model()->index(0, EntryListModel::Message).data().toString().isEmpty());
        QCOMPARE(pages(), 1);
    }

    void aListOfLinksBecomesWaitingJobsAndNothingIsFetched() {
        kept::add(*m_stage, kept::simple(QStringLiteral("ropes"), QStringLiteral("Ropes.")));
        const QString list = m_stage->path(QStringLiteral("links.txt"));
        put(list, "https://new.example/1\nhttps://tidal-notes.example/ropes\nno link\n");
        open(TransferDialog::Kind::Import);
        QSignalSpy broughtIn(m_dialog, &TransferDialog::linksBroughtIn);
        run(list);
        QTRY_VERIFY(ended());
        QCOMPARE(m_stage->counts().waiting, 1); // the kept one is left alone
        QCOMPARE(broughtIn.size(), 1);
        QCOMPARE(table()->model()->rowCount(), 3); // a result for each line
        QVERIFY2(status().contains(QStringLiteral("1 link is being archived")), qPrintable(status()));
        find<QCheckBox>("onlyFailedBox")->click();
        QCOMPARE(results(), QStringList{QStringLiteral("failed")});
        find<QCheckBox>("onlyFailedBox")->click();
        QCOMPARE(table()->model()->rowCount(), 3);
        QTest::mouseClick(find<QCheckBox>("captureAgainBox"), Qt::LeftButton, {}, {8, 8});
        QTest::mouseClick(start(), Qt::LeftButton);
        QTRY_VERIFY(ended());
        QTRY_COMPARE(m_stage->counts().waiting, 2);
    }

    void whilePausedItSaysThatLinksWait() {
        QVERIFY(archive::savePaused(m_stage->core().settingsFile, true));
        put(m_stage->path(QStringLiteral("links.txt")), "https://new.example/1\n");
        open(TransferDialog::Kind::Import);
        run(m_stage->path(QStringLiteral("links.txt")));
        QTRY_VERIFY(ended());
        QVERIFY2(status().contains(QStringLiteral("paused")), qPrintable(status()));
    }

    void aSourceThatIsNotThereIsSaid() {
        open(TransferDialog::Kind::Import);
        run(m_stage->path(QStringLiteral("missing")));
        QTRY_VERIFY(ended());
        QVERIFY2(status().contains(QStringLiteral("missing")), qPrintable(status()));
        QVERIFY(start()->isVisible());
    }

    void everyPageGoesOut() {
        for (int at = 0; at < 5; ++at)
            kept::add(*m_stage, kept::simple(QStringLiteral("p%1").arg(at), QStringLiteral("A page.")));
        open(TransferDialog::Kind::Export);
        QVERIFY(find<QCheckBox>("byYearBox")->isVisible());
        run(m_stage->path(QStringLiteral("out")));
        QTRY_VERIFY(ended());
        QCOMPARE(results().filter(QStringLiteral("done")).size(), 5);
        QCOMPARE(QDir(m_stage->path(QStringLiteral("out"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 5);
        const QString md5 = QString::fromLatin1(
            QCryptographicHash::hash("https://tidal-notes.example/p0", QCryptographicHash::Md5).toHex());
        QVERIFY(QFile::exists(m_stage->path(QStringLiteral("out/%1/index.md").arg(md5))));
    }

    void foldersByYearWhenWanted() {
        kept::add(*m_stage, kept::simple(QStringLiteral("p"), QStringLiteral("A page.")));
        open(TransferDialog::Kind::Export);
        find<QCheckBox>("byYearBox")->click();
        run(m_stage->path(QStringLiteral("out")));
        QTRY_VERIFY(ended());
        const QString year = QString::number(QDateTime::currentDateTimeUtc().date().year());
        QCOMPARE(QDir(m_stage->path(QStringLiteral("out"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
                 QStringList{year});
    }

    void linksGoOutIntoOneFile() {
        kept::add(*m_stage, kept::simple(QStringLiteral("p"), QStringLiteral("A page.")));
        open(TransferDialog::Kind::Export);
        find<QComboBox>("formatBox")->setCurrentIndex(1);
        QVERIFY(!find<QCheckBox>("byYearBox")->isVisible());
        const QString file = m_stage->path(QStringLiteral("links.txt"));
        run(file);
        QTRY_VERIFY(ended());
        QFile out(file);
        QVERIFY(out.open(QIODevice::ReadOnly));
        QCOMPARE(out.readAll().trimmed(), QByteArray("https://tidal-notes.example/p"));
    }

    void stoppedInTheMiddleItSaysSoAndKeepsWhatIsThere() {
        for (int at = 0; at < 1'200; ++at)
            write(article(QStringLiteral("https://tidal-notes.example/%1").arg(at), QStringLiteral("Page")));
        open(TransferDialog::Kind::Import);
        run(folder(QString()));
        QVERIFY(find<QPushButton>("stopTransferButton")->isVisible());
        QVERIFY(!start()->isVisible());
        QVERIFY(find<QProgressBar>("transferProgress")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(table()->model()->rowCount() > 0, 20'000);
        QVERIFY(find<QProgressBar>("transferProgress")->value() < 1'000);
        QTest::mouseClick(find<QPushButton>("stopTransferButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(ended(), 20'000);
        QVERIFY2(status().startsWith(QStringLiteral("Stopped")), qPrintable(status()));
        const int brought = pages();
        QVERIFY(brought > 0 && brought < 1'200);
        QCOMPARE(results().filter(QStringLiteral("done")).size(), brought);
    }

    void closedInTheMiddleItStops() {
        for (int at = 0; at < 600; ++at)
            write(article(QStringLiteral("https://tidal-notes.example/%1").arg(at), QStringLiteral("Page")));
        open(TransferDialog::Kind::Import);
        run(folder(QString()));
        QTRY_VERIFY_WITH_TIMEOUT(table()->model()->rowCount() > 0, 20'000);
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
        QVERIFY(pages() < 600);
    }

    void theFileDialogFillsThePath() {
        open(TransferDialog::Kind::Import);
        QTest::mouseClick(find<QPushButton>("chooseFileButton"), Qt::LeftButton);
        auto* chooser = find<QFileDialog>("choosePathDialog");
        QVERIFY(chooser->isVisible());
        Q_EMIT chooser->fileSelected(QStringLiteral("/tmp/links.txt"));
        QCOMPARE(find<QLineEdit>("pathField")->text(), QDir::toNativeSeparators(QStringLiteral("/tmp/links.txt")));
    }

private:
    using Article = std::pair<QString, QByteArray>; // name of its folder, index.md

    static Article article(const QString& link, const QString& title) {
        const QByteArray md5 = QCryptographicHash::hash(link.toUtf8(), QCryptographicHash::Md5).toHex();
        return {QString::fromLatin1(md5), "title: " + title.toUtf8() + "\nurl: " + link.toUtf8() +
                                              "\nhash_url: " + md5 + "\n\n<p>The tide leaves its mark.</p>\n"};
    }

    QString folder(const QString& name) const { return m_stage->path(QString(QStringLiteral("cache/") + name)); }

    static void put(const QString& path, const QByteArray& bytes) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(path));
    }

    void write(const Article& article) const {
        QDir().mkpath(folder(article.first));
        put(folder(QString(article.first + QStringLiteral("/index.md"))), article.second);
    }

    void open(TransferDialog::Kind kind) {
        delete m_dialog;
        m_dialog = new TransferDialog(m_stage->core(), kind);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
    }

    void run(const QString& path) {
        auto* field = find<QLineEdit>("pathField");
        field->clear();
        QTest::keyClicks(field, path);
        QTest::keyClick(field, Qt::Key_Return);
    }

    bool ended() const {
        return !find<QPushButton>("stopTransferButton")->isVisible() &&
               (status().contains(QStringLiteral("Ended")) || status().contains(QStringLiteral("Stopped")));
    }

    QStringList results() const {
        QStringList words;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            words << table()->model()->index(row, EntryListModel::Result).data().toString().toLower();
        return words;
    }

    int pages() {
        const auto count = m_stage->write([](library::Stores& stores) { return stores.pages.ids({}); });
        return count ? static_cast<int>(count->size()) : -1;
    }

    QPushButton* start() const { return find<QPushButton>("startTransferButton"); }
    QString status() const { return find<QLabel>("transferStatus")->text(); }
    QTableView* table() const { return find<QTableView>("transferResults"); }

    template<typename Widget>
    Widget* find(const char* name) const {
        return stage::find<Widget>(*m_dialog, name);
    }

    std::unique_ptr<stage::Stage> m_stage;
    QPointer<TransferDialog> m_dialog;
};

QTEST_MAIN(TransferDialogTest)
#include "tst_transferdialog.moc"
