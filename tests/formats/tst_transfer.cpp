#include "formats/transfer.h"

#include "article/article.h"
#include "base/file.h"
#include "formats/frontmatter.h"
#include "library/library.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using formats::ExportOptions;
using formats::Format;
using formats::ImportOptions;
using formats::Outcome;
using formats::Tally;
using formats::TransferSummary;

namespace {

const QString fixtureCache = QStringLiteral(TIDEMARK_FIXTURES "/formats/cache");
const QString seed = QStringLiteral(TIDEMARK_SOURCE_DIR "/../shared/seed");

struct Ended {
    TransferSummary summary;
    QList<formats::EntryResult> results;
    QList<formats::FoundLink> logins;
};

QByteArray read(const QString& path) {
    return base::readFile(path, 1 << 26).valueOr({});
}

QString onlyEntry(const QString& folder) {
    return QDir(folder).filePath(QString(QString::fromLatin1(formats::findCachedArticles(folder).value().value(0)) +
                                         QStringLiteral("/index.md")));
}

// Bodies are equal as parsed trees: the sanitiser writes one form of each tree.
QByteArray treeOf(const QByteArray& file) {
    return article::sanitise(file.mid(formats::frontMatterOf(file).bodyAt));
}

} // namespace

class TransferTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = library::Library::open({.file = path("x.tidemark")});
        QVERIFY(opened);
        m_library = *std::move(opened);
    }
    void cleanup() { m_library.reset(); }

    void cacheRoundTripChangesNothing_data() {
        QTest::addColumn<QString>("cache");
        QTest::newRow("fixture") << fixtureCache;
        if (QFileInfo::exists(seed))
            QTest::newRow("real entry") << seed;
    }
    void cacheRoundTripChangesNothing() {
        QFETCH(QString, cache);
        QCOMPARE(import({cache}).summary.tally, (Tally{1, 0, 0, 0}));
        QCOMPARE(import({cache}).summary.tally, (Tally{0, 1, 0, 0})); // twice changes nothing
        QCOMPARE(count(), 1);

        QCOMPARE(exportTo({Format::CachedArticles, path("out")}).summary.tally, (Tally{1, 0, 0, 0}));
        const QByteArray before = read(onlyEntry(cache));
        const QByteArray after = read(onlyEntry(path("out")));
        QVERIFY(!before.isEmpty() && !after.isEmpty());
        QCOMPARE(formats::frontMatterOf(after).lines, formats::frontMatterOf(before).lines);
        QCOMPARE(treeOf(after), treeOf(before));
        QCOMPARE(QFileInfo(onlyEntry(path("out"))).dir().dirName(), QFileInfo(onlyEntry(cache)).dir().dirName());

        QCOMPARE(exportTo({Format::CachedArticles, path("out")}).summary.tally, (Tally{0, 1, 0, 0}));
        QCOMPARE(import({path("out")}).summary.tally.failed, 0);
    }

    void codeKeepsItsColoursAndLines() {
        import({fixtureCache});
        exportTo({Format::CachedArticles, path("out")});
        const QByteArray file = read(onlyEntry(path("out")));
        QVERIFY(file.contains("<span class=\"kn\">import</span>"));
        QVERIFY(file.contains("data-lang=\"python\""));
        QVERIFY(file.contains("</span>\n\n<span class=\"k\">def</span>"));
        QVERIFY(file.contains("<h2 id=\"many-boats\">"));
    }

    void oneEntryOrOneFileIsEnough() {
        const QString file = onlyEntry(fixtureCache);
        QCOMPARE(import({file}).summary.tally, (Tally{1, 0, 0, 0}));
        QCOMPARE(import({QFileInfo(file).path()}).summary.tally, (Tally{0, 1, 0, 0}));
    }

    void oneFileMayHaveAnyName() {
        const QString name = QStringLiteral("été 学习.md");
        QVERIFY(write(name, "url: http://e.org/\n\n<p>x</p>"));
        const Ended ended = import({m_folder->filePath(name)});
        QCOMPARE(ended.summary.tally, (Tally{1, 0, 0, 0}));
        QCOMPARE(ended.results.first().name, name);
    }

    void yearsComeBack() {
        const QString link = QStringLiteral("http://e.org/");
        const QString hash = QString::fromLatin1(formats::hashOfLink(link));
        QVERIFY(write(QString(QStringLiteral("in/2012/") + hash + QStringLiteral("/index.md")),
                      "url: http://e.org/\n\n<p>x</p>"));
        QCOMPARE(import({path("in")}).summary.tally.done, 1);
        exportTo({Format::CachedArticles, path("out"), formats::FolderLayout::ByYear});
        QVERIFY(
            QFile::exists(path(qPrintable(QString(QStringLiteral("out/2012/") + hash + QStringLiteral("/index.md"))))));
    }

    void everyEntryHasItsResult() {
        const auto entry = [&](char16_t c, const QByteArray& bytes) {
            return write(QString(QStringLiteral("in/") + QString(32, QChar(c)) + QStringLiteral("/index.md")), bytes);
        };
        QVERIFY(entry(u'a', "url: http://e.org/a\nhash_url: wrong\n\n<p>x</p>"));
        QVERIFY(entry(u'b', "title: no link\n\n<p>x</p>"));
        QVERIFY(entry(u'c', "url: http://ann:secret@e.org/c\n\n<p>y</p>"));
        const Ended ended = import({path("in")});
        QCOMPARE(ended.summary.tally, (Tally{2, 0, 0, 1}));
        QCOMPARE(ended.results.size(), 3);
        QCOMPARE(ended.logins.size(), 1);
        QCOMPARE(ended.logins.first().password, QStringLiteral("secret"));
        for (const auto& result : ended.results) {
            const bool bad = result.name.startsWith(u'b');
            QCOMPARE(result.outcome, bad ? Outcome::Failed : Outcome::Noted);
            QVERIFY(!result.message.isEmpty());
        }
    }

    void manyEntriesComeInParts() {
        for (int i = 0; i < 105; ++i) {
            const QString link = QStringLiteral("http://e.org/%1").arg(i);
            QVERIFY(write(
                QString(QStringLiteral("in/") + QString::fromLatin1(formats::hashOfLink(link)) +
                        QStringLiteral("/index.md")),
                QString(QStringLiteral("title: t\nurl: ") + link + QStringLiteral("\n\n<p>Page ") + QString::number(i))
                    .toUtf8()));
        }
        QCOMPARE(import({path("in")}).summary.tally, (Tally{105, 0, 0, 0}));
        QVERIFY(m_lastShare > 0.999);
        QCOMPARE(exportTo({Format::CachedArticles, path("out")}).results.size(), 105);
        QVERIFY(m_lastShare > 0.999);
    }

    void linksBecomeWaitingJobs() {
        QVERIFY(write(QStringLiteral("links.txt"), "http://e.org/1\nhttp://e.org/2\nnothing\nhttp://ann:pw@e.org/3\n"));
        const Ended ended = import({path("links.txt")});
        QCOMPARE(ended.summary.format, Format::Links);
        QCOMPARE(ended.summary.tally, (Tally{3, 0, 0, 1}));
        QCOMPARE(ended.results.size(), 4); // a result for each line
        QCOMPARE(ended.results.first().link, QStringLiteral("http://e.org/1"));
        QCOMPARE(ended.logins.size(), 1);
        const Ended again = import({path("links.txt")});
        QCOMPARE(again.summary.tally, (Tally{0, 3, 0, 1}));
        QCOMPARE(again.results.first().outcome, Outcome::Unchanged);
        QVERIFY(!again.results.first().message.isEmpty());
        QCOMPARE(waiting(), 3);
        QCOMPARE(count(), 0);
    }

    void keptLinksMakeNoJobs() {
        import({fixtureCache});
        QVERIFY(write(QStringLiteral("links.txt"), "http://notes.example/harbour/python/2016/04/22/lock-gates.html\n"));
        QCOMPARE(import({path("links.txt")}).summary.tally, (Tally{0, 1, 0, 0}));
        QCOMPARE(waiting(), 0);
    }

    void listsAndBookmarksGoOutAndComeBack() {
        import({fixtureCache});
        const QString link = QStringLiteral("http://notes.example/harbour/python/2016/04/22/lock-gates.html");
        auto& stores = m_library->here();
        const auto page = stores.pages.find(link);
        QVERIFY(page);
        tag(*page, QStringLiteral("boats & <locks>"));
        tag(*page, QStringLiteral("one, two"));

        QCOMPARE(exportTo({Format::Links, path("links.txt")}).summary.tally.done, 1);
        QCOMPARE(read(path("links.txt")), QByteArray(link.toUtf8() + '\n'));

        QCOMPARE(exportTo({Format::Bookmarks, path("marks.html")}).summary.tally.done, 1);
        const auto found = formats::linksInBookmarks(read(path("marks.html")));
        QCOMPARE(found.links.size(), 1);
        QCOMPARE(found.links.first().link, link);
        QCOMPARE(found.links.first().title, QStringLiteral("How many boats pass a lock in an hour?"));
        QCOMPARE(QSet<QString>(found.links.first().tags.begin(), found.links.first().tags.end()),
                 QSet<QString>({QStringLiteral("boats & <locks>"), QStringLiteral("one, two")}));
        QVERIFY(found.links.first().addedAt);
        QCOMPARE(import({path("marks.html")}).summary.format, Format::Bookmarks);
    }

    void emptyLibraryGivesEmptyLists() {
        QCOMPARE(exportTo({Format::Links, path("l")}).summary.tally.all(), 0);
        QVERIFY(QFile::exists(path("l")));
        exportTo({Format::Bookmarks, path("b")});
        QVERIFY(read(path("b")).startsWith("<!DOCTYPE NETSCAPE-Bookmark-file-1>"));
        QCOMPARE(exportTo({Format::CachedArticles, path("c")}).summary.tally.all(), 0);
    }

    void whatCannotBeReadIsSaid_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("asBookmarks");
        QTest::newRow("nothing there") << QStringLiteral("missing") << false;
        QTest::newRow("empty folder") << QStringLiteral("empty") << false;
        QTest::newRow("folder as bookmarks") << QStringLiteral("empty") << true;
        QTest::newRow("binary") << QStringLiteral("binary") << false;
    }
    void whatCannotBeReadIsSaid() {
        QFETCH(QString, source);
        QFETCH(bool, asBookmarks);
        QVERIFY(QDir().mkpath(path("empty")));
        QVERIFY(write(QStringLiteral("binary"), QByteArray(3000, '\0')));
        ImportOptions options{path(qPrintable(source))};
        if (asBookmarks)
            options.format = Format::Bookmarks;
        const Ended ended = import(options);
        QVERIFY(ended.summary.error);
        QVERIFY(!ended.summary.error->message.isEmpty());
    }

    void whatCannotBeWrittenIsSaid() {
        import({fixtureCache});
        QVERIFY(write(QStringLiteral("file"), "x"));
        QVERIFY(exportTo({Format::CachedArticles, path("file")}).summary.error);
        QVERIFY(exportTo({Format::Links, m_folder->path()}).summary.error);
        QVERIFY(exportTo({Format::Links, path("none/at/all")}).summary.error);
        QVERIFY(exportTo({Format::Links, QStringLiteral("/dev/full")}).summary.error);
        QVERIFY(!QFileInfo(QStringLiteral("/dev/full")).isFile()); // a device is written to, not replaced
        QVERIFY(exportTo({Format::CachedArticles, QStringLiteral("-")}).summary.error);
    }

    void cancelledTransferEndsOnce() {
        QByteArray links;
        for (int i = 0; i < 200'000; ++i)
            links += "http://e.org/" + QByteArray::number(i) + '\n';
        QVERIFY(write(QStringLiteral("links.txt"), links));
        formats::Transfer transfer(*m_library);
        QSignalSpy finished(&transfer, &formats::Transfer::finished);
        connect(&transfer, &formats::Transfer::progressed, &transfer, &formats::Transfer::cancel);
        transfer.startImport({path("links.txt")});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        const auto summary = finished.first().first().value<TransferSummary>();
        QVERIFY(summary.cancelled);
        QVERIFY(summary.tally.done > 0 && summary.tally.done < 100'000);
        QCOMPARE(waiting(), summary.tally.done);
    }

    void transferMayBeDroppedAtAnyTime() {
        import({fixtureCache});
        const qint64 pages = count();
        int dropped = 0;
        for (int turns = 0; turns < 20; ++turns) {
            formats::Transfer in(*m_library);
            QSignalSpy imported(&in, &formats::Transfer::finished);
            in.startImport({fixtureCache});
            formats::Transfer out(*m_library);
            QSignalSpy exported(&out, &formats::Transfer::finished);
            out.startExport({Format::CachedArticles, path("out")});
            // A moment that does not depend on the machine: so many turns of the event loop.
            for (int turn = 0; turn < turns && (imported.isEmpty() || exported.isEmpty()); ++turn)
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
            dropped += imported.isEmpty() || exported.isEmpty() ? 1 : 0;
        }
        QVERIFY2(dropped > 2, qPrintable(QString::number(dropped)));
        QCOMPARE(count(), pages);
        QVERIFY(import({fixtureCache}).summary.tally.failed == 0);
        const auto damages = library::verify(m_library->here());
        QVERIFY(damages && damages->isEmpty());
    }

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    bool write(const QString& name, const QByteArray& bytes) {
        const QString file = m_folder->filePath(name);
        return QDir().mkpath(QFileInfo(file).path()) && base::writeFileAtomically(file, bytes);
    }

    Ended ended(formats::Transfer& transfer, const std::function<void()>& start) {
        Ended ended;
        QSignalSpy finished(&transfer, &formats::Transfer::finished);
        connect(&transfer, &formats::Transfer::entriesEnded, this,
                [&](const QList<formats::EntryResult>& results) { ended.results += results; });
        connect(&transfer, &formats::Transfer::loginsFound, this,
                [&](const QList<formats::FoundLink>& logins) { ended.logins += logins; });
        connect(&transfer, &formats::Transfer::progressed, this, [&](double share) { m_lastShare = share; });
        start();
        if (finished.isEmpty() && !finished.wait(30'000))
            qFatal("a transfer ends");
        ended.summary = finished.first().first().value<TransferSummary>();
        return ended;
    }
    Ended import(const ImportOptions& options) {
        formats::Transfer transfer(*m_library);
        return ended(transfer, [&] { transfer.startImport(options); });
    }
    Ended exportTo(const ExportOptions& options) {
        formats::Transfer transfer(*m_library);
        return ended(transfer, [&] { transfer.startExport(options); });
    }

    qint64 count() { return m_library->here().pages.count({}).valueOr(-1); }
    qint64 waiting() { return m_library->here().jobs.counts().valueOr({}).waiting; }
    void tag(library::PageId page, const QString& text) {
        bool done = false;
        m_library->write(
            this, [=](library::Stores& stores) { return stores.pages.addTag({page}, text); },
            [&](const base::Result<void>& result) { done = bool(result); });
        QTRY_VERIFY(done);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<library::Library> m_library;
    double m_lastShare = 0;
};

QTEST_GUILESS_MAIN(TransferTest)
#include "tst_transfer.moc"
