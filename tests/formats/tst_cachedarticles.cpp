#include "formats/cachedarticles.h"

#include "article/article.h"
#include "base/file.h"
#include "formats/folderexporter.h"
#include "formats/frontmatter.h"
#include "library/blobstore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using formats::CachedArticle;
using formats::FolderLayout;
using formats::Outcome;

namespace {

const QDateTime spring(QDate(2016, 4, 22), QTime(8, 30), Qt::UTC);

QByteArray entryOf(const QByteArray& url, const QByteArray& more = {}, const QByteArray& body = "<p>Text</p>") {
    return "title: A title\nurl: " + url + "\nhash_url: " + formats::hashOfLink(QString::fromUtf8(url)) + "\n" + more +
           "\n" + body;
}

base::Result<CachedArticle> parsed(const QByteArray& file) {
    return formats::parseCachedArticle(file, spring, QStringLiteral("/x/y"));
}

QByteArray composed(const QString& title, const QString& link, const QByteArray& frontMatter, const QByteArray& html,
                    const QString& finalLink) {
    formats::ExportedPage page;
    page.title = title;
    page.link = link;
    page.frontMatter = frontMatter;
    page.articleHtml = html;
    page.finalLink = finalLink;
    return formats::composeCachedArticle(page).file;
}

base::Result<Outcome> writeEntry(const QTemporaryDir& folder, FolderLayout layout, const QString& link,
                                 const QByteArray& file) {
    return formats::ArticleFolder(folder.path(), layout, link, spring).finish(file);
}

bool make(const QString& path, const QByteArray& bytes) {
    return QDir().mkpath(QFileInfo(path).path()) && base::writeFileAtomically(path, bytes);
}

} // namespace

class CachedArticlesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void entryBecomesASnapshot() {
        const QByteArray body("<h2 id=\"a\">Head</h2>\r\n<p>Some <b>words</b> <script>x</script></p>\n\n");
        const auto article =
            parsed(entryOf("http://e.org/a", "author: Ann\ndate: 2016-04-22T10:00\ntags: x, y, x\n", body));
        QVERIFY(article);
        QCOMPARE(article->link.link, QStringLiteral("http://e.org/a"));
        QCOMPARE(article->link.tags, QStringList({QStringLiteral("x"), QStringLiteral("y")}));
        QCOMPARE(article->snapshot.title, QStringLiteral("A title"));
        QCOMPARE(article->snapshot.byline, QStringLiteral("Ann"));
        QCOMPARE(article->snapshot.publishedAt, QStringLiteral("2016-04-22"));
        QCOMPARE(article->snapshot.capturedAt, spring);
        QCOMPARE(article->snapshot.body.sha256, library::pack(body).sha256); // byte for byte
        QCOMPARE(article->snapshot.wordCount, 3);
        QVERIFY(article->snapshot.text.contains(QStringLiteral("Some words")));
        QVERIFY(!article->snapshot.text.contains(u'x'));
        QVERIFY(article->remark.isEmpty());
    }

    void whatIsTooLongForItsLineIsCutBetweenCharactersAndNamed() {
        formats::ExportedPage page;
        page.link = QStringLiteral("http://e.org/a");
        page.title = QString(QString(999, u'x') % QStringLiteral("🐚 and more"));
        page.byline = QString(QString(999, u'y') % QStringLiteral("🐚 and more"));
        page.articleHtml = "<p>Text</p>";
        const formats::ComposedArticle cut = formats::composeCachedArticle(page);
        QCOMPARE(cut.leftOut.size(), 2);
        const formats::FrontMatter head = formats::frontMatterOf(cut.file);
        QCOMPARE(head.value("title"), QString(999, u'x'));
        QCOMPARE(head.value("author"), QString(999, u'y'));

        page.title.truncate(999);
        page.byline.truncate(999);
        QCOMPARE(formats::composeCachedArticle(page).leftOut, QStringList());

        const auto taken = parsed(entryOf("http://e.org/b").replace("A title", QString(page.title % u"🐚").toUtf8()));
        QVERIFY(taken);
        QCOMPARE(taken->snapshot.title, page.title);
    }

    void wrongHashIsTakenAndSaid() {
        const auto article = parsed("url: http://e.org/\nhash_url: 00000000000000000000000000000000\n\n<p>x");
        QVERIFY(article);
        QVERIFY(article->remark.contains(QString::fromLatin1(formats::hashOfLink(QStringLiteral("http://e.org/")))));
        const auto moved = formats::parseCachedArticle(entryOf("http://e.org/"), spring,
                                                       QStringLiteral("/c/00000000000000000000000000000000"));
        QVERIFY(moved);
        QVERIFY(!moved->remark.isEmpty());
    }

    void entryWithoutALinkIsRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("empty") << QByteArray() << QByteArray(formats::noLink);
        QTest::newRow("no url") << QByteArray("title: x\n\n<p>") << QByteArray(formats::noLink);
        QTest::newRow("no front matter") << QByteArray("<p>url: http://e.org/</p>") << QByteArray(formats::noLink);
        QTest::newRow("file") << QByteArray("url: file:///etc/passwd\n\n<p>") << QByteArray(formats::badScheme);
        QTest::newRow("not a link") << QByteArray("url: hello\n\n<p>") << QByteArray(formats::notALink);
        QTest::newRow("endless") << QByteArray("x: " + QByteArray(2'000'000, 'y') + "\nurl: http://e.org/\n\n<p>")
                                 << QByteArray(formats::noLink);
        QTest::newRow("binary") << QByteArray(4096, '\0') << QByteArray(formats::noLink);
    }
    void entryWithoutALinkIsRefused() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, kind);
        const auto article = parsed(file);
        QVERIFY(!article);
        QCOMPARE(article.error().kind, kind);
        QVERIFY(!article.error().message.isEmpty());
    }

    void secretsAreCutOutOfTheFrontMatter() {
        const auto article = parsed(entryOf("http://ann:secret@e.org/"));
        QVERIFY(article);
        QCOMPARE(article->link.link, QStringLiteral("http://e.org/"));
        QCOMPARE(article->user, QStringLiteral("ann"));
        QCOMPARE(article->password, QStringLiteral("secret"));
        QVERIFY(!article->snapshot.frontMatter.contains("secret"));
    }

    void yearOfTheFolderIsTrusted() {
        const QString hash = QString::fromLatin1(formats::hashOfLink(QStringLiteral("http://e.org/")));
        const auto captured = [&](const QString& folder) {
            return formats::parseCachedArticle(entryOf("http://e.org/"), spring, folder).value().snapshot.capturedAt;
        };
        QCOMPARE(captured(QString(QStringLiteral("/cache/2016/") + hash)), spring);
        QCOMPARE(captured(QString(QStringLiteral("/cache/2012/") + hash)),
                 QDateTime(QDate(2012, 1, 1), QTime(0, 0), Qt::UTC));
        QCOMPARE(captured(QString(QStringLiteral("/cache/") + hash)), spring);
    }

    void ownFrontMatterGoesOutLineForLine_data() {
        QTest::addColumn<QByteArray>("lines");
        QTest::newRow("plain") << QByteArray("title: A\nodd line\nx-key:  1 \nurl: http://e.org/\nhash_url: wrong");
        QTest::newRow("fenced") << QByteArray("---\nurl: http://e.org/\n\ntitle: 'B'\n---");
        QTest::newRow("carriage returns") << QByteArray("url: http://e.org/\r\ntitle: A");
    }
    void ownFrontMatterGoesOutLineForLine() {
        QFETCH(QByteArray, lines);
        const auto article = parsed(QByteArray(lines + "\n\n<p>x</p>"));
        QVERIFY(article);
        QCOMPARE(article->snapshot.frontMatter, lines);
        const QByteArray file = composed(QStringLiteral("New"), QStringLiteral("http://e.org/"), lines, "<p>x</p>",
                                         QStringLiteral("http://e.org/"));
        QVERIFY(file.startsWith(lines));
        QCOMPARE(formats::frontMatterOf(file).lines, lines);
        QCOMPARE(article::textOf(file.mid(formats::frontMatterOf(file).bodyAt)).trimmed(), QStringLiteral("x"));
    }

    void frontMatterThatNamesAnotherLinkIsNotWritten_data() {
        QTest::addColumn<QByteArray>("lines");
        QTest::newRow("other link") << QByteArray("url: http://evil/");
        QTest::newRow("ends early") << QByteArray("url: http://e.org/\n\n<script>");
        QTest::newRow("none") << QByteArray();
    }
    void frontMatterThatNamesAnotherLinkIsNotWritten() {
        QFETCH(QByteArray, lines);
        const QByteArray file =
            composed(QStringLiteral("T\nurl: http://evil/"), QStringLiteral("http://e.org/"), lines, "<p>x</p>", {});
        const formats::FrontMatter front = formats::frontMatterOf(file);
        QCOMPARE(front.value("url"), QStringLiteral("http://e.org/"));
        QCOMPARE(front.value("title"), QStringLiteral("T url: http://evil/"));
        QCOMPARE(front.lines.count('\n'), 2);
    }

    void bodyIsSanitisedOnceMore() {
        const QByteArray file = composed({}, QStringLiteral("http://e.org/"), {},
                                         "<p onclick=x>a<script>bad()</script><img src=x onerror=y></p>", {});
        QVERIFY(!file.contains("onclick") && !file.contains("script") && !file.contains("onerror"));
    }

    void foldersAreNamedByTheHashAlone() {
        QTemporaryDir folder;
        const QString link = QStringLiteral("http://e.org/../../etc/passwd");
        const QString hash = QString::fromLatin1(formats::hashOfLink(link));
        auto written = writeEntry(folder, FolderLayout::Flat, link, "x");
        QVERIFY(written);
        QCOMPARE(*written, Outcome::Done);
        QVERIFY(QFile::exists(folder.filePath(QString(hash + QStringLiteral("/index.md")))));
        QCOMPARE(QFileInfo(folder.filePath(QString(hash + QStringLiteral("/index.md")))).lastModified().toUTC(),
                 spring);

        written = writeEntry(folder, FolderLayout::ByYear, link, "x");
        QVERIFY(written);
        QVERIFY(QFile::exists(folder.filePath(QString(QStringLiteral("2016/") + hash + QStringLiteral("/index.md")))));
    }

    void sameBytesAreNotWrittenAgain() {
        QTemporaryDir folder;
        const QString link = QStringLiteral("http://e.org/");
        QVERIFY(writeEntry(folder, FolderLayout::Flat, link, "x"));
        QCOMPARE(*writeEntry(folder, FolderLayout::Flat, link, "x"), Outcome::Unchanged);
        QCOMPARE(*writeEntry(folder, FolderLayout::Flat, link, "y"), Outcome::Done);
    }

    void symbolicLinksAreNotFollowed() {
        QTemporaryDir folder;
        QTemporaryDir elsewhere;
        const QString link = QStringLiteral("http://e.org/");
        const QString hash = QString::fromLatin1(formats::hashOfLink(link));
        QVERIFY(make(elsewhere.filePath(QStringLiteral("index.md")), entryOf("http://e.org/")));
        QVERIFY(QFile::link(elsewhere.path(), folder.filePath(hash)));
        QVERIFY(!writeEntry(folder, FolderLayout::Flat, link, "x"));
        QCOMPARE(formats::findCachedArticles(folder.path())->size(), 1);
        const auto read = formats::readCachedArticle(folder.filePath(hash));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, QByteArray(formats::notAFile));

        const QString inner = folder.filePath(QString(32, u'a'));
        QVERIFY(QDir().mkpath(inner));
        QVERIFY(
            QFile::link(elsewhere.filePath(QStringLiteral("index.md")), QString(inner + QStringLiteral("/index.md"))));
        QCOMPARE(formats::readCachedArticle(inner).error().kind, QByteArray(formats::notAFile));
    }

    void oddEntriesAreNamedOrPassedOver() {
        QTemporaryDir folder;
        const auto name = [](char16_t c) { return QString(32, QChar(c)); };
        QVERIFY(make(folder.filePath(QString(name(u'a') + QStringLiteral("/index.md"))), entryOf("http://e.org/")));
        QVERIFY(make(folder.filePath(name(u'b')), "a file"));
        QVERIFY(QDir().mkpath(folder.filePath(name(u'c'))));
        QVERIFY(QDir().mkpath(folder.filePath(QString(name(u'd') + QStringLiteral("/index.md")))));
        QVERIFY(QDir().mkpath(folder.filePath(name(u'e'))));
        QCOMPARE(mkfifo(qPrintable(folder.filePath(QString(name(u'e') + QStringLiteral("/index.md")))), 0600), 0);
        QVERIFY(make(folder.filePath(QStringLiteral("README.md")), "x"));
        QVERIFY(make(folder.filePath(QStringLiteral(".git/config")), "x"));
        QVERIFY(make(folder.filePath(QString(QStringLiteral("2012/") + name(u'f') + QStringLiteral("/index.md"))),
                     entryOf("http://e.org/f")));
        const auto found = formats::findCachedArticles(folder.path());
        QVERIFY(found);
        QCOMPARE(found->size(), 6);
        QCOMPARE(found->first(), QByteArray("2012/" + QByteArray(32, 'f')));
        const auto kind = [&](char16_t c) { return formats::readCachedArticle(folder.filePath(name(c))).error().kind; };
        QVERIFY(formats::readCachedArticle(folder.filePath(name(u'a'))));
        QCOMPARE(kind(u'b'), QByteArray(formats::noLink));
        QCOMPARE(kind(u'c'), QByteArray(formats::noArticleFile));
        QCOMPARE(kind(u'd'), QByteArray(formats::notAFile));
        QCOMPARE(kind(u'e'), QByteArray(formats::notAFile)); // does not wait for somebody to write into it
    }

    void tooLargeAFileIsRefused() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("index.md"));
        QVERIFY(make(path, entryOf("http://e.org/")));
        QVERIFY(QFile::resize(path, 33 * 1024 * 1024));
        QCOMPARE(formats::readCachedArticle(folder.path()).error().kind, QByteArray(base::fileTooLarge));
    }
};

QTEST_GUILESS_MAIN(CachedArticlesTest)
#include "tst_cachedarticles.moc"
