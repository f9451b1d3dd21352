#include "article/article.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

QByteArray says(int number) {
    return "<p>This is what post number " + QByteArray::number(number) +
           " has to say about it: the boat leaks where the keel meets the hull, and it did so before the winter, when "
           "nobody had touched it for a year.</p>";
}

Article read(const QByteArray& posts) {
    ExtractOptions options;
    options.link = QUrl(QStringLiteral("https://forum.example/t/1"));
    return extract("<html><head><title>The boat leaks</title></head><body><nav><a href=/>Home</a></nav><main>"
                   "<h1>The boat leaks</h1>" +
                       posts + "</main><footer><a href=/about>About</a></footer></body></html>",
                   options);
}

} // namespace

class PostsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void threadIsByWhoeverOpensIt() {
        QByteArray posts;
        for (const char* name : {"tide42", "ebb7", "flow3"})
            posts += "<div class=blockpost><h2><span><a href='viewtopic.php?pid=1'>2024-01-02 10:00:00</a></span></h2>"
                     "<div class=postleft><dl><dt><strong>" +
                     QByteArray(name) +
                     "</strong></dt><dd>Member</dd><dd>Registered: 2011-02-03</dd></dl></div><div class=postright>" +
                     says(1) + "</div></div>";
        const Article found = read(posts);
        QCOMPARE(found.byline, QStringLiteral("tide42"));
        QVERIFY(found.publishedAt.startsWith(QLatin1String("2024-01-02")));
        QCOMPARE(read(says(1) + says(2) + says(3) + posts).byline, QString());
    }

    void eachPostHasItsHeadOnce_data() {
        QTest::addColumn<QByteArray>("before"); // of each post, with its author and date
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char* name, const char* before, const char* after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after);
        };
        row("time and user",
            "<article class='message'><h4 class=message-name><a class=username href=/members/x.1>AUTHOR</a></h4>"
            "<a href=#p1><time datetime=2024-01-0NT10:00:00Z>Jan N, 2024</time></a><div class=body>",
            "</div></article>");
        row("a crawler's view",
            "<div class='topic-body crawler-post'><span class=creator itemprop=author><a href=/u/x><span itemprop=name>"
            "AUTHOR</span></a></span><time datetime=2024-01-0NT10:00:00Z>Jan N, 2024</time>"
            "<div class=post itemprop=text>",
            "</div></div>");
        row("a line of its own",
            "<div class='post bg1'><p class=author>by <strong><a class=username href=memberlist.php?u=2>AUTHOR</a>"
            "</strong> &raquo; Jan N, 2024 10:00 am</p><div class=content>",
            "</div></div>");
        row("a name beside the post and in a line with the date",
            "<div class='post bg1'><dl class=postprofile><dt><a class=username href=memberlist.php?u=2>AUTHOR</a></dt>"
            "</dl><div class=postbody><p class=author>by <strong><a class=username href=memberlist.php?u=2>AUTHOR</a>"
            "</strong> &raquo; <time datetime=2024-01-0NT10:00:00Z>Jan N, 2024</time></p><div class=content>",
            "</div></div></div>");
        row("a board in Chinese",
            "<div class=post><div class=authi><a href='home.php?mod=space&amp;uid=7' class=xw1>AUTHOR</a></div>"
            "<em>\u53D1\u8868\u4E8E 2021-4-N 10:00:00</em><div class=t_fsz>",
            "</div></div>");
        row("a panel without links",
            "<div class='blockpost'><h2><span>#N <a href='viewtopic.php?pid=N'>2024-01-0N 10:00:00</a></span></h2>"
            "<div class=postleft><dl><dt><strong>AUTHOR</strong></dt><dd>Member</dd><dd>Registered: "
            "2011-02-03</dd></dl>"
            "</div><div class=postright>",
            "</div></div>");
        row("rows of a table",
            "<table><tr class=athing><td><table><tr><td class=votes></td><td><div><span class=comhead>"
            "<a class=hnuser href='user?id=x'>AUTHOR</a> <span class=age><a href='item?id=N'>N hours ago</a></span>"
            "</span></div><div class=comment>",
            "</div></td></tr></table></td></tr></table>");
        row("items of a list",
            "<li class=comment><div class=meta><a href=/users/x>AUTHOR</a> <span class=date>3 May 2024</span></div>",
            "</li>");
    }
    void eachPostHasItsHeadOnce() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray posts;
        const QByteArrayList names{"anna", "bert", "carla", "dora"};
        for (int i = 0; i < names.size(); ++i)
            posts += QByteArray(before).replace("AUTHOR", names[i]).replace("N", QByteArray::number(i + 1)) +
                     says(i + 1) + after;
        posts.replace("</table><table>", ""); // rows of one table
        const Article article = read(posts);
        const qsizetype firstPost = article.html.indexOf("<p><b>anna");
        QVERIFY2(firstPost >= 0, article.html.constData());
        QCOMPARE(article.html.mid(firstPost).count("<hr>"), 3); // between them; a title may stand before the first
        for (int i = 0; i < names.size(); ++i) {
            QCOMPARE(article.html.count(QByteArray("<p><b>" + names[i] + "</b> \u00B7 <time")), 1);
            QCOMPARE(article.text.count(QString::fromUtf8(names[i])), 1);
            QCOMPARE(article.text.count(QStringLiteral("post number %1 has").arg(i + 1)), 1);
        }
        QVERIFY(!article.html.contains("<td"));
        QCOMPARE(sanitise(article.html), article.html);
    }

    void anAnswerInsideAPostIsAPost() {
        const auto post = [](const QByteArray& name, int number, const QByteArray& inside) -> QByteArray {
            return "<div class=comment><a class=username href=/u/x>" + name +
                   "</a> <time datetime=2024-01-01>Jan 1, 2024</time>" + says(number) + inside + "</div>";
        };
        const Article article = read(post("anna", 1, post("bert", 2, {})) + post("carla", 3, {}));
        QCOMPARE(article.html.count("</b> \u00B7 <time datetime=\"2024-01-01\">"), 3);
        QVERIFY(article.text.indexOf(QLatin1String("bert")) > article.text.indexOf(QLatin1String("number 1")));
        QVERIFY(article.text.indexOf(QLatin1String("bert")) < article.text.indexOf(QLatin1String("number 2")));
    }

    void aNameThatIsNotShownIsNotMadeUp() {
        const QByteArray post = "<div class=post><time datetime=2024-01-01>Jan 1, 2024</time>" + says(1) + "</div>";
        const Article article = read(post + post + post);
        QVERIFY(!article.html.contains("<b>"));
        QVERIFY(!article.html.contains("<hr>"));
    }

    void cardsWithTitlesAreNoPosts() {
        QByteArray cards;
        for (const char* title : {"How to mend a boat", "When to mend a boat", "Why to sell a boat"})
            cards += "<div class=card><h2><a href=/x>" + QByteArray(title) +
                     "</a></h2><span class=author>anna</span> <time>Jan 1, 2024</time>" + says(1) + "</div>";
        QVERIFY(!read(cards).html.contains("</b> \u00B7 <time"));
    }
};

QTEST_GUILESS_MAIN(PostsTest)
#include "tst_posts.moc"
