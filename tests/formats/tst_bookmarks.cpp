#include "formats/bookmarks.h"

#include <QFile>
#include <QTest>

using formats::FoundLinks;

namespace {

const FoundLinks& browserFile() {
    static const FoundLinks found = [] {
        QFile file(QStringLiteral(TIDEMARK_FIXTURES "/formats/bookmarks.html"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the fixture is there");
        return formats::linksInBookmarks(file.readAll().replace("AAAA", QByteArray(50'000, 'A')));
    }();
    return found;
}

const formats::FoundLink& named(const char* link) {
    for (const auto& found : browserFile().links) {
        if (found.link == QLatin1String(link))
            return found;
    }
    static const formats::FoundLink none;
    return none;
}

} // namespace

class BookmarksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void descriptionsBecomeNotes() {
        const FoundLinks found = formats::linksInBookmarks(
            "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>\n"
            "<DT><A HREF=\"http://e.org/1\">One</A>\n<DD>First &amp; &lt;second&gt;\r\n---\nurl: x\n"
            "<DT><A HREF=\"http://e.org/2\">Two</A>\n"
            "<DT><H3>Folder</H3><DD>of the folder\n<DL><p>\n"
            "<DT><A HREF=\"http://e.org/3\">Three</A><DD>a<br>b <b>bold</b> c</DL><p>\n"
            "<DT><A HREF=\"http://e.org/4\">Four</A><DD></DL>");
        QStringList notes;
        for (const formats::FoundLink& each : found.links)
            notes << each.note;
        QCOMPARE(notes, QStringList({QStringLiteral("First & <second>\n---\nurl: x"), QString(),
                                     QStringLiteral("a\nb bold c"), QString()}));
        QCOMPARE(found.links[2].tags, QStringList{QStringLiteral("Folder")});
    }

    void aDescriptionIsBounded() {
        const FoundLinks found = formats::linksInBookmarks("<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A "
                                                           "HREF=\"http://e.org/\">x</A><DD>" +
                                                           QByteArray(5'000'000, 'n') + "<br>more</DL>");
        QCOMPARE(found.links.value(0).note.size(), 64 * 1024);
    }

    void everyBookmarkIsFound() {
        QCOMPARE(browserFile().links.size(), 6);
        QCOMPARE(named("https://example.org/a?x=1&y=2").title, QStringLiteral("Café & more"));
        QCOMPARE(named("http://example.org/d").title, QStringLiteral("D"));
    }

    void datesAreRead() {
        const QDateTime date(QDate(2016, 4, 22), QTime(6, 0), Qt::UTC);
        QCOMPARE(named("https://example.org/a?x=1&y=2").addedAt.value(), date);
        QCOMPARE(named("http://example.org/b").addedAt.value(), date.addMSecs(123));
        QCOMPARE(named("http://example.org/d").addedAt.value(), date);
        QVERIFY(!named("http://example.org/c").addedAt);
        QVERIFY(!formats::bookmarkDate(QStringLiteral("yesterday")));
        QVERIFY(!formats::bookmarkDate(QStringLiteral("-5")));
        QVERIFY(!formats::bookmarkDate(QStringLiteral("99999999999999999999999")));
        QVERIFY(!formats::bookmarkDate(QStringLiteral("9223372036854775807")));
    }

    void foldersBecomeTags() {
        QCOMPARE(named("https://example.org/a?x=1&y=2").tags, QStringList());
        QCOMPARE(named("http://example.org/b").tags,
                 QStringList({QStringLiteral("Python"), QStringLiteral("async"), QStringLiteral("web")}));
        QCOMPARE(named("http://example.org/c").tags,
                 QStringList({QStringLiteral("Python"), QStringLiteral("Deep <er>")}));
        QCOMPARE(named("http://example.org/d").tags, QStringList(QStringLiteral("Python")));
    }

    void whatIsNoPageIsRefused() {
        QCOMPARE(browserFile().badLines, 2);
        QCOMPARE(browserFile().bad.first().why, QByteArray(formats::badScheme));
        QVERIFY(browserFile().bad.first().line > 20);
    }

    void credentialsComeApart() {
        QCOMPARE(named("https://example.org/e").user, QStringLiteral("ann"));
        QCOMPARE(named("https://example.org/e").password, QStringLiteral("secret"));
    }

    void unclosedListsAndStrayEndsAreTaken() {
        const FoundLinks found =
            formats::linksInBookmarks("<!DOCTYPE NETSCAPE-Bookmark-file-1></DL></DL><DL><DT><H3>One<DL><p><DT><A "
                                      "HREF='http://a/'>A<DT><A HREF='http://b/'>B</DL>"
                                      "<DT><A HREF='http://c/'>C</A></DL></DL></DL><DT><A HREF='http://d/'>D");
        QCOMPARE(found.links.size(), 4);
        QCOMPARE(found.links[1].tags, QStringList(QStringLiteral("One")));
        QCOMPARE(found.links[0].title, QStringLiteral("A"));
        QCOMPARE(found.links[2].tags, QStringList());
        QCOMPARE(found.links[3].link, QStringLiteral("http://d/"));
    }

    void foldersDeeperThanTheLimitGiveNoTags() {
        QByteArray html("<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>");
        for (int i = 0; i < 100'000; ++i)
            html += "<DT><H3>f" + QByteArray::number(i) + "</H3><DL>";
        html +=
            "<DT><A HREF='http://deep/'>x</A>" + QByteArray("</DL>").repeated(100'000) + "<DT><A HREF='http://top/'>";
        const FoundLinks found = formats::linksInBookmarks(html);
        QCOMPARE(found.links.size(), 2);
        QCOMPARE(found.links[0].tags.size(), 63);
        QCOMPARE(found.links[1].tags, QStringList());
    }
};

QTEST_GUILESS_MAIN(BookmarksTest)
#include "tst_bookmarks.moc"
