#include "formats/folderexporter.h"
#include "formats/limits.h"
#include "tests/formats/keptarticle.h"
#include "tests/support/tinyfolder.h"

#include <memory>

using formats::Format;

// An export that does not get to its end: what is there is whole, what is not whole is not there.
class ExportFailuresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void init() { m_exchange = std::make_unique<Exchange>(); }

    void fullDiskEndsTheExportAndLeavesWholeEntries() {
        const support::TinyFolder folder(2'000'000);
        if (!folder.inside()) {
            if (folder.refused())
                QSKIP(folder.report().constData());
            QVERIFY2(folder.passed(), folder.report().constData());
            return;
        }
        for (int i = 0; i < 30; ++i)
            keepPage(i, 300'000);
        const QString out = QString(folder.path() + QStringLiteral("/out"));
        const Ended ended = m_exchange->exportTo({Format::CachedArticles, out});
        QVERIFY(ended.summary.error);
        QVERIFY(!ended.summary.error->message.isEmpty());
        QVERIFY(ended.summary.tally.done > 0);
        QCOMPARE(ended.summary.tally.failed, 1); // the rest is not tried one by one
        QCOMPARE(wholeEntries(out), ended.summary.tally.done);

        QVERIFY(folder.resize(20'000'000));
        const Ended rest = m_exchange->exportTo({Format::CachedArticles, out});
        QVERIFY(!rest.summary.error);
        QCOMPARE(rest.summary.tally.done + rest.summary.tally.unchanged, 30);
        QCOMPARE(wholeEntries(out), 30);
    }

    void anEntryThatWasThereOutlivesAFullDisk() {
        const support::TinyFolder folder(1'000'000);
        if (!folder.inside()) {
            if (folder.refused())
                QSKIP(folder.report().constData());
            QVERIFY2(folder.passed(), folder.report().constData());
            return;
        }
        keepPage(0, 1'000);
        m_exchange->exportTo({Format::CachedArticles, folder.path()});
        const QByteArray before = bytesOf(indexOf(folder.path(), linkOf(0)));
        QVERIFY(!before.isEmpty());
        keepPage(0, 2'000'000);
        QCOMPARE(m_exchange->exportTo({Format::CachedArticles, folder.path()}).summary.tally.failed, 1);
        QCOMPARE(bytesOf(indexOf(folder.path(), linkOf(0))), before);
        QCOMPARE(wholeEntries(folder.path()), 1);
    }

    void anArticleThatNoImportWouldTakeIsToldAndNotWritten() {
        const QByteArray endless(formats::maxArticleFileBytes / 5 + 1, '&'); // written as five characters each
        keep(*m_exchange, linkOf(0), "<p>" + endless + "</p>");
        keepPage(1, 10);
        const QString out = m_exchange->path(QStringLiteral("out"));
        const Ended ended = m_exchange->exportTo({Format::CachedArticles, out});
        QVERIFY(!ended.summary.error);
        QCOMPARE(ended.summary.tally, (formats::Tally{1, 0, 0, 1}));
        QCOMPARE(wholeEntries(out), 1); // and of the other nothing is there
        QStringList told;
        for (const formats::EntryResult& result : ended.results) {
            if (result.outcome == formats::Outcome::Failed)
                told << result.link + u' ' + result.message;
        }
        QCOMPARE(told.size(), 1);
        QVERIFY2(told.first().startsWith(linkOf(0)) && told.first().contains(u"32 MiB"), qPrintable(told.first()));
    }

    void readOnlyDestinationIsSaidForEachEntry() {
        const support::TinyFolder folder(5'000'000);
        if (!folder.inside()) {
            if (folder.refused())
                QSKIP(folder.report().constData());
            QVERIFY2(folder.passed(), folder.report().constData());
            return;
        }
        keepPage(0, 10);
        keepPage(1, 10);
        QVERIFY(folder.makeReadOnly());
        const Ended ended = m_exchange->exportTo({Format::CachedArticles, folder.path()});
        QCOMPARE(ended.summary.tally.failed, 2);
        QVERIFY(!ended.results.value(0).message.isEmpty());
    }

    void cancelledWithinAnEntryLeavesNoneOfIt() {
        QByteArray html;
        QList<KeptPicture> pictures;
        for (int i = 0; i < 5; ++i) { // more than one part holds
            const QString address = QStringLiteral("https://e.org/%1.png").arg(i);
            html += "<p><img src=\"" + address.toUtf8() + "\"></p>";
            pictures << KeptPicture{address, picture(QByteArray(15 * 1024 * 1024, char('a' + i)))};
        }
        keep(*m_exchange, linkOf(0), html, pictures);
        formats::Transfer transfer(m_exchange->library());
        connect(&transfer, &formats::Transfer::progressed, &transfer, &formats::Transfer::cancel);
        const QString out = m_exchange->path(QStringLiteral("out"));
        const Ended ended = Exchange::run(transfer, [&] { transfer.startExport({Format::CachedArticles, out}); });
        QVERIFY(ended.summary.cancelled);
        QCOMPARE(ended.summary.tally.all(), 0);
        QVERIFY(QDir(out).isEmpty());
    }

    void picturesWithoutTheirArticleAreNoEntry() {
        const QString entry = QFileInfo(indexOf(m_exchange->path(QStringLiteral("in")), linkOf(0))).path();
        QVERIFY(QDir().mkpath(QString(entry + QStringLiteral("/images"))));
        const Ended ended = m_exchange->import({m_exchange->path(QStringLiteral("in"))});
        QCOMPARE(ended.summary.tally.failed, 1);
        QCOMPARE(m_exchange->stores().pages.count({}).valueOr(-1), 0);
    }

    void droppedHalfwayAFolderKeepsWhatWasThere() {
        const QString root = m_exchange->path(QStringLiteral("out"));
        const QDateTime time = QDateTime::currentDateTimeUtc();
        const QByteArray name = formats::pictureName(QByteArray(32, 'x'), "image/png");
        const QByteArray other = formats::pictureName(QByteArray(32, 'y'), "image/png");
        {
            formats::ArticleFolder folder(root, formats::FolderLayout::ByYear, linkOf(0), time);
            QVERIFY(folder.addPicture(name, picture("a")));
        }
        QVERIFY(!QFileInfo::exists(root) || QDir(root).isEmpty());
        {
            formats::ArticleFolder folder(root, formats::FolderLayout::Flat, linkOf(0), time);
            QVERIFY(folder.addPicture(name, picture("a")) && folder.finish("x"));
        }
        {
            formats::ArticleFolder folder(root, formats::FolderLayout::Flat, linkOf(0), time);
            QVERIFY(folder.addPicture(name, picture("a")) && folder.addPicture(other, picture("b")));
        }
        const QDir images(QString(QFileInfo(indexOf(root, linkOf(0))).path() + QStringLiteral("/images")));
        QCOMPARE(images.entryList(QDir::Files), QStringList{QString::fromLatin1(name)});
        QCOMPARE(bytesOf(indexOf(root, linkOf(0))), QByteArray("x"));
    }

private:
    static QString linkOf(int number) { return QStringLiteral("https://e.org/page/%1").arg(number); }

    void keepPage(int number, qsizetype pictureBytes) {
        const QString address = QStringLiteral("https://e.org/%1-%2.png").arg(number).arg(pictureBytes);
        keep(*m_exchange, linkOf(number), "<p>Page <img src=\"" + address.toUtf8() + "\"></p>",
             {{address, picture(QByteArray(pictureBytes, char('a' + number)))}});
    }

    // Each must have its article and every picture that names; anything else within fails the count.
    static qint64 wholeEntries(const QString& folder) {
        qint64 whole = 0;
        for (const QString& name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto entry = formats::readCachedArticle(QDir(folder).filePath(name));
            if (!entry || !entry->remark.isEmpty() || entry->snapshot.assets.isEmpty())
                return -1;
            ++whole;
        }
        return whole;
    }

    std::unique_ptr<Exchange> m_exchange;
};

QTEST_GUILESS_MAIN(ExportFailuresTest)
#include "tst_exportfailures.moc"
