#include "formats/links.h"

#include <QTest>

using formats::FoundLinks;

namespace {

QStringList linksOf(const FoundLinks& found) {
    QStringList links;
    for (const auto& link : found.links)
        links << link.link;
    return links;
}

} // namespace

class LinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void linkIsCutFromWhatSurroundsIt_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("links");
        const auto row = [](const char* name, const char* text, const QStringList& links) {
            QTest::newRow(name) << QString::fromUtf8(text) << links;
        };
        const QString a = QStringLiteral("https://e.org/a");
        row("alone", "https://e.org/a", {a});
        row("white space around", "  \thttps://e.org/a\u00a0 ", {a});
        row("full stop of a sentence", "See https://e.org/a.", {a});
        row("full stop of a title, alone on its line", "https://e.org/Inc.", {QStringLiteral("https://e.org/Inc.")});
        row("question", "Have you read https://e.org/a?", {a});
        row("query", "https://e.org/a?b=c&d=%20e, then", {QStringLiteral("https://e.org/a?b=c&d=%20e")});
        row("in parentheses", "(see https://e.org/a)", {a});
        row("balanced parentheses", "https://e.org/wiki/A_(b)", {QStringLiteral("https://e.org/wiki/A_(b)")});
        row("balanced within parentheses", "(https://e.org/wiki/A_(b)), and",
            {QStringLiteral("https://e.org/wiki/A_(b)")});
        row("angle brackets", "<https://e.org/a>", {a});
        row("markdown", "as [he says](https://e.org/wiki/A_(b)) there", {QStringLiteral("https://e.org/wiki/A_(b)")});
        row("markdown with a title", "[x](https://e.org/a \"Title\")", {a});
        row("markdown reference", "[1]: https://e.org/a", {a});
        row("double quotes", "href=\"https://e.org/a\"", {a});
        row("single quotes", "'https://e.org/a'", {a});
        row("apostrophe inside", "https://e.org/it's", {QStringLiteral("https://e.org/it's")});
        row("curly quotes", "“https://e.org/a”", {a});
        row("emphasis", "**https://e.org/a**", {a});
        row("code", "`https://e.org/a`", {a});
        row("ellipsis", "https://e.org/a… and more", {a});
        row("comma list", "https://e.org/a,https://e.org/b;https://e.org/c",
            {a, QStringLiteral("https://e.org/b"), QStringLiteral("https://e.org/c")});
        row("comma at the end", "https://e.org/a,", {a});
        row("two in a sentence", "https://e.org/a and http://e.org/b!", {a, QStringLiteral("http://e.org/b")});
        row("link in a link", "https://web.archive.org/web/2016/http://e.org/",
            {QStringLiteral("https://web.archive.org/web/2016/http://e.org/")});
        row("link in a query", "https://e.org/?to=ftp://x/", {QStringLiteral("https://e.org/?to=ftp://x/")});
        row("fragment and slash kept", "https://e.org/a/#b", {QStringLiteral("https://e.org/a/#b")});
        row("case kept", "HTTPS://E.org/A%2f", {QStringLiteral("HTTPS://E.org/A%2f")});
        row("Chinese prose", "请看https://e.org/a。谢谢", {a});
        row("full-width brackets", "（https://e.org/a）", {a});
        row("letters of the world", "https://bücher.example/straße", {QStringLiteral("https://bücher.example/straße")});
        row("IPv6", "http://[::1]:8080/a", {QStringLiteral("http://[::1]:8080/a")});
        row("byte order mark", "\ufeffhttps://e.org/a", {a});
        row("zero-width space after it", "https://e.org/a\u200b", {a});
        row("quoted mail", "> https://e.org/a", {a});
        row("list item", "- https://e.org/a - a page", {a});
    }
    void linkIsCutFromWhatSurroundsIt() {
        QFETCH(QString, text);
        QFETCH(QStringList, links);
        const FoundLinks found = formats::linksInText(text);
        QCOMPARE(linksOf(found), links);
        QCOMPARE(found.badLines, 0);
    }

    void whatIsNoLinkSaysWhy_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("word") << QStringLiteral("hello") << QByteArray(formats::notALink);
        QTest::newRow("sentence") << QStringLiteral("Note: read this") << QByteArray(formats::notALink);
        QTest::newRow("host only") << QStringLiteral("example.org:80/x") << QByteArray(formats::noScheme);
        QTest::newRow("www") << QStringLiteral("  www.example.org ") << QByteArray(formats::noScheme);
        QTest::newRow("path") << QStringLiteral("example.org/x?y=1") << QByteArray(formats::noScheme);
        QTest::newRow("this machine") << QStringLiteral("localhost:8080") << QByteArray(formats::noScheme);
        QTest::newRow("address") << QStringLiteral("127.0.0.1/x") << QByteArray(formats::noScheme);
        QTest::newRow("letters") << QStringLiteral("bücher.example") << QByteArray(formats::noScheme);
        QTest::newRow("number") << QStringLiteral("3.14") << QByteArray(formats::notALink);
        QTest::newRow("no address") << QStringLiteral("1.2.3.400") << QByteArray(formats::notALink);
        QTest::newRow("path alone") << QStringLiteral("/home/ann/x.txt") << QByteArray(formats::notALink);
        QTest::newRow("full stop") << QStringLiteral("end.") << QByteArray(formats::notALink);
        QTest::newRow("two words") << QStringLiteral("example.org or so") << QByteArray(formats::notALink);
        QTest::newRow("mail address") << QStringLiteral("ann@example.org") << QByteArray(formats::notALink);
        QTest::newRow("one slash") << QStringLiteral("http:/example.org") << QByteArray(formats::notALink);
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << QByteArray(formats::badScheme);
        QTest::newRow("ftp") << QStringLiteral("get ftp://e.org/a") << QByteArray(formats::badScheme);
        QTest::newRow("glued") << QStringLiteral("xhttp://e.org/a") << QByteArray(formats::badScheme);
        QTest::newRow("mail") << QStringLiteral("mailto:a@e.org") << QByteArray(formats::badScheme);
        QTest::newRow("script") << QStringLiteral("javascript:location='https://e.org/'")
                                << QByteArray(formats::badScheme);
        QTest::newRow("data") << QStringLiteral("data:text/html,<a href=\"https://e.org/\">")
                              << QByteArray(formats::badScheme);
        QTest::newRow("no host") << QStringLiteral("http:///path") << QByteArray(formats::noHost);
        QTest::newRow("nothing") << QStringLiteral("https://") << QByteArray(formats::noHost);
        QTest::newRow("dots") << QStringLiteral("http://.../") << QByteArray(formats::noHost);
        QTest::newRow("bad port") << QStringLiteral("http://e.org:99999/") << QByteArray(formats::badPort);
        QTest::newRow("bad port of an address")
            << QStringLiteral("http://[::1]:65536/") << QByteArray(formats::badPort);
        QTest::newRow("port of letters") << QStringLiteral("http://e.org:x/") << QByteArray(formats::badPort);
        QTest::newRow("port alone") << QStringLiteral("http://:80/") << QByteArray(formats::noHost);
        QTest::newRow("two readings") << QStringLiteral("http://e.org\\@evil.example/") << QByteArray(formats::noHost);
        QTest::newRow("too long") << QString(QStringLiteral("https://e.org/") + QString(100'000, u'x'))
                                  << QByteArray(formats::tooLong);
        QTest::newRow("NUL") << QString(QStringLiteral("https://e.org/") + QChar::Null + u'x')
                             << QByteArray(formats::notALink);
    }
    void whatIsNoLinkSaysWhy() {
        QFETCH(QString, text);
        QFETCH(QByteArray, why);
        const FoundLinks found = formats::linksInText(text);
        QCOMPARE(linksOf(found), QStringList());
        QCOMPARE(found.badLines, 1);
        QCOMPARE(found.bad.first().why, why);
        QCOMPARE(found.bad.first().line, 1);
        QVERIFY(found.bad.first().text.size() <= 200);
        QVERIFY(!formats::badLinkSentence(why).isEmpty());
    }

    void whatIsWantingIsNamed() {
        const auto bare = formats::linkOf(QStringLiteral("www.example.org"));
        QVERIFY(!bare && bare.error().message.endsWith(QLatin1String("write https://www.example.org")));
        const auto port = formats::linkOf(QStringLiteral("http://e.org:99999/"));
        QVERIFY(!port && port.error().message.contains(QLatin1String("port is out of range")));
        const auto long_ = formats::linkOf(QString(QStringLiteral("www.example.org/") + QString(100'000, u'x')));
        QVERIFY(!long_ && long_.error().message.size() < 200);
    }

    void aLinkOfExactlyTheLimitIsKept() {
        const QString longest = QStringLiteral("https://e.org/").leftJustified(8192, u'x');
        QCOMPARE(formats::linksInText(longest).links.size(), 1);
        QCOMPARE(formats::linksInText(QString(longest + u'x')).links.size(), 0);
        const QString wide = QStringLiteral("https://e.org/").leftJustified(5000, u'ß'); // two bytes each
        QCOMPARE(formats::linksInText(wide).bad.first().why, QByteArray(formats::tooLong));
    }

    void linesEndInEveryWay() {
        const FoundLinks found = formats::linksInText(QString::fromUtf8(
            "http://a/\nhttp://b/\r\nhttp://c/\rnothing\u2028http://d/\u2029\n\n# http://no/\nhttp://e/"));
        QCOMPARE(linksOf(found),
                 QStringList({QStringLiteral("http://a/"), QStringLiteral("http://b/"), QStringLiteral("http://c/"),
                              QStringLiteral("http://d/"), QStringLiteral("http://e/")}));
        QCOMPARE(found.badLines, 1);
        QCOMPARE(found.bad.first().line, 4);
    }

    void emptyTextHoldsNothing() {
        const FoundLinks found = formats::linksInText(QString());
        QCOMPARE(found.links.size(), 0);
        QCOMPARE(found.badLines, 0);
        QCOMPARE(formats::linksInText(QStringLiteral("\n \r\n\t")).badLines, 0);
    }

    void credentialsAreCutOffAndComeApart() {
        const FoundLinks found = formats::linksInText(QStringLiteral("https://ann:p%40ss:w@e.org:8443/a?b@c"));
        QCOMPARE(linksOf(found), QStringList(QStringLiteral("https://e.org:8443/a?b@c")));
        QCOMPARE(found.links.first().user, QStringLiteral("ann"));
        QCOMPARE(found.links.first().password, QStringLiteral("p@ss:w"));
        const auto alone = formats::linkOf(QStringLiteral("http://ann@e.org"));
        QVERIFY(alone);
        QCOMPARE(alone->link, QStringLiteral("http://e.org"));
        QCOMPARE(alone->user, QStringLiteral("ann"));
        QVERIFY(alone->password.isEmpty());
    }

    void badLineShowsNoPassword() {
        const FoundLinks found = formats::linksInText(QStringLiteral("ftp://ann:secret@e.org/"));
        QCOMPARE(found.badLines, 1);
        QVERIFY(!found.bad.first().text.contains(QStringLiteral("secret")));
    }

    void eachLinkComesOnce() {
        const FoundLinks found = formats::linksInText(QStringLiteral("http://a/\nhttp://a/\nhttp://a\nhttp://A/"));
        QCOMPARE(found.links.size(), 3); // no normalising: the last two are other links
        QCOMPARE(found.duplicates, 1);
    }

    void aGoodLinkBesideABadOneIsKept() {
        const FoundLinks found = formats::linksInText(QStringLiteral("http://a/ or ftp://b/"));
        QCOMPARE(found.links.size(), 1);
        QCOMPARE(found.bad.first().why, QByteArray(formats::badScheme));
    }

    void markdownTextBecomesTheTitle() {
        const FoundLinks found = formats::linksInText(QStringLiteral("- [A *fine* [old] page](https://e.org/a)"));
        QCOMPARE(found.links.first().title, QStringLiteral("A *fine* [old] page"));
        QVERIFY(
            formats::linksInText(QStringLiteral("[https://e.org/a](https://e.org/a)")).links.first().title.isEmpty());
    }

    void onlyAHundredBadLinesAreKept() {
        const FoundLinks found = formats::linksInText(QStringLiteral("no\n").repeated(1000));
        QCOMPARE(found.badLines, 1000);
        QCOMPARE(found.bad.size(), 100);
        QCOMPARE(found.bad.last().line, 100);
    }

    void hugeLineWithoutEndIsReadWhole() {
        const FoundLinks found = formats::linksInText(QStringLiteral("http://a/ ").repeated(200'000));
        QCOMPARE(found.links.size(), 1);
        QCOMPARE(found.duplicates, 199'999);
        QCOMPARE(found.badLines, 0);
        const FoundLinks endless =
            formats::linksInText(QString(QString(3'000'000, u'x') + QStringLiteral(" http://b/")));
        QCOMPARE(linksOf(endless), QStringList(QStringLiteral("http://b/")));
    }

    void uriListKeepsEachLineWhole() {
        const FoundLinks found =
            formats::linksInUriList("# comment\r\nhttp://a/b.\r\nfile:///tmp/x\r\n\r\nhttps://c/(d\r\n");
        QCOMPARE(linksOf(found), QStringList({QStringLiteral("http://a/b."), QStringLiteral("https://c/(d")}));
        QCOMPARE(found.badLines, 1);
        QCOMPARE(found.bad.first().why, QByteArray(formats::badScheme));
    }

    void htmlGivesItsAnchors() {
        const FoundLinks found = formats::linksInHtml(
            "<!-- <a href='http://no/'> --><script>\"<a href='http://no/'>\"</script><p>"
            "<A class=x HREF=http://a/>One</A> <a title=\"a>b\" href = \"http://b/?x=1&amp;y=2\">Two "
            "<b>bold</b>&nbsp;&eacute;</a>"
            "<a href='/relative'>r</a><a href=\"#top\">t</a><a name=x>n</a><a href=\"javascript:alert(1)\">j</a>"
            "<a href='http://c/'>open");
        QCOMPARE(linksOf(found), QStringList({QStringLiteral("http://a/"), QStringLiteral("http://b/?x=1&y=2"),
                                              QStringLiteral("http://c/")}));
        QCOMPARE(found.links[0].title, QStringLiteral("One"));
        QCOMPARE(found.links[1].title, QStringLiteral("Two bold é"));
        QCOMPARE(found.badLines, 1);
        QCOMPARE(found.bad.first().why, QByteArray(formats::badScheme));
    }

    void brokenHtmlEndsWell() {
        for (const char* html : {"", "<", "<a", "<a href", "<a href=", "<a href=\"http://a/", "</", "<!", "<!--",
                                 "<!-->", "<a href='http://b/'", "<script>", "&#x;&#99999999;&;&", "<a ===='x'>"}) {
            QCOMPARE(formats::linksInHtml(html).links.size(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(LinksTest)
#include "tst_links.moc"
